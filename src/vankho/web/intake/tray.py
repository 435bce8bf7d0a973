"""«Tiếp nhận»: what has arrived, how far it is, and sending files in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vankho.digitisation import actions as digitisation
from vankho.digitisation import queries as readings
from vankho.jobs.queries import Standing
from vankho.orgs import queries as orgs
from vankho.orgs.errors import NoCustodian
from vankho.records import actions as records
from vankho.records import entering, queries, watching
from vankho.records.actions.intake import Arrival
from vankho.records.words import FAULTS
from vankho.web.requests import Asked
from vankho.web.uploads import SpooledUpload, too_large

from . import words

if TYPE_CHECKING:
    from vankho.records.models import Intake


@dataclass(frozen=True)
class Row:
    """One line of the tray. A stopped paper shows its sentence and nothing else."""

    intake: Intake
    state: str
    sentence: str = ""
    done: int = 0
    total: int = 0

    @property
    def word(self) -> str:
        return words.STATES.get(self.state, "")

    @property
    def source(self) -> str:
        return words.SOURCES.get(self.intake.source, "")


@never_cache
def intakes(request: Asked) -> HttpResponse:
    """The tray; a file that is sent in is taken here too."""
    entering.may_enter(request.actor)
    if request.method == "POST":
        return _receive(request)
    part = request.htmx and request.htmx.target == "arrivals"
    return render(request, "intake/_arrivals.html" if part else "intake/tray.html", _page(request))


def _page(request: Asked) -> dict[str, object]:
    # What can be done comes first; what nobody can enter must not push it off the screen.
    found = [*queries.intakes(request.actor, *entering.WAITING), *queries.intakes(request.actor, *entering.ENDED)]
    counts = entering.tray_counts(request.actor)
    agency = orgs.agency(request.actor.agency_id)  # type: ignore[arg-type]
    standings = readings.reading_progress(intake for intake in found if intake.state == "arrived")
    rows = [_row(intake, standings.get(intake.pk)) for intake in found]
    return {
        "rows": rows,
        "counts": counts,
        "not_shown": sum(counts.values()) - len(rows),
        "under_way": any(row.state in ("waiting", "reading") for row in rows),
        "first_ready": entering.queue(request.actor).next_id,
        "watch_folder": watching.folder_of(agency.pk, agency.name),
        "can_receive": orgs.sealing_key(agency.pk) is not None,
        "refused_reason": words.REFUSED_REASON,
        "stopped": words.STOPPED,
    }


def _row(intake: Intake, standing: Standing | None) -> Row:
    if intake.state == "refused":
        return Row(intake, "refused", intake.fault)
    if intake.state != "arrived":
        return Row(intake, intake.state)
    if standing is None or (standing.state == "queued" and not standing.failure):
        return Row(intake, "waiting")
    if standing.state == "parked":
        return Row(intake, "failed", words.READING_FAILED.format(reference=standing.failure))
    return Row(intake, "reading", done=standing.done, total=standing.total)


def _receive(request: Asked) -> HttpResponse:
    """Take in the files of one request. Each is received for itself: one fault spoils no other."""
    sent = [file for file in request.FILES.getlist("files") if isinstance(file, SpooledUpload)]
    key = orgs.sealing_key(request.actor.agency_id)  # type: ignore[arg-type]
    if key is None:
        raise NoCustodian(agency=orgs.agency(request.actor.agency_id).name)  # type: ignore[arg-type]
    for file in sent:
        arrival = Arrival(key.agency_id, key.recipient, file.name or "", "upload", file.received)
        records.receive(request.actor, arrival)
    limit = settings.OFFICE.max_upload_megabytes
    faults = [words.TOO_LARGE.format(name=name, limit=limit) for name in too_large(request)]
    if not sent and not faults:
        faults = [words.NOTHING_SENT]
    if request.htmx:
        return HttpResponse(" ".join(faults), status=422 if faults else 200, content_type="text/plain; charset=utf-8")
    for fault in faults:
        messages.error(request, fault)
    if sent:
        messages.success(request, words.ARRIVED.format(count=len(sent)))
    return redirect("intakes")


def discard(request: Asked, intake_id: UUID) -> HttpResponse:
    """Take a misfeed out of the list; for one that could be entered the clerk says why."""
    intake = queries.intake(request.actor, intake_id)
    fault = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        if reason:
            records.discard_intake(request.actor, intake, reason[:300])
            messages.success(request, words.DISCARDED)
            return redirect("intakes")
        fault = FAULTS["reason_missing"]
    shown = entering.ready_intake(request.actor, intake_id)
    return render(request, "intake/discard.html", {"intake": shown, "fault": fault}, status=422 if fault else 200)


@require_POST
def discard_refused(request: Asked) -> HttpResponse:
    """Everything that was refused leaves the list with one press."""
    entering.may_enter(request.actor)
    count = 0
    while refused := queries.intakes(request.actor, "refused"):
        for intake in refused:
            records.discard_intake(request.actor, intake, words.REFUSED_REASON)
        count += len(refused)
    messages.success(request, words.ALL_DISCARDED.format(count=count))
    return redirect("intakes")


@require_POST
def read_again(request: Asked, intake_id: UUID) -> HttpResponse:
    """The machine gave up; it tries again."""
    digitisation.read_again(request.actor, queries.intake(request.actor, intake_id))
    messages.success(request, words.READING_AGAIN)
    return redirect("intakes")
