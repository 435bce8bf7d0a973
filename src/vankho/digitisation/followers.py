"""What this room does when a file arrives."""

from __future__ import annotations

from collections.abc import Sequence

from vankho.jobs.following import follows
from vankho.ledger.queries import Told

from .tasks import read_intake


@follows("digitisation.arrivals", "records.intake_arrived", "records.intake_released")
def read_what_arrives(entries: Sequence[Told]) -> None:
    for told in entries:
        read_intake.enqueue(key=f"{told.object_id}:{told.verb}", intake_id=told.object_id)
