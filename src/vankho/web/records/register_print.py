"""Printing the arrival register as the prescribed book: seen on the screen, printed from it, or taken as PDF."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vankho.clearance.actions import ask
from vankho.lib.dates import DateNotUnderstood, parse_date
from vankho.reports import actions, queries, rules, sheets, words
from vankho.reports.errors import NoSuchPart
from vankho.reports.queries import Part
from vankho.web.requests import Asked

FIELDS = {"first": "tu-so", "last": "den-so", "from_day": "tu-ngay", "to_day": "den-ngay"}
"""Field of the part → its name in the form."""


def print_view(request: Asked) -> HttpResponse:
    ask(request.actor, "reports.print_book")
    years = queries.years(request.actor)
    shown: dict[str, Any] = {"years": years, "typed": _typed(request.GET, years), "most": rules.MOST_NUMBERS}
    if not years:
        return render(request, "records/register_print.html", shown)
    if not any(shown["typed"][field] for field in FIELDS):
        shown["typed"] |= _proposed(queries.newest_volume(request.actor, shown["typed"]["book"]))
    try:
        book = queries.arrival_book(request.actor, _part(shown["typed"]))
    except NoSuchPart as error:
        return _refused(request, shown, error)
    return render(request, "records/register_print.html", {**shown, **sheets.as_told(book), "book": book})


@require_POST
def pdf(request: Asked) -> HttpResponse:
    """The book as PDF; who printed it is recorded, so it is no GET."""
    years = queries.years(request.actor)
    typed = _typed(request.POST, years)
    try:
        printed = actions.print_book(request.actor, _part(typed))
    except NoSuchPart as error:
        return _refused(request, {"years": years, "typed": typed, "most": rules.MOST_NUMBERS}, error)
    book = printed.book
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="so-den-{book.year}-{book.first}-{book.last}.pdf"'
    return response


def _refused(request: Asked, shown: dict[str, Any], error: NoSuchPart) -> HttpResponse:
    fault = {"field": FIELDS[error.field], "words": error.fault}
    return render(request, "records/register_print.html", {**shown, "fault": fault}, status=422)


def _typed(sent: QueryDict, years: list[str]) -> dict[str, str]:
    """What was typed, as it was typed; keys as the template reads them."""
    typed = {name: sent.get(slug, "").strip() for name, slug in FIELDS.items()}
    year = sent.get("nam", "")
    return {
        **typed,
        "book": year if year in years else (years[0] if years else ""),
        "volume": sent.get("quyen", "") or "1",
    }


def _proposed(part: Part) -> dict[str, str]:
    return {"first": str(part.first), "last": str(part.last), "volume": str(part.volume)} if part.first else {}


def _part(typed: dict[str, str]) -> Part:
    """Raises `NoSuchPart` for what is no number and no day."""
    return Part(
        typed["book"],
        first=_number("first", typed),
        last=_number("last", typed),
        from_day=_day("from_day", typed),
        to_day=_day("to_day", typed),
        volume=int(typed["volume"]) if _is_number(typed["volume"]) else 1,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _number(field: str, typed: dict[str, str]) -> int | None:
    if typed[field] and not _is_number(typed[field]):
        raise NoSuchPart(field, words.FAULTS["not_a_number"])
    return int(typed[field]) if typed[field] else None


def _day(field: str, typed: dict[str, str]) -> date | None:
    try:
        return parse_date(typed[field], timezone.localdate()) if typed[field] else None
    except DateNotUnderstood:
        raise NoSuchPart(field, words.FAULTS["not_a_day"]) from None
