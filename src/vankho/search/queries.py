"""Finding across the rooms. The index cuts to what the actor may know, and the rows that are shown are asked again."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.digitisation import queries as digitisation
from vankho.records import queries as records

from .asking import Access, Filters, Found, Order
from .highlight import matching_pages, matching_words, snippet
from .index import SearchIndex
from .indexing import folder
from .language import Asked, understand

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
    file: int = 1
    """Place of that scan among the line's files, counted from 1."""


@dataclass(frozen=True)
class Answer:
    total: int
    shown: list[Shown]
    facets: Mapping[str, tuple[tuple[str | int, int], ...]]
    unmarked_total: int | None
    suggestion: str | None
    has_more: bool


def find(
    actor: Actor, words: str, filters: Filters | None = None, order: Order = Order.RELEVANCE, skip: int = 0
) -> Answer:
    """Lines that have every word and that the actor may know; a reference or an arrival number is found at once."""
    filters = filters or Filters()
    access = Access(records.reading_tokens(actor), int(actor.clearance))
    found = _index().find(words, access, filters, order=order, limit=PAGE, skip=skip)
    named = records.by_number(actor, words) if not skip and filters == Filters() else []
    ids = list(dict.fromkeys([*(line.pk for line in named), *(UUID(hit.id) for hit in found.hits)]))
    known = records.documents(actor, ids)
    by_number = {line.pk for line in named}
    shown = _explained(actor, [known[key] for key in ids if key in known], words, by_number)
    return _answer(found, shown, skip)


def admit(actor: Actor) -> None:
    """404 for who has nothing to search in."""
    if not may(actor, "records.see_register"):
        raise Http404


def in_register(actor: Actor, words: str) -> list[Shown]:
    """What the register itself answers to a reference or a number, whatever has become of the index."""
    return [
        Shown(line, snippet(line.subject, understand(words), 240), [], "reference")
        for line in records.by_number(actor, words, limit=PAGE)
    ]


def named_line(actor: Actor, words: str) -> IncomingDocument | None:
    """The one line whose reference or arrival number was typed; None when there is none or more than one."""
    named = records.by_number(actor, words)
    return named[0] if len(named) == 1 else None


def _answer(found: Found, shown: list[Shown], skip: int) -> Answer:
    return Answer(
        total=max(found.total, skip + len(shown)),
        shown=shown,
        facets=found.facets,
        unmarked_total=found.unmarked_total,
        suggestion=found.suggestion,
        has_more=found.total > skip + len(found.hits),
    )


def _explained(actor: Actor, lines: Sequence[IncomingDocument], words: str, by_number: Collection[UUID]) -> list[Shown]:
    """Why each was found. Files and texts of the whole page are fetched together: statements do not grow with hits."""
    files = records.files_of_all(actor, [line.pk for line in lines])
    texts = digitisation.texts_to_index([file.sha256 for of_line in files.values() for file in of_line])
    asked = understand(words)
    return [
        _in_scan(line, asked, [(file.sha256, texts[file.sha256]) for file in files.get(line.pk, ())])
        or Shown(line, snippet(line.subject, asked, 240), [], "reference" if line.pk in by_number else "line")
        for line in lines
    ]


def _in_scan(line: IncomingDocument, asked: Asked, files: Iterable[tuple[str, str]]) -> Shown | None:
    for place, (sha256, text) in enumerate(files, start=1):
        pages = text.split("\f")
        if on := matching_pages(asked, pages):
            subject = snippet(line.subject, asked, 240)
            return Shown(line, subject, snippet(pages[on[0]], asked), "scan", sha256, tuple(on), place)
    return None


def words_on_page(words: str, on_page: list[str]) -> list[int]:
    """Which of a page's words are to be marked."""
    return matching_words(understand(words), on_page)
