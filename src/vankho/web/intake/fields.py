"""The fields of the entry form, in the order the eye meets them on the paper, and what stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vankho.clearance.words import LEVELS
from vankho.lib.dates import format_date
from vankho.lib.vietnamese import exact
from vankho.orgs.words import FAMILIES
from vankho.records.words import FIELDS as LABELS
from vankho.records.words import URGENCIES

from .words import MARKS

SURE = 0.9
"""A reading below this is marked «chưa chắc»."""

Choices = tuple[tuple[str, str], ...]

_URGENCIES: Choices = tuple((str(value), label) for value, label in URGENCIES.items())


@dataclass(frozen=True)
class Spec:
    """A field: what it is called in the readings, what holds it on the page, how much the register takes."""

    name: str
    read_as: str
    label: str
    kind: str = "text"
    """``text``, ``long``, ``date``, ``number`` or ``choice``"""
    longest: int = 250
    is_half: bool = False
    is_needed: bool = False
    is_pinnable: bool = False
    is_key: bool = False
    """Saved only after it was looked at, when its reading is unsure."""
    suggest: str = ""
    """Route that answers while typing."""
    choices: Choices = ()


SPECS = (
    Spec("issuer", "co_quan_ban_hanh", "Tác giả", is_needed=True, is_pinnable=True, is_key=True, suggest="organs"),
    Spec("issuer_superior", "co_quan_cap_tren", "Cấp trên", suggest="organs"),
    Spec("reference", "so_ky_hieu", LABELS["reference"], longest=90, is_half=True, is_key=True),
    Spec("issued_on", "ngay", "Ngày văn bản", "date", 40, is_half=True, is_pinnable=True, is_key=True),
    Spec("received_on", "", LABELS["received_on"], "date", 40, is_half=True, is_needed=True, is_pinnable=True),
    Spec(
        "type_name",
        "loai",
        LABELS["type_name"],
        longest=60,
        is_half=True,
        is_pinnable=True,
        is_key=True,
        suggest="types",
    ),
    Spec("subject", "trich_yeu", LABELS["subject"], "long", 2000, is_needed=True, is_key=True),
    Spec("urgency", "do_khan", LABELS["urgency"], "choice", is_half=True, choices=_URGENCIES),
    Spec("level", "do_mat", "Độ mật", "choice", is_half=True),
    Spec("family", "family", LABELS["family"], "choice", is_half=True, choices=(("", "—"), *FAMILIES.items())),
    Spec("signatory", "nguoi_ky", LABELS["signatory"], longest=100, is_half=True),
    Spec("mandate", "quyen_han", "Quyền hạn", longest=150, is_half=True),
    Spec("signatory_title", "chuc_vu", "Chức vụ", longest=100, is_half=True),
    Spec("place", "dia_danh", LABELS["place"], longest=100, is_half=True),
    Spec("recipients", "noi_nhan", LABELS["recipients"], "long", 4000),
    Spec("page_count", "so_trang", LABELS["page_count"], "number", 6, is_half=True),
    Spec("note", "", LABELS["note"], longest=500, is_half=True),
)
NAMES = tuple(spec.name for spec in SPECS)


@dataclass(frozen=True)
class Proposal:
    """What was read for a field, in the words of the form, and where it stood."""

    value: str
    confidence: float
    page: int
    boxes: list[list[int]]
    candidates: tuple[str, ...]

    @property
    def mark(self) -> str:
        return "read" if self.confidence >= SURE else "unsure"


@dataclass(frozen=True)
class Shown:
    """A field as the page shows it."""

    spec: Spec
    value: str
    proposal: Proposal | None = None
    fault: str = ""
    is_pinned: bool = False
    is_missed: bool = False
    """A main column that the reading of this scan says nothing about."""

    @property
    def mark(self) -> str:
        """``read`` or ``unsure`` while the value is the one that was read; ``missed`` while nothing stands there."""
        if self.proposal:
            return self.proposal.mark if self.proposal.value == self.value else ""
        return "missed" if self.is_missed and not self.value else ""

    @property
    def mark_word(self) -> str:
        return MARKS.get(self.mark, "")

    @property
    def wants_a_look(self) -> bool:
        return self.mark in ("unsure", "missed")

    @property
    def others(self) -> list[str]:
        """Values worth offering besides the one that stands there."""
        if self.proposal is None or self.spec.choices:
            return []
        offered = dict.fromkeys((self.proposal.value, *self.proposal.candidates))
        return [value for value in offered if value and value != self.value]

    @property
    def input_id(self) -> str:
        return f"id_{self.spec.name}"


def proposals(read: Mapping[str, Any]) -> dict[str, Proposal]:
    """The fields of a `Reading`, by the form's names."""
    found = {}
    for spec in SPECS:
        told = read.get(spec.read_as) or (read.get("so") if spec.name == "reference" else None)
        if told and (value := _in_words(spec, told["value"])):
            others = tuple(filter(None, (_in_words(spec, other) for other in told.get("candidates", ()))))
            found[spec.name] = Proposal(value, told["confidence"], told.get("page", 0), told.get("boxes", []), others)
    return found


def _in_words(spec: Spec, value: Any) -> str:
    """How a reading is written in its field; empty when the field cannot hold it."""
    if isinstance(value, list):
        return "\n".join(str(line) for line in value)
    if spec.kind == "date":
        try:
            return format_date(date.fromisoformat(str(value)))
        except ValueError:
            return ""
    if spec.kind == "choice":
        return _chosen(LEVEL_CHOICES if spec.name == "level" else spec.choices, str(value))
    return str(value)


LEVEL_CHOICES: Choices = tuple((str(int(level)), label) for level, label in LEVELS.items())


def _chosen(choices: Choices, told: str) -> str:
    return next((value for value, label in choices if told == value or exact(told) == exact(label)), "")


@dataclass(frozen=True)
class Offer:
    """Everything the form may start from: what is proposed, pinned, kept in a draft."""

    levels: Choices
    today: date
    read: Mapping[str, Proposal] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    draft: Mapping[str, str] = field(default_factory=dict)


def shown(offer: Offer, typed: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None) -> list[Shown]:
    """The fields with what stands in them: what was typed, else the draft, else pins, readings and today."""
    pinned = {name for name in NAMES if typed.get(f"pin_{name}")} if typed is not None else set(offer.pins)
    return [
        Shown(
            spec,
            _value(spec, offer, typed),
            offer.read.get(spec.name),
            (faults or {}).get(spec.name, ""),
            spec.name in pinned,
            spec.is_key and bool(offer.read) and spec.name not in offer.read,
        )
        for spec in specs_for(offer)
    ]


def specs_for(offer: Offer) -> list[Spec]:
    """The level is asked for only where there is something to choose."""
    found = []
    for spec in SPECS:
        if spec.name != "level":
            found.append(spec)
        elif len(offer.levels) > 1:
            found.append(replace(spec, choices=offer.levels))
    return found


def _value(spec: Spec, offer: Offer, typed: Mapping[str, str] | None) -> str:
    if typed is not None:
        return typed.get(spec.name, "")
    for source in (offer.draft, offer.pins):
        if spec.name in source:
            return source[spec.name]
    if spec.name in offer.read:
        return offer.read[spec.name].value
    return format_date(offer.today) if spec.name == "received_on" else ""
