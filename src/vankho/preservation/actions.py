"""Keeping bytes. Rooms above call these inside their own acts: bytes first, then the row and its ledger entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import pygfried
from django.db import connection, transaction

from vankho.lib.identifiers import time_ordered_uuid

from . import spool, storage
from .errors import WrongPassPhrase
from .models import Blob, Spooled
from .spool import Incoming, Received

_STREAM_SECONDS = 6 * 3600
"""How long an upload may take before what is left of it counts as abandoned."""


def receive(pieces: Iterable[bytes]) -> Received:
    """Take bytes into the spool, encrypted as they come. No transaction may be open: this waits for the disk."""
    incoming = Incoming(time_ordered_uuid())
    try:
        for piece in pieces:
            incoming.write(piece)
    except BaseException:
        incoming.abandon()
        raise
    return incoming.close()


def note_received(agency_id: UUID, recipient: str, received: Received) -> Spooled:
    """The row of what has come in; `recipient` is whom it is sealed for if it has to be."""
    return Spooled.objects.create(
        id=received.id, agency_id=agency_id, sha256=received.sha256, size=received.size, recipient=recipient
    )


@dataclass(frozen=True)
class Kept:
    """Bytes that are on disk for good; their row is still to be written."""

    sha256: str
    size: int
    media_type: str
    puid: str


def put_bytes(data: bytes, media_type: str) -> Kept:
    """Keep bytes for good and say what format they are. No transaction may be open: this waits for the disk."""
    sha256 = storage.put_blob(data)
    return Kept(sha256, len(data), media_type, _puid(sha256))


def _puid(sha256: str) -> str:
    try:
        return str(pygfried.identify(str(storage.blob_path(sha256))))[:20]
    except (OSError, ValueError, RuntimeError, LookupError):
        return ""


def note_kept(kept: Kept) -> Blob:
    """The row of kept bytes; the same bytes have one."""
    blob, _ = Blob.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "media_type": kept.media_type, "puid": kept.puid}
    )
    return blob


def keep_preview(sha256: str, page: int, picture: bytes) -> None:
    """Keep the picture of a page for the screen; it can be made again from the kept bytes."""
    storage.write_last(storage.preview_path(sha256, page), picture)


def seal(spooled: Spooled) -> None:
    """Lock a spooled file so that only the custodian opens it: the row now, the key as soon as the act is committed."""
    Spooled.objects.filter(pk=spooled.pk).update(state=Spooled.State.SEALED)
    transaction.on_commit(lambda: spool.seal(spooled.pk, spooled.recipient))
    transaction.on_commit(forget_earlier_rows)


def unsealed(spooled: Spooled, locked_identities: list[bytes], pass_phrase: str) -> bytes:
    """The content of a sealed file, in memory. Raises `WrongPassPhrase`."""
    data = spool.open_sealed(spooled.pk, locked_identities, pass_phrase)
    if data is None:
        raise WrongPassPhrase
    return data


def end(spooled: Spooled, state: str) -> None:
    """Close a spooled file as released or erased; its bytes go once the act has been committed."""
    Spooled.objects.filter(pk=spooled.pk).update(state=state)
    transaction.on_commit(lambda: _finish_end(spooled, state))


def _finish_end(spooled: Spooled, state: str) -> None:
    spool.erase(spooled.pk)
    if state == Spooled.State.ERASED and not Blob.objects.filter(pk=spooled.sha256).exists():
        # The custodian may have opened the seal once, and a crash kept the row of what was put there from coming.
        storage.overwrite_and_remove(storage.blob_path(spooled.sha256))


def forget_earlier_rows() -> None:
    """Let SQLite's write-ahead log go, where rows stand as they were before a stopped paper lost its name."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep(now: float) -> None:
    """Finish what a crash left half done: seals not yet closed, ended files still there, streams that never arrived."""
    for row in Spooled.objects.exclude(state=Spooled.State.WAITING).filter(pk__in=spool.present()):
        if row.state == Spooled.State.SEALED:
            spool.seal(row.pk, row.recipient)
        else:
            _finish_end(row, row.state)
    forget_earlier_rows()
    known = set(Spooled.objects.filter(pk__in=spool.present()).values_list("pk", flat=True))
    for orphan in spool.present(older_than=now - _STREAM_SECONDS) - known:
        spool.erase(orphan)
    for name in ("spool", "blobs", "previews"):
        for path in storage.leftovers(name, _STREAM_SECONDS, now):
            storage.overwrite_and_remove(path)
