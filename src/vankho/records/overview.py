"""What the desk shows of the records office beside what waits for somebody: today's arrivals, what is late or open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may

from . import rules
from .models import IncomingDocument, Intake
from .queries import arrived, known_to
from .registers import RegisterFilter


@dataclass(frozen=True)
class Counts:
    came_in_today: int
    overdue: int
    unfinished: int


def counts(actor: Actor, today: date) -> Counts:
    """Of what the actor knows. Two counts, each along an index: one over every line took a second at 100,000."""
    lines = known_to(actor).order_by()
    unfinished = lines.filter(state__in=rules.OPEN_STATES).aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))
    )
    return Counts(lines.filter(received_on=today).count(), unfinished["late"], unfinished["all"])


def lines(actor: Actor, wanted: RegisterFilter, limit: int) -> list[IncomingDocument]:
    """The most pressing first: by deadline, those without one last, then by number."""
    found = known_to(actor).filter(wanted.as_q()).order_by("due_on", "book", "number")
    dated = list(found.filter(due_on__isnull=False)[:limit])
    undated = found.filter(due_on__isnull=True)[: limit - len(dated)] if len(dated) < limit else []
    return [*dated, *undated]


@dataclass(frozen=True)
class Scans:
    """Scans that wait for the entry form: how many, since when, and how many should be in the register already."""

    ready: int
    late: int
    since: date
    enter_by: date


def scans_waiting(actor: Actor, today: date) -> Scans | None:
    """None for who does not enter them, or when none waits."""
    if actor.agency_id is None or not may(actor, "records.see_intakes"):
        return None
    ready = arrived(actor).filter(state=Intake.State.READY)
    late = Count("pk", filter=Q(arrived_at__lt=_late_before(today)))
    found = ready.aggregate(n=Count("pk"), late=late, since=Min("arrived_at"))
    if not found["n"]:
        return None
    since = timezone.localdate(found["since"])
    return Scans(found["n"], found["late"], since, rules.register_by(since))


def _late_before(today: date) -> datetime:
    """What arrived before this instant should have been registered by yesterday."""
    day = today
    while rules.register_by(day) >= today:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
