"""A step on its own page: its form beside the document, and the step itself when the form comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from vankho.casefiles.errors import Incomplete as FileIncomplete
from vankho.records import queries, steps, words
from vankho.records.errors import Incomplete, StepNotAllowed
from vankho.web.requests import Asked

from .document import show
from .routing import Step
from .typed import Typed

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


def take(request: Asked, book: str, number: int, step: Step) -> HttpResponse:
    line = queries.document_by_number(request.actor, book, number)
    if request.method == "POST":
        return _done(request, line, step)
    if step.name not in steps.open_steps(request.actor, line):
        raise StepNotAllowed(state=words.STATES[line.state])
    return show(request, line, chosen=step)


def _done(request: Asked, line: IncomingDocument, step: Step) -> HttpResponse:
    typed = Typed(request.POST)
    queue = steps.queue(request.actor, line, step.name)
    try:
        said = step.act(request.actor, line, typed)
    except (Incomplete, FileIncomplete) as incomplete:
        typed.faults = {**incomplete.faults, **typed.faults}
        return show(request, line, chosen=step, typed=typed)
    messages.success(request, said)
    if typed.text("then") != "next":
        return redirect("document", line.book, line.number)
    following = queue and (queue.after or queue.before)
    return redirect("document", following.book, following.number) if following else redirect("desk")
