"""Text PDFs from the watch folder to the search page: documents per second, memory at rest, seconds until found.

usage: ./vankho bench intake [--documents 200]

A real worker process reads; this process registers each document as soon as it is ready, as a clerk's program would,
and asks the search until all are found. SQLite in a temporary office.
"""

from __future__ import annotations

import argparse
import os
import subprocess  # noqa: TID251 - the worker is started as an operator would
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def pdf(number: int) -> bytes:
    """Two pages of invented text, as a word processor exports them."""
    import typst

    line = "Rà soát hồ sơ, tài liệu; lập danh mục; nộp lưu đúng thời hạn; báo cáo kết quả trước ngày 30 tháng 9. "
    head = f"TỈNH ỦY LAM SƠN\n\nSố {number}-CV/TU\n\nV/v rà soát hồ sơ đợt {number}\n\n"
    return typst.compile(f'#set page(paper: "a4")\n{head}{line * 12}\n#pagebreak()\n{line * 20}'.encode())


def processor_seconds(pid: int) -> float:
    """What a process and its children, ended ones included, have spent."""
    ticks = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (int(entry.name) == pid or _is_below(int(entry.name), pid)):
            ticks += sum(map(int, (entry / "stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float:
    """Memory of a process and its children that is not shared, by the kernel's own account (PSS)."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (int(entry.name) == pid or _is_below(int(entry.name), pid)):
            for row in (entry / "smaps_rollup").read_text().splitlines():
                if row.startswith("Pss:"):
                    total += int(row.split()[1])
    return total / 1024


def _is_below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        try:
            pid = int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
        if pid == ancestor:
            return True
    return False


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=200)
    count = arguments.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VANKHO_OFFICE"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "vankho.config.settings"
        _measure(count)


def _measure(count: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from vankho.clearance.actor import system
    from vankho.orgs import actions as orgs
    from vankho.orgs import queries as people
    from vankho.records import watching

    call_command("migrate", verbosity=0)
    setup, today = system("setup"), people.today()
    agency = orgs.found_agency(setup, orgs.AgencyFacts("Đảng ủy xã Thử", "party", "commune", keeps_books=True))
    held = orgs.appoint(setup, agency, "Nguyễn Thị Lan", orgs.PostFacts("Văn thư", ("registry_clerk",)), today)
    account, _ = orgs.open_account(setup, held.person, "lan")
    orgs.make_sealing_key(setup, agency, "mot-hai-ba-bon", today)
    clerk = people.actor_for(account)
    inbox = watching.folder_of(agency.pk, agency.name)
    made = [pdf(number) for number in range(count)]
    worker = subprocess.Popen([sys.executable, "-m", "vankho", "worker"], cwd=ROOT)
    try:
        time.sleep(8)
        print(f"worker at rest: {resident_megabytes(worker.pid):.0f} MB")
        for number, data in enumerate(made):
            path = inbox / f"{number}.pdf"
            path.write_bytes(data)
            os.utime(path, (0, 0))
        before = processor_seconds(worker.pid)
        _take_in(clerk, count)
        spent = (processor_seconds(worker.pid) - before) / count
        print(f"  processor time of worker and reader: {spent:.3f} s a document")
        _time_to_be_found(clerk)
    finally:
        worker.terminate()
        worker.wait()


def _facts(number: int, subject: str):
    from vankho.orgs import queries as people
    from vankho.records.rules import IncomingFacts

    return IncomingFacts("Tỉnh ủy Lam Sơn", subject, people.today(), reference=f"{number}-CV/TU")


def _take_in(clerk, count: int) -> None:
    from vankho.records import actions as records
    from vankho.records import queries
    from vankho.records.actions.registration import Entry
    from vankho.search import queries as finding

    started, entered, ready_at = time.monotonic(), 0, 0.0
    while entered < count:
        waiting = queries.intakes(clerk, "ready")
        for intake in waiting:
            number = int(intake.name.removesuffix(".pdf"))
            records.register_incoming(clerk, Entry(_facts(number, f"rà soát hồ sơ đợt {number}"), intake))
            entered += 1
        ready_at = time.monotonic()
        time.sleep(0.05)
    while finding.find(clerk, "danh mục").total < count:
        time.sleep(0.1)
    done = time.monotonic()
    print(f"{count} text PDFs taken in, read, registered: {count / (ready_at - started):.1f} documents/s")
    print(f"  and found by their words: {count / (done - started):.1f} documents/s")


def _time_to_be_found(clerk) -> None:
    from vankho.records import actions as records
    from vankho.records.actions.registration import Entry
    from vankho.search import queries as finding

    waits = []
    for n in range(20):
        records.register_incoming(clerk, Entry(_facts(9000 + n, f"đợt thử thứ xyz{n}")))
        registered = time.monotonic()
        assert finding.find(clerk, f"{9000 + n}-CV/TU").total == 1, "by number at once"
        while finding.find(clerk, f"xyz{n}").total == 0:
            time.sleep(0.02)
        waits.append(time.monotonic() - registered)
    print(f"found by number at once; by a word after {sorted(waits)[10]:.2f} s (median), {max(waits):.2f} s at most")


if __name__ == "__main__":
    main()
