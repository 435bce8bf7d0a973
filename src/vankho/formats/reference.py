"""Numbers and symbols of documents, as people write them: ``127-QĐ/TW`` of the Party, ``15/QĐ-BNV`` of the State.

A string may be read in more than one way (``CT`` is Chỉ thị and Cục Chính trị), so parsing gives a list, likeliest
first. Nothing is repaired in silence: `Reference.raw` keeps what was written and `status` says how sure the parse is.
Grammar: HD 36-HD/VPTW and HD 05-HD/VPTW (Party), Nghị định 30/2020/NĐ-CP Phụ lục III (State).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from vankho.formats.fields.spelling import CAPITALS, bare, nfc
from vankho.formats.fields.vocabulary import document_types, rules, type_abbreviations


class Scheme(StrEnum):
    PARTY = "party"
    STATE = "state"
    STATE_LETTER = "state_letter"
    STATE_NORMATIVE = "state_normative"
    LAW = "law"
    UNKNOWN = "unknown"


class Status(StrEnum):
    OK = "ok"
    AMBIGUOUS = "ambiguous"
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Reference:
    """One reading of a reference. Empty strings stand for parts the scheme does not have."""

    raw: str
    scheme: Scheme
    status: Status
    number: str = ""
    """As printed, with leading zeros and a letter or ``bis`` after it: ``05``, ``27a``."""
    type: str = ""
    year: int | None = None
    organ: str = ""
    unit: str = ""

    @property
    def symbol(self) -> str:
        """What follows the number, as the register holds it."""
        if self.scheme is Scheme.PARTY:
            return f"{self.type}/{self.organ}" + (f"-{self.unit}" if self.unit else "")
        parts = [part for part in (self.type, self.organ, self.unit) if part]
        return "-".join(parts)

    def __str__(self) -> str:
        if self.scheme is Scheme.UNKNOWN:
            return self.raw
        separator = "-" if self.scheme is Scheme.PARTY else "/"
        year = f"{self.year}/" if self.year is not None else ""
        return f"{self.number}{separator}{year}{self.symbol}"


_NUMBER = r"(?P<number>\d{1,6}(?:bis|[a-zA-Z])?)"
_TOKEN = rf"[{CAPITALS}][^\W_]*"
_TAIL = rf"{_TOKEN}(?:[.&]{_TOKEN})*"
_LEAD = re.compile(r"^(?:S[ốo]\s*:?\s*)(?=\d)", re.IGNORECASE)
_PARTY = re.compile(rf"^{_NUMBER}-(?P<type>{_TOKEN})/(?P<organ>{_TAIL})(?:-(?P<unit>{_TAIL}(?:-{_TAIL})*))?$")
_LAW = re.compile(r"^(?P<number>\d{1,4})/(?P<year>\d{4})/(?P<organ>(?:UBTV)?QH\d{1,2})$")
_NORMATIVE = re.compile(
    rf"^{_NUMBER}/(?P<year>(?:19|20)\d\d)/(?:(?P<type>{_TOKEN})-)?(?P<organ>{_TAIL})(?:-(?P<unit>{_TAIL}(?:-{_TAIL})*))?$"
)
_STATE = re.compile(rf"^{_NUMBER}/(?P<first>{_TAIL})(?:-(?P<second>{_TAIL}))?(?:-(?P<rest>{_TAIL}(?:-{_TAIL})*))?$")
_LOOSE = re.compile(rf"^(?P<number>\d{{1,6}}(?:bis|[a-zA-Z])?)\s*[-/. ]\s*(?P<symbol>{_TOKEN}(?:[-/. ]{_TAIL})*)$")
_PARTY_ORGANS = frozenset({"TW", "TU", "HU", "ThU", "QU", "ĐU", "ĐUK", "CB", "QUTW", "VPTW", "VPTU"})


def normalise(raw: str) -> str:
    """Composed letters, ``Đ`` for eth, one kind of hyphen, no space around separators and no ``Số:`` before it.

    Case and letters are left alone; `parse_reference` keeps the string as it was written in `Reference.raw`.
    """
    text = nfc(unicodedata.normalize("NFC", raw))
    text = re.sub(r"[\s\u200b]+", " ", text).strip(" .,;:")
    text = re.sub(r"\s*([-/])\s*", r"\1", text)
    return _LEAD.sub("", text)


def parse_reference(raw: str) -> list[Reference]:
    """All readings of a reference, likeliest first; one reading with status malformed when no grammar fits."""
    text = normalise(raw)
    for read in (_law, _normative, _party, _state):
        found = read(raw, text)
        if found:
            return found
    return [_malformed(raw, text)]


def _law(raw: str, text: str) -> list[Reference]:
    match = _LAW.match(text)
    if not match:
        return []
    return [Reference(raw, Scheme.LAW, Status.OK, match["number"], "", int(match["year"]), match["organ"])]


def _normative(raw: str, text: str) -> list[Reference]:
    match = _NORMATIVE.match(text)
    if not match:
        return []
    year = int(match["year"])
    kind = match["type"] or ""
    return [
        Reference(
            raw, Scheme.STATE_NORMATIVE, Status.OK, match["number"], kind, year, match["organ"], match["unit"] or ""
        )
    ]


def _party(raw: str, text: str) -> list[Reference]:
    match = _PARTY.match(text)
    if not match:
        return []
    kind = match["type"]
    known = kind in type_abbreviations("party") or kind == "VBHN"
    status = Status.OK if known else Status.MALFORMED
    return [Reference(raw, Scheme.PARTY, status, match["number"], kind, None, match["organ"], match["unit"] or "")]


def _state(raw: str, text: str) -> list[Reference]:
    match = _STATE.match(text)
    if not match:
        return []
    number, first, second, rest = match["number"], match["first"], match["second"] or "", match["rest"] or ""
    unit = "-".join(part for part in (second, rest) if part)
    letter = Reference(raw, Scheme.STATE_LETTER, Status.OK, number, "", None, first, unit)
    if first not in type_abbreviations("state"):
        no_organ_alone = not second and first in _PARTY_ORGANS
        return [replace(letter, status=Status.MALFORMED) if no_organ_alone else letter]
    if not second:
        return [_malformed(raw, text)]
    named = Reference(raw, Scheme.STATE, Status.OK, number, first, None, second, rest)
    if first in rules("document_types")["also_organ"]["abbr"]:
        return [replace(named, status=Status.AMBIGUOUS), replace(letter, status=Status.AMBIGUOUS)]
    if second in _PARTY_ORGANS:
        return [replace(named, status=Status.MALFORMED), _as_party(named)]
    return [named]


def _as_party(named: Reference) -> Reference:
    """``31/QĐ-TW`` is most likely a mis-cited ``31-QĐ/TW``; offered, never put in its place."""
    return replace(named, scheme=Scheme.PARTY, status=Status.MALFORMED)


def _malformed(raw: str, text: str) -> Reference:
    match = _LOOSE.match(text)
    if not match:
        return Reference(raw, Scheme.UNKNOWN, Status.MALFORMED)
    parts = [part for part in re.split(r"[-/. ]", match["symbol"]) if part]
    kind = parts[0] if parts[0] in type_abbreviations("party") | type_abbreviations("state") else ""
    organ = "-".join(parts[1:] if kind else parts)
    return Reference(raw, Scheme.UNKNOWN, Status.MALFORMED, match["number"], kind, None, organ)


def type_names(reference: Reference) -> list[str]:
    """Type names the abbreviation may stand for: ``QĐ`` of the Party is Quyết định and Quy định."""
    family = "party" if reference.scheme is Scheme.PARTY else "state"
    if reference.scheme is Scheme.STATE_LETTER:
        return ["Công văn"]
    return [kind.name for kind in document_types(family) if reference.type in kind.abbreviations]


def settle_with_type(readings: list[Reference], printed_type: str | None) -> list[Reference]:
    """Readings ordered by the printed type name; a letter has none. ``2254/CT-CB`` without one is a letter."""
    wanted = bare(printed_type or "Công văn")
    fitting = [reference for reference in readings if any(bare(name) == wanted for name in type_names(reference))]
    rest = [reference for reference in readings if reference not in fitting]
    if len(fitting) == 1 and fitting[0].status is Status.AMBIGUOUS:
        fitting = [replace(fitting[0], status=Status.OK)]
    return fitting + rest
