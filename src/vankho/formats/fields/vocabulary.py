"""The dated word lists in ``formats/rules`` in the shape the readers of fields want them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vankho.formats.fields.spelling import bare, distance, nfc, similarity, tone_free_place

_RULES = Path(__file__).resolve().parent.parent / "rules"


@dataclass(frozen=True)
class DocumentType:
    name: str
    abbreviations: tuple[str, ...]


@cache
def rules(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_RULES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def document_types(family: str) -> tuple[DocumentType, ...]:
    """Types of a family; the Front writes as the State does, the Youth Union as the Party does."""
    grammar = "party" if family in ("party", "youth") else "state"
    listed = rules("document_types")["families"][grammar]["types"]
    return tuple(DocumentType(entry["name"], tuple(entry["abbr"])) for entry in listed)


@cache
def type_abbreviations(family: str) -> frozenset[str]:
    return frozenset(abbr for kind in document_types(family) for abbr in kind.abbreviations)


@cache
def family_names() -> frozenset[str]:
    return frozenset(tone_free_place(name) for name in rules("persons")["family_names"])


@cache
def given_names() -> frozenset[str]:
    return frozenset(tone_free_place(name) for name in rules("persons")["given_names"])


def closest(text: str, choices: tuple[str, ...] | list[str], floor: float = 0.75) -> tuple[str, float] | None:
    """The choice most like the text and how alike they are, or None below the floor. Equal marks break ties."""
    if not bare(text):
        return None
    scored = [(similarity(text, choice), -_marks_apart(text, choice), choice) for choice in choices]
    score, _, best = max(scored)
    return (best, score) if score >= floor else None


def _marks_apart(text: str, choice: str) -> int:
    return distance(nfc(text).lower(), choice.lower())
