"""From what was typed into the entry form to the facts of a register line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vankho.lib.dates import DateNotUnderstood, parse_date
from vankho.lib.vietnamese import nfc
from vankho.records import entering
from vankho.records.actions.registration import checked
from vankho.records.errors import Incomplete
from vankho.records.rules import IncomingFacts
from vankho.records.words import FAULTS

from .fields import Offer, Spec, specs_for
from .words import DATE_FAULTS, NOT_A_NUMBER, NOT_OFFERED, TOO_LONG


def facts_of(typed: Mapping[str, str], offer: Offer) -> IncomingFacts:
    """The facts, fit for the register. Raises `Incomplete` with every fault of the form at once."""
    values, faults = _read_fields(typed, offer)
    if "received_on" not in faults and not values["received_on"]:
        faults["received_on"] = FAULTS["received_missing"]
    try:
        facts = checked(_as_facts(values, offer.today))
    except Incomplete as incomplete:
        raise Incomplete({**incomplete.faults, **faults}) from None
    if faults:
        raise Incomplete(faults)
    return facts


def facts_so_far(typed: Mapping[str, str], offer: Offer) -> IncomingFacts:
    """What can be understood already, for looking up duplicates while the form is being filled in."""
    values, _ = _read_fields(typed, offer)
    return _as_facts(values, offer.today)


def _read_fields(typed: Mapping[str, str], offer: Offer) -> tuple[dict[str, str | date | int | None], dict[str, str]]:
    values: dict[str, str | date | int | None] = {}
    faults: dict[str, str] = {}
    for spec in specs_for(offer):
        text = nfc(typed.get(spec.name, "")).strip()
        try:
            values[spec.name] = _read(spec, text, offer.today)
        except _Fault as fault:
            values[spec.name], faults[spec.name] = _nothing(spec), str(fault)
    return values, faults


class _Fault(ValueError):
    pass


def _nothing(spec: Spec) -> str | int | None:
    if spec.kind == "date":
        return None
    return 0 if spec.name in ("page_count", "urgency", "level") else ""


def _read(spec: Spec, text: str, today: date) -> str | date | int | None:
    if not text:
        return _nothing(spec)
    if spec.kind == "date":
        return _day(text, today)
    if spec.kind == "number":
        return _count(text)
    if spec.kind == "choice":
        return _choice(spec, text)
    if len(text) > spec.longest:
        raise _Fault(TOO_LONG.format(longest=spec.longest))
    return text


def _day(text: str, today: date) -> date:
    try:
        return parse_date(text, today)
    except DateNotUnderstood as error:
        raise _Fault(DATE_FAULTS[error.code].format(typed=text)) from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise _Fault(NOT_A_NUMBER.format(typed=text))
    return int(text)


def _choice(spec: Spec, text: str) -> str | int:
    if text not in dict(spec.choices):
        raise _Fault(NOT_OFFERED)
    return text if spec.name == "family" else int(text)


def _as_facts(values: Mapping[str, object], today: date) -> IncomingFacts:
    told = {name: value for name, value in values.items() if name not in ("recipients", "received_on")}
    told["type_name"] = entering.type_in_full(str(told["type_name"]), str(told["family"]))
    lines = (line.strip(" \t-;.") for line in str(values["recipients"]).splitlines())
    return IncomingFacts(
        **told,  # type: ignore[arg-type]
        received_on=values["received_on"] or today,  # type: ignore[arg-type]
        recipients=tuple(line for line in lines if line),
    )
