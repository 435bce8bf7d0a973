"""The arrival register in pages, and as the book that is printed: what stands at every number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.ledger import queries as ledger
from vankho.lib.dates import local_date
from vankho.numbering import series as numbering

from . import rules
from .models import Assignment, IncomingDocument
from .queries import known_to

MOST_COUNTED = 10_000
"""Lists are counted no further: «hơn 10.000» says enough, and counting on costs time on every page."""
UNFINISHED = "unfinished"
"""Instead of a state: every one but done."""
LINE = IncomingDocument._meta.label_lower


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is cut to; empty means everything. A month needs its book, which is its year."""

    book: str = ""
    month: int = 0
    state: str = ""
    issuer: str = ""
    type_name: str = ""
    overdue_on: date | None = None
    received_on: date | None = None

    def as_q(self) -> Q:
        q = Q()
        for name in ("book", "issuer", "type_name", "received_on"):
            if value := getattr(self, name):
                q &= Q(**{name: value})
        if self.state:
            q &= Q(state__in=rules.OPEN_STATES if self.state == UNFINISHED else [self.state])
        if self.book.isdecimal() and 1 <= self.month <= 12:
            first = date(int(self.book), self.month, 1)
            after = date(first.year + self.month // 12, self.month % 12 + 1, 1)
            q &= Q(received_on__gte=first, received_on__lt=after)
        if self.overdue_on:
            q &= Q(due_on__lt=self.overdue_on, state__in=rules.OPEN_STATES)
        return q


@dataclass(frozen=True)
class Turn:
    """Where a page ends or begins: at a number of a book, towards older lines or back to newer ones."""

    book: str
    number: int
    back: bool = False


@dataclass(frozen=True)
class Page:
    rows: list[IncomingDocument]
    total: int
    """Counted up to `MOST_COUNTED` + 1, which means more than `MOST_COUNTED`; so is `position`."""
    position: int
    """Of the first row, counted from 1."""
    has_newer: bool
    has_older: bool


def page(actor: Actor, wanted: RegisterFilter, turn: Turn | None = None, limit: int = 30) -> Page:
    """A page of the register, newest number first; 404 for who has no register."""
    lines = _register_of(actor, wanted)
    total = _counted(lines)
    if turn is None:
        rows = list(lines.order_by("-book", "-number")[: limit + 1])
        return Page(rows[:limit], total, 1 if rows else 0, False, len(rows) > limit)
    if turn.back:
        rows = list(lines.filter(_newer(turn.book, turn.number)).order_by("book", "number")[: limit + 1])
        shown, has_newer, has_older = rows[:limit][::-1], len(rows) > limit, True
    else:
        older = Q(book__lt=turn.book) | Q(book=turn.book, number__lt=turn.number)
        # The plain bound lets the database start in the middle of its index; the alternatives alone would not.
        rows = list(lines.filter(older, book__lte=turn.book).order_by("-book", "-number")[: limit + 1])
        shown, has_newer, has_older = rows[:limit], True, len(rows) > limit
    before = _counted(lines.filter(_newer(shown[0].book, shown[0].number))) if shown and has_newer else 0
    return Page(shown, total, before + 1 if shown else 0, before > 0, has_older)


def _register_of(actor: Actor, wanted: RegisterFilter) -> QuerySet[IncomingDocument]:
    if not may(actor, "records.see_register"):
        raise Http404
    return known_to(actor).filter(wanted.as_q())


def _newer(book: str, number: int) -> Q:
    return Q(book__gte=book) & (Q(book__gt=book) | Q(book=book, number__gt=number))


def _counted(lines: QuerySet[IncomingDocument]) -> int:
    return lines.order_by().values("pk")[: MOST_COUNTED + 1].count()


def to_export(actor: Actor, wanted: RegisterFilter) -> tuple[list[IncomingDocument], bool]:
    """The lines that the filter shows, in the order of the page; at most `MOST_COUNTED`, and whether there are more."""
    lines = list(_register_of(actor, wanted).order_by("-book", "-number")[: MOST_COUNTED + 1])
    return lines[:MOST_COUNTED], len(lines) > MOST_COUNTED


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    books: list[str]
    issuers: list[str]
    types: list[str]


_LOOKED_AT = 1000


def choices(actor: Actor) -> Choices:
    """The years there are, and the issuers and types of the newest lines, most frequent first."""
    newest = known_to(actor).order_by("-book", "-number").values_list("issuer", "type_name")[:_LOOKED_AT]
    issuers: dict[str, int] = {}
    types: dict[str, int] = {}
    for issuer, kind in newest:
        issuers[issuer] = issuers.get(issuer, 0) + 1
        types[kind] = types.get(kind, 0) + 1
    books = numbering.periods(rules.ARRIVAL_SERIES, actor.agency_id) if actor.agency_id and issuers else []
    return Choices(books, _frequent(issuers), _frequent(types))


def _frequent(counted: dict[str, int], most: int = 60) -> list[str]:
    return sorted(filter(None, counted), key=lambda name: -counted[name])[:most]


def awaited(actor: Actor, book: str) -> list[int]:
    """Numbers of a book that were given on paper and whose lines nobody has entered yet, for who keeps the register."""
    if actor.agency_id is None or not may(actor, "records.print_register"):
        return []
    return numbering.awaited_paper_numbers(rules.ARRIVAL_SERIES, actor.agency_id, book)


@dataclass(frozen=True)
class Receipt:
    """Who took a document over on the machine, and when: what «Ký nhận» is on paper."""

    name: str
    on: date


@dataclass(frozen=True)
class Slot:
    """What a book has at a number: a line, or none because the number waits for one or is registered elsewhere."""

    number: int
    line: IncomingDocument | None = None
    is_awaited: bool = False
    is_corrected: bool = False
    receipt: Receipt | None = None


def printable_books(actor: Actor) -> list[str]:
    if actor.agency_id is None or not may(actor, "records.print_register"):
        return []
    return numbering.periods(rules.ARRIVAL_SERIES, actor.agency_id)


def agency_of(actor: Actor) -> UUID:
    """Whose books the actor's are; 404 for who acts for no agency."""
    if actor.agency_id is None:
        raise Http404
    return actor.agency_id


def bounds(actor: Actor, book: str) -> tuple[int, int]:
    """First and last number of a book; 404 where there is none or the actor may not print it."""
    found = numbering.bounds(rules.ARRIVAL_SERIES, agency_of(actor), book)
    if found is None or not may(actor, "records.print_register"):
        raise Http404
    return found


def numbers_of_days(actor: Actor, book: str, first: date, last: date) -> tuple[int, int] | None:
    """The lowest and the highest number of a book that arrived on these days; None where nothing did."""
    arrived = known_to(actor).filter(book=book, received_on__range=(first, last))
    found = arrived.aggregate(low=Min("number"), high=Max("number"))
    return (found["low"], found["high"]) if found["low"] is not None else None


def slots(actor: Actor, book: str, first: int, last: int) -> list[Slot]:
    """Every number of a book from `first` to `last`, as far as it was granted. A number is never simply missing."""
    low, high = bounds(actor, book)
    lines = {d.number: d for d in known_to(actor).filter(book=book, number__range=(first, last))}
    keys = [line.pk for line in lines.values()]
    corrected = ledger.told_about(LINE, keys, "records.incoming_corrected")
    receipts, waiting = _receipts(keys), set(awaited(actor, book))
    return [
        Slot(
            number,
            line := lines.get(number),
            is_awaited=number in waiting,
            is_corrected=line is not None and str(line.pk) in corrected,
            receipt=receipts.get(line.pk) if line else None,
        )
        for number in range(max(first, low), min(last, high) + 1)
    ]


def _receipts(keys: Sequence[UUID]) -> dict[UUID, Receipt]:
    parts = Assignment.unguarded.filter(document__in=keys, part=Assignment.Part.LEAD, accepted_at__isnull=False)
    parts = parts.exclude(state=Assignment.State.RETURNED).order_by("direction__at")
    rows = parts.values_list("document_id", "name", "accepted_at")
    return {key: Receipt(name, local_date(at)) for key, name, at in rows if at}
