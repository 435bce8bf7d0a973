"""What has arrived is received, judged, and either let through, stopped or refused."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.preservation import actions as preservation
from vankho.preservation import queries as spooled
from vankho.preservation import spool
from vankho.preservation.spool import Incoming as Stream
from vankho.preservation.spool import Received

from .. import policy as policy
from ..errors import AlreadyEntered
from ..models import Intake, SeenInFolder

__all__ = ["Arrival", "Received", "Stream", "forget_received"]


def forget_received(received: Received) -> None:
    """Erase a stream from the spool whose row was never written."""
    spool.erase(received.id)


@dataclass(frozen=True)
class Arrival:
    """A file on its way in: for whom, under what name, from where, and its encrypted stream."""

    agency_id: UUID
    recipient: str
    """Public half of the agency's sealing key."""
    name: str
    source: str
    received: Received
    mark: str = ""
    """For a watch folder: what the file is recognised by, so that it is taken in once."""


@action("records.receive")
def receive(actor: Actor, arrival: Arrival) -> Intake:
    """Note a file that has come in whole; it will be checked and read by itself. Its name stays out of the ledger."""
    spooled = preservation.note_received(arrival.agency_id, arrival.recipient, arrival.received)
    if arrival.mark:
        SeenInFolder.objects.create(agency_id=arrival.agency_id, mark=arrival.mark)
    intake = Intake(
        agency_id=arrival.agency_id,
        source=arrival.source,
        name=arrival.name[:255],
        brought_by=actor.name,
        spooled_id=spooled.pk,
        sha256=spooled.sha256,
    )
    intake.save()
    record(actor, "records.intake_arrived", intake, source=arrival.source, bytes=spooled.size)
    return intake


def _locked(intake: Intake, *states: str) -> Intake:
    row = Intake.unguarded.select_for_update().get(pk=intake.pk)
    if row.state not in states:
        raise AlreadyEntered
    return row


@dataclass(frozen=True)
class Cleared:
    """What the check found out about a harmless file."""

    kept: preservation.Kept
    page_count: int
    notices: tuple[str, ...] = ()
    level: int = 0
    """What its stamp says, where this installation may hold it."""


@action("records.judge_intake")
def clear_intake(actor: Actor, intake: Intake, cleared: Cleared) -> None:
    """Let a checked file through: its bytes are kept for good, it waits for the entry form."""
    row = _locked(intake, Intake.State.ARRIVED)
    preservation.note_kept(cleared.kept)
    preservation.end(spooled.spooled(row.spooled_id), "released")
    row.state, row.media_type = Intake.State.READY, cleared.kept.media_type
    row.page_count, row.notices, row.stamp_level = cleared.page_count, list(cleared.notices), cleared.level
    row.save()
    record(actor, "records.intake_cleared", row, pages=cleared.page_count, sha256=row.sha256)


@action("records.judge_intake")
def stop_intake(actor: Actor, intake: Intake, level: int, page_count: int) -> None:
    """Stop a file that shows a secrecy stamp: sealed for the custodian, its name forgotten, only the incident kept."""
    row = _locked(intake, Intake.State.ARRIVED)
    preservation.seal(spooled.spooled(row.spooled_id))
    row.state, row.name, row.stamp_level, row.page_count = Intake.State.STOPPED, "", level, page_count
    row.save()
    record(actor, "records.intake_stopped", row, level=level, pages=page_count, sha256=row.sha256)


@action("records.judge_intake")
def refuse_intake(actor: Actor, intake: Intake, code: str, sentence: str) -> None:
    """Refuse a file that cannot be read, with the reason. Its bytes are not kept: nobody has checked them."""
    row = _locked(intake, Intake.State.ARRIVED)
    preservation.end(spooled.spooled(row.spooled_id), "erased")
    row.state, row.fault_code, row.fault = Intake.State.REFUSED, code, sentence
    row.save()
    record(actor, "records.intake_refused", row, code=code)


@action("records.release_intake")
def release_intake(actor: Actor, intake: Intake, kept: preservation.Kept) -> None:
    """The custodian found a false alarm: the file goes on intact, to be read without asking about stamps again."""
    row = _locked(intake, Intake.State.STOPPED)
    preservation.note_kept(kept)
    preservation.end(spooled.spooled(row.spooled_id), "released")
    row.state, row.media_type, row.released, row.stamp_level = Intake.State.ARRIVED, kept.media_type, True, 0
    row.save()
    record(actor, "records.intake_released", row, sha256=row.sha256)


@action("records.release_intake")
def erase_stopped_intake(actor: Actor, intake: Intake, picked_up_by: str) -> None:
    """After its recorded pick-up, the sealed file of a true secret is erased; the incident line stays."""
    row = _locked(intake, Intake.State.STOPPED)
    preservation.end(spooled.spooled(row.spooled_id), "erased")
    row.state = Intake.State.DIVERTED
    row.save()
    record(actor, "records.intake_erased", row, picked_up_by=picked_up_by, sha256=row.sha256)


@action("records.discard_intake")
def discard_intake(actor: Actor, intake: Intake, reason: str) -> None:
    """Take a misfeed out of the list of what waits; the reason stays."""
    row = _locked(intake, Intake.State.READY, Intake.State.REFUSED)
    row.state = Intake.State.DISCARDED
    row.save()
    record(actor, "records.intake_discarded", row, reason=reason)
