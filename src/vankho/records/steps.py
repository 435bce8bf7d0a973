"""What somebody may do with a line now, and what is proposed to him while doing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.ledger.queries import Told
from vankho.orgs import queries as orgs
from vankho.orgs.queries import Holder

from . import entering, policy, queries, rules
from .errors import StepNotAllowed
from .models import Assignment, IncomingDocument, Presentation
from .words import STATES


@dataclass(frozen=True)
class _Place:
    """Where a line stands for somebody: his open part in it, if he has one."""

    actor: Actor
    line: IncomingDocument
    part: Assignment | None

    def gate(self, verb: str) -> bool:
        return may(self.actor, verb, self.line)

    def goes(self, step: str) -> bool:
        return rules.may_step(step, self.line.state)

    def has(self, state: str, part: str = "") -> bool:
        mine = self.part
        return mine is not None and mine.state == state and part in ("", mine.part)


_OPEN: Mapping[str, Callable[[_Place], bool]] = {
    "present": lambda p: p.gate("records.present") and p.goes("present"),
    "direct": lambda p: p.gate("records.direct") and p.goes("direct"),
    "enter_written_direction": lambda p: p.gate("records.enter_written_direction") and p.goes("direct"),
    "send_back": lambda p: p.gate("records.send_back") and p.goes("send_back"),
    "accept": lambda p: p.has("waiting") and p.goes("accept") and may(p.actor, "records.accept", p.part),
    "return": lambda p: p.part is not None and p.goes("return") and may(p.actor, "records.return_assignment", p.part),
    "finish_part": lambda p: (
        p.has("accepted", "cooperating") and p.goes("accept") and may(p.actor, "records.finish_part", p.part)
    ),
    "finish": lambda p: p.gate("records.mark_done") and p.goes("finish"),
    "correct": lambda p: p.gate("records.correct"),
    "attach_paper": lambda p: p.gate("records.attach_paper_version") and p.line.paper_received_on is None,
}


def open_steps(actor: Actor, line: IncomingDocument) -> frozenset[str]:
    """The steps the gate and the line's state allow; their words are `words.STEPS`."""
    place = _Place(actor, line, queries.my_assignment(actor, line))
    return frozenset(step for step, is_open in _OPEN.items() if is_open(place))


def next_step(actor: Actor, line: IncomingDocument) -> str:
    """The step the line waits for from this actor, as `queries.waiting_for` says it; empty when it waits for others."""
    steps = open_steps(actor, line)
    part = queries.my_assignment(actor, line)
    if part is not None:
        if part.state == Assignment.State.WAITING:
            return "accept" if "accept" in steps else ""
        mine = "finish" if part.part == Assignment.Part.LEAD else "finish_part"
        return mine if mine in steps else ""
    if line.state == IncomingDocument.State.PRESENTED and "direct" in steps:
        return "direct" if line.presentations.filter(post_id__in=actor.post_ids).exists() else ""
    if line.state == IncomingDocument.State.REGISTERED and "present" in steps:
        return "direct" if "direct" in steps and _would_present_to_himself(actor) else "present"
    return ""


def my_part(actor: Actor, line: IncomingDocument) -> Assignment:
    """The actor's open part. Raises `StepNotAllowed` when there is none, or no longer."""
    part = queries.my_assignment(actor, line)
    if part is None:
        raise StepNotAllowed(state=STATES[line.state])
    return part


def _would_present_to_himself(actor: Actor) -> bool:
    """Where one person holds consecutive roles, one press does both."""
    return any(holder.post_id in actor.post_ids for holder in entering.leaders(actor)[:1])


def last_presentation(line: IncomingDocument) -> Presentation | None:
    """Before whom it was laid last, and with what proposal."""
    return line.presentations.order_by("-presented_at").first()


_WAY = {"records.incoming_registered", "records.presented", "records.directed"}
_BACK = {"records.sent_back", "records.assignment_returned"}


def given_back(actor: Actor, line: IncomingDocument) -> Told | None:
    """Who gave the line back and why (the value ``reason``), when nothing has been decided about it since."""
    steps = [told for told in queries.course(actor, line).history if told.verb in _WAY | _BACK]
    return steps[-1] if steps and steps[-1].verb in _BACK else None


def who_may_work(actor: Actor) -> list[Holder]:
    """To whom a part can be given."""
    return orgs.holders(actor.agency_id, *policy.WORKERS) if actor.agency_id else []


_ALIKE = 20
"""How many of the newest lines alike are looked at: what was usual years ago is no proposal."""


def likely_lead(actor: Actor, line: IncomingDocument) -> Holder | None:
    """Who led the newest line of the same issuer and type that the actor knows, else the head of office."""
    alike = queries.known_to(actor).filter(issuer=line.issuer, type_name=line.type_name).exclude(pk=line.pk)
    newest = list(alike.order_by("-book", "-number").values_list("pk", flat=True)[:_ALIKE])
    parts = Assignment.unguarded.filter(document__in=newest, part=Assignment.Part.LEAD)
    led_by = parts.order_by("-direction__at").values_list("post_id", flat=True).first()
    there = who_may_work(actor)
    led = next((holder for holder in there if holder.post_id == led_by), None)
    return led or next((holder for holder in there if policy.HEAD in holder.roles), None)


@dataclass(frozen=True)
class Queue:
    """A line's place among what waits for somebody to do the same: «2 trên 5»."""

    position: int
    total: int
    before: IncomingDocument | None
    after: IncomingDocument | None


def queue(actor: Actor, line: IncomingDocument, step: str) -> Queue | None:
    """None when the line does not wait for this actor."""
    lines = [waiting.document for waiting in queries.waiting_for(actor) if waiting.task == step]
    here = next((n for n, waiting in enumerate(lines) if waiting.pk == line.pk), None)
    if here is None:
        return None
    before = lines[here - 1] if here else None
    after = lines[here + 1] if here + 1 < len(lines) else None
    return Queue(here + 1, len(lines), before, after)
