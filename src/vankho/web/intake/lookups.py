"""What the form asks while it is being filled in: organs, types, duplicates, and where its draft is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vankho.lib.dates import format_time
from vankho.orgs import queries as orgs
from vankho.records import entering, queries
from vankho.web.requests import Asked

from .form import PAPER_DRAFT, open_desk, typed_in
from .parsing import facts_so_far


@require_safe
def organs(request: Asked) -> HttpResponse:
    """Issuers the registry knows, as the options of a picker; the second line says whom they belong to."""
    entering.may_enter(request.actor)
    typed = request.GET.get("q", "").strip()[:100]
    found = orgs.organs_like(typed) if typed else []
    options = [(organ.name, ", ".join([*organ.symbols, organ.parent]).strip(", ")) for organ in found]
    return render(request, "intake/_options.html", {"options": options})


@require_safe
def types(request: Asked) -> HttpResponse:
    """Types of document, by name, initials or abbreviation."""
    entering.may_enter(request.actor)
    found = entering.types_like(request.GET.get("q", "")[:60], request.GET.get("family", ""))
    options = [(kind.name, ", ".join(kind.abbreviations)) for kind in found]
    return render(request, "intake/_options.html", {"options": options, "beside_is_short": True})


@require_safe
@never_cache
def duplicates(request: Asked) -> HttpResponse:
    """Lines that may be the same paper, of those the clerk may know; nothing when there are none."""
    entering.may_enter(request.actor)
    desk = open_desk(request, _intake(request))
    found = queries.duplicates(request.actor, facts_so_far(request.GET.dict(), desk.offer), desk.sha256)
    return render(request, "intake/_duplicates.html", {"duplicates": found[:5], "is_part": True})


def _intake(request: Asked):  # type: ignore[no-untyped-def]  # noqa: ANN202 - rows of another room are not named here
    try:
        return entering.ready_intake(request.actor, UUID(request.GET.get("intake", "")))
    except ValueError:
        return None


@require_POST
def draft(request: Asked, intake_id: UUID) -> HttpResponse:
    """Keep what was typed so far beside the scan."""
    queries.save_draft(request.actor, intake_id, typed_in(request.POST.dict()))
    return _saved()


@require_POST
def paper_draft(request: Asked) -> HttpResponse:
    """The draft of a paper without a scan lasts as long as the clerk is signed in."""
    entering.may_enter(request.actor)
    request.session[PAPER_DRAFT] = typed_in(request.POST.dict())
    return _saved()


def _saved() -> HttpResponse:
    return HttpResponse(f"Đã lưu nháp {format_time(timezone.now())}", content_type="text/plain; charset=utf-8")
