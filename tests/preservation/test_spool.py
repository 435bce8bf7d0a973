"""The spool: nothing readable on disk at any time, and whatever a crash leaves half done is finished by the sweep."""

from __future__ import annotations

import os
import time
import uuid
from pathlib import Path

import pyrage
import pytest

from tests.cast import PASS_PHRASE
from vankho.formats import passphrase
from vankho.preservation import actions, queries, spool, storage
from vankho.preservation.errors import NoLongerThere, WrongPassPhrase
from vankho.preservation.models import Spooled

SECRET = b"TOI-MAT: noi dung khong ai duoc doc" * 400  # several blocks of the cipher
AGENCY = uuid.uuid4()


@pytest.fixture(scope="module")
def custodian() -> tuple[str, list[bytes]]:
    """Recipient and locked key."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), [passphrase.lock(str(identity).encode(), PASS_PHRASE)]


@pytest.fixture
def waiting(db, own_office, custodian) -> Spooled:
    return actions.note_received(AGENCY, custodian[0], actions.receive([SECRET[:5000], b"", SECRET[5000:]]))


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def readable(folder: Path) -> list[Path]:
    """Every file of the office that holds a piece of the plaintext."""
    piece = SECRET[100:140]
    return [path for path in folder.rglob("*") if path.is_file() and piece in path.read_bytes()]


def endings(spooled: Spooled) -> set[str]:
    return {path.suffix for path in storage.folder("spool").iterdir() if path.name.startswith(str(spooled.pk))}


def hidden_files() -> list[Path]:
    return [path for path in storage.folder("spool").iterdir() if path.name.startswith(".")]


def test_waiting_it_is_whole_and_unreadable(waiting, own_office):
    assert queries.spooled_bytes(waiting) == SECRET
    assert readable(own_office) == []
    assert (waiting.size, endings(waiting)) == (len(SECRET), {".age", ".key"})


def test_sealed_only_the_pass_phrase_opens_it(waiting, own_office, commits, custodian):
    with commits():
        actions.seal(waiting)
    assert readable(own_office) == []
    assert endings(waiting) == {".age", ".sealed"}
    with pytest.raises(NoLongerThere):
        queries.spooled_bytes(waiting)
    with pytest.raises(WrongPassPhrase):
        actions.unsealed(waiting, custodian[1], PASS_PHRASE + "x")
    with pytest.raises(WrongPassPhrase):
        actions.unsealed(waiting, [], PASS_PHRASE)
    newer = passphrase.lock(str(pyrage.x25519.Identity.generate()).encode(), PASS_PHRASE)
    with pytest.raises(WrongPassPhrase):
        actions.unsealed(waiting, [newer], PASS_PHRASE)
    assert actions.unsealed(waiting, [newer, *custodian[1]], PASS_PHRASE) == SECRET  # as after a change of keys
    assert readable(own_office) == []
    assert list(queries.flaws()) == []


def test_the_package_that_is_carried_away_is_as_locked_as_the_file(waiting, own_office, commits):
    with commits():
        actions.seal(waiting)
    package = queries.sealed_package(waiting)
    assert SECRET[100:140] not in package
    assert readable(own_office) == []


def test_an_act_that_fails_seals_nothing(waiting, commits):
    with commits() as callbacks:
        pass
    assert callbacks == []
    assert endings(waiting) == {".age", ".key"}


@pytest.mark.parametrize("seal_first", [False, True])
@pytest.mark.parametrize("state", ["released", "erased"])
def test_ended_nothing_of_it_is_left(waiting, own_office, commits, state, seal_first):
    with commits():
        if seal_first:
            actions.seal(waiting)
    with commits():
        actions.end(waiting, state)
    assert endings(waiting) == set()
    assert hidden_files() == []
    assert readable(own_office) == []
    with pytest.raises(NoLongerThere):
        queries.spooled_bytes(waiting)


def test_a_stream_that_breaks_off_leaves_nothing(db, own_office):
    def pieces():
        yield SECRET[:5000]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        actions.receive(pieces())
    assert list(storage.folder("spool").iterdir()) == []


def test_a_sealed_row_whose_key_is_still_there_is_a_flaw(waiting):
    Spooled.objects.update(state="sealed")
    assert [flaw.place for flaw in queries.flaws()] == [f"spool {waiting.pk}"]


# What a kill may leave between any two steps, made by hand; test_spool_kills.py does it with real processes.


def key(spooled: Spooled) -> Path:
    return storage.folder("spool") / f"{spooled.pk}.key"


def before_the_seal(spooled: Spooled) -> None:
    """The row says sealed, nothing else was done."""


def after_the_locked_key(spooled: Spooled) -> None:
    locked = pyrage.encrypt(key(spooled).read_bytes(), [pyrage.x25519.Recipient.from_str(spooled.recipient)])
    storage.write_last(key(spooled).with_suffix(".sealed"), locked)


def after_the_overwriting(spooled: Spooled) -> None:
    after_the_locked_key(spooled)
    key(spooled).write_bytes(os.urandom(key(spooled).stat().st_size))


def after_half_the_overwriting(spooled: Spooled) -> None:
    after_the_locked_key(spooled)
    with key(spooled).open("r+b") as file:
        file.write(os.urandom(20))


@pytest.mark.parametrize(
    "crash", [before_the_seal, after_the_locked_key, after_the_overwriting, after_half_the_overwriting]
)
def test_a_seal_that_broke_off_is_closed_and_opens_for_the_custodian(waiting, own_office, custodian, crash):
    Spooled.objects.update(state="sealed")
    crash(waiting)
    actions.sweep(time.time())
    assert endings(waiting) == {".age", ".sealed"}
    assert actions.unsealed(waiting, custodian[1], PASS_PHRASE) == SECRET
    assert readable(own_office) == []
    assert list(queries.flaws()) == []


def test_sealing_again_changes_nothing(waiting, custodian):
    for _ in range(3):
        spool.seal(waiting.pk, custodian[0])
    assert actions.unsealed(waiting, custodian[1], PASS_PHRASE) == SECRET


@pytest.mark.parametrize("gone", [(), (".key",), (".key", ".sealed")])
@pytest.mark.parametrize("state", ["released", "erased"])
def test_an_end_that_broke_off_is_finished(waiting, own_office, state, gone):
    after_the_locked_key(waiting)
    Spooled.objects.update(state=state)
    for ending in gone:
        key(waiting).with_suffix(ending).unlink()
    actions.sweep(time.time())
    assert endings(waiting) == set()


def test_the_sweep_leaves_alone_what_waits_and_what_is_still_coming_in(waiting, own_office):
    coming = spool.Incoming(uuid.uuid4())
    coming.write(SECRET)
    actions.sweep(time.time())
    received = coming.close()
    assert spool.read(received.id) == SECRET
    assert queries.spooled_bytes(waiting) == SECRET


def test_a_stream_whose_row_never_came_goes_when_it_is_old(db, own_office):
    actions.receive([SECRET])
    actions.sweep(time.time() + 7 * 3600)
    assert list(storage.folder("spool").iterdir()) == []


def test_what_was_written_aside_goes_when_it_is_old(db, own_office):
    for name in ("spool", "blobs/aa/bb", "previews/aa"):
        folder = own_office / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".half.1.abcd").write_bytes(b"half")
    actions.sweep(time.time())
    assert len(list(own_office.rglob(".half*"))) == 3
    actions.sweep(time.time() + 7 * 3600)
    assert list(own_office.rglob(".half*")) == []
