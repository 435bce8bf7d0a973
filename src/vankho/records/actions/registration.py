"""Entering what has arrived in its book, or sending it on its own way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from vankho.clearance import levels
from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.numbering import series as numbering

from .. import policy as policy
from .. import queries, rules
from ..errors import AboveCeiling, Incomplete, NotReady
from ..models import Diversion, DocumentFile, HiddenMatch, IncomingDocument, Intake, Petition
from ..rules import IncomingFacts
from ..words import FAULTS
from . import scans

MOST_PAPER_NUMBERS = 500
"""One declaration; a slip of the finger must not open ten thousand lines that nobody can fill."""


@action("records.open_book")
def open_book(actor: Actor, book: str, first_number: int) -> None:
    """Let the arrival register of a year start at a number: an office that joins in mid-year goes on from paper."""
    if first_number < 1:
        raise Incomplete({"first": FAULTS["first_number_wrong"]})
    series = numbering.series_for(rules.ARRIVAL_SERIES, _agency(actor), book)
    numbering.start_at(series, first_number)
    record(actor, "records.book_opened", series, book=book, first=first_number)


@action("records.declare_paper_numbers")
def declare_paper_numbers(actor: Actor, book: str, first: int, last: int, reason: str) -> None:
    """Numbers `first`…`last` were given on paper (the power was off); the machine goes on after them."""
    if not reason.strip():
        raise Incomplete({"reason": FAULTS["reason_missing"]})
    if last - first >= MOST_PAPER_NUMBERS:
        raise Incomplete({"to": FAULTS["too_many_paper_numbers"].format(most=MOST_PAPER_NUMBERS)})
    series = numbering.series_for(rules.ARRIVAL_SERIES, _agency(actor), book)
    numbering.reserve_paper_block(series, first, last)
    record(actor, "records.paper_numbers_declared", series, first=first, last=last, reason=reason)


def _agency(actor: Actor) -> Any:
    if actor.agency_id is None:
        raise NotReady
    return actor.agency_id


@dataclass(frozen=True)
class Entry:
    """What goes into the register: the facts, the scan they were read from, and a number if paper gave one."""

    facts: IncomingFacts
    intake: Intake | None = None
    paper_number: int | None = None


def checked(facts: IncomingFacts) -> IncomingFacts:
    """Facts fit for the register. Raises `Incomplete` with every fault, `AboveCeiling` when they may not be here."""
    from django.conf import settings

    if facts.level > levels.ceiling(settings.OFFICE.ceiling):
        raise AboveCeiling
    codes = rules.faults(facts, timezone.localdate())
    if codes:
        raise Incomplete({name: FAULTS[code] for name, code in codes.items()})
    number, symbol = rules.split_reference(facts.reference)
    return replace(
        facts,
        reference_number=facts.reference_number or number,
        reference_symbol=facts.reference_symbol or symbol,
        subject=" ".join(facts.subject.split()),
        issuer=" ".join(facts.issuer.split()),
    )


@action("records.register_incoming")
def register_incoming(actor: Actor, entry: Entry) -> IncomingDocument:
    """Enter one received document in its register and keep its scan with it.

    The number is taken while saving: two clerks never get the same one, and a failed registration leaves no gap.

    Raises:
        Incomplete: something needed is missing; nothing was registered and no number used.
        AlreadyEntered: the scan was registered by somebody else in the meantime.
        OutOfOrder: the number given on paper is not the next one awaited.
    """
    facts = checked(entry.facts)
    agency_id = _agency(actor)
    intake = scans.take(entry.intake, agency_id, Intake.State.REGISTERED)
    hidden = _hidden_matches(actor, facts, intake.sha256 if intake else "")
    document = _line(actor, facts, agency_id)
    series = numbering.series_for(rules.ARRIVAL_SERIES, agency_id, document.book)
    if entry.paper_number is None:
        document.number = numbering.take_number(series, document)
    else:
        document.number = numbering.take_paper_number(series, entry.paper_number, document)
    document.save(force_insert=True)
    if intake:
        scans.attach(document, intake, DocumentFile.Kind.SCAN)
    for match in hidden:
        HiddenMatch.unguarded.create(agency_id=agency_id, document=document, what=match.why)
    record(
        actor,
        "records.incoming_registered",
        document,
        number=document.number,
        book=document.book,
        issuer=document.issuer,
        reference=document.reference or None,
        issued_on=document.issued_on,
        subject=document.subject,
    )
    return document


def _line(actor: Actor, facts: IncomingFacts, agency_id: Any) -> IncomingDocument:
    values = {name: value for name, value in vars(facts).items() if name != "recipients"}
    return IncomingDocument(
        **values,
        recipients=list(facts.recipients),
        agency_id=agency_id,
        book=rules.book_of(facts.received_on),
        due_on=rules.deadline(facts.urgency, facts.received_on),
        registered_by=actor.name,
    )


def _hidden_matches(actor: Actor, facts: IncomingFacts, sha256: str) -> list[rules.Match]:
    matches = queries.unguarded_duplicates(facts, _agency(actor), sha256)
    known = queries.documents(actor, [match.id for match in matches])
    return [match for match in matches if match.id not in known]


@action("records.attach_paper_version")
def attach_paper_version(actor: Actor, document: IncomingDocument, intake: Intake | None, received_on: date) -> None:
    """The paper of what had come electronically: attached to its line, with no second number (NĐ 30 PL VI)."""
    row = IncomingDocument.unguarded.select_for_update().get(pk=document.pk)
    if received_on > timezone.localdate():
        raise Incomplete({"received_on": FAULTS["received_in_future"]})
    taken = scans.take(intake, row.agency_id, Intake.State.REGISTERED)
    row.paper_received_on = received_on
    row.save(update_fields=["paper_received_on"])
    if taken:
        scans.attach(row, taken, DocumentFile.Kind.PAPER_VERSION)
    record(actor, "records.paper_version_attached", row, received_on=received_on)


CORRECTABLE = (
    "issuer",
    "issuer_superior",
    "reference",
    "issued_on",
    "type_name",
    "subject",
    "urgency",
    "signatory",
    "signatory_title",
    "mandate",
    "place",
    "page_count",
    "note",
)


def _as_facts(row: IncomingDocument) -> IncomingFacts:
    return IncomingFacts(row.issuer, row.subject, row.received_on, issued_on=row.issued_on)


@action("records.correct")
def correct(actor: Actor, document: IncomingDocument, changes: dict[str, Any], reason: str) -> IncomingDocument:
    """Correct fields of a line. Number and days of arrival never change; old and new values stay in the ledger."""
    if not reason.strip():
        raise Incomplete({"reason": FAULTS["reason_missing"]})
    row = IncomingDocument.unguarded.select_for_update().get(pk=document.pk)
    changed = {name: value for name, value in changes.items() if name in CORRECTABLE and getattr(row, name) != value}
    before = {f"{name}.before": getattr(row, name) for name in changed}
    if not changed:
        raise Incomplete({"reason": FAULTS["nothing_changed"]})
    for name, value in changed.items():
        setattr(row, name, value)
    if codes := rules.faults(_as_facts(row), timezone.localdate()):
        raise Incomplete({name: FAULTS[code] for name, code in codes.items()})
    row.reference_number, row.reference_symbol = rules.split_reference(row.reference)
    row.save()
    record(actor, "records.incoming_corrected", row, reason=reason, **before, **changed)
    return row


@dataclass(frozen=True)
class PetitionFacts:
    """What is entered of a petition."""

    received_on: date
    subject: str
    writer: str = ""
    address: str = ""
    kind: str = ""
    intake: Intake | None = None
    page_count: int = 0


@action("records.register_petition")
def register_petition(actor: Actor, facts: PetitionFacts) -> Petition:
    """Enter a petition in its own book. What it says and who wrote it is told to nobody but its officers."""
    if not facts.subject.strip():
        raise Incomplete({"subject": FAULTS["petition_missing"]})
    agency_id = _agency(actor)
    intake = scans.take(facts.intake, agency_id, Intake.State.DIVERTED)
    if intake:
        Intake.unguarded.filter(pk=intake.pk).update(name="")
    petition = Petition(
        agency_id=agency_id,
        book=rules.book_of(facts.received_on),
        received_on=facts.received_on,
        writer=facts.writer,
        address=facts.address,
        kind=facts.kind,
        subject=facts.subject,
        sha256=intake.sha256 if intake else "",
        page_count=intake.page_count if intake else facts.page_count,
    )
    series = numbering.series_for(rules.PETITION_SERIES, agency_id, petition.book)
    petition.number = numbering.take_number(series, petition)
    petition.save(force_insert=True)
    record(actor, "records.petition_registered", petition, number=petition.number, book=petition.book)
    return petition


@dataclass(frozen=True)
class Envelope:
    """What stands on an envelope that is not opened here."""

    kind: str
    received_on: date
    handed_to: str
    sender: str = ""
    number: str = ""


@action("records.divert")
def divert(actor: Actor, envelope: Envelope) -> Diversion:
    """Hand on, unopened, what is not this register's: only the envelope's data are kept (records-office §5.2-2, -3)."""
    if not envelope.handed_to.strip():
        raise Incomplete({"handed_to": FAULTS["handed_to_missing"]})
    line = Diversion(
        agency_id=_agency(actor),
        kind=envelope.kind,
        received_on=envelope.received_on,
        sender=envelope.sender,
        envelope_number=envelope.number,
        handed_to=envelope.handed_to,
        handed_by=actor.name,
    )
    line.save()
    record(actor, "records.diverted", line, kind=envelope.kind, handed_to=envelope.handed_to)
    return line


@action("records.divert")
def return_envelope(actor: Actor, line: Diversion) -> None:
    """The addressee opened it, found agency business and gave it back to be registered (NĐ 30 Đ. 21)."""
    Diversion.unguarded.filter(pk=line.pk).update(returned_as_business=True)
    record(actor, "records.envelope_returned", line)
