"""The table of verbs. Each room's `policy.py` adds its rows; a verb without a row cannot be written as an action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .actor import Actor


@dataclass(frozen=True)
class Rule:
    """Who may do a verb: one of `roles`, in the thing's own agency, up to the actor's clearance, if `also` agrees."""

    roles: frozenset[str]
    own_agency_only: bool = True
    also: Callable[[Actor, Any], bool] | None = None


_rules: dict[str, Rule] = {}


def allow(*roles: str, own_agency_only: bool = True, also: Callable[[Actor, Any], bool] | None = None) -> Rule:
    return Rule(frozenset(roles), own_agency_only, also)


def register(room: str, rules: Mapping[str, Rule]) -> None:
    """Add a room's rows; ``verb`` becomes ``room.verb``."""
    for verb, rule in rules.items():
        _rules[f"{room}.{verb}"] = rule


class NoPolicyRow(LookupError):
    """A verb was used that no policy table knows: a mistake in the program, found at import."""


def rule_for(verb: str) -> Rule:
    try:
        return _rules[verb]
    except KeyError:
        raise NoPolicyRow(verb) from None


def rules() -> Iterable[tuple[str, Rule]]:
    return sorted(_rules.items())
