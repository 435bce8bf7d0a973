"""Number, printed type and issuing organ say some things twice; what they agree on is sure, the rest is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vankho.formats.fields.kind import Title
from vankho.formats.fields.number import OwnNumber, fits_printed_type
from vankho.formats.fields.organ import Organ, symbol_of
from vankho.formats.fields.spelling import bare, distance
from vankho.formats.fields.vocabulary import DocumentType, document_types

_LETTER_SYMBOL = re.compile(r"[A-ZĐ]{3,}(-[A-ZĐ]{1,6})+")
"""``UBND-VX``: organ and drafting unit, as State letters have it in place of a type."""


@dataclass(frozen=True)
class Agreed:
    symbol: str = ""
    reference: str = ""
    digits_certainty: float = 0.0
    symbol_certainty: float = 0.0
    symbol_candidates: tuple[str, ...] = ()
    type_name: str = ""
    type_certainty: float = 0.0
    type_candidates: tuple[str, ...] = ()


def reconcile(own: OwnNumber | None, title: Title | None, letter: bool, family: str, organs: Sequence[Organ]) -> Agreed:
    """The type and symbol that fit together, with the trust that this earns them."""
    name, type_certainty, candidates = _type(own, title, letter, family)
    if own is None:
        return Agreed(type_name=name, type_certainty=type_certainty, type_candidates=candidates)
    symbol, certainty = _symbol(own, _type_named(name, family), organs, family)
    reference = f"{own.digits}{_separator(own, family)}{symbol}"
    offered = (own.symbol,) if symbol != own.symbol else ()
    # Nothing else on the paper repeats the digits, so they are trusted a little less than other words.
    return Agreed(symbol, reference, 0.98 * own.certainty, certainty, offered, name, type_certainty, candidates)


def _separator(own: OwnNumber, family: str) -> str:
    if own.separator in "-/":
        return own.separator
    return "-" if family in ("party", "youth") else "/"


def _type_named(name: str, family: str) -> DocumentType | None:
    return next((kind for kind in document_types(family) if kind.name == name), None)


def _type(own: OwnNumber | None, title: Title | None, letter: bool, family: str) -> tuple[str, float, tuple[str, ...]]:
    abbreviation = own.abbreviation if own else None
    fitting = [kind.name for kind in document_types(family) if abbreviation in kind.abbreviations]
    if title:
        agreed = title.name in fitting
        if agreed:
            return title.name, max(title.certainty, 0.96 if title.certainty > 0.6 else title.certainty), ()
        conflict = bool(fitting)
        return title.name, title.certainty * (0.75 if conflict else 0.95), tuple(fitting)
    if abbreviation == "CV" or (letter and not fitting):
        both = letter and (abbreviation == "CV" or (abbreviation is None and own is not None))
        return "Công văn", 0.97 if both else 0.8, tuple(fitting)
    unnamed = own is not None and abbreviation is None and bool(_LETTER_SYMBOL.fullmatch(own.symbol))
    if unnamed and family in ("state", "front"):
        return "Công văn", 0.75, ()
    if fitting:
        return fitting[0], 0.8 if len(fitting) == 1 else 0.6, tuple(fitting[1:])
    return "", 0.0, ()


def _symbol(own: OwnNumber, kind: DocumentType | None, organs: Sequence[Organ], family: str) -> tuple[str, float]:
    symbol, certainty = own.symbol, own.certainty
    parts = re.split(r"([-/.])", symbol)
    if kind and own.abbreviation is None and len(parts) > 1 and kind.name != "Công văn":
        meant = fits_printed_type(parts[0], kind.abbreviations)
        if meant:
            parts[0], certainty = meant, 0.85 * certainty
    tail = parts[-1] if family in ("party", "youth") else parts[2] if len(parts) > 2 else parts[0]
    expected = symbol_of(organs) if organs else set()
    if tail in expected:
        certainty = max(certainty, 0.5 + 0.5 * certainty)
    else:
        doubted = min(word.confidence for word in own.line.words) < 0.85
        near = [known for known in expected if bare(known) == bare(tail) or (doubted and _almost(known, tail))]
        if near:
            parts[parts.index(tail)], certainty = near[0], min(0.85, 0.9 * certainty)
        else:
            certainty *= 0.95
    return "".join(parts), certainty


def _almost(known: str, tail: str) -> bool:
    """One letter off, or cut short by a speck."""
    return len(known) >= 3 and (distance(known, tail) == 1 or known.startswith(tail))


def organ_of_symbol(own: OwnNumber, family: str) -> list[str]:
    """The parts of the symbol that name organs, without the type: ``VPHU`` of ``BC/VPHU``."""
    parts = re.split(r"[-/.]", own.symbol)
    return parts[1:] if own.abbreviation or family in ("party", "youth") else parts


def organ_trust(own: OwnNumber | None, organs: Sequence[Organ], family: str) -> float:
    """How far the symbol bears the issuing organ out: an organ line that was not read shows up here."""
    if own is None:
        return 0.9
    parts = organ_of_symbol(own, family)
    expected = symbol_of(organs)
    if any(bare(part) == bare(known) for part in parts for known in expected):
        return 1.0
    return 0.9
