"""Opening a file, filing a document at the end of its work, closing the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.records import actions as records
from vankho.records import queries as papers

from . import policy as policy
from . import queries
from .errors import AlreadyClosed, CodeTaken, FileClosed, FileEmpty, Incomplete, NothingChosen, RetentionMissing
from .models import CaseFile, CaseItem
from .words import FAULTS

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


@dataclass(frozen=True)
class CaseFileFacts:
    code: str
    title: str
    retention: str = ""
    opened_on: date | None = None


@action("casefiles.open")
def open_case_file(actor: Actor, facts: CaseFileFacts) -> CaseFile:
    """Open a file in the actor's own post. Raises `Incomplete` when code or title is empty, `CodeTaken`."""
    missing = {name: FAULTS[name] for name in ("code", "title") if not getattr(facts, name).strip()}
    if missing:
        raise Incomplete(missing)
    if not actor.post_ids or actor.agency_id is None:
        raise NothingChosen
    opened_on = facts.opened_on or timezone.localdate()
    code, year = facts.code.strip(), str(opened_on.year)
    if CaseFile.unguarded.filter(agency_id=actor.agency_id, year=year, code=code).exists():
        raise CodeTaken(code=code, year=year)
    file = CaseFile(
        agency_id=actor.agency_id,
        year=year,
        code=code,
        title=" ".join(facts.title.split()),
        retention=facts.retention.strip(),
        post_id=min(actor.post_ids),
        opened_by=actor.name,
        opened_on=opened_on,
    )
    file.save()
    record(actor, "casefiles.opened", file, code=code, title=file.title)
    return file


@dataclass(frozen=True)
class Filing:
    """Where a finished document goes: a file that is there, a new one, or none for a reason."""

    file_id: UUID | None = None
    new_file: CaseFileFacts | None = None
    no_file_reason: str = ""


@action("casefiles.finish")
def finish(actor: Actor, document: IncomingDocument, filing: Filing) -> CaseFile | None:
    """End the work on a document and file it in the same act; without a file it takes a reason.

    Whoever leads it and has not accepted yet accepts with the same press. Raises `NothingChosen`, `Incomplete`,
    `FileClosed`, `CodeTaken`; the document then stays as it was.
    """
    mine = papers.my_assignment(actor, document)
    if mine is not None and mine.part == "lead" and mine.state == "waiting":
        records.accept(actor, mine)
    if filing.no_file_reason.strip():
        records.mark_done(actor, document, filing.no_file_reason.strip())
        return None
    if filing.new_file is not None:
        file = open_case_file(actor, filing.new_file)
    elif filing.file_id is not None:
        file = queries.case_file(actor, filing.file_id)
    else:
        raise NothingChosen
    put_in_file(actor, document, file)
    records.mark_done(actor, document)
    return file


@action("casefiles.finish")
def put_in_file(actor: Actor, document: IncomingDocument, file: CaseFile) -> None:
    """Lay a document in a file; the file becomes as secret as the document. Raises `FileClosed`."""
    row = CaseFile.unguarded.select_for_update().get(pk=file.pk)
    if row.closed_on:
        raise FileClosed(code=row.code, closed_on=f"{row.closed_on:%d/%m/%Y}")
    if row.items.filter(document=document).exists():
        return record(actor, "casefiles.already_filed", row, document=document.pk)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    CaseItem.unguarded.create(file=row, document=document, position=last + 1, added_by=actor.name)
    if document.level > row.level:
        row.level = document.level
        row.save(update_fields=["level"])
    return record(actor, "casefiles.filed", row, document=document.pk)


@action("casefiles.close")
def close_case_file(actor: Actor, file: CaseFile, retention: str = "") -> CaseFile:
    """Close a file when its matter has ended; `retention` is said now where it was not known at opening.

    Raises `AlreadyClosed`, `FileEmpty`, `RetentionMissing`.
    """
    row = CaseFile.unguarded.select_for_update().get(pk=file.pk)
    if row.closed_on:
        raise AlreadyClosed(code=row.code, closed_on=f"{row.closed_on:%d/%m/%Y}")
    if not row.items.exists():
        raise FileEmpty(code=row.code)
    row.retention = row.retention or retention.strip()
    if not row.retention:
        raise RetentionMissing(code=row.code)
    row.closed_on = timezone.localdate()
    row.save(update_fields=["closed_on", "retention"])
    record(actor, "casefiles.closed", row, documents=row.items.count(), retention=row.retention)
    return row
