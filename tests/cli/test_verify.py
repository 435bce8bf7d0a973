"""`vankho verify` agrees with a whole office; after one byte is changed it fails and names the place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from tests.real_office import RealOffice, real_office
from tests.web.arriving import read_through
from tests.web.papers import registered
from vankho.cli.verifying import verify
from vankho.ledger import append_only
from vankho.ledger.models import Entry
from vankho.preservation import storage
from vankho.records.models import IncomingDocument


@pytest.fixture
def line(cast):
    return registered(cast, intake=read_through(cast))


def wrong(capsys) -> list[str]:
    """Prints and code agree; what is printed as wrong, part headings left out."""
    code = verify()
    said = [row for row in capsys.readouterr().out.splitlines() if row.startswith("SAI")]
    assert bool(code) == bool(said)
    return [row for row in said if ":" in row]


def test_a_whole_office(line, capsys):
    assert wrong(capsys) == []


def test_a_changed_byte_of_a_stored_file(line, capsys):
    path = storage.blob_path(line.files.get().sha256)
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.write_bytes(data)
    [said] = wrong(capsys)
    assert str(path) in said


def test_a_changed_byte_of_the_ledger(line, capsys):
    append_only.unguard(connection)
    entry = Entry.objects.get(verb="records.incoming_registered")
    Entry.objects.filter(pk=entry.pk).update(actor_name=entry.actor_name + " ")
    [said] = wrong(capsys)
    assert f"ledger entry {entry.pk}" in said


def test_a_changed_number_of_a_line(line, capsys):
    IncomingDocument.unguarded.filter(pk=line.pk).update(number=7)
    assert any("2025/7" in said for said in wrong(capsys))


def test_a_line_that_is_gone(line, capsys):
    line.files.all().delete()
    IncomingDocument.unguarded.filter(pk=line.pk).delete()
    assert any("2025/1" in said for said in wrong(capsys))


FOUND = "import django; django.setup(); from vankho.training import sample; sample.make_province()"


def changed_in_file(office: RealOffice, old: bytes) -> None:
    """One byte of the database's own file, where these bytes stand last."""
    sqlite3.connect(office.folder / "office.sqlite3").execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    path: Path = office.folder / "office.sqlite3"
    data = bytearray(path.read_bytes())
    place = data.rindex(old)
    data[place + len(old) // 2] ^= 0x80  # no longer UTF-8 either
    path.write_bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["orgs.account_opened", "Văn Khố (setup)"])
def test_a_changed_byte_of_the_database_file(tmp_path, what):
    with real_office(tmp_path / "office") as office:
        assert office.do("-c", FOUND).returncode == 0
        assert "SAI" not in office.vankho("verify")
        changed_in_file(office, what.encode())
        said = office.do("-m", "vankho", "verify")
        assert said.returncode == 1, said.stderr
        assert "SAI  ledger entry" in said.stdout
