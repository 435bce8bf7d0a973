"""Decisions of the records office without a database."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Protocol
from uuid import UUID

from vankho.lib.vietnamese import exact

ARRIVAL_SERIES = "records.arrival"
PETITION_SERIES = "records.petition"


@dataclass(frozen=True)
class IncomingFacts:
    """What a clerk says about a received document; dates are legal dates, pages are counted in sides."""

    issuer: str
    subject: str
    received_on: date
    reference: str = ""
    reference_number: str = ""
    reference_symbol: str = ""
    issued_on: date | None = None
    type_name: str = ""
    family: str = ""
    issuer_superior: str = ""
    place: str = ""
    signatory: str = ""
    signatory_title: str = ""
    mandate: str = ""
    recipients: tuple[str, ...] = field(default_factory=tuple)
    urgency: int = 0
    page_count: int = 0
    note: str = ""
    level: int = 0


def faults(facts: IncomingFacts, today: date) -> dict[str, str]:
    """Every field that keeps the line from being entered, with the code of its sentence."""
    found = {}
    if not facts.issuer.strip():
        found["issuer"] = "issuer_missing"
    if not facts.subject.strip():
        found["subject"] = "subject_missing"
    if facts.received_on > today:
        found["received_on"] = "received_in_future"
    if facts.issued_on and facts.issued_on > facts.received_on:
        found["issued_on"] = "issued_after_received"
    return found


def book_of(received_on: date) -> str:
    """Arrival numbers run by calendar year (NĐ 30 Đ. 22.2; Party side unverified, records-office §3.1)."""
    return str(received_on.year)


def split_reference(reference: str) -> tuple[str, str]:
    """Number and symbol as written: ``211-CV/TU`` → ``211``, ``CV/TU``; ``15/QĐ-BNV`` → ``15``, ``QĐ-BNV``."""
    text = reference.strip()
    digits = len(text) - len(text.lstrip("0123456789"))
    rest = text[digits:]
    letter = rest[0] if rest[:1].isalpha() and rest[1:2] in ("-", "/") else ""
    return text[:digits] + letter, rest[len(letter) :].lstrip(" -/")


def reference_key(reference: str) -> str:
    """What two writings of one reference share: case, spaces, dashes and leading zeros do not count."""
    text = exact(reference).replace("–", "-").replace("—", "-").replace(" ", "")
    number, symbol = split_reference(text)
    return f"{number.lstrip('0')}|{symbol}"


class Known(Protocol):
    """A registered line, as far as the duplicate check looks at it."""

    id: UUID
    issuer: str
    reference: str
    issued_on: date | None


@dataclass(frozen=True)
class Match:
    """A line that may be the same paper; `why` is ``same_bytes``, ``same_reference`` or ``near_reference``."""

    id: UUID
    why: str


def likely_duplicates(facts: IncomingFacts, known: Iterable[Known], same_bytes: Iterable[UUID] = ()) -> list[Match]:
    """Lines that probably are the same paper. Party numbers repeat every term, so the date counts too."""
    found = {key: Match(key, "same_bytes") for key in same_bytes}
    if facts.reference.strip():
        wanted = reference_key(facts.reference)
        for line in known:
            if reference_key(line.reference) == wanted and line.id not in found:
                same = exact(line.issuer) == exact(facts.issuer) and line.issued_on == facts.issued_on
                found[line.id] = Match(line.id, "same_reference" if same else "near_reference")
    order = {"same_bytes": 0, "same_reference": 1, "near_reference": 2}
    return sorted(found.values(), key=lambda match: order[match.why])


def deadline(urgency: int, received_on: date) -> date | None:
    """Urgent papers are dealt with at once (NĐ 30 Đ. 24.2); for others the direction sets the day."""
    return received_on if urgency else None


NEAR_DAYS = 2
"""A deadline this close is shown as near; practice of offices, no rule."""


def due_mark(due_on: date | None, state: str, today: date) -> str:
    """``late``, ``near`` or nothing: how pressing an unfinished line is on a day."""
    if due_on is None or state == "done":
        return ""
    if due_on < today:
        return "late"
    return "near" if due_on <= today + timedelta(days=NEAR_DAYS) else ""


def register_by(received_on: date) -> date:
    """The same day, at latest the next working day (NĐ 30 Đ. 4.2c); public holidays are not known here."""
    day = received_on + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


OPEN_STATES = ("registered", "presented", "directed", "in_progress")
"""Every state of a line but done."""

STEPS: Mapping[str, frozenset[str]] = {
    "present": frozenset({"registered", "presented"}),
    "direct": frozenset({"registered", "presented", "directed", "in_progress"}),
    "accept": frozenset({"directed", "in_progress"}),
    "return": frozenset({"directed", "in_progress"}),
    "finish": frozenset({"registered", "presented", "directed", "in_progress"}),
    "send_back": frozenset({"presented"}),
}
"""From which states each step goes (records-office §5.4)."""


def may_step(step: str, state: str) -> bool:
    return state in STEPS[step]


@cache
def _no_file_reasons() -> dict[str, str]:
    text = files("vankho.records").joinpath("data/no_file_reasons.toml").read_text(encoding="utf-8")
    reasons: dict[str, str] = tomllib.loads(text)["reasons"]
    return reasons


def default_no_file_reason(type_name: str) -> str:
    """The reason proposed for «không cần lập hồ sơ», by document type; empty when there is none."""
    return _no_file_reasons().get(type_name, "")
