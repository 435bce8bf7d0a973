"""Plain forms: a few labelled fields, their faults beside them, what was typed kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Field:
    """One labelled field; `kind` is ``text``, ``long``, ``date``, ``number``, ``choice``, ``checks`` or ``secret``."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    chosen: Sequence[str] = ()
    hint: str = ""
    fault: str = ""
    is_needed: bool = False


def filled(fields: Sequence[Field], typed: Mapping[str, object], faults: Mapping[str, str]) -> list[Field]:
    """The fields as they come back: with what was typed and what is wrong with it."""
    back = []
    for field in fields:
        value = typed.get(field.name, "")
        several = [str(v) for v in value] if isinstance(value, list) else [str(value)]
        shown = "" if field.kind == "secret" else next(iter(several), "")
        back.append(replace(field, value=shown, chosen=several, fault=faults.get(field.name, "")))
    return back
