"""A book in words and cells, the same for paper and screen."""

from __future__ import annotations

from vankho.lib.dates import format_date

from . import words
from .queries import Book

_SHOWN_OF_DIGEST = 16
_CENTRED = {"number", "received_on", "issued_on", "handed_on"}


def as_told(book: Book) -> dict[str, object]:
    """The book as its template takes it: texts only."""
    return {
        "title": book.form.title,
        "superior": book.superior.upper(),
        "organ": book.organ.upper(),
        "cover": cover(book),
        "columns": [{"title": column.title, "width": column.width} for column in book.form.columns],
        "centred": [n for n, column in enumerate(book.form.columns) if column.field in _CENTRED],
        "rows": [{"cells": line.cells, "instead": line.instead} for line in book.lines],
        "instead_at": next(n for n, column in enumerate(book.form.columns) if column.field == "subject"),
        "closing": closing(book),
        "signers": words.SIGNERS,
        "sign_here": words.SIGN_HERE,
        "page": words.PAGE_OF,
        "practice": words.PRACTICE if book.is_practice else "",
    }


def closing(book: Book) -> list[str]:
    """The sentences under the last line."""
    return [
        words.CLOSING.format(count=len(book.lines), first=book.first, last=book.last),
        *([words.CORRECTED_NOTE] if book.has_corrections else []),
        words.CLOSING_PROOF.format(entry=book.newest_entry, digest=book.digest[:_SHOWN_OF_DIGEST]),
        words.BASIS.format(basis=book.form.basis),
    ]


def cover(book: Book) -> list[str]:
    """What stands on the cover under the title."""
    days = []
    if book.from_day and book.to_day:
        days = [words.COVER_DAYS.format(first=format_date(book.from_day), last=format_date(book.to_day))]
    return [
        words.COVER_YEAR.format(year=book.year),
        *days,
        words.COVER_NUMBERS.format(first=book.first, last=book.last),
        words.COVER_VOLUME.format(volume=book.volume),
    ]
