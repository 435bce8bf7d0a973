"""The one indexer of a machine: follows the ledger, puts changed lines into the index about once a second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings

from vankho.digitisation import queries as digitisation
from vankho.ledger import queries as ledger
from vankho.ledger.queries import Told
from vankho.records import queries as records

from .document import IndexDocument
from .errors import IndexDamaged, IndexNotWritten
from .writer import SearchWriter, rebuilding

LINE_VERBS = {
    "records.incoming_registered",
    "records.incoming_corrected",
    "records.directed",
    "records.paper_version_attached",
}
READ_VERB = "digitisation.read"
BATCH = 500
IDLE_ENTRIES = 2000
"""After so many entries that concern no line the cursor is written down all the same."""


def folder() -> Path:
    path: Path = settings.OFFICE.office / "index"
    return path


def concerned(entries: Iterable[Told]) -> list[UUID]:
    """The lines these entries changed something about, each once."""
    lines: dict[UUID, None] = {}
    for told in entries:
        if told.verb in LINE_VERBS:
            lines[UUID(told.object_id)] = None
        elif told.verb == READ_VERB:
            lines |= dict.fromkeys(records.lines_with_file(told.object_id))
    return list(lines)


def documents(line_ids: Sequence[UUID]) -> list[IndexDocument]:
    """Lines as the index wants them, with the words of their scans."""
    lines = records.to_index(line_ids)
    texts = digitisation.texts_to_index([sha256 for indexed in lines for sha256 in indexed.files])
    return [_document(indexed, texts) for indexed in lines]


def _document(indexed: records.Indexed, texts: dict[str, str]) -> IndexDocument:
    line = indexed.line
    return IndexDocument(
        id=str(line.pk),
        kind="incoming",
        agency=str(line.agency_id),
        readers=indexed.readers,
        level=line.level,
        newest=int(line.registered_at.timestamp() * 1000),
        type=line.type_name,
        issuer=line.issuer,
        year=line.received_on.year,
        arrived_on=line.received_on,
        dated_on=line.issued_on,
        reference=line.reference,
        numbers=(str(line.number),),
        subject=line.subject,
        names=(line.issuer, line.type_name, line.signatory, line.place),
        pages=[page for sha256 in indexed.files for page in texts.get(sha256, "").split("\f")],
    )


class Indexer:
    """Holds the writer open; whatever is wrong with the index, it is built anew from the database."""

    def __init__(self) -> None:
        self._writer: SearchWriter | None = None
        self._folder: Path | None = None
        self._reached = 0

    def step(self) -> None:
        """Index what the ledger has told since the last step; cheap when there is nothing new."""
        if self._folder != folder():
            self.close()
        if self._writer is not None and ledger.head()[0] <= self._reached:
            return
        try:
            writer = self._open()
            while self._advance(writer):
                pass
        except IndexDamaged:
            self.close()
            rebuild()
        except IndexNotWritten:
            self.close()
            raise

    def _open(self) -> SearchWriter:
        if self._writer is None:
            self._folder = folder()
            self._writer = SearchWriter(self._folder)
            self._reached = self._writer.cursor()
        return self._writer

    def _advance(self, writer: SearchWriter) -> bool:
        entries = ledger.entries_after(self._reached, BATCH)
        if not entries:
            return False
        lines = concerned(entries)
        writer.put(documents(lines))
        self._reached = entries[-1].seq
        if lines or self._reached - writer.cursor() > IDLE_ENTRIES:
            writer.commit(self._reached)
        return True

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer = None


def rebuild() -> int:
    """A new index from the ledger's beginning; readers use the old one, if it is readable, until it is ready."""
    reached = count = 0
    with rebuilding(folder()) as writer:
        while entries := ledger.entries_after(reached, BATCH):
            lines = concerned(entries)
            writer.put(documents(lines))
            count += len(lines)
            reached = entries[-1].seq
        writer.commit(reached)
    return count
