"""Handing out kept bytes and proving that they are whole. Callers have asked who may know."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from vankho.ledger.queries import Flaw

from . import spool, storage
from .errors import Damaged, NoLongerThere
from .models import Blob, Spooled


def open_verified(sha256: str) -> bytes:
    """Kept bytes, checked against their digest on the way out. Raises `Damaged`."""
    data = storage.read_verified(sha256)
    if data is None:
        raise Damaged(sha256=sha256[:12])
    return data


def media_type(sha256: str) -> str:
    return Blob.objects.values_list("media_type", flat=True).get(pk=sha256)


def preview(sha256: str, page: int) -> bytes | None:
    """The picture of a page for the screen, counted from 0."""
    try:
        return storage.preview_path(sha256, page).read_bytes()
    except FileNotFoundError:
        return None


def spooled(spooled_id: UUID) -> Spooled:
    return Spooled.objects.get(pk=spooled_id)


def spooled_bytes(waiting: Spooled) -> bytes:
    """What waits in the spool, in memory. Raises `NoLongerThere`."""
    try:
        return spool.read(waiting.pk)
    except FileNotFoundError:
        raise NoLongerThere from None


def sealed_package(sealed: Spooled) -> bytes:
    """A sealed file as it lies here, still locked: content and key, for the custodian to carry to another machine."""
    return spool.package(sealed.pk)


def flaws() -> Iterator[Flaw]:
    """Every kept file that is gone or changed, and every spooled one whose files do not fit its state."""
    for sha256 in Blob.objects.order_by("pk").values_list("pk", flat=True).iterator():
        if not storage.blob_is_whole(sha256):
            yield Flaw(f"file {storage.blob_path(sha256)}", "is gone or no longer has its SHA-256")
    for waiting in Spooled.objects.filter(state=Spooled.State.SEALED).iterator():
        if not spool.is_sealed(waiting.pk):
            yield Flaw(f"spool {waiting.pk}", "is not sealed as its row says")


def known() -> set[str]:
    """The digests of everything kept."""
    return set(Blob.objects.values_list("pk", flat=True))
