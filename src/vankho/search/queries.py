"""Finding across the rooms. The index cuts to what the actor may know, and the rows that are shown are asked again."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from vankho.clearance.actor import Actor
from vankho.digitisation import queries as digitisation
from vankho.records import queries as records

from .asking import Access, Filters, Found, Order
from .highlight import matching_pages, matching_words, snippet
from .index import SearchIndex
from .indexing import folder
from .language import understand

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument

PAGE = 20

_lock = threading.Lock()
_opened: dict[Path, SearchIndex] = {}


def _index() -> SearchIndex:
    with _lock:
        here = folder()
        if here not in _opened:
            _opened[here] = SearchIndex(here)
        return _opened[here]


@dataclass(frozen=True)
class Shown:
    """A hit as the page shows it: the line, why it was found, and where to open it."""

    document: IncomingDocument
    subject: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]
    found_in: str
    """``reference``, ``line`` or ``scan``"""
    sha256: str = ""
    pages: tuple[int, ...] = ()
    """Pages of the scan on which the words stand, counted from 0, best first."""


@dataclass(frozen=True)
class Answer:
    total: int
    shown: list[Shown]
    facets: Mapping[str, tuple[tuple[str | int, int], ...]]
    unmarked_total: int | None
    suggestion: str | None
    has_more: bool


def find(actor: Actor, words: str, filters: Filters | None = None, order: Order = Order.RELEVANCE, skip: int = 0) -> Answer:
    """Lines that have every word and that the actor may know; a reference or an arrival number is found at once."""
    filters = filters or Filters()
    access = Access(records.reading_tokens(actor), int(actor.clearance))
    found = _index().find(words, access, filters, order=order, limit=PAGE, skip=skip)
    named = records.by_number(actor, words) if not skip and filters == Filters() else []
    first = {line.pk: line for line in named}
    ids = [*first, *(UUID(hit.id) for hit in found.hits if UUID(hit.id) not in first)]
    known = records.documents(actor, ids)
    shown = [_shown(actor, known[key], words, key in first) for key in ids if key in known]
    return _answer(found, shown, skip)


def _answer(found: Found, shown: list[Shown], skip: int) -> Answer:
    return Answer(
        total=max(found.total, skip + len(shown)),
        shown=shown,
        facets=found.facets,
        unmarked_total=found.unmarked_total,
        suggestion=found.suggestion,
        has_more=found.total > skip + len(found.hits),
    )


def _shown(actor: Actor, line: IncomingDocument, words: str, by_number: bool) -> Shown:
    asked = understand(words)
    subject = snippet(line.subject, asked, 240)
    for file in records.files_of(actor, line):
        texts = digitisation.texts_to_index([file.sha256])[file.sha256].split("\f")
        if on := matching_pages(asked, texts):
            return Shown(line, subject, snippet(texts[on[0]], asked), "scan", file.sha256, tuple(on))
    return Shown(line, subject, [], "reference" if by_number else "line")


def words_on_page(words: str, on_page: list[str]) -> list[int]:
    """Which of a page's words are to be marked."""
    return matching_words(understand(words), on_page)
