"""The custodian's pages: papers that were stopped, and lines that repeat what a clerk may not know of."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vankho.clearance.gate import may
from vankho.orgs import actions as orgs
from vankho.orgs import queries as people
from vankho.preservation.errors import WrongPassPhrase
from vankho.records import queries as records
from vankho.secrecy import actions, queries
from vankho.secrecy.errors import NotPickedUp
from vankho.web.requests import Asked

SHORTEST_PASS_PHRASE = 12


def incidents(request: Asked) -> HttpResponse:
    if not may(request.actor, "secrecy.see_incidents"):
        raise Http404
    shown = {
        "incidents": queries.incidents(request.actor)[:200],
        "matches": records.hidden_matches(request.actor)[:100],
    }
    return render(request, "secrecy/incidents.html", shown)


def incident(request: Asked, incident_id: UUID) -> HttpResponse:
    return _incident(request, incident_id, {})


def _incident(request: Asked, incident_id: UUID, faults: dict[str, str]) -> HttpResponse:
    shown = {"incident": queries.incident(request.actor, incident_id), "faults": faults}
    return render(request, "secrecy/incident.html", shown, status=422 if faults else 200)


@require_POST
def release(request: Asked, incident_id: UUID) -> HttpResponse:
    """A false alarm: with the pass phrase the file goes on, byte for byte."""
    try:
        pass_phrase = request.POST.get("pass_phrase", "")
        actions.release_false_alarm(request.actor, queries.incident(request.actor, incident_id), pass_phrase)
    except WrongPassPhrase as wrong:
        return _incident(request, incident_id, {"pass_phrase": wrong.sentence()})
    messages.success(request, "Đã trả tệp nguyên vẹn về danh sách tiếp nhận.")
    return redirect("incidents")


@require_POST
def pick_up(request: Asked, incident_id: UUID) -> HttpResponse:
    """The sealed package, still locked, to carry to a machine that may hold it."""
    package = actions.pick_up(request.actor, queries.incident(request.actor, incident_id))
    return HttpResponse(
        package,
        content_type="application/x-tar",
        headers={"Content-Disposition": f'attachment; filename="niem-phong-{incident_id}.tar"'},
    )


@require_POST
def erase(request: Asked, incident_id: UUID) -> HttpResponse:
    """After the recorded pick-up nothing stays here but the incident line."""
    taker = request.POST.get("picked_up_by", "")
    try:
        actions.erase_after_pick_up(request.actor, queries.incident(request.actor, incident_id), taker)
    except NotPickedUp as too_early:
        return _incident(request, incident_id, {"picked_up_by": too_early.sentence()})
    messages.success(request, "Đã xóa tệp niêm phong khỏi máy này; dòng ghi sự việc vẫn giữ.")
    return redirect("incidents")


def sealing_key(request: Asked) -> HttpResponse:
    """The custodian's own pass phrase for what will be sealed from now on; older seals keep theirs."""
    if not may(request.actor, "orgs.make_sealing_key"):
        raise Http404
    faults = {}
    if request.method == "POST":
        first, again = request.POST.get("pass_phrase", ""), request.POST.get("again", "")
        if len(first) < SHORTEST_PASS_PHRASE:
            faults["pass_phrase"] = f"Mã mở niêm phong cần ít nhất {SHORTEST_PASS_PHRASE} ký tự."
        elif first != again:
            faults["again"] = "Hai lần nhập không giống nhau."
        else:
            agency = people.agency(request.actor.agency)
            orgs.make_sealing_key(request.actor, agency, first, timezone.localdate())
            messages.success(request, "Đã tạo khóa niêm phong mới. Mã cũ vẫn mở các tệp niêm phong trước đây.")
            return redirect("desk")
    return render(request, "secrecy/sealing_key.html", {"faults": faults}, status=422 if faults else 200)
