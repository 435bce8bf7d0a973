"""Number and symbol of the paper itself: only from the upper left block, because numbers in the body are citations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vankho.formats.fields.spelling import CAPITALS, as_digits, bare, distance, nfc
from vankho.formats.fields.vocabulary import type_abbreviations
from vankho.formats.reading import Line, Word

_LEAD = re.compile(r"^[\W_]*(?:[S5§][ốôóòồổốoOỐÔÓÕ06ỏỗọ]{1,2}|[Ss][ốô]\w?)\s*[:.;,]*\s*")
_SHAPE = re.compile(r"^(?P<digits>[0-9OoQDlI|!iSsBZzgq]{1,6}?(?:bis|[a-c])?)\s?(?P<rest>[-/.].+)$")
_LETTER_LOOKALIKES = str.maketrans("8056", "BĐSG")
_SYMBOL = re.compile(rf"^[{CAPITALS}][^\W_]*(?:[-/.&][{CAPITALS}][^\W_]*)*$")


@dataclass(frozen=True)
class OwnNumber:
    digits: str
    symbol: str
    """What follows the number and its separator, as in the register: ``QĐ/TU``, ``KH-UBND``."""
    separator: str
    abbreviation: str | None
    """The type's abbreviation, when the symbol has one that is known."""
    certainty: float
    line: Line

    @property
    def whole(self) -> str:
        return f"{self.digits}{self.separator}{self.symbol}"


def read_number(left: tuple[Line, ...], family: str | None) -> OwnNumber | None:
    """The first line of the left block that has the shape of a number and symbol."""
    found = [number for line in left if (number := _parse_line(line, family))]
    with_type = [number for number in found if number.abbreviation]
    return max(with_type or found, key=lambda number: number.certainty, default=None)


def _parse_line(line: Line, family: str | None) -> OwnNumber | None:
    for start in range(len(line.words)):
        text = nfc(" ".join(word.text for word in line.words[start:]))
        lead = _LEAD.match(text)
        if any(_is_text(word) for word in line.words[:start]):
            break
        if start > 0 and lead is None:
            continue
        body = _LEAD.sub("", text) if lead else text.lstrip(" .,:;'\"`_-~")
        number = _parse_body(body, Line(line.words[start:]), family, bool(lead))
        if number:
            return number
    return None


def _is_text(word: Word) -> bool:
    """A word that belongs to a sentence, where a number is a citation; scrap before the number is not."""
    return word.confidence > 0.6 and sum(c.isalpha() for c in word.text) >= 3


def _parse_body(body: str, line: Line, family: str | None, has_lead: bool) -> OwnNumber | None:
    joined = re.sub(r"\s*([-/])\s*", r"\1", body.strip())
    joined = joined.split(" ")[0] if joined else ""
    joined = joined.strip(" .,;:'\"`~_*|")
    shape = _SHAPE.match(joined)
    if not shape:
        return None
    digits = as_digits(shape["digits"])
    if digits is None:
        return None
    separator = shape["rest"][0]
    symbol = shape["rest"][1:].strip("-/.,")
    separator, symbol, abbreviation, clean = _repair(separator, symbol, family)
    if not _SYMBOL.match(symbol) or not (has_lead or abbreviation):
        return None
    certainty = _certainty(line, digits, shape["digits"], symbol) * clean
    return OwnNumber(digits, symbol, separator, abbreviation, certainty if has_lead else 0.7 * certainty, line)


def _certainty(line: Line, digits: str, printed: str, symbol: str) -> float:
    weakest = min(word.confidence for word in line.words if any(c.isalnum() for c in word.text))
    if digits != printed:
        weakest *= 0.8
    return weakest


def _repair(separator: str, symbol: str, family: str | None) -> tuple[str, str, str | None, float]:
    """Known abbreviation in its proper letters, and the separators the family's grammar asks for."""
    parts = re.split(r"([-/.])", symbol, maxsplit=1)
    first, rest = parts[0], parts[2] if len(parts) > 2 else ""
    inner = parts[1] if len(parts) > 1 else ""
    abbreviation, likeness = closest_abbreviation(first, family)
    if abbreviation is None:
        return separator, symbol, None, 0.95
    party = family in ("party", "youth")
    expected = ("-", "/") if party else ("/", "-")
    clean = likeness * (1.0 if (separator, inner) == expected else 0.85)
    if family and {separator, inner} <= {"-", "/", "."} and inner:
        separator, inner = expected
    return separator, f"{abbreviation}{inner}{rest}", abbreviation, clean


def closest_abbreviation(token: str, family: str | None) -> tuple[str | None, float]:
    """``QD`` is ``QĐ`` and ``TTR`` is ``TTr``; a token one letter off is accepted with less trust."""
    known = sorted(type_abbreviations(family or "state") | type_abbreviations("party"))
    if token in known:
        return token, 1.0
    token = token.translate(_LETTER_LOOKALIKES)
    same = [abbr for abbr in known if bare(abbr) == bare(token)]
    if same:
        return max(same, key=lambda abbr: sum(a == b for a, b in zip(abbr, token, strict=False))), 0.97
    return None, 0.0


def fits_printed_type(token: str, abbreviations: tuple[str, ...]) -> str | None:
    """The abbreviation of the printed type that the read token must have meant, at most one letter away."""
    near = [abbr for abbr in abbreviations if distance(bare(abbr), bare(token)) <= 1]
    return near[0] if near else None
