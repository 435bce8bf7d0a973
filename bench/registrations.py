"""Registrations by several processes into one register while they are killed at random: speed, and nothing lost.

    python bench/registrations.py                                   # SQLite, 8 processes x 2,000
    python bench/registrations.py --database postgresql://user:password@host:port/name

Each process writes a number down after its act has returned. At the end the register runs without gap or double,
every number that was written down stands in it, and `vankho verify` agrees; otherwise the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.real_office import RealOffice, real_office

FIRST = 1205
LOGIN = "vanthu"
RECEIVED = date(2025, 11, 3)


def found_office() -> None:
    """One commune and its clerk; the register starts in mid-year."""
    from vankho.clearance.actor import system
    from vankho.orgs import actions as orgs
    from vankho.orgs import queries as people
    from vankho.records import actions as records

    setup = system("setup")
    facts = orgs.AgencyFacts("Đảng ủy xã Ngọc Sơn", "party", "commune", keeps_books=True)
    agency = orgs.found_agency(setup, facts)
    held = orgs.appoint(
        setup, agency, "Nguyễn Thị Lan", orgs.PostFacts("Văn thư", ("registry_clerk",)), date(2025, 7, 1)
    )
    account, _ = orgs.open_account(setup, held.person, LOGIN)
    records.open_book(people.actor_for(account), str(RECEIVED.year), FIRST)


def register_many(notes: Path, many: int, who: int) -> None:
    """Register until `many` numbers are written down; a restarted process goes on where its notes end."""
    from vankho.orgs import queries as people
    from vankho.records import actions as records
    from vankho.records.actions.registration import Entry
    from vankho.records.rules import IncomingFacts

    account = people.account_for_login(LOGIN)
    assert account is not None
    actor = people.actor_for(account)
    told = len(notes.read_bytes().splitlines()) if notes.exists() else 0
    with notes.open("ab", buffering=0) as file:
        for n in range(told, many):
            reference = f"{who}{n:05}-CV/TU"
            facts = IncomingFacts("Tỉnh ủy Lam Sơn", "Về việc sắp xếp tổ chức bộ máy", RECEIVED, reference)
            line = records.register_incoming(actor, Entry(facts))
            file.write(f"{line.number} {reference}\n".encode())


@dataclass
class Crew:
    """The processes, each with its notes; `kill_one` ends one as a power cut would and starts it again."""

    folder: Path
    many: int
    at_work: dict[int, int] = field(default_factory=dict)
    """process id → which one it is"""
    kills: int = 0

    def notes(self, who: int) -> Path:
        return self.folder / f"notes-{who}"

    def start(self, who: int) -> None:
        child = os.fork()
        if child == 0:
            _do_and_leave(self.notes(who), self.many, who)
        self.at_work[child] = who

    def kill_one(self) -> None:
        child = random.choice(list(self.at_work))
        os.kill(child, signal.SIGKILL)
        self.kills += 1
        _, status = os.waitpid(child, 0)
        who = self.at_work.pop(child)
        if not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0):
            self.start(who)

    def collect(self) -> None:
        """Let go of those that have finished. Raises when one failed by itself."""
        for child in list(self.at_work):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                who = self.at_work.pop(child)
                if os.waitstatus_to_exitcode(status):
                    raise SystemExit(f"process {who} failed by itself")


def _do_and_leave(notes: Path, many: int, who: int) -> NoReturn:
    code = 1
    try:
        register_many(notes, many, who)
        code = 0
    except BaseException:  # noqa: BLE001 - the boundary of the process: told and left
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def in_child(act: object) -> None:
    """Do something with the database in a process of its own: none of its connections may be inherited."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act()  # type: ignore[operator]
            code = 0
        finally:
            os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise SystemExit("setting up failed")


def faults(crew: Crew, processes: int) -> list[str]:
    """Everything that does not hold, in words."""
    from vankho.records.models import IncomingDocument

    lines = dict(IncomingDocument.unguarded.order_by("number").values_list("number", "reference"))
    rows = IncomingDocument.unguarded.count()
    found = []
    if list(lines) != list(range(FIRST, FIRST + rows)):
        found.append(f"{rows} lines do not run from {FIRST} to {FIRST + rows - 1}")
    told = [note.split() for who in range(processes) for note in crew.notes(who).read_text().splitlines()]
    if len(told) != processes * crew.many:
        found.append(f"{len(told)} acknowledged of {processes * crew.many}")
    lost = [number for number, reference in told if lines.get(int(number)) != reference]
    if lost:
        found.append(f"acknowledged and not there: {', '.join(lost[:10])}")
    if not 0 <= rows - len(told) <= crew.kills:
        found.append(f"{rows} lines for {len(told)} acknowledged and {crew.kills} kills")
    return found


def run(office: RealOffice, processes: int, many: int, pause: float) -> int:
    os.environ.update(office.environment())
    import django

    django.setup()
    in_child(found_office)
    crew = Crew(office.folder, many)
    started = time.monotonic()
    for who in range(processes):
        crew.start(who)
    while crew.at_work:
        time.sleep(random.uniform(0, 2 * pause) if pause else 0.05)
        crew.collect()
        if pause and crew.at_work:
            crew.kill_one()
    seconds = time.monotonic() - started
    verified = office.do("-m", "vankho", "verify")
    found = faults(crew, processes) + ([] if verified.returncode == 0 else [verified.stdout + verified.stderr])
    kind = "PostgreSQL" if office.database else "SQLite"
    print(
        f"{kind}: {processes} × {many} registrations in {seconds:.1f} s, {processes * many / seconds:.0f}/s,"
        f" {crew.kills} processes killed"
    )
    print("\n".join(found) or "no number twice, none missing, every acknowledged one there, verify agrees")
    return 1 if found else 0


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--database", default="sqlite", help="sqlite, or the address of a PostgreSQL server")
    asked.add_argument("--processes", type=int, default=8)
    asked.add_argument("--each", type=int, default=2000)
    asked.add_argument("--pause", type=float, default=0.3, help="seconds between kills on average; 0 kills nobody")
    wanted = asked.parse_args()
    server = "" if wanted.database == "sqlite" else wanted.database
    with tempfile.TemporaryDirectory(prefix="vankho-bench-") as folder, real_office(Path(folder), server) as office:
        return run(office, wanted.processes, wanted.each, wanted.pause)


if __name__ == "__main__":
    raise SystemExit(main())
