"""The reference names every setting, command, error code and ledger verb; what is not told is not finished."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vankho.cli.commands import words
from vankho.lib.office import OfficeSettings

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "REFERENCE.md").read_text()
SOURCES = {path: path.read_text() for path in (ROOT / "src" / "vankho").rglob("*.py") if "migrations" not in path.parts}


def found(pattern: str) -> set[str]:
    return {hit for text in SOURCES.values() for hit in re.findall(pattern, text, re.MULTILINE)}


TOLD = {
    "settings": {f"VANKHO_{name.upper()}" for name in OfficeSettings.model_fields},
    "commands": {f"./vankho {word}" for word in words()},
    "error codes": found(r'^    code = "([a-z_.]+)"'),
    "ledger verbs": found(r'record\(\s*[^"]*?"([a-z]+\.[a-z_]+)"'),
}


@pytest.mark.parametrize("kind", TOLD)
def test_everything_has_its_line_in_the_reference(kind):
    assert len(TOLD[kind]) > 5
    assert {name for name in TOLD[kind] if f"`{name}`" not in REFERENCE} == set()
