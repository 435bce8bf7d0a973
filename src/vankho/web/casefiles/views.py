"""Job files: the list, one file with its documents, opening one, closing one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from vankho.casefiles import actions, queries
from vankho.casefiles.actions import CaseFileFacts
from vankho.casefiles.errors import CodeTaken, Incomplete, RetentionMissing
from vankho.casefiles.words import FAULTS, RETENTIONS
from vankho.clearance.gate import may
from vankho.web.records.typed import Typed
from vankho.web.requests import Asked


def case_files(request: Asked) -> HttpResponse:
    _there_for(request, "casefiles.see")
    files = queries.case_files(request.actor)
    shown = {"case_files": files, "may_open": may(request.actor, "casefiles.open")}
    return render(request, "casefiles/case_files.html", shown)


def _there_for(request: Asked, verb: str) -> None:
    """Whoever has no such work has no such place."""
    if not may(request.actor, verb):
        raise Http404


def case_file(request: Asked, file_id: UUID) -> HttpResponse:
    return _one(request, file_id)


def _one(request: Asked, file_id: UUID, typed: Typed | None = None) -> HttpResponse:
    file = queries.case_file(request.actor, file_id)
    listed = queries.documents_in(request.actor, file)
    shown = {
        "file": file,
        "listed": listed,
        "may_close": file.closed_on is None and may(request.actor, "casefiles.close", file),
        "retentions": RETENTIONS,
        "value": typed.kept() if typed else {},
        "faults": typed.faults if typed else {},
    }
    return render(request, "casefiles/case_file.html", shown, status=422 if typed else 200)


def open_case_file(request: Asked) -> HttpResponse:
    _there_for(request, "casefiles.open")
    typed = Typed(request.POST)
    if request.method == "POST":
        named = typed.text("code", 40), typed.text("title", 500), typed.text("retention", 60)
        facts = CaseFileFacts(*named, opened_on=typed.day("opened_on"))
        try:
            file = _opened(request, facts, typed)
        except (Incomplete, CodeTaken) as refused:
            typed.faults |= refused.faults if isinstance(refused, Incomplete) else {"code": refused.sentence()}
        else:
            messages.success(request, f"Đã mở hồ sơ {file.code}.")
            return redirect("case_file", file.pk)
    shown = {"value": typed.kept(), "faults": typed.faults, "retentions": RETENTIONS}
    return render(request, "casefiles/open_case_file.html", shown, status=422 if typed.faults else 200)


def _opened(request: Asked, facts: CaseFileFacts, typed: Typed) -> Any:
    if typed.faults:
        raise Incomplete({})
    return actions.open_case_file(request.actor, facts)


@require_POST
def close_case_file(request: Asked, file_id: UUID) -> HttpResponse:
    file = queries.case_file(request.actor, file_id)
    typed = Typed(request.POST)
    try:
        actions.close_case_file(request.actor, file, typed.text("retention"))
    except RetentionMissing:
        typed.faults["retention"] = FAULTS["retention"]
        return _one(request, file_id, typed)
    messages.success(request, f"Đã kết thúc hồ sơ {file.code}.")
    return redirect("case_file", file.pk)
