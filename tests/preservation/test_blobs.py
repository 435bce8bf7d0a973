"""Kept bytes: whole or not there, found when changed, nothing half after a full disk."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess  # noqa: TID251 - a small disk of its own is mounted by the system's own program
from contextlib import suppress
from pathlib import Path

import pytest

from vankho.preservation import actions, queries, spool, storage
from vankho.preservation.errors import Damaged
from vankho.preservation.models import Blob

DATA = b"Cong van so 211-CV/TU " * 5000


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kept() -> str:
    blob = actions.put_bytes(DATA, "application/pdf")
    actions.note_kept(blob)
    return blob.sha256


@pytest.mark.django_db
def test_kept_bytes_come_back_and_are_kept_once(own_office):
    sha256 = kept()
    assert sha256 == hashlib.sha256(DATA).hexdigest() == kept()
    assert queries.open_verified(sha256) == DATA
    assert Blob.objects.count() == 1
    assert [path.name for path in everything(own_office / "blobs")] == [sha256]
    assert list(queries.flaws()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, len(DATA) // 2, len(DATA) - 1])
def test_one_changed_byte_is_found_placed_and_not_handed_out(place):
    path = storage.blob_path(kept())
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    [flaw] = queries.flaws()
    assert str(path) in flaw.place
    with pytest.raises(Damaged):
        queries.open_verified(path.name)


@pytest.mark.django_db
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: os.truncate(path, 10)])
def test_lost_bytes_are_found_and_come_back_with_the_same_scan(damage):
    path = storage.blob_path(kept())
    damage(path)
    assert len(list(queries.flaws())) == 1
    with pytest.raises(Damaged):
        queries.open_verified(path.name)
    kept()
    assert list(queries.flaws()) == []


def fail_at(monkeypatch, call: str, error: int = errno.ENOSPC) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, call, fail)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_leaves_nothing_half(own_office, monkeypatch, call):
    storage.folder("blobs")
    fail_at(monkeypatch, call)
    if call == "replace":
        monkeypatch.setattr(Path, "replace", lambda *_: os.replace())
    with pytest.raises(OSError, match="space"):
        storage.put_blob(DATA)
    assert everything(own_office) == []


def test_a_full_disk_stops_a_stream_and_leaves_nothing(own_office, monkeypatch):
    storage.folder("spool")
    fail_at(monkeypatch, "fsync")
    with pytest.raises(OSError, match="space"):
        actions.receive([DATA])
    assert everything(own_office) == []


@pytest.fixture
def tiny_disk(own_office):
    """An office on a disk of 512 KiB."""
    own_office.mkdir(parents=True)
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", own_office], stderr=-3).returncode:
        pytest.skip("this machine lets nobody mount")
    yield own_office
    subprocess.run(["umount", own_office], check=True)


def test_a_disk_that_is_really_full_keeps_neither_blob_nor_stream(tiny_disk):
    whole = storage.put_blob(DATA)
    for write in (storage.put_blob, lambda data: actions.receive([data[:200_000], data[200_000:]])):
        with pytest.raises(OSError, match="space"):
            write(os.urandom(2_000_000))
        assert [path.name for path in everything(tiny_disk)] == [whole]
    assert storage.read_verified(whole) == DATA
    received = actions.receive([DATA])  # and there is room again for what fits
    assert spool.read(received.id) == DATA


def test_a_disk_so_full_that_not_even_a_key_fits_says_so(tiny_disk):
    filler = tiny_disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    with pytest.raises(OSError, match="space"):
        actions.receive([DATA])
    assert everything(tiny_disk) == [filler]
