"""What this room does when a paper is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from vankho.clearance.actor import system
from vankho.jobs.following import follows
from vankho.ledger.queries import Told

from . import actions


@follows("secrecy.incidents", "records.intake_stopped")
def open_incidents(entries: Sequence[Told]) -> None:
    for told in entries:
        stopped = actions.Stopped(
            agency_id=UUID(told.agency),
            intake_id=UUID(told.object_id),
            found_at=told.at,
            page_count=int(told.values["pages"]),
            sha256=told.values["sha256"],
        )
        actions.open_incident(system("worker", stopped.agency_id), stopped)
