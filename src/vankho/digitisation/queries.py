"""Readings, handed out to those who may see the bytes they are of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.jobs import queries as jobs
from vankho.jobs.queries import Standing
from vankho.preservation import queries as preservation
from vankho.records import entering
from vankho.records import queries as records

from .models import Reading, ReadPage

if TYPE_CHECKING:
    from vankho.records.models import Intake


def reading(actor: Actor, sha256: str) -> Reading:
    """What was read from these bytes; 404 when there is nothing or the actor may not know."""
    found = Reading.unguarded.filter(pk=sha256).first() if records.may_read_file(actor, sha256) else None
    if found is None:
        raise Http404
    return found


def pages(actor: Actor, sha256: str) -> list[ReadPage]:
    return list(ReadPage.unguarded.filter(reading=reading(actor, sha256)).order_by("number"))


def page(actor: Actor, sha256: str, number: int) -> ReadPage:
    found = ReadPage.unguarded.filter(reading=reading(actor, sha256), number=number).first()
    if found is None:
        raise Http404
    return found


def page_picture(actor: Actor, sha256: str, number: int) -> bytes:
    """The picture of a page for the screen (JPEG)."""
    picture = preservation.preview(sha256, number) if records.may_read_file(actor, sha256) else None
    if picture is None:
        raise Http404
    return picture


def original(actor: Actor, sha256: str) -> bytes:
    """The kept bytes themselves, checked on the way out."""
    if not records.may_read_file(actor, sha256):
        raise Http404
    return preservation.open_verified(sha256)


@dataclass(frozen=True)
class Download:
    """Kept bytes on their way out, under the name they came in with (empty when they had none)."""

    data: bytes
    media_type: str
    name: str


def download(actor: Actor, sha256: str) -> Download:
    """The kept bytes with what a browser must be told about them."""
    data = original(actor, sha256)
    return Download(data, preservation.media_type(sha256), entering.name_of_file(actor, sha256))


def job_key(intake: Intake) -> str:
    """What the work of reading an intake is called; a released one is read a second time."""
    verb = "records.intake_released" if intake.released else "records.intake_arrived"
    return f"digitisation.read_intake:{intake.pk}:{verb}"


def reading_progress(intakes: Iterable[Intake]) -> dict[UUID, Standing]:
    """How far the reading of intakes is that the caller was given by the records office."""
    keys = {job_key(intake): intake.pk for intake in intakes}
    return {keys[key]: standing for key, standing in jobs.standings(keys).items()}


def texts_to_index(sha256s: Sequence[str]) -> dict[str, str]:
    """For the indexer, which is the system: the words of each file, pages separated by form feeds."""
    found: dict[str, list[str]] = {sha256: [] for sha256 in sha256s}
    rows = ReadPage.unguarded.filter(reading__in=sha256s).order_by("reading_id", "number")
    for sha256, text in rows.values_list("reading_id", "text"):
        found[sha256].append(text)
    return {sha256: "\f".join(texts) for sha256, texts in found.items()}
