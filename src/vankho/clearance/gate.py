"""The one decision: role × verb × agency reach × level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import policy
from .actor import Actor
from .levels import Level


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str
    """For the security officer: ``allowed``, ``no_actor``, ``role``, ``agency``, ``level`` or ``circumstance``."""

    def __bool__(self) -> bool:
        return self.allowed


def decide(actor: Actor | None, verb: str, thing: Any = None) -> Decision:
    """May `actor` do `verb` (to `thing`, when there is one)? No actor means no, never "skip the check"."""
    rule = policy.rule_for(verb)
    if actor is None:
        return Decision(False, "no_actor")
    if rule.roles.isdisjoint(actor.roles):
        return Decision(False, "role")
    agency = getattr(thing, "agency_id", None)
    if rule.own_agency_only and agency is not None and actor.agency_id not in (agency, None):
        return Decision(False, "agency")
    if rule.own_agency_only and agency is not None and actor.agency_id is None and "system" not in actor.roles:
        return Decision(False, "agency")
    if Level(getattr(thing, "level", Level.OPEN)) > actor.clearance:
        return Decision(False, "level")
    if rule.also is not None and thing is not None and not rule.also(actor, thing):
        return Decision(False, "circumstance")
    return Decision(True, "allowed")


def may(actor: Actor | None, verb: str, thing: Any = None) -> bool:
    return decide(actor, verb, thing).allowed
