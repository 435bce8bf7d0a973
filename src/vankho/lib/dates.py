"""Dates as Vietnamese offices write and type them: day, month, year, never another order.

Legal dates are `datetime.date`; instants are aware datetimes and are shown in the time of Vietnam.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_SEPARATED = re.compile(r"([0-9]{1,2})\s*[./\-\s]\s*([0-9]{1,2})\s*[./\-\s]\s*([0-9]{4}|[0-9]{2})")
_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_FORMAL = re.compile(r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NO_YEAR = re.compile(r"[0-9]{1,2}\s*[./\-\s]\s*[0-9]{1,2}")
_YEARS_AHEAD = 10
"""A two-digit year means the one from 89 years back to 10 ahead: deadlines lie ahead, papers far behind."""


class DateNotUnderstood(ValueError):
    """The text is no date; `code` is ``date.unreadable``, ``date.no_such_day`` or ``date.year_missing``."""

    def __init__(self, code: str, typed: str) -> None:
        super().__init__(f"{code}: {typed!r}")
        self.code = code
        self.typed = typed


def parse_date(text: str, today: date) -> date:
    """The day that was typed: ``5/3/2025``, ``5.3.2025``, ``5-3-25``, ``05032025``, ``050325`` are all 5 March 2025.

    The formal form («ngày 05 tháng 3 năm 2025») and year-first with hyphens (2025-03-05) are understood too.

    Raises:
        DateNotUnderstood: with the code of what is wrong; nothing is ever guessed.
    """
    typed = text.strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        return _day(found[3], found[2], found[1], today, typed)
    if found := _SEPARATED.fullmatch(typed) or _RUN.fullmatch(typed) or _FORMAL.fullmatch(typed):
        return _day(found[1], found[2], found[3], today, typed)
    raise DateNotUnderstood("date.year_missing" if _NO_YEAR.fullmatch(typed) else "date.unreadable", typed)


def _day(day: str, month: str, year: str, today: date, typed: str) -> date:
    try:
        return date(_full_year(year, today), int(month), int(day))
    except ValueError:
        raise DateNotUnderstood("date.no_such_day", typed) from None


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        if year < "1000":
            raise ValueError(year)
        return int(year)
    latest = today.year + _YEARS_AHEAD
    return latest - (latest - int(year)) % 100


def format_date(day: date) -> str:
    """``05/03/2025``"""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def formal_date(day: date) -> str:
    """``ngày 05 tháng 3 năm 2025``: a zero before days below 10 and before months 1 and 2 only.

    Decree 30/2020/NĐ-CP, Annex I, part II.4; Chi cục Văn thư – Lưu trữ's guide to the «ĐẾN» stamp says the same.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year:04}"


def local_date(at: datetime) -> date:
    """The day in Vietnam at this instant.

    Raises:
        ValueError: the datetime is naive.
    """
    return _local(at).date()


def format_instant(at: datetime) -> str:
    """``05/03/2025 14:32``, in the time of Vietnam. Raises ValueError for a naive datetime."""
    return f"{format_date(local_date(at))} {format_time(at)}"


def format_time(at: datetime) -> str:
    """``14:32``, in the time of Vietnam. Raises ValueError for a naive datetime."""
    return f"{_local(at):%H:%M}"


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a naive datetime is no instant")
    return at.astimezone(VIETNAM)


def days_left(deadline: date, today: date) -> int:
    """Calendar days until the deadline; 0 on the day itself, negative when it has passed."""
    return (deadline - today).days
