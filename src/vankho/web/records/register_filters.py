"""The register's filters as they stand in its address: read from it, shown as words that can be taken away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from vankho.lib.dates import DateNotUnderstood, format_date, parse_date
from vankho.records.registers import UNFINISHED, RegisterFilter, Turn
from vankho.records.words import STATES

YEAR, MONTH, DAY, STATE, LATE = "nam", "thang", "ngay", "tinh-trang", "qua-han"
ISSUER, TYPE = "tac-gia", "loai"
NAMES = (YEAR, MONTH, DAY, STATE, LATE, ISSUER, TYPE)

STATE_WORDS = {
    UNFINISHED: ("chua-xong", "Chưa xong"),
    "registered": ("da-vao-so", STATES["registered"]),
    "presented": ("cho-y-kien", STATES["presented"]),
    "directed": ("cho-tiep-nhan", STATES["directed"]),
    "in_progress": ("dang-xu-ly", STATES["in_progress"]),
    "done": ("da-xong", STATES["done"]),
}
"""State → its word in the address and on the page."""

_CHOSEN = {
    YEAR: "Năm {}",
    MONTH: "Tháng {}",
    DAY: "Ngày đến {}",
    LATE: "Quá hạn",
    ISSUER: "Tác giả: {}",
    TYPE: "Loại: {}",
}

_STATES = {slug: state for state, (slug, _) in STATE_WORDS.items()}


@dataclass(frozen=True)
class Chosen:
    """A filter in force, as words, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what cannot be understood in it is passed over."""

    filter: RegisterFilter
    values: dict[str, str]

    @property
    def query(self) -> str:
        return urlencode(self.values)

    def chosen(self) -> list[Chosen]:
        return [
            Chosen(self._words(name), urlencode({n: v for n, v in self.values.items() if not _goes_with(n, name)}))
            for name in self.values
        ]

    def _words(self, name: str) -> str:
        value = self.values[name]
        if name == STATE:
            return STATE_WORDS[_STATES[value]][1]
        return _CHOSEN[name].format(value)


def _goes_with(name: str, removed: str) -> bool:
    """A month stands in a year and goes with it."""
    return name == removed or (removed == YEAR and name == MONTH)


def asked(address: QueryDict, today: date) -> Asked:
    values = {name: value for name in NAMES if (value := _understood(name, address, today))}
    wanted = RegisterFilter(
        book=values.get(YEAR, ""),
        month=int(values.get(MONTH, 0)),
        state=_STATES.get(values.get(STATE, ""), ""),
        issuer=values.get(ISSUER, ""),
        type_name=values.get(TYPE, ""),
        overdue_on=today if LATE in values else None,
        received_on=parse_date(values[DAY], today) if DAY in values else None,
    )
    return Asked(wanted, values)


def _understood(name: str, address: QueryDict, today: date) -> str:
    typed = address.get(name, "").strip()
    if name == YEAR:
        return typed if _is_year(typed) else (str(today.year) if address.get(MONTH, "").strip() else "")
    if name == MONTH:
        return str(int(typed)) if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= 12 else ""
    if name == DAY:
        return _day(typed, today)
    if name == STATE:
        return typed if typed in _STATES else ""
    return ("1" if typed else "") if name == LATE else typed[:250]


def _is_year(typed: str) -> bool:
    return len(typed) == 4 and typed.isascii() and typed.isdecimal() and typed > "1000"


def _day(typed: str, today: date) -> str:
    try:
        return format_date(parse_date(typed, today))
    except DateNotUnderstood:
        return ""


def turn(address: QueryDict) -> Turn | None:
    """``sau=2025-1204``: the lines after it; ``truoc=…``: those before it."""
    for name, back in (("sau", False), ("truoc", True)):
        book, _, number = address.get(name, "").partition("-")
        if book and number.isascii() and number.isdecimal() and len(number) < 10:
            return Turn(book, int(number), back)
    return None
