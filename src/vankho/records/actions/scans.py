"""Taking a waiting scan for what is being entered: once, and only in its own agency."""

from __future__ import annotations

from uuid import UUID

from ..errors import AlreadyEntered, NotReady
from ..models import DocumentFile, IncomingDocument, Intake


def take(intake: Intake | None, agency_id: UUID, state: str) -> Intake | None:
    """Lock a scan and give it its final state; two windows cannot enter one scan twice.

    Raises `AlreadyEntered` when it is gone (or another agency's), `NotReady` while it is being read.
    """
    if intake is None:
        return None
    row = Intake.unguarded.select_for_update().filter(pk=intake.pk, agency_id=agency_id).first()
    if row is None or row.state in (Intake.State.REGISTERED, Intake.State.DIVERTED, Intake.State.DISCARDED):
        raise AlreadyEntered
    if row.state != Intake.State.READY:
        raise NotReady
    row.state = state
    row.save(update_fields=["state"])
    return row


def attach(document: IncomingDocument, scan: Intake, kind: str) -> str:
    """Lay a scan that was taken with its document; returns its digest."""
    DocumentFile.unguarded.create(
        document=document,
        kind=kind,
        sha256=scan.sha256,
        name=scan.name,
        media_type=scan.media_type,
        page_count=scan.page_count,
    )
    return scan.sha256
