"""Writing to the index: one process at a time, in batches, about once a second."""

from __future__ import annotations

import shutil
import sqlite3
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from tantivy import Index, Query

from vankho.search.document import CURSOR_ID, IndexDocument, cursor_entry, entry
from vankho.search.errors import IndexBusy, IndexDamaged, IndexNotWritten
from vankho.search.generations import (
    VOCABULARY,
    current_generation,
    fresh_generation,
    open_generation,
    put_into_use,
    reported,
)
from vankho.search.vocabulary import write_vocabulary

_HEAP_BYTES = 20_000_000
"""Text held back before it is written out; the engine asks for 15 MB at least. A larger heap was not faster."""
_VOCABULARY_GROWTH = 1.05
_MANY_DOCUMENTS = 20_000
"""From here on only words of ten documents are suggested, below of two: rarer ones are mostly slips themselves."""


class SearchWriter:
    """Puts documents in and takes them out; readers see it all at the next `commit`, or nothing after a crash.

    Raises:
        IndexDamaged: there is no readable index; build it anew with `rebuilding`.
        IndexBusy: another writer is open, in this process or another.
        IndexNotWritten: by `put`, `remove` or `commit`; close this writer and open another one later.
    """

    def __init__(self, folder: Path) -> None:
        self._set_up(current_generation(folder))
        self._in_use = True

    def _set_up(self, generation: Path) -> None:
        self._generation = generation
        self._index: Index = open_generation(generation)
        try:
            self._writer = self._index.writer(_HEAP_BYTES, 1)
        except ValueError as fault:
            if "LockBusy" in str(fault):
                raise IndexBusy(folder=str(generation.parent)) from fault
            raise IndexDamaged(folder=str(generation.parent), fault=str(fault)) from fault
        self._cursor = read_cursor(self._index, generation)
        self._words_due_at = 0.0

    @classmethod
    def _of_fresh(cls, generation: Path) -> SearchWriter:
        writer = cls.__new__(cls)
        writer._set_up(generation)
        writer._in_use = False
        return writer

    def put(self, documents: Iterable[IndexDocument]) -> None:
        """Add these, each instead of what stood under its id. Safe to repeat."""
        for document in documents:
            made = entry(document)
            with reported(self._generation, IndexNotWritten):
                self._writer.delete_documents_by_term("id", document.id)
                self._writer.add_document(made)

    def remove(self, ids: Iterable[str]) -> None:
        """Nothing is found by these from the next commit on; the bytes go when segments merge or with `rebuilding`."""
        with reported(self._generation, IndexNotWritten):
            for unwanted in ids:
                self._writer.delete_documents_by_term("id", unwanted)

    def commit(self, cursor: int) -> None:
        """Make everything since the last commit visible and durable, together with the ledger cursor it reaches.

        Raises:
            IndexBusy: the index was built anew meanwhile; nothing was written, open another writer.
        """
        if self._in_use and current_generation(self._generation.parent) != self._generation:
            raise IndexBusy(folder=str(self._generation.parent))
        with reported(self._generation, IndexNotWritten):
            self._writer.delete_documents_by_term("id", CURSOR_ID)
            self._writer.add_document(cursor_entry(cursor))
            self._writer.commit()
            self._index.reload()
        self._cursor = cursor
        self._refresh_vocabulary()

    def cursor(self) -> int:
        """How far into the ledger the last commit reached; 0 in an index nobody has written to."""
        return self._cursor

    def _refresh_vocabulary(self) -> None:
        documents = self._index.searcher().num_docs
        if documents < self._words_due_at:
            return
        self._words_due_at = documents * _VOCABULARY_GROWTH + 1
        fewest = 10 if documents >= _MANY_DOCUMENTS else 2
        with reported(self._generation, IndexNotWritten), suppress(sqlite3.Error):  # a kindness, not a promise
            write_vocabulary(self._generation / VOCABULARY, _frequencies(self._index, fewest))

    def close(self) -> None:
        """Finish running merges and let another process write. What was not committed is dropped."""
        with suppress(ValueError):  # closed already
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def __enter__(self) -> SearchWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _frequencies(index: Index, fewest: int) -> Iterator[tuple[str, int]]:
    searcher = index.searcher()
    for letter in string.ascii_lowercase:  # by letter: the whole list of a large index would be held at once
        for text in ("subject_folded", "body_folded"):
            for word, documents in searcher.terms_with_prefix(text, letter):
                if documents >= fewest:
                    yield word, documents


def read_cursor(index: Index, generation: Path) -> int:
    """0 in an index nobody has written to. Raises IndexDamaged."""
    with reported(generation):
        searcher = index.searcher()
        found = searcher.search(Query.term_query(index.schema, "id", CURSOR_ID, "basic"), 1).hits
        return int(searcher.doc(found[0][1])["cursor"][0]) if found else 0


@contextmanager
def rebuilding(folder: Path) -> Iterator[SearchWriter]:
    """Fill a new, empty index; it replaces the one in use when the block ends well and is dropped when it does not.

    Readers go on with the old one until then, and see the new one at their next question. It is also the way to remove
    every byte of what was taken out. Commit at least once.
    """
    generation = fresh_generation(folder)
    try:
        with SearchWriter._of_fresh(generation) as writer:
            yield writer
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    put_into_use(generation)
