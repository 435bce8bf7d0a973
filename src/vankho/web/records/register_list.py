"""The arrival register as a list: a page at a time, cut by the filters of its address, and the same as a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vankho.clearance.gate import may
from vankho.clearance.words import LEVELS
from vankho.formats.spreadsheet import Column, sheet
from vankho.lib.dates import days_left
from vankho.lib.numbers import grouped
from vankho.records import registers, rules, words
from vankho.reports.words import PRACTICE
from vankho.web.requests import Asked as Request

from . import register_filters
from .register_filters import Asked

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def register(request: Request) -> HttpResponse:
    today = timezone.localdate()
    wanted = register_filters.asked(request.GET, today)
    page = registers.page(request.actor, wanted.filter, register_filters.turn(request.GET))
    shown: dict[str, Any] = {
        "wanted": wanted,
        "page": page,
        "rows": [row(line, today) for line in page.rows],
        "last_position": page.position + len(page.rows) - 1,
        "more_than_counted": page.total > registers.MOST_COUNTED,
        "most": registers.MOST_COUNTED,
        "choices": registers.choices(request.actor),
        "months": range(1, 13),
        "states": list(register_filters.STATE_WORDS.values()),
        "state_slug": wanted.values.get(register_filters.STATE, ""),
        "awaited": _ranges(registers.awaited(request.actor, wanted.filter.book or str(today.year))),
        "may_enter": may(request.actor, "records.register_incoming"),
        "may_print": may(request.actor, "records.print_register"),
    }
    return render(request, "records/register.html", shown)


@dataclass(frozen=True)
class Row:
    """A line as its row says it."""

    line: IncomingDocument
    level: str
    urgency: str
    due: str
    due_mark: str
    state: str


def row(line: IncomingDocument, today: date) -> Row:
    """What is late or near says so; otherwise the state speaks."""
    mark = rules.due_mark(line.due_on, line.state, today)
    return Row(
        line,
        LEVELS[line.level].upper() if line.level else "",
        words.URGENCIES[line.urgency] if line.urgency else "",
        words.due_in_words(days_left(line.due_on, today)) if mark and line.due_on else "",
        mark,
        words.STATES[line.state],
    )


def _ranges(numbers: list[int]) -> str:
    """``118–120, 125``"""
    if not numbers:
        return ""
    starts = [numbers[0], *(b for a, b in pairwise(numbers) if b != a + 1)]
    ends = [*(a for a, b in pairwise(numbers) if b != a + 1), numbers[-1]]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))


COLUMNS = (
    Column("Số đến", 9),
    Column("Ngày đến", 12),
    Column("Số, ký hiệu", 18),
    Column("Ngày văn bản", 12),
    Column("Độ mật", 10),
    Column("Độ khẩn", 12),
    Column("Tác giả", 32),
    Column("Tên loại", 16),
    Column("Trích yếu", 70),
    Column("Người nhận", 32),
    Column("Hạn xử lý", 12),
    Column("Tình trạng", 16),
)


def export(request: Request) -> HttpResponse:
    """Exactly what the filter shows, in its order, as far as a sheet may go; a last row tells where it was cut."""
    wanted = register_filters.asked(request.GET, timezone.localdate())
    lines, is_cut = registers.to_export(request.actor, wanted.filter)
    cut = f"Bảng chỉ gồm {grouped(len(lines))} dòng đầu. Hãy lọc hẹp hơn để xuất phần còn lại."
    made = sheet(
        "Văn bản đến",
        COLUMNS,
        [_cells(line) for line in lines],
        note=cut if is_cut else "",
        mark=PRACTICE if settings.OFFICE.is_practice else "",
    )
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="van-ban-den{_name(wanted)}.xlsx"'
    return response


def _name(wanted: Asked) -> str:
    return "".join(f"-{wanted.values[name]}" for name in ("nam", "thang") if name in wanted.values)


def _cells(line: IncomingDocument) -> list[str | int | date | None]:
    return [
        line.number,
        line.received_on,
        line.reference,
        line.issued_on,
        LEVELS[line.level] if line.level else "",
        words.URGENCIES[line.urgency] if line.urgency else "",
        line.issuer,
        line.type_name,
        "" if line.level else line.subject,
        line.handed_to,
        line.due_on,
        words.STATES[line.state],
    ]
