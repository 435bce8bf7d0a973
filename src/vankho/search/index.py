"""Asking the search index. Any number of processes and threads may ask while one writes."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from tantivy import Index, Query, Searcher, SearchResult

from vankho.search.asking import Access, Filters, Found, Hit, Order
from vankho.search.document import FACETS
from vankho.search.errors import IndexDamaged, TooManyWords
from vankho.search.generations import VOCABULARY, current_generation, open_generation, reported
from vankho.search.language import Asked, Part, Word, understand
from vankho.search.matching import Clause, limits, text_clauses
from vankho.search.vocabulary import near_words
from vankho.search.writer import read_cursor

DEEPEST = 10_000
"""Hits one can page through; whoever needs more needs other words."""
_FACET_VALUES = 20
_MOST_REPAIRED = 6
_NOTHING = Found(total=0, hits=())


class SearchIndex:
    """The index in this folder, as it stands at the last commit of whoever writes it.

    Raises:
        IndexDamaged: missing or unreadable, now or at a later question; `IndexOutdated` where the program has changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[Path, Index] | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._current()

    def _current(self) -> tuple[Path, Index]:
        """The generation in use as it stands now: a file look-up where nothing was committed since."""
        with self._lock:
            try:
                return self._look()
            except IndexDamaged:
                self._opened = None
                return self._look()  # built anew between reading its name and opening it

    def _look(self) -> tuple[Path, Index]:
        generation = current_generation(self._folder)
        with reported(generation):
            status = (generation / "meta.json").stat()
            seen = (status.st_mtime_ns, status.st_size)
            if self._opened is None or self._opened[0] != generation:
                self._opened = generation, open_generation(generation)
            elif seen != self._seen:
                self._opened[1].reload()
        self._seen = seen
        return self._opened

    def cursor(self) -> int:
        """How far into the ledger the index reaches; 0 where nothing was committed yet."""
        generation, index = self._current()
        return read_cursor(index, generation)

    def find(
        self,
        words: str,
        access: Access,
        filters: Filters = Filters(),  # noqa: B008 - frozen
        *,
        order: Order = Order.RELEVANCE,
        limit: int = 30,
        skip: int = 0,
        excluded_ids: Collection[str] = (),
        facets: bool = True,
    ) -> Found:
        """What has every part of `words` and may be known; with no words, everything that may be known, newest first.

        `skip` hits are passed over (at most `DEEPEST`). `excluded_ids` are restrictions newer than `cursor()`. The
        index can lag behind a change of access by one commit: ask again for the rows that are shown.

        Raises:
            IndexDamaged
        """
        if access.is_empty:
            return _NOTHING
        generation, index = self._current()
        asked = understand(words)
        question = _Question(index, generation, limits(index.schema, access, filters, excluded_ids))
        try:
            return question.answer(asked, order, limit, skip, facets)
        except TooManyWords:
            return question.answer(asked.without_phrases(), order, limit, skip, facets)


class _Question:
    """One search by one person: the same limits hold for hits, counts and whatever is offered when nothing is found."""

    def __init__(self, index: Index, generation: Path, limiting: list[Clause]) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        self._generation = generation
        self._limiting = limiting

    def _query(self, asked: Asked) -> Query:
        return Query.boolean_query([*text_clauses(self._schema, asked), *self._limiting])

    def _count(self, asked: Asked) -> int:
        query = self._query(asked)
        with reported(self._generation):
            return _total(self._searcher.search(query, 1))

    def answer(self, asked: Asked, order: Order, limit: int, skip: int, facets: bool) -> Found:
        found = self._found(asked, order, limit, skip, facets)
        return found if found.total or not asked.parts else self._help_with(asked, found)

    def _found(self, asked: Asked, order: Order, limit: int, skip: int, facets: bool) -> Found:
        query = self._query(asked)
        by = "newest" if order is Order.NEWEST or not asked.parts else None
        offset = min(max(skip, 0), DEEPEST)
        with reported(self._generation):
            result = self._searcher.search(query, max(limit, 1), order_by_field=by, offset=offset)
            hits = tuple(
                Hit(self._searcher.doc(address)["id"][0], 0.0 if by else float(score))
                for score, address in result.hits[: max(limit, 0)]
            )
            total = _total(result)
            return Found(total, hits, self._facets(query) if facets and total else {})

    def _facets(self, query: Query) -> dict[str, tuple[tuple[str | int, int], ...]]:
        counted = self._searcher.aggregate(
            query, {name: {"terms": {"field": name, "size": _FACET_VALUES}} for name in FACETS}
        )
        return {
            name: tuple((bucket["key"], bucket["doc_count"]) for bucket in counted[name]["buckets"]) for name in FACETS
        }

    def _help_with(self, asked: Asked, found: Found) -> Found:
        """Nothing was found: would other marks find something, or a word one slip away?"""
        if asked.is_marked:
            without = self._count(asked.without_marks())
            if without:
                return replace(found, unmarked_total=without)
            found = replace(found, unmarked_total=0)
        return replace(found, suggestion=self._repaired(asked.without_marks()))

    def _repaired(self, asked: Asked) -> str | None:
        """The same with every lost word exchanged, if that finds something."""
        parts = list(asked.parts)
        lost = [
            place
            for place, part in enumerate(parts[:_MOST_REPAIRED])
            if part.is_plain_word and not self._count_parts([part])
        ]
        for place in lost:
            candidate = self._nearest(parts, place)
            if candidate is None:
                return None
            parts[place] = candidate
        repaired = Asked(tuple(parts), is_blank=False)
        return repaired.written if lost and self._count(repaired) else None

    def _nearest(self, parts: list[Part], place: int) -> Part | None:
        """The word one slip away that most often stands next to its neighbours; of equals, the most frequent."""
        near = near_words(self._generation / VOCABULARY, parts[place].words[0].folded)
        candidates = [Part((Word(word, word, is_marked=False),), word) for word in near]
        found = [candidate for candidate in candidates if self._count_parts([candidate])]
        return max(found, key=lambda candidate: self._beside(parts, place, candidate), default=None)

    def _beside(self, parts: list[Part], place: int, candidate: Part) -> int:
        """In how many documents the candidate follows the part before it or precedes the part after it."""
        before, after = parts[max(place - 1, 0) : place], parts[place + 1 : place + 2]
        pairs = [[*before, candidate], [candidate, *after]]
        phrases = [Part(tuple(word for part in pair for word in part.words), "") for pair in pairs if len(pair) > 1]
        return sum(self._count_parts([phrase]) for phrase in phrases)

    def _count_parts(self, parts: Sequence[Part]) -> int:
        return self._count(Asked(tuple(parts), is_blank=False))


def _total(result: SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # the engine's stub forgets it
