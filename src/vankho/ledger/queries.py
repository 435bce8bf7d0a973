"""Reading the ledger. Rooms above decide who may see what they ask for here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

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


def head() -> tuple[int, str]:
    """Number and digest of the newest entry."""
    row = Head.objects.filter(pk=1).first()
    return (row.seq, row.digest) if row else (0, "0" * 64)


@dataclass(frozen=True)
class Flaw:
    """Something that does not hold, and where."""

    place: str
    what: str


def flaws() -> Iterator[Flaw]:
    """Walk the whole chain; yields every place where it does not hold."""
    last, digest = 0, "0" * 64
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        place = f"ledger entry {entry.seq}"
        if entry.seq != last + 1:
            yield Flaw(place, f"entries {last + 1} to {entry.seq - 1} are missing")
        if entry.previous != digest:
            yield Flaw(place, "does not follow the entry before it")
        if entry.computed_digest() != entry.digest:
            yield Flaw(place, "was changed after it was written")
        last, digest = entry.seq, entry.digest
    if head() != (last, digest):
        yield Flaw("ledger head", f"says entry {head()[0]}, the chain ends at {last}")
    yield from _changed_values()


def _changed_values() -> Iterator[Flaw]:
    facts: dict[str, str] = {}
    seen = -1
    for value in Value.objects.order_by("seq").iterator(chunk_size=2000):
        if value.seq != seen:
            entry = Entry.objects.filter(pk=value.seq).only("facts").first()
            facts, seen = (entry.facts if entry else {}), value.seq
        if facts.get(value.name) != keyed_hash(value.key, value.value):
            yield Flaw(f"ledger entry {value.seq}, value «{value.name}»", "is not the value that was recorded")
