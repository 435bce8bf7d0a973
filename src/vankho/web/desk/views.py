"""«Việc của tôi»: what waits for me in every room, what came in today, what is late, what is unfinished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.clearance.words import LEVELS
from vankho.lib.dates import days_left, format_date, local_date
from vankho.records import overview, rules
from vankho.records import queries as records
from vankho.records import words as register_words
from vankho.records.registers import UNFINISHED, RegisterFilter
from vankho.secrecy import queries as secrecy
from vankho.web.requests import Asked

from .words import EMPTY, TABS, TASKS, waited

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument

MOST_ROWS = 50
MOST_WAITING = 200
"""Counted no further: the most pressing are among them."""


@dataclass(frozen=True)
class Row:
    """One thing to do or to look at, whatever room it comes from."""

    url: str
    task: str
    title: str
    subject: str
    due: str
    due_mark: str
    sender: str
    waited: str
    level: str = ""
    urgency: str = ""
    sort_by: tuple[date, date] = (date.max, date.max)


@dataclass(frozen=True)
class Tab:
    slug: str
    label: str
    count: int
    is_counted_on: bool
    """There are more: counting stopped."""
    is_here: bool
    is_late: bool


def desk(request: Asked) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("xem", "")
    first = next(iter(TABS))
    knows_register = may(request.actor, "records.see_register")
    here = asked if asked in TABS and knows_register else first
    waiting = _waiting(request.actor, today)
    counts = overview.counts(request.actor, today)
    numbers = (len(waiting), counts.overdue, counts.unfinished, counts.came_in_today)
    tabs = [
        Tab(slug, label, count, slug == first and count >= MOST_WAITING, slug == here, slug == "qua-han" and count > 0)
        for (slug, label), count in zip(TABS.items(), numbers, strict=True)
        if knows_register or slug == first
    ]
    rows = waiting[:MOST_ROWS] if here == first else _LISTS[here](request.actor, today)
    count = next(tab.count for tab in tabs if tab.is_here)
    shown = {
        "tabs": tabs,
        "here": here,
        "rows": rows,
        "count": count,
        "left": max(count - len(rows), 0),
        "all_url": _all_url(here, today),
        "empty": EMPTY[here],
        "today": today,
        "may_enter": may(request.actor, "records.register_incoming"),
    }
    return render(request, "desk/_list.html" if request.htmx else "desk/desk.html", shown)


def _all_url(here: str, today: date) -> str:
    """The same in the register, where it can be paged."""
    cut: dict[str, dict[str, object]] = {
        "qua-han": {"qua-han": 1},
        "chua-xong": {"tinh-trang": "chua-xong"},
        "hom-nay": {"ngay": format_date(today)},
    }
    return f"{reverse('register')}?{urlencode(cut[here])}" if here in cut else ""


def _waiting(actor: Actor, today: date) -> list[Row]:
    """From every room, the most pressing first."""
    rows = [*_incidents(actor, today), *_scans(actor, today), *_documents(actor, today)]
    return sorted(rows, key=lambda row: row.sort_by)


def _documents(actor: Actor, today: date) -> list[Row]:
    return [
        _line(waiting.document, TASKS[waiting.task], today, waiting.due_on, waiting.since, waiting.sender)
        for waiting in records.waiting_for(actor, MOST_WAITING)
    ]


def _scans(actor: Actor, today: date) -> list[Row]:
    scans = overview.scans_waiting(actor, today)
    if scans is None:
        return []
    late = f"{scans.late} bản đã quá hạn vào sổ" if scans.late else ""
    return [
        Row(
            url=reverse("intakes"),
            task=TASKS["enter"],
            title=f"{scans.ready} bản quét chờ vào sổ",
            subject=late,
            due=_due(scans.enter_by, today),
            due_mark=rules.due_mark(scans.enter_by, "registered", today),
            sender="",
            waited=waited((today - scans.since).days),
            sort_by=(scans.enter_by, scans.since),
        )
    ]


def _incidents(actor: Actor, today: date) -> list[Row]:
    """At once, whatever else waits."""
    return [
        Row(
            url=reverse("incident", args=[incident.pk]),
            task=TASKS["incident"],
            title=f"Tài liệu {incident.page_count} trang có dấu hiệu mật, đã dừng",
            subject="",
            due="Ngay",
            due_mark="late",
            sender="",
            waited=waited((today - local_date(incident.found_at)).days),
            sort_by=(date.min, local_date(incident.found_at)),
        )
        for incident in secrecy.waiting_for(actor)
    ]


def _due(due_on: date | None, today: date) -> str:
    return register_words.due_in_words(days_left(due_on, today)) if due_on else "Không hạn"


def _line(line: IncomingDocument, task: str, today: date, due_on: date | None, since: date, sender: str) -> Row:
    return Row(
        url=reverse("document", args=[line.book, line.number]),
        task=task,
        title=line.reference or f"Số đến {line.number}",
        subject="Trích yếu được che, mở để xem" if line.level else f"{line.type_name} {line.subject}".strip(),
        due=_due(due_on, today),
        due_mark=rules.due_mark(due_on, line.state, today),
        sender=sender,
        waited=waited((today - since).days),
        level=LEVELS[line.level].upper() if line.level else "",
        urgency=register_words.URGENCIES[line.urgency] if line.urgency else "",
        sort_by=(due_on or date.max, since),
    )


def _list(wanted: Callable[[date], RegisterFilter]) -> Callable[[Actor, date], list[Row]]:
    def rows(actor: Actor, today: date) -> list[Row]:
        return [
            _line(line, register_words.STATES[line.state], today, line.due_on, line.received_on, line.issuer)
            for line in overview.lines(actor, wanted(today), MOST_ROWS)
        ]

    return rows


_LISTS = {
    "qua-han": _list(lambda today: RegisterFilter(overdue_on=today)),
    "chua-xong": _list(lambda today: RegisterFilter(state=UNFINISHED)),
    "hom-nay": _list(lambda today: RegisterFilter(received_on=today)),
}
