"""«Vào sổ»: one paper is entered in the register, beside its scan or without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from vankho.numbering.errors import OutOfOrder
from vankho.records import actions as records
from vankho.records import entering, queries
from vankho.records.actions.entering import register_and_present
from vankho.records.actions.registration import Entry
from vankho.records.errors import AlreadyEntered, Incomplete, NobodyToDirect
from vankho.records.queries import Duplicate
from vankho.records.rules import IncomingFacts
from vankho.web.requests import Asked

from . import words
from .fields import shown
from .form import PAPER_DRAFT, Desk, leader_chosen, open_desk, page, pins_in
from .parsing import facts_of, facts_so_far

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument

SAVE, NEXT, PRESENT, ATTACH = "save", "next", "present", "attach"


@never_cache
def enter(request: Asked, intake_id: UUID) -> HttpResponse:
    """The form beside the scan it is read from."""
    try:
        return _form(request, open_desk(request, entering.ready_intake(request.actor, intake_id)))
    except AlreadyEntered as entered:
        return _entered_already(request, intake_id, entered)


def _entered_already(request: Asked, intake_id: UUID, entered: AlreadyEntered) -> HttpResponse:
    """The way back after saving, and the second window on one scan: both lead on to its line."""
    intake = queries.intake(request.actor, intake_id)
    line = entering.line_of(request.actor, intake)
    sentence = words.ENTERED_ALREADY.format(number=line.number) if line else entered.sentence()
    following = entering.queue(request.actor, intake).next_id
    known = {"sentence": sentence, "line": line, "next_id": following}
    return render(request, "intake/entered_already.html", known, status=409)


@never_cache
def enter_paper(request: Asked) -> HttpResponse:
    """The same form for a paper nobody has scanned."""
    entering.may_enter(request.actor)
    return _form(request, open_desk(request, None))


def _form(request: Asked, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return render(request, "intake/enter.html", page(request, desk, duplicates=_known_already(request, desk)))
    typed = request.POST.dict()
    verb, _, line_id = typed.get("verb", SAVE).partition(":")
    try:
        if verb == ATTACH:
            return _attach(request, desk, line_id)
        facts = facts_of(typed, desk.offer)
        asked = _duplicates_to_ask(request, facts, desk, typed)
        if asked:
            return _again(request, desk, typed, duplicates=asked, asked=True, verb=verb)
        return _register(request, desk, facts, verb)
    except Incomplete as incomplete:
        return _again(request, desk, typed, faults=incomplete.faults, failure=incomplete.sentence())
    except (OutOfOrder, NobodyToDirect) as failure:
        return _again(request, desk, typed, failure=failure.sentence())


def _known_already(request: Asked, desk: Desk) -> list[Duplicate]:
    """What the reading alone lets one suspect, shown from the start."""
    if desk.intake is None:
        return []
    standing = {field.spec.name: field.value for field in shown(desk.offer)}
    return queries.duplicates(request.actor, facts_so_far(standing, desk.offer), desk.sha256)[:5]


def _again(request: Asked, desk: Desk, typed: Mapping[str, str], **more: object) -> HttpResponse:
    return render(request, "intake/enter.html", page(request, desk, typed, **more), status=422)


def _duplicates_to_ask(request: Asked, facts: IncomingFacts, desk: Desk, typed: Mapping[str, str]) -> list[Duplicate]:
    """Likely duplicates the clerk has not confirmed yet: asked about once, before saving."""
    found = queries.duplicates(request.actor, facts, desk.sha256)
    confirmed = set(typed.get("confirmed", "").split(","))
    return [d for d in found if d.why != "near_reference" and str(d.document.pk) not in confirmed]


def _register(request: Asked, desk: Desk, facts: IncomingFacts, verb: str) -> HttpResponse:
    entry = Entry(facts, desk.intake, _paper_number(request, facts))
    if verb == PRESENT:
        to_post = leader_chosen(request)
        line = register_and_present(request.actor, entry, to_post)
        leader = next(h.name for h in entering.leaders(request.actor) if h.post_id == to_post)
        messages.success(request, words.REGISTERED_AND_PRESENTED.format(number=line.number, leader=leader))
    else:
        line = records.register_incoming(request.actor, entry)
        messages.success(request, words.REGISTERED.format(number=line.number))
    request.session["pins"] = pins_in(request.POST.dict())
    return _go_on(request, desk, line, verb)


def _paper_number(request: Asked, facts: IncomingFacts) -> int | None:
    """The next number that was given on paper, when the clerk says that this paper bears it."""
    if not request.POST.get("use_paper_number"):
        return None
    return next(iter(queries.awaited_paper_numbers(request.actor, facts.received_on)), None)


def _attach(request: Asked, desk: Desk, line_id: str) -> HttpResponse:
    """This is the paper of what came electronically: it goes to its line, no second number is used."""
    try:
        line = queries.document(request.actor, UUID(line_id))
    except ValueError:
        raise Http404 from None
    received_on = facts_so_far(request.POST.dict(), desk.offer).received_on
    records.attach_paper_version(request.actor, line, desk.intake, received_on)
    messages.success(request, words.PAPER_ATTACHED.format(number=line.number))
    return _go_on(request, desk, line, request.POST.get("asked_verb", SAVE))


def _go_on(request: Asked, desk: Desk, line: IncomingDocument, verb: str) -> HttpResponse:
    """To the document, or on to the next paper."""
    if desk.intake is None:
        request.session.pop(PAPER_DRAFT, None)
    if verb == SAVE:
        return redirect("document", line.book, line.number)
    if desk.intake is None:
        return redirect("enter_paper")
    following = entering.queue(request.actor, desk.intake).next_id
    if following:
        return redirect("enter", following)
    messages.info(request, words.QUEUE_EMPTY)
    return redirect("intakes")
