"""Books as they are printed: cut to what the actor may know, every number in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from vankho.clearance.actor import Actor
from vankho.ledger import queries as ledger
from vankho.lib.dates import format_date
from vankho.orgs import queries as orgs
from vankho.records import registers
from vankho.records.registers import Slot

from . import rules, words
from .errors import NoSuchPart
from .rules import Form

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


@dataclass(frozen=True)
class Part:
    """Which part of a book of a year is wanted: by number or by day of arrival; nothing said means all of it."""

    book: str
    first: int | None = None
    last: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    volume: int = 1


@dataclass(frozen=True)
class Line:
    """A row of the book: a cell for each column, or one sentence across where there is no line at the number."""

    cells: tuple[str, ...]
    instead: str = ""


@dataclass(frozen=True)
class Book:
    """A printed arrival register, complete: the same book is always the same bytes."""

    form: Form
    superior: str
    organ: str
    year: str
    volume: int
    first: int
    last: int
    from_day: date | None
    to_day: date | None
    lines: tuple[Line, ...]
    has_corrections: bool
    newest_entry: int
    """The newest ledger entry about these lines; the digest there vouches for all before it."""
    digest: str
    is_practice: bool


def years(actor: Actor) -> list[str]:
    """The books the actor may print, newest first."""
    return registers.printable_books(actor)


def newest_volume(actor: Actor, book: str) -> Part:
    """What is proposed for printing: all of a short book, of a longer one the volume that is being filled."""
    low, high = registers.bounds(actor, book)
    full = (high - low) // rules.MOST_NUMBERS
    if not full:
        return Part(book)
    return Part(book, first=low + full * rules.MOST_NUMBERS, last=high, volume=full + 1)


def arrival_book(actor: Actor, wanted: Part) -> Book:
    """Raises `NoSuchPart`; a book that is not there or not to be printed is a 404."""
    first, last = _numbers(actor, wanted)
    slots = registers.slots(actor, wanted.book, first, last)
    if not slots:
        raise NoSuchPart("first", words.FAULTS["nothing"])
    lines = [slot.line for slot in slots if slot.line]
    days = sorted(line.received_on for line in lines)
    entry, digest = ledger.newest_about(registers.LINE, [line.pk for line in lines])
    form = rules.form_in_force(rules.ARRIVAL_REGISTER, date(int(wanted.book), 12, 31))
    agency = orgs.agency(registers.agency_of(actor))
    return Book(
        form=form,
        superior=agency.parent.name if agency.parent else "",
        organ=agency.name,
        year=wanted.book,
        volume=wanted.volume,
        first=slots[0].number,
        last=slots[-1].number,
        from_day=days[0] if days else None,
        to_day=days[-1] if days else None,
        lines=tuple(_line(slot, form) for slot in slots),
        has_corrections=any(slot.is_corrected for slot in slots),
        newest_entry=entry,
        digest=digest,
        is_practice=settings.OFFICE.is_practice,
    )


def _numbers(actor: Actor, wanted: Part) -> tuple[int, int]:
    low, high = registers.bounds(actor, wanted.book)
    if wanted.from_day or wanted.to_day:
        days = wanted.from_day or date.min, wanted.to_day or date.max
        if days[0] > days[1]:
            raise NoSuchPart("from_day", words.FAULTS["turned_round"])
        found = registers.numbers_of_days(actor, wanted.book, *days)
        if found is None:
            raise NoSuchPart("from_day", words.FAULTS["nothing"])
        low, high = found
    first, last = max(wanted.first or low, low), min(wanted.last or high, high)
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise NoSuchPart("first", words.FAULTS["turned_round"])
    if last - first >= rules.MOST_NUMBERS:
        raise NoSuchPart("last", words.FAULTS["too_many"].format(most=rules.MOST_NUMBERS))
    return first, last


def _line(slot: Slot, form: Form) -> Line:
    if slot.line is None:
        cells = tuple(str(slot.number) if column.field == "number" else "" for column in form.columns)
        return Line(cells, words.AWAITED if slot.is_awaited else words.ELSEWHERE)
    told = _told(slot, slot.line)
    return Line(tuple(told[column.field] for column in form.columns))


def _told(slot: Slot, line: IncomingDocument) -> dict[str, str]:
    receipt = slot.receipt
    subject = words.COVERED if line.level else line.subject
    return {
        "received_on": format_date(line.received_on),
        "number": f"{line.number}{words.CORRECTED_MARK if slot.is_corrected else ''}",
        "issuer": line.issuer,
        "reference": line.reference,
        "issued_on": format_date(line.issued_on) if line.issued_on else "",
        "subject": f"{line.type_name}: {subject}" if line.type_name else subject,
        "handed_to": line.handed_to,
        "handed_on": format_date(line.handed_on) if line.handed_on else "",
        "receipt": words.RECEIPT.format(name=receipt.name, on=format_date(receipt.on)) if receipt else "",
        "note": line.note,
    }
