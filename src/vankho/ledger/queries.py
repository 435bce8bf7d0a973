"""Reading the ledger. Rooms above decide who may see what they ask for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import DatabaseError
from django.db.models import QuerySet

from .models import Entry, Head, Value
from .writing import keyed_hash


@dataclass(frozen=True)
class Told:
    """One entry with the values that may still be kept."""

    seq: int
    at: datetime
    actor: str
    actor_name: str
    actor_post: str
    agency: str
    verb: str
    object_type: str
    object_id: str
    values: dict[str, str]


def _told(entries: Iterable[Entry]) -> list[Told]:
    rows = list(entries)
    values: dict[int, dict[str, str]] = defaultdict(dict)
    for value in Value.objects.filter(seq__in=[row.seq for row in rows]):
        values[value.seq][value.name] = value.value
    return [
        Told(
            r.seq,
            r.at,
            r.actor,
            r.actor_name,
            r.actor_post,
            r.agency,
            r.verb,
            r.object_type,
            r.object_id,
            values[r.seq],
        )
        for r in rows
    ]


def entries_after(seq: int, limit: int) -> list[Told]:
    """What happened after entry `seq`, in order, at most `limit` entries."""
    return _told(Entry.objects.filter(seq__gt=seq).order_by("seq")[:limit])


def history(object_type: str, object_id: object) -> list[Told]:
    """Everything told about one thing, oldest first."""
    return _told(Entry.objects.filter(object_type=object_type, object_id=str(object_id)).order_by("seq"))


_AT_ONCE = 500


def told_about(object_type: str, ids: Iterable[object], verb: str) -> set[str]:
    """Of these things, those about which an act with this verb was told."""
    keys, found = [str(key) for key in ids], set[str]()
    for start in range(0, len(keys), _AT_ONCE):
        entries = Entry.objects.filter(object_type=object_type, object_id__in=keys[start : start + _AT_ONCE], verb=verb)
        found.update(entries.values_list("object_id", flat=True))
    return found


def newest_about(object_type: str, ids: Iterable[object]) -> tuple[int, str]:
    """Number and digest of the newest entry about any of these things: the chain up to there holds all of them."""
    keys, newest = [str(key) for key in ids], (0, "0" * 64)
    for start in range(0, len(keys), _AT_ONCE):
        entries = Entry.objects.filter(object_type=object_type, object_id__in=keys[start : start + _AT_ONCE])
        newest = max(newest, entries.order_by("-seq").values_list("seq", "digest").first() or newest)
    return newest


def head() -> tuple[int, str]:
    """Number and digest of the newest entry."""
    row = Head.objects.filter(pk=1).first()
    return (row.seq, row.digest) if row else (0, "0" * 64)


@dataclass(frozen=True)
class Flaw:
    """Something that does not hold, and where."""

    place: str
    what: str


_BATCH = 1000
_UNREADABLE = (ValueError, TypeError, AttributeError, DatabaseError)
"""What a row raises whose columns hold what no longer can be an instant, JSON or text."""


def flaws() -> Iterator[Flaw]:
    """Walk the whole chain; yields every place where it does not hold."""
    last, digest = 0, "0" * 64
    while keys := list(Entry.objects.filter(seq__gt=last).order_by("seq").values_list("seq", flat=True)[:_BATCH]):
        facts: dict[int, dict[str, str]] = {}
        before = last
        for seq, entry in _readable(Entry.objects.filter(pk__in=keys).order_by("seq"), keys):
            place = f"ledger entry {seq}"
            if seq != last + 1:
                yield Flaw(place, f"entries {last + 1} to {seq - 1} are missing")
            if entry is None:
                yield Flaw(place, "cannot be read any more")
            else:
                yield from _broken(entry, place, digest)
                digest, facts[seq] = entry.digest, entry.facts
            last = seq
        yield from _changed_values(before, last, facts)
    if head() != (last, digest):
        yield Flaw("ledger head", f"says entry {head()[0]}, the chain ends at {last}")
    yield from _changed_values(last, None, {})


def _broken(entry: Entry, place: str, digest: str) -> Iterator[Flaw]:
    if entry.previous != digest:
        yield Flaw(place, "does not follow the entry before it")
    try:
        is_whole = entry.computed_digest() == entry.digest
    except _UNREADABLE:
        is_whole = False
    if not is_whole:
        yield Flaw(place, "was changed after it was written")


_Row = TypeVar("_Row", Entry, Value)


def _readable(rows: QuerySet[_Row], keys: Iterable[int]) -> Iterator[tuple[int, _Row | None]]:
    """Rows with their keys, None for one that cannot be read: the others must still be proved."""
    try:
        found = list(rows)
    except _UNREADABLE:
        for key in keys:
            try:
                yield key, rows.get(pk=key)
            except _UNREADABLE:
                yield key, None
    else:
        yield from ((row.pk, row) for row in found)


def _changed_values(after: int, until: int | None, facts: dict[int, dict[str, str]]) -> Iterator[Flaw]:
    """Values of the entries after `after` that are not what was recorded; of a first batch also what lies before it."""
    rows = Value.objects.filter(seq__gt=after) if after else Value.objects.all()
    rows = (rows.filter(seq__lte=until) if until is not None else rows).order_by("seq", "pk")
    for key, value in _readable(rows, rows.values_list("pk", flat=True)):
        if value is None:
            yield Flaw(f"ledger value {key}", "cannot be read any more")
        elif not _is_recorded(value, facts.get(value.seq) or {}):
            yield Flaw(f"ledger entry {value.seq}, value «{value.name}»", "is not the value that was recorded")


def _is_recorded(value: Value, facts: dict[str, str]) -> bool:
    try:
        return facts.get(value.name) == keyed_hash(value.key, value.value)
    except _UNREADABLE:
        return False
