"""One box over everything one may know: hits with the reason they were found, and counts to cut them by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from vankho.lib.vietnamese import fold
from vankho.search import queries as finding
from vankho.search.asking import Filters, Order
from vankho.search.errors import IndexDamaged
from vankho.search.queries import Answer, Shown
from vankho.web.requests import Asked as Request

from . import words

_NAMES = {"year": "nam", "type": "loai", "issuer": "tac-gia"}
_NEWEST = "moi-nhat"
_MOST_SHOWN_PAGES = 5


def search(request: Request) -> HttpResponse:
    finding.admit(request.actor)
    asked = _Address.read(request.GET)
    if asked.may_jump and (line := finding.named_line(request.actor, asked.words)):
        return redirect("document", line.book, line.number)
    shown: dict[str, Any] = {"asked": asked, "words_asked": asked.words}
    if asked.words or asked.values:
        shown |= _results(request, asked)
    return render(request, "search/_results.html" if request.htmx else "search/search.html", shown)


def _results(request: Request, asked: _Address) -> dict[str, Any]:
    try:
        answer = finding.find(request.actor, asked.words, asked.filters, asked.order, asked.skip)
    except IndexDamaged as error:
        named = finding.in_register(request.actor, asked.words)
        answer = Answer(len(named), named, {}, None, None, False)
        return {"damaged": error.sentence(), "answer": answer, "hits": [_hit(one, asked) for one in named]}
    return {
        "answer": answer,
        "hits": [_hit(shown, asked) for shown in answer.shown],
        "facets": _facets(answer, asked),
        "first": asked.skip + 1,
        "last": asked.skip + len(answer.shown),
        "newer_url": asked.url(tu=max(asked.skip - finding.PAGE, 0) or None) if asked.skip else "",
        "older_url": asked.url(tu=asked.skip + finding.PAGE) if answer.has_more else "",
        "unmarked_url": asked.url(q=fold(asked.words), tu=None) if answer.unmarked_total else "",
        "suggestion_url": asked.url(q=answer.suggestion, tu=None) if answer.suggestion else "",
    }


@dataclass(frozen=True)
class _Address:
    """What the address asks for."""

    words: str
    values: dict[str, str]
    """Facet → its chosen value."""
    order: Order
    skip: int
    may_jump: bool

    @classmethod
    def read(cls, address: QueryDict) -> _Address:
        typed = " ".join(address.get("q", "").split())
        chosen = {facet: value for facet, name in _NAMES.items() if (value := address.get(name, "").strip())}
        if not chosen.get("year", "0").isdecimal() or len(chosen.get("year", "")) > 4:
            del chosen["year"]
        skip = address.get("tu", "")
        return cls(
            typed,
            chosen,
            Order.NEWEST if address.get("xep") == _NEWEST else Order.RELEVANCE,
            int(skip) if skip.isdecimal() and len(skip) < 6 else 0,
            may_jump=bool(typed) and set(address) <= {"q"},
        )

    @property
    def filters(self) -> Filters:
        years = (int(self.values["year"]),) if "year" in self.values else ()
        return Filters(type=self._chosen("type"), issuer=self._chosen("issuer"), year=years)

    def _chosen(self, facet: str) -> tuple[str, ...]:
        return (self.values[facet],) if facet in self.values else ()

    @property
    def is_newest(self) -> bool:
        return self.order is Order.NEWEST

    def url(self, **changed: Any) -> str:
        """This question with something changed; `None` takes it away."""
        told: dict[str, Any] = {"q": self.words, **{_NAMES[facet]: value for facet, value in self.values.items()}}
        told |= {"xep": _NEWEST if self.is_newest else None, "tu": self.skip or None, **changed}
        # A question that was changed on this page stays on it, even where a reference was typed.
        return "?" + urlencode({**{name: value for name, value in told.items() if value is not None}, "moi": 1})

    @property
    def relevance_url(self) -> str:
        return self.url(xep=None, tu=None)

    @property
    def newest_url(self) -> str:
        return self.url(xep=_NEWEST, tu=None)

    def chosen(self) -> list[tuple[str, str]]:
        """Filters in force as words, each with the address without it."""
        return [
            (words.CHOSEN[facet].format(value), self.url(**{_NAMES[facet]: None, "tu": None}))
            for facet, value in self.values.items()
        ]


@dataclass(frozen=True)
class _Facet:
    title: str
    values: list[tuple[str, int, str]]
    """Value, how many, and the address cut to it."""


def _facets(answer: Answer, asked: _Address) -> list[_Facet]:
    facets = []
    for facet, title in words.FACETS.items():
        counted = [] if facet in asked.values else list(answer.facets.get(facet, ()))
        if facet == "year":
            counted.sort(reverse=True)
        name = _NAMES[facet]
        values = [(str(value), count, asked.url(**{name: value, "tu": None})) for value, count in counted if value]
        if values:
            facets.append(_Facet(title, values))
    return facets


@dataclass(frozen=True)
class _Hit:
    shown: Shown
    url: str
    why: str


def _hit(shown: Shown, asked: _Address) -> _Hit:
    line = shown.document
    url = reverse("document", args=[line.book, line.number])
    if shown.found_in != "scan":
        return _Hit(shown, url, words.FOUND_BY_NUMBER if shown.found_in == "reference" else words.FOUND_IN_LINE)
    there = {"muc": "noi-dung", "trang": shown.pages[0] + 1, "q": asked.words}
    if shown.file > 1:
        there["tep"] = shown.file
    pages = sorted(page + 1 for page in shown.pages[:_MOST_SHOWN_PAGES])
    return _Hit(shown, f"{url}?{urlencode(there)}", words.found_on_pages(pages))
