"""Paper from data: official forms and books as PDF, by typst, with the fonts of the office and nothing from outside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst


@cache
def _only(folder: Path) -> typst.Fonts:
    """The fonts of this folder and no others: the same on every machine."""
    if not any(folder.glob("*.ttf")):
        raise FileNotFoundError(folder)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


def typeset(template: str, told: Mapping[str, object], fonts: Path, on: date) -> bytes:
    """The PDF/A-2b that a template makes of `told`; `on` is its only date, so the same data give the same bytes.

    Raises:
        FileNotFoundError: the fonts are not there; set-up makes them.
    """
    source = files("vankho.formats").joinpath(f"typst/{template}.typ").read_bytes()
    made = typst.compile(
        source,
        font_paths=_only(fonts),
        format="pdf",
        sys_inputs={"told": json.dumps(told, ensure_ascii=False), "on": on.isoformat()},
        pdf_standards="a-2b",
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made
