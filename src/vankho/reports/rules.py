"""Forms of official books as dated data, and how many numbers one volume takes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

ARRIVAL_REGISTER = "arrival_register"

FIELDS = frozenset(
    {
        "received_on",
        "number",
        "issuer",
        "reference",
        "issued_on",
        "subject",
        "handed_to",
        "handed_on",
        "receipt",
        "note",
    }
)
"""What a column of a book of arrivals can show; a form that names anything else is not taken."""

MOST_NUMBERS = 2000
"""In one printing: about three seconds, and as thick as a bound volume gets."""


SHEET_WIDTH = 267
"""Millimetres between the margins of an A4 sheet laid across."""


@dataclass(frozen=True)
class Column:
    title: str
    field: str
    width: int
    """Millimetres."""


@dataclass(frozen=True)
class Form:
    """A book's form as a rule prescribes it, from a day to a day."""

    code: str
    title: str
    basis: str
    valid_from: date
    valid_to: date | None
    columns: tuple[Column, ...]


class BadForm(ValueError):
    """A form definition names a field that no book has, or is wider than its sheet."""


def form_from(text: str) -> Form:
    """A form from its TOML definition. Raises `BadForm`."""
    told = tomllib.loads(text)
    columns = tuple(Column(**column) for column in told["columns"])
    if unknown := {column.field for column in columns} - FIELDS:
        raise BadForm(f"unknown: {', '.join(sorted(unknown))}")
    if sum(column.width for column in columns) > SHEET_WIDTH:
        raise BadForm(f"wider than {SHEET_WIDTH} mm")
    return Form(told["code"], told["title"], told["basis"], told["valid_from"], told.get("valid_to"), columns)


@cache
def _forms() -> tuple[Form, ...]:
    there = files("vankho.reports").joinpath("forms")
    return tuple(form_from(f.read_text(encoding="utf-8")) for f in there.iterdir() if f.name.endswith(".toml"))


def form_in_force(code: str, on: date, forms: Iterable[Form] | None = None) -> Form:
    """The form that is or was prescribed on a day; before the first one, the first."""
    known = sorted((f for f in forms or _forms() if f.code == code), key=lambda form: form.valid_from)
    in_force = [f for f in known if f.valid_from <= on and (f.valid_to is None or on <= f.valid_to)]
    return in_force[-1] if in_force else known[0]
