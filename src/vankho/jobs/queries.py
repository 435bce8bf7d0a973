"""How far asked-for work is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from .models import Job


@dataclass(frozen=True)
class Standing:
    """One piece of work: its state, the steps done and in all (0 while unknown), what went wrong at the last try."""

    id: UUID
    state: str
    done: int
    total: int
    failure: str


def standings(keys: Iterable[str]) -> dict[str, Standing]:
    """By key (``task:key``), those that were asked for."""
    rows = Job.objects.filter(key__in=list(keys))
    return {job.key: Standing(job.pk, job.state, job.done_steps, job.all_steps, job.failure) for job in rows}
