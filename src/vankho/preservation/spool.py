"""The spool: what arrives is encrypted while it is written, under a key of its own, before anybody knows what it is.

``<id>.age`` is the content, ``<id>.key`` its key. Sealing writes the key for the custodian alone (``<id>.sealed``) and
overwrites the readable one: from then on nothing on this machine opens the content. Releasing and erasing end both.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pyrage

from vankho.formats import passphrase

from . import storage


def _path(spooled_id: UUID, ending: str) -> Path:
    return storage.folder("spool") / f"{spooled_id}.{ending}"


@dataclass(frozen=True)
class Received:
    """A stream that has come in whole and lies encrypted on disk; its row is still to be written."""

    id: UUID
    sha256: str
    size: int


class _Disk:
    """Where the cipher writes to. It reports a full disk in its own words; callers are to get the system's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as failure:
            self.failure = failure
            raise

    def flush(self) -> None:
        self._file.flush()


class Incoming:
    """A stream on its way into the spool: `write` pieces, then `close`; nothing readable touches the disk."""

    def __init__(self, spooled_id: UUID) -> None:
        self.id = spooled_id
        self.size = 0
        self._digest = hashlib.sha256()
        identity = pyrage.x25519.Identity.generate()
        storage.write_last(_path(spooled_id, "key"), str(identity).encode())
        receiving, sending = os.pipe()
        self._pipe: BinaryIO = os.fdopen(sending, "wb")
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._encrypt, args=(receiving, identity.to_public()))
        self._thread.start()

    def _encrypt(self, receiving: int, recipient: pyrage.x25519.Recipient) -> None:
        disk = None
        try:
            with os.fdopen(receiving, "rb") as source, _path(self.id, "age").open("xb") as target:
                disk = _Disk(target)
                pyrage.encrypt_io(source, disk, [recipient])
                target.flush()
                os.fsync(target.fileno())
        except BaseException as failure:  # noqa: BLE001 - handed to the caller in `close`
            self._failure = (disk and disk.failure) or failure

    def write(self, piece: bytes) -> None:
        self._digest.update(piece)
        self.size += len(piece)
        try:
            self._pipe.write(piece)
        except BrokenPipeError:
            self.close()

    def close(self) -> Received:
        """Finish and flush to disk. Raises what went wrong while writing (a full disk); nothing is left then."""
        with suppress(BrokenPipeError):
            self._pipe.close()
        self._thread.join()
        if self._failure is not None:
            erase(self.id)
            raise self._failure
        storage.flush_folder(storage.folder("spool"))
        return Received(self.id, self._digest.hexdigest(), self.size)

    def abandon(self) -> None:
        """Give up a stream that broke off; nothing of it stays."""
        with suppress(OSError):
            self.close()
        erase(self.id)


def _decrypt(spooled_id: UUID, identity: pyrage.x25519.Identity) -> bytes:
    content = io.BytesIO()
    with _path(spooled_id, "age").open("rb") as file:
        pyrage.decrypt_io(file, content, [identity])
    return content.getvalue()


def read(spooled_id: UUID) -> bytes:
    """The content, in memory, while it waits to be judged. Raises `FileNotFoundError` once sealed or ended."""
    identity = pyrage.x25519.Identity.from_str(_path(spooled_id, "key").read_text())
    return _decrypt(spooled_id, identity)


def seal(spooled_id: UUID, recipient: str) -> None:
    """Lock the key away for the custodian and destroy the readable one. Safe to repeat after a crash half-way."""
    sealed, own = _path(spooled_id, "sealed"), _own_key(spooled_id)
    # What is sealed once is never sealed again: the readable key may already be overwritten and not yet gone.
    if not sealed.exists() and own is not None:
        storage.write_last(sealed, pyrage.encrypt(str(own).encode(), [pyrage.x25519.Recipient.from_str(recipient)]))
    if sealed.exists():
        storage.overwrite_and_remove(_path(spooled_id, "key"))


def _own_key(spooled_id: UUID) -> pyrage.x25519.Identity | None:
    """The readable key; None when it is gone or already overwritten."""
    try:
        return pyrage.x25519.Identity.from_str(_path(spooled_id, "key").read_text())
    except (FileNotFoundError, ValueError, pyrage.IdentityError):
        return None


def open_sealed(spooled_id: UUID, locked_identities: list[bytes], pass_phrase: str) -> bytes | None:
    """The sealed content for whoever has the pass phrase; None when it does not fit."""
    locked = _path(spooled_id, "sealed").read_bytes()
    for locked_identity in locked_identities:
        try:
            custodian = passphrase.unlock(locked_identity, pass_phrase).decode()
            own = pyrage.decrypt(locked, [pyrage.x25519.Identity.from_str(custodian)]).decode()
        except (passphrase.DoesNotOpen, pyrage.DecryptError):
            continue
        return _decrypt(spooled_id, pyrage.x25519.Identity.from_str(own))
    return None


def package(spooled_id: UUID) -> bytes:
    """Content and key of a sealed file in one archive, both still encrypted."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for ending in ("age", "sealed"):
            archive.add(_path(spooled_id, ending), arcname=f"{spooled_id}.{ending}")
    return packed.getvalue()


def erase(spooled_id: UUID) -> None:
    """Nothing of it stays readable: keys are overwritten first, then the content goes."""
    for ending in ("key", "sealed"):
        storage.overwrite_and_remove(_path(spooled_id, ending))
    _path(spooled_id, "age").unlink(missing_ok=True)


def is_sealed(spooled_id: UUID) -> bool:
    return _path(spooled_id, "sealed").exists() and not _path(spooled_id, "key").exists()


def present(older_than: float = float("inf")) -> set[UUID]:
    """The files that lie in the spool, whatever the database says about them."""
    files = (path for path in storage.folder("spool").iterdir() if not path.name.startswith("."))
    return {UUID(path.stem) for path in files if path.stat().st_mtime < older_than}
