"""What the entry form and the tray before it ask: the queue of scans, what may be chosen, what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.clearance.levels import Level, ceiling
from vankho.formats.fields.vocabulary import DocumentType, document_types
from vankho.lib.vietnamese import fold, matches_typed
from vankho.numbering import series as numbering
from vankho.orgs import queries as orgs
from vankho.orgs.queries import Holder

from . import policy, queries, rules
from .errors import AlreadyEntered, NotReady
from .models import DocumentFile, IncomingDocument, Intake

WAITING = (Intake.State.ARRIVED, Intake.State.READY)
ENDED = (Intake.State.STOPPED, Intake.State.REFUSED)
"""What nobody can enter, and the clerk still has to know of."""


def may_enter(actor: Actor) -> None:
    """Raise the same 404 as for a page that is not there unless the actor keeps a register."""
    if actor.agency_id is None or not may(actor, "records.see_intakes"):
        raise Http404


def ready_intake(actor: Actor, intake_id: UUID) -> Intake:
    """A scan that waits for the entry form.

    Raises:
        AlreadyEntered: somebody has entered, diverted or discarded it.
        NotReady: it is still being checked, or was refused. A stopped one is not there at all.
    """
    found = queries.intake(actor, intake_id)
    if found.state == Intake.State.STOPPED:
        raise Http404
    if found.state in (Intake.State.ARRIVED, Intake.State.REFUSED):
        raise NotReady
    if found.state != Intake.State.READY:
        raise AlreadyEntered
    return found


def line_of(actor: Actor, intake: Intake) -> IncomingDocument | None:
    """The line a scan was entered as, where the actor may know of it."""
    if intake.state != Intake.State.REGISTERED:
        return None
    holding = DocumentFile.unguarded.filter(sha256=intake.sha256).values("document_id")
    return queries.known_one_by_one(actor).filter(pk__in=holding).order_by("pk").last()


@dataclass(frozen=True)
class Queue:
    """Where a scan stands among those that wait; `next_id` is the one after it, or the first when it is the last."""

    position: int
    total: int
    next_id: UUID | None


def queue(actor: Actor, current: Intake | None = None) -> Queue:
    """The waiting scans of the actor's agency, in the order they arrived."""
    waiting = queries.arrived(actor).filter(state=Intake.State.READY)
    keys = list(waiting.order_by("arrived_at", "pk").values_list("pk", flat=True))
    if current is None or current.pk not in keys:
        later = [key for key in keys if current and key > current.pk]
        return Queue(0, len(keys), next(iter([*later, *keys]), None))
    place = keys.index(current.pk)
    others = keys[place + 1 :] + keys[:place]
    return Queue(place + 1, len(keys), others[0] if others else None)


def tray_counts(actor: Actor) -> dict[str, int]:
    """How many things are in each state of the tray; a state without any is not named."""
    if not may(actor, "records.see_intakes"):
        return {}
    rows = queries.arrived(actor).filter(state__in=[*WAITING, *ENDED])
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def levels_offered(actor: Actor) -> list[Level]:
    """The secrecy levels that may be entered here: what the installation may hold and the actor may know."""
    return [level for level in Level if level <= min(ceiling(settings.OFFICE.ceiling), actor.clearance)]


def leaders(actor: Actor) -> list[Holder]:
    """Whom a document may be laid before today: leaders first, then the head of office."""
    if actor.agency_id is None:
        return []
    holders = orgs.holders(actor.agency_id, *policy.DIRECTORS)
    return sorted(holders, key=lambda holder: policy.LEADER not in holder.roles)


def types_like(typed: str, family: str, limit: int = 12) -> list[DocumentType]:
    """Document types of a family whose name or abbreviation answers to what was typed, with or without marks."""
    kinds = document_types(family or "party")
    wanted = fold(typed.strip())
    by_abbreviation = [kind for kind in kinds if wanted in map(fold, kind.abbreviations)]
    by_name = [kind for kind in kinds if kind not in by_abbreviation and matches_typed(kind.name, typed)]
    return [*by_abbreviation, *by_name][:limit]


def type_in_full(typed: str, family: str) -> str:
    """«cv» is how people type «Công văn»: an abbreviation becomes the name the register writes; all else stands."""
    wanted = typed.casefold()
    for kind in document_types(family or "party"):
        if wanted in (short.casefold() for short in kind.abbreviations):
            return kind.name
    return typed


def name_of_file(actor: Actor, sha256: str) -> str:
    """Under what name bytes the actor may read came in; empty when nobody gave them one."""
    files = DocumentFile.unguarded.filter(sha256=sha256, document__in=queries.known_to(actor))
    waiting = queries.arrived(actor).filter(sha256=sha256, state=Intake.State.READY)
    names = list(files.values_list("name", flat=True)[:1])
    if not names and may(actor, "records.see_intakes"):
        names = list(waiting.values_list("name", flat=True)[:1])
    return names[0] if names else ""


def book_has_numbers(actor: Actor, book: str) -> bool:
    """Whether a number was granted from the arrival register of a year: then its start is fixed."""
    return numbering.has_granted(rules.ARRIVAL_SERIES, actor.agency, book)
