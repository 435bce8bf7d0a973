"""The custodian's acts about a stopped paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from vankho.clearance.actions import action, ask, prepared
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.orgs import queries as orgs
from vankho.preservation import actions as preservation
from vankho.preservation import queries as kept
from vankho.records import actions as records
from vankho.records import queries as papers

from . import policy as policy
from .errors import AlreadyClosed, NotPickedUp
from .models import Incident


@dataclass(frozen=True)
class Stopped:
    """A stopped paper as the ledger told of it."""

    agency_id: UUID
    intake_id: UUID
    found_at: datetime
    page_count: int
    sha256: str


@action("secrecy.open_incident")
def open_incident(actor: Actor, stopped: Stopped) -> Incident:
    """Note the incident: time, page count and digest, nothing else. Safe to repeat."""
    incident, _ = Incident.unguarded.get_or_create(
        intake_id=stopped.intake_id,
        defaults={
            "agency_id": stopped.agency_id,
            "found_at": stopped.found_at,
            "page_count": stopped.page_count,
            "sha256": stopped.sha256,
        },
    )
    record(actor, "secrecy.incident_opened", incident)
    return incident


def _locked(incident: Incident, *states: str) -> Incident:
    row = Incident.unguarded.select_for_update().get(pk=incident.pk)
    if row.state not in states:
        raise AlreadyClosed
    return row


def _close(actor: Actor, row: Incident, state: str) -> None:
    row.state, row.closed_at, row.closed_by = state, datetime.now(UTC), actor.name
    row.save()


@dataclass(frozen=True)
class Opened:
    incident: Incident
    kept: preservation.Kept


def _open_seal(actor: Actor, incident: Incident, pass_phrase: str) -> Opened:
    """Opening the seal is slow on purpose (Argon2) and waits for the disk: before the transaction."""
    from vankho.formats.containers import media_type_of

    ask(actor, "secrecy.release_false_alarm", incident)
    intake = papers.stopped_intake(actor, incident.intake_id)
    locked = orgs.locked_identities(incident.agency_id)
    data = preservation.unsealed(kept.spooled(intake.spooled_id), locked, pass_phrase)
    return Opened(incident, preservation.put_bytes(data, media_type_of(data) or "application/octet-stream"))


@prepared(_open_seal)
@action("secrecy.release_false_alarm")
def release_false_alarm(actor: Actor, opened: Opened) -> None:
    """It was no secret: the file goes on to the clerk, intact. Raises `WrongPassPhrase`; then nothing has changed."""
    row = _locked(opened.incident, Incident.State.OPEN, Incident.State.PICKED_UP)
    records.release_intake(actor, papers.stopped_intake(actor, row.intake_id), opened.kept)
    _close(actor, row, Incident.State.FALSE_ALARM)
    record(actor, "secrecy.false_alarm_released", row)


@action("secrecy.pick_up")
def pick_up(actor: Actor, incident: Incident) -> bytes:
    """The sealed package, still locked, to be carried to a machine that may hold it. Every pick-up is recorded."""
    row = _locked(incident, Incident.State.OPEN, Incident.State.PICKED_UP)
    intake = papers.stopped_intake(actor, row.intake_id)
    package = kept.sealed_package(kept.spooled(intake.spooled_id))
    row.state = Incident.State.PICKED_UP
    row.save(update_fields=["state"])
    record(actor, "secrecy.picked_up", row)
    return package


@action("secrecy.erase_after_pick_up")
def erase_after_pick_up(actor: Actor, incident: Incident, picked_up_by: str) -> None:
    """A true secret has been carried away: nothing of it stays here but the incident line."""
    row = Incident.unguarded.select_for_update().get(pk=incident.pk)
    if row.state != Incident.State.PICKED_UP or not picked_up_by.strip():
        raise NotPickedUp
    records.erase_stopped_intake(actor, papers.stopped_intake(actor, row.intake_id), picked_up_by)
    row.picked_up_by = picked_up_by
    _close(actor, row, Incident.State.ERASED)
    record(actor, "secrecy.erased", row, picked_up_by=picked_up_by)
