"""What the entry form is made of: the scan and its reading, the queue it stands in, drafts and pins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from vankho.clearance.actor import Actor
from vankho.clearance.words import LEVELS
from vankho.digitisation import queries as digitisation
from vankho.lib.dates import DateNotUnderstood, parse_date
from vankho.records import entering, queries
from vankho.web.requests import Asked

from .fields import NAMES, SPECS, Offer, Shown, proposals, shown

if TYPE_CHECKING:
    from vankho.records.models import Intake

PAPER_DRAFT = "paper_draft"


@dataclass(frozen=True)
class Desk:
    """One opening of the form: what it is about and what it may start from."""

    intake: Intake | None
    offer: Offer

    @property
    def sha256(self) -> str:
        return self.intake.sha256 if self.intake else ""


def open_desk(request: Asked, intake: Intake | None) -> Desk:
    """The form for a scan, or for a paper without one."""
    draft = intake.draft if intake else request.session.get(PAPER_DRAFT, {})
    levels = tuple((str(int(level)), LEVELS[level]) for level in entering.levels_offered(request.actor))
    offer = Offer(levels, timezone.localdate(), _read(request.actor, intake), request.session.get("pins", {}), draft)
    return Desk(intake, offer)


def _read(actor: Actor, intake: Intake | None) -> Mapping[str, Any]:
    if intake is None:
        return {}
    try:
        return proposals(digitisation.reading(actor, intake.sha256).fields)
    except Http404:  # kept without a reading: the scan is shown, the fields stay empty
        return {}


def pins_in(typed: Mapping[str, str]) -> dict[str, str]:
    """What the clerk wants to keep for the next paper."""
    pinnable = [spec.name for spec in SPECS if spec.is_pinnable]
    pins = {name: typed.get(name, "") for name in pinnable if typed.get(f"pin_{name}")}
    if typed.get("use_paper_number"):
        pins["use_paper_number"] = "on"
    return pins


def typed_in(posted: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form as they were typed, nothing else of the request."""
    return {name: posted[name][:5000] for name in NAMES if name in posted}


def page(request: Asked, desk: Desk, typed: Mapping[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """Everything the template shows."""
    faults = more.pop("faults", {})
    fields = shown(desk.offer, typed, faults)
    received_on = _day(next(f.value for f in fields if f.spec.name == "received_on"), desk.offer.today)
    awaited = queries.awaited_paper_numbers(request.actor, received_on)
    kept = typed if typed is not None else request.session.get("pins", {})
    return {
        "intake": desk.intake,
        "fields": fields,
        "faults": _linked(fields, faults),
        "next_number": queries.next_number(request.actor, received_on),
        "queue": entering.queue(request.actor, desk.intake),
        "leaders": entering.leaders(request.actor),
        "present_to": (typed or {}).get("present_to", ""),
        "awaited": awaited,
        "use_paper_number": bool(awaited and kept.get("use_paper_number")),
        "has_draft": typed is None and bool(desk.offer.draft),
        "pages": _pages(request.actor, desk.intake),
        "draft_url": reverse("draft", args=[desk.intake.pk]) if desk.intake else reverse("paper_draft"),
        **more,
    }


def _linked(fields: list[Shown], faults: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each fault with the id of the field it is about, in the order of the form; the rest is about the presentation."""
    ids = {field.spec.name: field.input_id for field in fields}
    ordered = [name for name in ids if name in faults] + [name for name in faults if name not in ids]
    return [(ids.get(name, "present_to"), faults[name]) for name in ordered]


def _day(text: str, today: date) -> date:
    try:
        return parse_date(text, today)
    except DateNotUnderstood:
        return today


def _pages(actor: Actor, intake: Intake | None) -> list[dict[str, Any]]:
    if intake is None:
        return []
    try:
        pages = digitisation.pages(actor, intake.sha256)
    except Http404:
        return []
    return [
        {
            "url": reverse("page_picture", args=[intake.sha256, page.number]),
            "width": page.width,
            "height": page.height,
            "blank": page.blank,
        }
        for page in pages
    ]


def leader_chosen(request: Asked) -> UUID | None:
    """The post chosen under «Trình», if it is one of those offered."""
    wanted = request.POST.get("present_to", "")
    return next((leader.post_id for leader in entering.leaders(request.actor) if str(leader.post_id) == wanted), None)
