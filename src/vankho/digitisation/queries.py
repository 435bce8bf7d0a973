"""Readings, handed out to those who may see the bytes they are of."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.preservation import queries as preservation
from vankho.records import queries as records

from .models import ReadPage, Reading


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
    """The picture of a page for the screen (WebP)."""
    picture = preservation.preview(sha256, number) if records.may_read_file(actor, sha256) else None
    if picture is None:
        raise Http404
    return picture


def original(actor: Actor, sha256: str) -> bytes:
    """The kept bytes themselves, checked on the way out."""
    if not records.may_read_file(actor, sha256):
        raise Http404
    return preservation.open_verified(sha256)


def texts_to_index(sha256s: Sequence[str]) -> dict[str, str]:
    """For the indexer, which is the system: the words of each file, pages separated by form feeds."""
    found: dict[str, list[str]] = {sha256: [] for sha256 in sha256s}
    rows = ReadPage.unguarded.filter(reading__in=sha256s).order_by("reading_id", "number")
    for sha256, text in rows.values_list("reading_id", "text"):
        found[sha256].append(text)
    return {sha256: "\f".join(texts) for sha256, texts in found.items()}
