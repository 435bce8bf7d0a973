"""Questions of the records office. The first argument is the actor; the answer is already cut to what they may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.ledger import queries as ledger
from vankho.ledger.queries import Told
from vankho.numbering import series as numbering

from . import policy, rules
from .models import (
    Assignment,
    Direction,
    Diversion,
    DocumentFile,
    HiddenMatch,
    IncomingDocument,
    Intake,
    Petition,
    Presentation,
)
from .rules import IncomingFacts


def known_to(actor: Actor) -> QuerySet[IncomingDocument]:
    """Every arrival line the actor may know of: the gate's answer as a filter."""
    # Not EXISTS: SQLite would try it on every line of the register; from the posts it reaches its few lines at once.
    return _cut(actor, Q(pk__in=Assignment.unguarded.filter(post_id__in=actor.post_ids).values("document_id")))


def known_one_by_one(actor: Actor) -> QuerySet[IncomingDocument]:
    """`known_to` for questions about one line or a few: each is looked up, no list of all one's lines is made first."""
    parts = Assignment.unguarded.filter(document=OuterRef("pk"), post_id__in=actor.post_ids)
    return _cut(actor, Q(Exists(parts)))


def _cut(actor: Actor, has_a_part: Q) -> QuerySet[IncomingDocument]:
    if not may(actor, "records.see_register"):
        return IncomingDocument.unguarded.none()
    mine = IncomingDocument.unguarded.filter(agency_id=actor.agency, level__lte=actor.clearance)
    return mine if actor.has_role(*policy.WHOLE_REGISTER) else mine.filter(has_a_part)


def document(actor: Actor, document_id: UUID) -> IncomingDocument:
    """One line. Not there and not known give the same 404."""
    found = known_one_by_one(actor).filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found


def document_by_number(actor: Actor, book: str, number: int) -> IncomingDocument:
    found = known_one_by_one(actor).filter(book=book, number=number).first()
    if found is None:
        raise Http404
    return found


def documents(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, IncomingDocument]:
    """Of these lines, those the actor may know."""
    return known_one_by_one(actor).in_bulk(list(ids))


def neighbours(actor: Actor, line: IncomingDocument) -> tuple[IncomingDocument | None, IncomingDocument | None]:
    """The lines before and after in the register, of those the actor knows."""
    same = known_one_by_one(actor).filter(book=line.book)
    return (
        same.filter(number__lt=line.number).order_by("-number").first(),
        same.filter(number__gt=line.number).order_by("number").first(),
    )


def arrived(actor: Actor) -> QuerySet[Intake]:
    """Every scan the actor may know of; of a stopped one only that there is one."""
    if not may(actor, "records.see_intakes"):
        return Intake.unguarded.none()
    known = Q(stamp_level__lte=actor.clearance) | Q(state=Intake.State.STOPPED)
    return Intake.unguarded.filter(known, agency_id=actor.agency)


def intakes(actor: Actor, *states: str) -> list[Intake]:
    """What has arrived in the actor's agency and is in one of these states, oldest first."""
    return list(arrived(actor).filter(state__in=states).order_by("arrived_at", "pk")[:200])


def intake(actor: Actor, intake_id: UUID) -> Intake:
    found = arrived(actor).filter(pk=intake_id).first()
    if found is None:
        raise Http404
    return found


def save_draft(actor: Actor, intake_id: UUID, typed: dict[str, str]) -> None:
    """Keep what was typed so far into the entry form; scratch of the clerk, so the ledger is not told."""
    waiting = intake(actor, intake_id)
    Intake.unguarded.filter(pk=waiting.pk, state=Intake.State.READY).update(draft=typed)


def intake_to_judge(intake_id: UUID) -> Intake | None:
    """For the reader of scans, which is the system itself."""
    return Intake.unguarded.filter(pk=intake_id, state=Intake.State.ARRIVED).first()


def stopped_intake(actor: Actor, intake_id: UUID) -> Intake:
    """A stopped paper, for the custodian of its agency."""
    found = Intake.unguarded.filter(pk=intake_id, agency_id=actor.agency, state=Intake.State.STOPPED).first()
    if found is None or not may(actor, "records.release_intake", found):
        raise Http404
    return found


def next_number(actor: Actor, received_on: date) -> int:
    """The arrival number that comes next; it is granted while saving."""
    return numbering.next_number(rules.ARRIVAL_SERIES, _agency(actor), rules.book_of(received_on))


def awaited_paper_numbers(actor: Actor, received_on: date) -> list[int]:
    """Numbers given on paper whose lines have not been entered yet."""
    return numbering.awaited_paper_numbers(rules.ARRIVAL_SERIES, _agency(actor), rules.book_of(received_on))


def _agency(actor: Actor) -> UUID:
    if actor.agency_id is None:
        raise Http404
    return actor.agency_id


@dataclass(frozen=True)
class Duplicate:
    """A line that may be the same paper, and why it was found."""

    document: IncomingDocument
    why: str


def duplicates(actor: Actor, facts: IncomingFacts, sha256: str = "") -> list[Duplicate]:
    """Likely duplicates the actor may know of."""
    matches = rules.likely_duplicates(facts, _same_number(facts, _agency(actor)), _same_bytes(sha256, _agency(actor)))
    known = documents(actor, [match.id for match in matches])
    return [Duplicate(known[match.id], match.why) for match in matches if match.id in known]


def unguarded_duplicates(facts: IncomingFacts, agency_id: UUID, sha256: str) -> list[rules.Match]:
    """Looks past clearance on purpose: a duplicate one may not see is still a duplicate, for the custodian to know."""
    matches = rules.likely_duplicates(facts, _same_number(facts, agency_id), _same_bytes(sha256, agency_id))
    return [match for match in matches if match.why != "near_reference"]


def _same_number(facts: IncomingFacts, agency_id: UUID) -> list[IncomingDocument]:
    number = facts.reference_number or rules.split_reference(facts.reference)[0]
    if not number:
        return []
    written = {number, number.lstrip("0"), number.lstrip("0").zfill(2)}
    lines = IncomingDocument.unguarded.filter(agency_id=agency_id, reference_number__in=written)
    return list(lines.order_by("-registered_at")[:100])


def _same_bytes(sha256: str, agency_id: UUID) -> list[UUID]:
    if not sha256:
        return []
    files = DocumentFile.unguarded.filter(sha256=sha256, document__agency_id=agency_id)
    return list(files.values_list("document_id", flat=True))


def files_of(actor: Actor, line: IncomingDocument) -> list[DocumentFile]:
    """The files of a line the actor was given by `document`."""
    return list(DocumentFile.unguarded.filter(document=document(actor, line.pk)).order_by("pk"))


def files_of_all(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[DocumentFile]]:
    """The files of each of these lines that the actor may know, in two statements for all of them."""
    known = known_to(actor).filter(pk__in=list(ids)).values_list("pk", flat=True)
    found: dict[UUID, list[DocumentFile]] = {}
    # Keys, not a subquery, and the index's own order: otherwise SQLite walks every file there is.
    for file in DocumentFile.unguarded.filter(document_id__in=list(known)).order_by("document_id", "pk"):
        found.setdefault(file.document_id, []).append(file)
    return found


def may_read_file(actor: Actor, sha256: str) -> bool:
    """Whether the actor may see these bytes: as a file of a known line, a waiting scan, or a petition's."""
    if known_one_by_one(actor).filter(files__sha256=sha256).exists():
        return True
    if arrived(actor).filter(sha256=sha256, state=Intake.State.READY).exists():
        return True
    return petitions(actor).filter(sha256=sha256).exists()


def petitions(actor: Actor) -> QuerySet[Petition]:
    """The petition book, for those who handle petitions."""
    if not may(actor, "records.see_petitions"):
        return Petition.unguarded.none()
    return Petition.unguarded.filter(agency_id=actor.agency).order_by("-book", "-number")


def diversions(actor: Actor) -> QuerySet[Diversion]:
    if not may(actor, "records.see_diversions"):
        return Diversion.unguarded.none()
    return Diversion.unguarded.filter(agency_id=actor.agency).order_by("-handed_at")


def diversion(actor: Actor, diversion_id: UUID) -> Diversion:
    found = diversions(actor).filter(pk=diversion_id).first()
    if found is None:
        raise Http404
    return found


def hidden_matches(actor: Actor) -> QuerySet[HiddenMatch]:
    if not may(actor, "records.see_hidden_matches"):
        return HiddenMatch.unguarded.none()
    return HiddenMatch.unguarded.filter(agency_id=actor.agency).order_by("-noted_at")


@dataclass(frozen=True)
class Course:
    """How a document went through the house; refused attempts are for the security officer, not for its readers."""

    presentations: list[Presentation]
    directions: list[Direction]
    assignments: list[Assignment]
    history: list[Told]


def course(actor: Actor, line: IncomingDocument) -> Course:
    line = document(actor, line.pk)
    return Course(
        list(line.presentations.order_by("presented_at")),
        list(line.directions.order_by("-at")),
        list(line.assignments.order_by("-direction__at", "-part", "name")),
        [t for t in ledger.history("records.incomingdocument", line.pk) if t.verb != "clearance.refused"],
    )


def my_assignment(actor: Actor, line: IncomingDocument) -> Assignment | None:
    """The actor's own open part in a document."""
    mine = Assignment.unguarded.filter(document=document(actor, line.pk), post_id__in=actor.post_ids)
    return mine.exclude(state__in=["done", "returned"]).order_by("-direction__at").first()


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the actor: what to do, on which line, until when."""

    task: str
    document: IncomingDocument
    due_on: date | None
    since: date
    sender: str


def waiting_for(actor: Actor, limit: int = 200) -> list[Waiting]:
    """What waits for the actor in this room: to present, to direct, to accept, to finish."""
    waiting = [*_to_present(actor, limit), *_to_direct(actor, limit), *_to_work_on(actor, limit)]
    return sorted(waiting, key=lambda w: (w.due_on or date.max, w.since))[:limit]


def _to_present(actor: Actor, limit: int) -> list[Waiting]:
    if not may(actor, "records.present"):
        return []
    lines = known_to(actor).filter(state="registered").order_by("number")[:limit]
    return [Waiting("present", d, d.due_on, d.received_on, d.issuer) for d in lines]


def _to_direct(actor: Actor, limit: int) -> list[Waiting]:
    if not may(actor, "records.direct"):
        return []
    mine = Presentation.unguarded.filter(document=OuterRef("pk"), post_id__in=actor.post_ids)
    lines = known_to(actor).filter(Exists(mine), state="presented").order_by("number")[:limit]
    return [Waiting("direct", d, d.due_on, d.received_on, d.issuer) for d in lines]


def _to_work_on(actor: Actor, limit: int) -> list[Waiting]:
    parts = Assignment.unguarded.filter(post_id__in=actor.post_ids, state__in=["waiting", "accepted"])
    mine = list(parts.select_related("direction").order_by(F("due_on").asc(nulls_last=True), "pk")[:limit])
    known = documents(actor, [part.document_id for part in mine])
    return [
        Waiting(_task(p), line, p.due_on or line.due_on, p.direction.given_on, p.direction.given_by)
        for p in mine
        if (line := known.get(p.document_id))
    ]


def _task(part: Assignment) -> str:
    if part.state == Assignment.State.WAITING:
        return "accept"
    return "finish" if part.part == Assignment.Part.LEAD else "finish_part"


def by_number(actor: Actor, words: str, limit: int = 5) -> list[IncomingDocument]:
    """Lines whose reference is exactly what was typed, or whose arrival number it is: straight from the register."""
    typed = words.strip()
    number, symbol = rules.split_reference(typed)
    if not number:
        return []
    lines = known_to(actor)
    if not symbol:
        arrived = Q(number=int(number)) if number.isdigit() and len(number) < 10 else Q()
        return list(lines.filter(arrived).order_by("-book")[:limit]) if arrived else []
    written = {number, number.lstrip("0"), number.lstrip("0").zfill(2)}
    key = rules.reference_key(typed)
    alike = lines.filter(reference_number__in=written).order_by("-book", "-number")[:50]
    return [line for line in alike if rules.reference_key(line.reference) == key][:limit]


@dataclass(frozen=True)
class Indexed:
    """A line as the search index wants it: the words, and who may know them."""

    line: IncomingDocument
    readers: tuple[str, ...]
    files: tuple[str, ...]


def to_index(ids: Sequence[UUID]) -> list[Indexed]:
    """For the indexer, which is the system: lines with the posts that may read them."""
    lines = IncomingDocument.unguarded.filter(pk__in=ids).prefetch_related("files", "assignments")
    return [
        Indexed(
            line,
            (f"agency:{line.agency_id}", *sorted({f"post:{part.post_id}" for part in line.assignments.all()})),
            tuple(file.sha256 for file in line.files.all()),
        )
        for line in lines
    ]


def reading_tokens(actor: Actor) -> frozenset[str]:
    """What the actor holds against the readers of an indexed line; the same table as `known_to`."""
    if not may(actor, "records.see_register"):
        return frozenset()
    if actor.has_role(*policy.WHOLE_REGISTER):
        return frozenset({f"agency:{actor.agency_id}"})
    return frozenset(f"post:{post}" for post in actor.post_ids)


def lines_with_file(sha256: str) -> list[UUID]:
    """For the indexer: the lines a reading belongs to."""
    return list(DocumentFile.unguarded.filter(sha256=sha256).values_list("document_id", flat=True))
