"""The way of a registered document: presented, directed, accepted, worked on, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils import timezone

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.orgs import queries as orgs
from vankho.orgs.queries import Holder

from .. import policy as policy
from .. import rules
from ..errors import AlreadyEntered, Incomplete, NobodyToDirect, StepNotAllowed
from ..models import Assignment, Direction, DocumentFile, IncomingDocument, Intake, Presentation
from ..words import FAULTS, STATES
from . import scans


def _locked(document: IncomingDocument, step: str) -> IncomingDocument:
    row = IncomingDocument.unguarded.select_for_update().get(pk=document.pk)
    if not rules.may_step(step, row.state):
        raise StepNotAllowed(state=STATES[row.state])
    return row


def _director(agency_id: UUID, post_id: UUID) -> Holder:
    found = next((h for h in orgs.holders(agency_id, *policy.DIRECTORS) if h.post_id == post_id), None)
    if found is None:
        raise NobodyToDirect
    return found


def _worker(agency_id: UUID, post_id: UUID | None) -> Holder:
    """Whoever is given a part must be able to accept it."""
    found = next((h for h in orgs.holders(agency_id, *policy.WORKERS) if h.post_id == post_id), None)
    if found is None:
        raise NobodyToDirect
    return found


def _cleared(holder: Holder, row: IncomingDocument, asked_in: str) -> Holder:
    """Whoever gets the document; `Incomplete` when it is more secret than they may know: it would wait for nobody."""
    if orgs.clearance_of(holder.person_id) < row.level:
        raise Incomplete({asked_in: FAULTS["not_cleared"].format(name=holder.name)})
    return holder


@action("records.present")
def present(actor: Actor, document: IncomingDocument, to_post: UUID | None, proposal: str = "") -> None:
    """Lay a document before a leader (or the head of office) for a direction."""
    row = _locked(document, "present")
    if to_post is None:
        raise Incomplete({"to": FAULTS["presented_to_missing"]})
    holder = _cleared(_director(row.agency_id, to_post), row, "to")
    Presentation.unguarded.create(document=row, post_id=holder.post_id, name=holder.name, proposal=proposal)
    row.state = IncomingDocument.State.PRESENTED
    row.save(update_fields=["state"])
    record(actor, "records.presented", row, to=holder.name, proposal=proposal or None)


@dataclass(frozen=True)
class DirectionFacts:
    """Who leads, who cooperates, what to do, by when; `given_by_post` where a clerk enters a written direction."""

    lead: UUID | None
    text: str
    cooperating: Sequence[UUID] = field(default_factory=tuple)
    due_on: date | None = None
    given_on: date | None = None
    given_by_post: UUID | None = None
    image: Intake | None = None


def _check(facts: DirectionFacts, document: IncomingDocument) -> None:
    found = {}
    if facts.lead is None:
        found["lead"] = FAULTS["lead_missing"]
    elif facts.lead in facts.cooperating:
        found["cooperating"] = FAULTS["lead_also_cooperating"]
    if facts.given_on and facts.given_on > timezone.localdate():
        found["given_on"] = FAULTS["given_in_future"]
    if facts.due_on and facts.due_on < document.received_on:
        found["due_on"] = FAULTS["due_before_received"]
    if found:
        raise Incomplete(found)


@action("records.direct")
def direct(actor: Actor, document: IncomingDocument, facts: DirectionFacts) -> Direction:
    """Say who leads, who cooperates and by when. Whoever directs to himself has accepted with the same press."""
    row = _locked(document, "direct")
    _check(facts, row)
    direction = Direction(
        document=row,
        given_by=actor.name,
        given_by_title=actor.post[:150],
        given_on=facts.given_on or timezone.localdate(),
        entered_by=actor.name,
        text=facts.text,
        due_on=facts.due_on,
    )
    return _put_to_work(actor, row, direction, facts)


@action("records.enter_written_direction")
def enter_written_direction(actor: Actor, document: IncomingDocument, facts: DirectionFacts) -> Direction:
    """Enter a direction a leader wrote by hand on the paper, with the picture of it when there is one."""
    row = _locked(document, "direct")
    _check(facts, row)
    if facts.given_by_post is None:
        raise Incomplete({"given_by": FAULTS["given_by_missing"]})
    leader = _director(row.agency_id, facts.given_by_post)
    direction = Direction(
        document=row,
        given_by=leader.name,
        given_by_title=leader.title,
        given_on=facts.given_on or timezone.localdate(),
        entered_by=actor.name,
        text=facts.text,
        due_on=facts.due_on,
        written_by_hand=True,
    )
    if facts.image:
        direction.image_sha256 = _keep_picture(row, facts.image)
    return _put_to_work(actor, row, direction, facts)


def _keep_picture(row: IncomingDocument, image: Intake) -> str:
    taken = scans.take(image, row.agency_id, Intake.State.REGISTERED)
    assert taken is not None
    return scans.attach(row, taken, DocumentFile.Kind.DIRECTION)


def _put_to_work(actor: Actor, row: IncomingDocument, direction: Direction, facts: DirectionFacts) -> Direction:
    direction.save()
    row.assignments.filter(state__in=["waiting", "accepted"]).update(state=Assignment.State.RETURNED, note="")
    lead = _cleared(_worker(row.agency_id, facts.lead), row, "lead")
    others = [_cleared(_worker(row.agency_id, post), row, "cooperating") for post in facts.cooperating]
    parts = [_part(row, direction, lead, Assignment.Part.LEAD)]
    parts += [_part(row, direction, other, Assignment.Part.COOPERATING) for other in others]
    accepted = lead.post_id in actor.post_ids
    if accepted:
        parts[0].state, parts[0].accepted_at = Assignment.State.ACCEPTED, datetime.now(UTC)
    Assignment.unguarded.bulk_create(parts)
    row.state = IncomingDocument.State.IN_PROGRESS if accepted else IncomingDocument.State.DIRECTED
    row.due_on = facts.due_on or row.due_on
    row.handed_to, row.handed_on = f"{lead.name} ({lead.title})"[:250], timezone.localdate()
    row.save(update_fields=["state", "due_on", "handed_to", "handed_on"])
    record(
        actor,
        "records.directed",
        row,
        given_by=direction.given_by,
        text=facts.text or None,
        lead=lead.name,
        cooperating=[o.name for o in others] or None,
        due_on=facts.due_on,
        written_by_hand=direction.written_by_hand or None,
    )
    return direction


def _part(row: IncomingDocument, direction: Direction, holder: Holder, part: str) -> Assignment:
    return Assignment(
        document=row,
        direction=direction,
        post_id=holder.post_id,
        name=holder.name,
        part=part,
        due_on=direction.due_on,
    )


@action("records.accept")
def accept(actor: Actor, assignment: Assignment) -> None:
    """Take on one's part; the lead's acceptance is the receipt of the register."""
    row = _locked(assignment.document, "accept")
    part = Assignment.unguarded.select_for_update().get(pk=assignment.pk)
    if part.state != Assignment.State.WAITING:
        raise AlreadyEntered
    part.state, part.accepted_at = Assignment.State.ACCEPTED, datetime.now(UTC)
    part.save(update_fields=["state", "accepted_at"])
    if part.part == Assignment.Part.LEAD:
        row.state = IncomingDocument.State.IN_PROGRESS
        row.save(update_fields=["state"])
    record(actor, "records.accepted", row, part=part.part)


@action("records.return_assignment")
def return_assignment(actor: Actor, assignment: Assignment, reason: str) -> None:
    """Give back a part that is not one's own, with the reason; a lead's return asks for a new direction."""
    if not reason.strip():
        raise Incomplete({"reason": FAULTS["reason_missing"]})
    row = _locked(assignment.document, "return")
    part = Assignment.unguarded.select_for_update().get(pk=assignment.pk)
    if part.state not in (Assignment.State.WAITING, Assignment.State.ACCEPTED):
        raise AlreadyEntered
    part.state, part.note = Assignment.State.RETURNED, reason
    part.save(update_fields=["state", "note"])
    if part.part == Assignment.Part.LEAD:
        # A written direction may have come without a presentation: then the clerk lays it before somebody first.
        was_presented = row.presentations.exists()
        row.state = IncomingDocument.State.PRESENTED if was_presented else IncomingDocument.State.REGISTERED
        row.save(update_fields=["state"])
    record(actor, "records.assignment_returned", row, part=part.part, reason=reason)


@action("records.send_back")
def send_back(actor: Actor, document: IncomingDocument, reason: str) -> None:
    """Give a presented document back to the clerk with the reason: it is somebody else's, or something is missing."""
    if not reason.strip():
        raise Incomplete({"reason": FAULTS["reason_missing"]})
    row = _locked(document, "send_back")
    row.state = IncomingDocument.State.REGISTERED
    row.save(update_fields=["state"])
    record(actor, "records.sent_back", row, reason=reason)


@action("records.finish_part")
def finish_part(actor: Actor, assignment: Assignment, note: str = "") -> None:
    """Whoever cooperates has done his part; the lead's part ends with the document."""
    row = _locked(assignment.document, "accept")
    part = Assignment.unguarded.select_for_update().get(pk=assignment.pk)
    if part.state not in (Assignment.State.WAITING, Assignment.State.ACCEPTED):
        raise AlreadyEntered
    if part.part == Assignment.Part.LEAD:
        raise StepNotAllowed(state=STATES[row.state])
    part.state, part.note = Assignment.State.DONE, note
    part.save(update_fields=["state", "note"])
    record(actor, "records.part_finished", row, note=note or None)


@action("records.mark_done")
def mark_done(actor: Actor, document: IncomingDocument, no_file_reason: str = "") -> None:
    """The document is dealt with, in a file or without one for a reason; called in the act that files it."""
    row = _locked(document, "finish")
    row.state = IncomingDocument.State.DONE
    row.filing = IncomingDocument.Filing.NO_FILE if no_file_reason else IncomingDocument.Filing.IN_FILE
    row.no_file_reason = no_file_reason
    row.save(update_fields=["state", "filing", "no_file_reason"])
    row.assignments.exclude(state=Assignment.State.RETURNED).update(state=Assignment.State.DONE)
    record(actor, "records.done", row, no_file_reason=no_file_reason or None)
