"""Killed between any two steps on disk: nothing readable is left, and the sweep finishes what was begun."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen  # noqa: TID251 - names only

import pyrage
import pytest

from tests.real_office import real_office

SECRET = b"noi dung khong ai duoc doc " * 4000
PIECE = SECRET[100:140]
ZYGOTE = """
import os, sys, time, uuid
import django
django.setup()
from pathlib import Path
from django.db import connection, transaction
from vankho.preservation import actions, queries, storage

known = Path(sys.argv[1])
SECRET = b"noi dung khong ai duoc doc " * 4000
crossed = 0

def boundary(at):
    global crossed
    crossed += 1
    if crossed == at:
        os._exit(137)

def guarded(owner, name, at):
    # The process dies before or after this call of the system, whichever boundary is meant.
    real = getattr(owner, name)
    def call(*args, **kwargs):
        boundary(at)
        result = real(*args, **kwargs)
        boundary(at)
        return result
    setattr(owner, name, call)

def waiting():
    return queries.spooled(uuid.UUID(known.read_text()))

def take(recipient):
    return actions.note_received(uuid.uuid4(), recipient, actions.receive([SECRET]))

def prepare(recipient):
    known.write_text(str(take(recipient).pk))

def seal():
    with transaction.atomic():
        actions.seal(waiting())

def end():
    with transaction.atomic():
        actions.end(waiting(), "erased")

def keep():
    storage.put_blob(SECRET)  # naming the format does not live in a forked process

def sweep(later):
    actions.sweep(time.time() + float(later))

for line in sys.stdin:
    act, at, *more = line.split()
    child = os.fork()
    if child == 0:
        if int(at):
            for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink")):
                guarded(owner, name, int(at))
        code = 1
        try:
            globals()[act](*more)
            connection.close()
            code = 0
        finally:
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""

pytestmark = pytest.mark.slow


@dataclass
class Killed:
    """An office in which each act is done by a process of its own."""

    folder: Path
    zygote: Popen[bytes]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spool") / "office"
    with (
        real_office(folder, os.environ.get("VANKHO_TEST_DATABASE", "")) as made,
        made.start("-c", ZYGOTE, str(folder / "known"), stdin=PIPE, stdout=PIPE) as zygote,
    ):
        yield Killed(folder, zygote)
        zygote.stdin.close()


@pytest.fixture(scope="module")
def custodian():
    return pyrage.x25519.Identity.generate()


def child(office: Killed, act: str, at: int = 0, *more: str) -> bool:
    """Do an act in a process that dies at its `at`-th boundary; whether it lived."""
    office.zygote.stdin.write(" ".join([act, str(at), *more]).encode() + b"\n")
    office.zygote.stdin.flush()
    code = int(office.zygote.stdout.readline())
    assert code in (0, 137)
    return code == 0


def spool(office: Killed) -> list[Path]:
    return sorted((office.folder / "spool").iterdir())


def own(office: Killed) -> dict[str, Path]:
    key = (office.folder / "known").read_text()
    return {path.suffix: path for path in spool(office) if path.stem == key}


def readable(office: Killed) -> list[Path]:
    return [path for path in office.folder.rglob("*") if path.is_file() and PIECE in path.read_bytes()]


def opens(custodian, files: dict[str, Path]) -> bool:
    own_key = pyrage.decrypt(files[".sealed"].read_bytes(), [custodian]).decode()
    return pyrage.decrypt(files[".age"].read_bytes(), [pyrage.x25519.Identity.from_str(own_key)]) == SECRET


def clear(office: Killed) -> None:
    assert child(office, "sweep", 0, str(7 * 3600))


def test_sealing(office, custodian):
    lived = []
    for at in range(1, 16):
        assert child(office, "prepare", 0, str(custodian.to_public()))
        lived.append(child(office, "seal", at))
        assert readable(office) == []
        assert child(office, "sweep", 0, "0")
        files = own(office)
        assert set(files) in ({".age", ".sealed"}, {".age", ".key"})  # the latter: the row did not say sealed yet
        assert ".key" in files or opens(custodian, files)
    assert (lived[0], lived[-1]) == (False, True)  # boundaries were crossed, all of them


def test_ending(office, custodian):
    lived = []
    for at in range(1, 10):
        assert child(office, "prepare", 0, str(custodian.to_public()))
        lived.append(child(office, "end", at))
        assert child(office, "sweep", 0, "0")
        assert own(office) == {}
    assert (lived[0], lived[-1]) == (False, True)


def test_taking_in(office, custodian):
    clear(office)
    lived, at = [], 0
    while not any(lived):
        at += 1
        before = spool(office)
        lived.append(child(office, "take", at, str(custodian.to_public())))
        assert readable(office) == []
        if not lived[-1]:
            clear(office)
            assert [path for path in spool(office) if path not in before] == []
    assert at > 5


def test_keeping(office):
    lived, at = [], 0
    while not any(lived):
        at += 1
        lived.append(child(office, "keep", at))
        kept = [path for path in (office.folder / "blobs").rglob("*") if path.is_file() and path.name[0] != "."]
        assert all(path.read_bytes() == SECRET for path in kept)  # never half a file under its name
        clear(office)
        assert list((office.folder / "blobs").rglob(".*")) == []
    assert at > 3
