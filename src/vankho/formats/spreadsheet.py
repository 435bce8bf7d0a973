"""A sheet for Excel: typed cells, days as dd/mm/yyyy; text is never taken for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

Cell = str | int | date | None

MADE_ON = datetime(2025, 1, 1)  # noqa: DTZ001 - the file's own date says nothing: the same rows give the same bytes


@dataclass(frozen=True)
class Column:
    """Its heading, and its width in characters."""

    title: str
    width: int


def sheet(
    name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], note: str = "", mark: str = ""
) -> bytes:
    """One sheet with a fixed heading row and filters; `note` ends it, `mark` is on the tab and every print."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": MADE_ON})
    page = book.add_worksheet(mark or name)
    page.set_header(f"&C&B{mark}" if mark else "")
    heading = book.add_format(
        {"bold": True, "bg_color": "#E9EDF1", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    )
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, heading)
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(last, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif isinstance(cell, int):
                page.write_number(last, place, cell)
            elif cell:
                page.write_string(last, place, cell)
    page.autofilter(0, 0, last, len(columns) - 1)
    if note:
        page.write_string(last + 2, 0, note)
    book.close()
    return made.getvalue()
