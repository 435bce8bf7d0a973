"""One document: what it is, the paper itself, what happens with it, where it is filed, what happened so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from vankho.casefiles import queries as casefiles
from vankho.digitisation import queries as digitisation
from vankho.records import queries, steps, words
from vankho.search import queries as search
from vankho.web.requests import Asked

from . import routing
from .heading import heading
from .history import happenings
from .routing import Step
from .typed import Typed

if TYPE_CHECKING:
    from vankho.digitisation.models import ReadPage
    from vankho.records.models import Assignment, Direction, DocumentFile, IncomingDocument

_WITH_THE_FORM = {
    "direct": {"send_back"},
    "accept": {"return", "finish"},
    "finish": {"return"},
    "finish_part": {"return"},
}
"""Steps whose buttons stand in the form of another one."""

_READ_FIRST = {"direct", "accept", "enter_written_direction", "correct", "return", "send_back"}
"""Steps that nobody takes without having seen the paper: the page opens at it."""


def document(request: Asked, book: str, number: int) -> HttpResponse:
    return show(request, queries.document_by_number(request.actor, book, number))


def show(
    request: Asked, line: IncomingDocument, chosen: Step | None = None, typed: Typed | None = None
) -> HttpResponse:
    """The page of a line; beside it the form of the chosen step, or else of the one that waits for the actor."""
    waits_for = steps.next_step(request.actor, line)
    step = chosen or routing.STEPS.get(waits_for)
    here = _tab(request, step)
    tab = TABS[here]
    shown = {"line": line, "here": here, "tab": tab, "tabs": TABS, "beside": step, **tab.contents(request, line)}
    if request.htmx and request.htmx.target == "tab":
        return render(request, tab.template, shown)
    before, after = queries.neighbours(request.actor, line)
    shown |= {**heading(line), "before": before, "after": after, "chosen": chosen}
    if step:
        shown |= routing.form(request.actor, line, step, typed)
    if not chosen:
        shown["verbs"] = _verbs(request, line, waits_for)
    return render(request, "records/document.html", shown, status=422 if typed else 200)


def _tab(request: Asked, step: Step | None) -> str:
    asked = request.GET.get("muc", "")
    if asked in TABS:
        return asked
    at_the_paper = {"q", "trang", "tep"} & set(request.GET) or (step and step.name in _READ_FIRST)
    return "noi-dung" if at_the_paper else "thuoc-tinh"


@dataclass(frozen=True)
class Verb:
    label: str
    url: str
    key: str


def _verbs(request: Asked, line: IncomingDocument, waits_for: str) -> list[Verb]:
    """What may be done now, less what the form beside the document does already."""
    left = steps.open_steps(request.actor, line) - {waits_for} - _WITH_THE_FORM.get(waits_for, set())
    return [
        Verb(step.label, reverse(step.url_name, args=[line.book, line.number]), step.key)
        for step in routing.STEPS.values()
        if step.name in left
    ]


def _attributes(request: Asked, line: IncomingDocument) -> dict[str, Any]:
    return {
        "family": words.FAMILIES.get(line.family, ""),
        "files": queries.files_of(request.actor, line),
        **heading(line),
    }


@dataclass(frozen=True)
class Turn:
    """Another page or file of the paper, and the address it has."""

    label: str
    url: str
    is_here: bool = False


def _paper(request: Asked, line: IncomingDocument) -> dict[str, Any]:
    files = queries.files_of(request.actor, line)
    place = _number(request, "tep", len(files))
    if not files:
        return {"files": []}
    file = files[place - 1]
    number = _number(request, "trang", file.page_count)
    page = _page(request, file, number)
    asked = request.GET.get("q", "")
    return {
        "file": file,
        "page": page,
        "page_number": number,
        "words_asked": asked,
        "marked": _marked(page, asked) if page else {},
        "files": [Turn(_file_label(other), _turn(request, n, 1), n == place) for n, other in enumerate(files, start=1)],
        "before_page": _turn(request, place, number - 1) if number > 1 else "",
        "after_page": _turn(request, place, number + 1) if number < file.page_count else "",
    }


def _file_label(file: DocumentFile) -> str:
    return words.FILE_KINDS[file.kind]


def _number(request: Asked, name: str, most: int) -> int:
    typed = request.GET.get(name, "")
    return min(max(int(typed), 1), max(most, 1)) if typed.isdecimal() and len(typed) < 6 else 1


def _turn(request: Asked, file: int, page: int) -> str:
    asked = {"muc": "noi-dung", "tep": file, "trang": page, "q": request.GET.get("q", "")}
    return "?" + urlencode({name: value for name, value in asked.items() if value and (name, value) != ("tep", 1)})


def _page(request: Asked, file: DocumentFile, number: int) -> ReadPage | None:
    try:
        return digitisation.page(request.actor, file.sha256, number - 1)
    except Http404:
        return None  # bytes that were kept without a reading still have their original


def _marked(page: ReadPage, asked: str) -> dict[str, Any]:
    """Frames of the words asked for, and the lines of the page with them marked."""
    on_page = page.words
    found = set(search.words_on_page(asked, [word["t"] for word in on_page])) if asked.strip() else set()
    frames = [on_page[n]["b"] for n in sorted(found)]
    numbered = [(word["l"], word["t"], n in found) for n, word in enumerate(on_page)]
    lines = [list(words_of) for _, words_of in groupby(numbered, key=lambda word: word[0])]
    return {
        "frames": [(left, top, right - left, bottom - top) for left, top, right, bottom in frames],
        "lines": [[(text, is_found) for _, text, is_found in one] for one in lines],
    }


@dataclass(frozen=True)
class Given:
    """A direction with the parts it gave."""

    direction: Direction
    parts: list[Assignment]


def _course(request: Asked, line: IncomingDocument) -> dict[str, Any]:
    course = queries.course(request.actor, line)
    given = [Given(d, [p for p in course.assignments if p.direction_id == d.pk]) for d in course.directions]
    pictures = {file.sha256: n for n, file in enumerate(queries.files_of(request.actor, line), start=1)}
    return {"given": given, "presentations": course.presentations, "pictures": pictures}


def _filed(request: Asked, line: IncomingDocument) -> dict[str, Any]:
    return {"case_files": casefiles.files_of(request.actor, line.pk)}


def _history(request: Asked, line: IncomingDocument) -> dict[str, Any]:
    return {"happenings": happenings(queries.course(request.actor, line).history)}


@dataclass(frozen=True)
class Tab:
    label: str
    template: str
    contents: Callable[[Asked, IncomingDocument], dict[str, Any]]


TABS = {
    "thuoc-tinh": Tab("Thuộc tính", "records/_attributes.html", _attributes),
    "noi-dung": Tab("Nội dung", "records/_paper_pages.html", _paper),
    "xu-ly": Tab("Xử lý", "records/_course.html", _course),
    "ho-so": Tab("Hồ sơ", "records/_filed.html", _filed),
    "dien-bien": Tab("Diễn biến", "records/_history.html", _history),
}
