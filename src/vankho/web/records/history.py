"""What the ledger told of a line, as sentences with what stood before and after."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from vankho.ledger.queries import Told
from vankho.lib.dates import format_date
from vankho.records import words

_BEFORE = ".before"
_EMPTY = "(trống)"
_IN_THE_SENTENCE = {
    "records.incoming_registered": {"number", "book"},
    "records.paper_version_attached": {"received_on"},
}


@dataclass(frozen=True)
class Detail:
    """One value under a sentence; `before` is None where nothing stood there to be changed."""

    label: str
    value: str
    before: str | None = None


@dataclass(frozen=True)
class Happening:
    at: datetime
    who: str
    post: str
    sentence: str
    details: list[Detail]


def happenings(told: Iterable[Told]) -> list[Happening]:
    """Oldest first, as the ledger has them."""
    return [Happening(t.at, t.actor_name, t.actor_post, _sentence(t), _details(t)) for t in told]


def _sentence(told: Told) -> str:
    if told.values.get("written_by_hand"):
        pattern = words.HISTORY_BY_HAND
    elif told.verb == "records.done" and "no_file_reason" in told.values:
        pattern = words.HISTORY_NO_FILE
    else:
        pattern = words.HISTORY.get(told.verb, words.HISTORY_UNKNOWN)
    written = {name: _written(name, value) for name, value in told.values.items()}
    return pattern.format_map(defaultdict(lambda: "…", written))


def _details(told: Told) -> list[Detail]:
    is_correction = told.verb == "records.incoming_corrected"
    names = dict.fromkeys(name.removesuffix(_BEFORE) for name in told.values)
    hidden = _IN_THE_SENTENCE.get(told.verb, set())
    shown = [name for name in names if name in words.HISTORY_VALUES and name not in hidden]
    order = list(words.HISTORY_VALUES)
    return [
        Detail(
            words.HISTORY_VALUES[name],
            _written(name, told.values.get(name, "")),
            _written(name, told.values.get(name + _BEFORE, "")) if is_correction and name != "reason" else None,
        )
        for name in sorted(shown, key=order.index)
    ]


def _written(name: str, value: str) -> str:
    if not value:
        return _EMPTY
    if name.endswith("_on"):
        return format_date(date.fromisoformat(value))
    if name == "urgency":
        return words.URGENCIES.get(int(value), value)
    if name == "part":
        return words.PARTS.get(value, value).lower()
    if name == "cooperating":
        return ", ".join(json.loads(value))
    return value
