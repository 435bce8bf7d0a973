"""How an upper room follows the ledger: entries in order, a cursor moved together with what was done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from vankho.ledger import queries as ledger
from vankho.ledger.queries import Told

from .models import Cursor

Handler = Callable[[Sequence[Told]], None]


@dataclass(frozen=True)
class Follower:
    name: str
    verbs: frozenset[str]
    handle: Handler
    batch: int


_followers: dict[str, Follower] = {}


def follows(name: str, *verbs: str, batch: int = 200) -> Callable[[Handler], Handler]:
    """Declare that a function wants the entries with these verbs, in order and in batches. Safe to repeat, always."""

    def wrap(handle: Handler) -> Handler:
        _followers[name] = Follower(name, frozenset(verbs), handle, batch)
        return handle

    return wrap


def followers() -> list[Follower]:
    return list(_followers.values())


def advance(follower: Follower) -> int:
    """Give a follower its next batch; returns how many entries were read (0 when there is nothing new)."""
    if lag(follower) <= 0:
        return 0
    with transaction.atomic():
        cursor, _ = Cursor.objects.select_for_update().get_or_create(pk=follower.name)
        entries = ledger.entries_after(cursor.seq, follower.batch)
        if not entries:
            return 0
        wanted = [entry for entry in entries if entry.verb in follower.verbs]
        if wanted:
            follower.handle(wanted)
        cursor.seq = entries[-1].seq
        cursor.save(update_fields=["seq"])
    return len(entries)


def lag(follower: Follower) -> int:
    """How many entries the follower has not read yet."""
    cursor = Cursor.objects.filter(pk=follower.name).first()
    return ledger.head()[0] - (cursor.seq if cursor else 0)
