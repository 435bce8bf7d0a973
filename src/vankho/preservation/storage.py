"""Bytes on the local disk: written aside, flushed, put under their final name last. Only this room sees paths."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

CHUNK = 1024 * 1024


def folder(name: str) -> Path:
    """A folder of the office, made when it is not there, closed to other users of the machine."""
    path: Path = settings.OFFICE.office / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def blob_path(sha256: str) -> Path:
    return folder("blobs") / sha256[:2] / sha256[2:4] / sha256


def preview_path(sha256: str, page: int) -> Path:
    return folder("previews") / sha256[:2] / sha256 / str(page)


def flush_folder(path: Path) -> None:
    """Make a new name in a folder survive a power cut (a folder cannot be opened so on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_last(path: Path, data: bytes) -> None:
    """Put `data` under `path` so that there is either the whole file or none."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)  # a full disk must not be kept full by what did not fit
        raise
    flush_folder(path.parent)


def put_blob(data: bytes) -> str:
    """Keep bytes under their digest; bytes that are there already are not written again."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = blob_path(sha256)
    if not path.exists() or path.stat().st_size != len(data):
        write_last(path, data)
    return sha256


def read_verified(sha256: str) -> bytes | None:
    """The bytes kept under a digest, or None when they are gone or no longer what they were."""
    try:
        data = blob_path(sha256).read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def blob_is_whole(sha256: str) -> bool:
    """Whether the kept bytes still have their digest; reads piece by piece."""
    digest = hashlib.sha256()
    try:
        with blob_path(sha256).open("rb") as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == sha256


def overwrite_and_remove(path: Path) -> None:
    """Write over a small file before its name goes, so that its content does not stay on free blocks.

    Two may do it at once, and it may break off between the two steps: then it is done again.
    """
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(os.fstat(file.fileno()).st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    flush_folder(path.parent)


def leftovers(name: str, older_than_seconds: float, now: float) -> Iterator[Path]:
    """Files written aside by a process that died before it could give them their name."""
    for path in folder(name).rglob(".*"):
        if path.is_file() and now - path.stat().st_mtime > older_than_seconds:
            yield path
