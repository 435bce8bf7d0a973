"""The frame of every change: ask the gate, prepare without a transaction, commit in one, write the ledger last."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.db import models

from vankho.ledger.writing import acting, is_acting, record

from . import gate, policy
from .actor import Actor
from .errors import NotAllowed

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
T = TypeVar("T")

_REFUSAL_EVERY_SECONDS = 60
_refused_at: dict[tuple[str, str], float] = {}


def action(verb: str) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a function the action `verb`: its body is the *commit*, one short transaction with its ledger entry.

    The gate is asked about the first argument after the actor when it is a row. Raises at import when no policy row
    names the verb, and `NotAllowed` at the call when the gate says no; refusals are told to the ledger, at most one a
    minute for each actor and verb.
    """
    policy.rule_for(verb)

    def wrap(body: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(body)
        def act(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            try:
                ask(actor, verb, args[0] if args and isinstance(args[0], models.Model) else None)
                with acting():
                    return body(actor, *args, **kwargs)
            except NotAllowed as refused:
                _tell_refusal(refused)
                raise

        return cast("Callable[Concatenate[Actor, P], R]", act)

    return wrap


def prepared(
    prepare: Callable[Concatenate[Actor, Q], T],
) -> Callable[[Callable[[Actor, T], R]], Callable[Concatenate[Actor, Q], R]]:
    """Put a *prepare* part before an action: bytes, rendering and look-ups happen with no transaction open."""

    def wrap(act: Callable[[Actor, T], R]) -> Callable[Concatenate[Actor, Q], R]:
        @functools.wraps(act)
        def both(actor: Actor, *args: Q.args, **kwargs: Q.kwargs) -> R:
            return act(actor, prepare(actor, *args, **kwargs))

        return cast("Callable[Concatenate[Actor, Q], R]", both)

    return wrap


@dataclass(frozen=True)
class _Refusal:
    actor: Actor
    verb: str
    what: models.Model | tuple[str, str]
    reason: str


def ask(actor: Actor | None, verb: str, thing: Any = None) -> None:
    """Raise `NotAllowed` unless the gate says yes."""
    decision = gate.decide(actor, verb, thing)
    if decision.allowed:
        return
    refused = NotAllowed(verb=verb)
    if actor is not None:
        what = thing if isinstance(thing, models.Model) else ("verb", verb)
        refused.untold = _Refusal(actor, verb, what, decision.reason)
    _tell_refusal(refused)
    raise refused


def _tell_refusal(refused: NotAllowed) -> None:
    """Tell the ledger, once; inside an act it waits until the outermost has been rolled back."""
    refusal: _Refusal | None = refused.untold
    if refusal is None or is_acting():
        return
    refused.untold = None
    key, now = (refusal.actor.id, refusal.verb), time.monotonic()
    if now - _refused_at.get(key, -1e9) < _REFUSAL_EVERY_SECONDS:
        return
    _refused_at[key] = now
    with acting():
        record(refusal.actor, "clearance.refused", refusal.what, verb=refusal.verb, reason=refusal.reason)
