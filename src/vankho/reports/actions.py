"""Printing a book: an act, for a signed printed register is what the office shows the inspector."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from vankho.clearance.actions import action, ask, prepared
from vankho.clearance.actor import Actor
from vankho.formats.typesetting import typeset
from vankho.ledger.writing import record

from . import policy as policy
from . import queries
from .queries import Book, Part
from .sheets import as_told


@dataclass(frozen=True)
class Printed:
    book: Book
    pdf: bytes


def _typeset(actor: Actor, wanted: Part) -> Printed:
    """A thousand lines take a second: before the transaction."""
    ask(actor, "reports.print_book")
    book = queries.arrival_book(actor, wanted)
    fonts = settings.OFFICE.build / "fonts"
    return Printed(book, typeset("register_book", as_told(book), fonts, on=book.to_day or date(int(book.year), 1, 1)))


@prepared(_typeset)
@action("reports.print_book")
def print_book(actor: Actor, printed: Printed) -> Printed:
    """The arrival register as PDF, byte for byte the same for the same lines; who printed what is recorded."""
    book = printed.book
    record(
        actor,
        "reports.book_printed",
        ("reports.arrival_book", f"{book.year}/{book.first}-{book.last}"),
        book=book.year,
        first=book.first,
        last=book.last,
        volume=book.volume,
        sha256=hashlib.sha256(printed.pdf).hexdigest(),
    )
    return printed
