"""A real office is run, used over HTTP, and its processes are killed at random moments: nothing promised is lost.

Web worker, background worker, reader and now and then all of it at once are killed by SIGKILL at least fifty times
while a clerk registers and drops files. Processes are told apart by what they are called, below the one that was
started here.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from subprocess import Popen  # noqa: TID251 - the name of what `RealOffice.start` gives

import pytest

from tests.formats.drawn_pages import text_pdf
from tests.real_office import RealOffice, real_office

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc"),
]

KILLS = 50
ENDED = {"ready", "refused", "stopped"}

FOUND = """
import django
django.setup()
from datetime import date
from vankho.clearance.actor import system
from vankho.orgs import actions as orgs, queries as people
from vankho.records import actions as records
setup, since = system("setup"), date(2025, 7, 1)
agency = orgs.found_agency(setup, orgs.AgencyFacts("Đảng ủy xã Ngọc Sơn", "party", "commune", keeps_books=True))
held = orgs.appoint(setup, agency, "Nguyễn Thị Lan", orgs.PostFacts("Văn thư", ("registry_clerk",)), since)
account, password = orgs.open_account(setup, held.person, "lan", must_change=False)
orgs.make_sealing_key(setup, agency, "mo-niem-phong-thu", since)
records.open_book(people.actor_for(account), str(date.today().year), 1205)
print(password)
"""

LOOK = """
import django
django.setup()
from vankho.records.models import IncomingDocument, Intake
print(*["line %s %s" % row for row in IncomingDocument.unguarded.order_by("number").values_list("number", "reference")],
      *["file %s %s %s" % row for row in Intake.unguarded.values_list("pk", "name", "state")], sep="\\n")
"""


@dataclass
class Browser:
    """As little of a browser as a clerk needs: signs in, keeps cookies, sends forms."""

    address: str
    password: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open

    def token(self, path: str) -> str:
        with self.open(self.address + path, timeout=20) as page:
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        assert found, path
        return found[1]

    def send(self, path: str, form: dict[str, str]) -> str:
        """Send a form; the address one is led to."""
        data = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.token(path)}).encode()
        with self.open(self.address + path, data, timeout=20) as page:
            return str(page.url)

    def sign_in(self) -> None:
        assert "dang-nhap" not in self.send("/dang-nhap", {"username": "lan", "password": self.password})

    def register(self, reference: str) -> int:
        """Enter a paper without a scan; its number once the page that shows it has come."""
        facts = {"issuer": "Tỉnh ủy Lam Sơn", "subject": "Về việc sắp xếp tổ chức bộ máy", "reference": reference}
        today = time.strftime("%d/%m/%Y")
        shown = self.send("/vao-so/khong-ban-quet", {**facts, "received_on": today, "verb": "save"})
        return int(re.search(r"/(\d+)/?$", shown)[1])

    def drop(self, name: str, data: bytes) -> None:
        token, mark = self.token("/tiep-nhan"), "----van-kho"
        parts = (
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{mark}\r\n'
            f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        body = parts.encode() + data + f"\r\n--{mark}--\r\n".encode()
        asked = urllib.request.Request(self.address + "/tiep-nhan", body)
        asked.add_header("Content-Type", f"multipart/form-data; boundary={mark}")
        self.open(asked, timeout=20).close()

    def read_again(self, intake_id: str) -> None:
        """«Đọc lại»: what a clerk presses where reading was given up."""
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token("/tiep-nhan")}).encode()
        self.open(f"{self.address}/tiep-nhan/{intake_id}/doc-lai", data, timeout=20).close()


def below(root: int) -> dict[int, str]:
    """The processes below one, and what each is called."""
    parents: dict[int, tuple[int, str]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                parents[int(folder.name)] = (above, (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    found, wanted = {}, [root]
    while wanted:
        above = wanted.pop()
        for key, (parent, called) in parents.items():
            if parent == above:
                found[key] = called
                wanted.append(key)
    return found


@dataclass
class Running:
    """`vankho run`, started again when all of it was killed."""

    office: RealOffice
    port: int
    log: Path
    process: Popen[bytes] | None = None
    kills: int = 0
    killed: list[str] = field(default_factory=list)

    def start(self) -> None:
        with self.log.open("ab") as log:
            words = ("run", "--office", str(self.office.folder), "--port", str(self.port))
            self.process = self.office.start("-m", "vankho", *words, stderr=log, stdout=log, start_new_session=True)

    def wait(self) -> None:
        for _ in range(900):
            assert self.process.poll() is None, self.log.read_text()
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/song", timeout=5):
                return
            time.sleep(0.1)
        raise AssertionError("it did not come up: " + self.log.read_text()[-2000:])

    def kill_one(self) -> None:
        """One process below, whichever; one time in twelve the one above them too."""
        if random.random() < 1 / 12:
            return self.kill_all()
        children = {key: called for key, called in below(self.process.pid).items() if "resource_tracker" not in called}
        if children:
            chosen = random.choice(list(children))
            with suppress(ProcessLookupError):
                os.kill(chosen, signal.SIGKILL)
                self.kills += 1
                self.killed.append("reader" if "reader_process" in children[chosen] else "worker")
        return None

    def kill_all(self) -> None:
        """All of it, as a power cut would; then it is started again."""
        for key in (self.process.pid, *below(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(key, signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        self.killed.append("all")
        self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        with suppress(Exception):
            self.process.wait(30)
        for key in (*below(self.process.pid), self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(key, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(tmp_path):
    with real_office(tmp_path / "office", os.environ.get("VANKHO_TEST_DATABASE", "")) as office:
        made = office.do("-c", FOUND)
        assert made.returncode == 0, made.stderr
        (office.folder / "OPENED").touch()
        started = Running(office, free_port(), tmp_path / "log")
        started.start()
        try:
            yield started, made.stdout.strip()
        finally:
            started.stop()


BROKEN = (OSError, urllib.error.URLError, HTTPException, AssertionError, TypeError)
"""What a clerk sees of a killed server: a page that does not come."""


@dataclass
class Clerk:
    """Works on whatever happens: registers, drops files, and keeps what the house has answered."""

    browser: Browser
    registered: dict[str, int] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    n: int = 0

    def work(self) -> bool:
        """One paper entered, and a file dropped with every third; whether the house answered."""
        self.n += 1
        reference, name = f"{self.n}-CV/TU", f"cong-van-{self.n}.pdf"
        try:
            if not list(self.browser.cookies):
                self.browser.sign_in()
            self.registered[reference] = self.browser.register(reference)
            if self.n % 3 == 0:
                self.browser.drop(name, text_pdf(("TỈNH ỦY LAM SƠN", f"Số {self.n}-CV/TU", f"Đợt thứ {self.n}")))
                self.dropped.add(name)
        except BROKEN:
            time.sleep(0.1)
            return False
        return True


def look(office: RealOffice) -> tuple[dict[int, str], dict[str, tuple[str, str]]]:
    told = [line.split(" ", 3) for line in office.do("-c", LOOK).stdout.splitlines()]
    lines = {int(row[1]): row[2] for row in told if row[0] == "line"}
    return lines, {row[2]: (row[1], row[3]) for row in told if row[0] == "file"}


def wait_until_read(office: RealOffice, clerk: Clerk, seconds: float) -> dict[str, str]:
    """The state of every file once all have ended; where reading was given up the clerk asks again."""
    until = time.monotonic() + seconds
    while True:
        files = look(office)[1]
        waiting = {name: key for name, (key, state) in files.items() if state not in ENDED}
        if not waiting or time.monotonic() > until:
            return {name: state for name, (_, state) in files.items()}
        for key in waiting.values():
            with suppress(*BROKEN):
                clerk.browser.read_again(key)
        time.sleep(3)


def test_fifty_kills_lose_nothing(running):
    running, password = running
    running.wait()
    clerk = Clerk(Browser(f"http://127.0.0.1:{running.port}", password))
    clerk.browser.sign_in()
    while running.kills < KILLS:
        assert running.process.poll() is None, running.log.read_text()
        if clerk.work():  # only what is alive and at work is worth killing; the clerk goes on meanwhile
            killer = threading.Timer(random.uniform(0, 0.7), running.kill_one)
            killer.start()
            while killer.is_alive():
                clerk.work()
    running.wait()
    for _ in range(3):
        clerk.work()

    lines, _ = look(running.office)
    assert list(lines) == list(range(1205, 1205 + len(lines)))
    lost = {reference: number for reference, number in clerk.registered.items() if lines.get(number) != reference}
    assert lost == {}
    assert len(clerk.registered) >= 10
    states = wait_until_read(running.office, clerk, 240)
    assert clerk.dropped <= set(states)
    assert {name: state for name, state in states.items() if state not in ENDED} == {}
    print(f"{running.kills} kills {running.killed}, {len(lines)} lines, {len(states)} files")
    assert "SAI" not in running.office.vankho("verify")


def test_what_is_left_of_a_killed_office_does_not_keep_it_from_starting_again(running):
    """The one above is killed alone: what it had started must not hold the port, the database or the index."""
    running, _ = running
    running.wait()
    family = below(running.process.pid)
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    time.sleep(5)
    left = {key: called for key, called in family.items() if Path(f"/proc/{key}").exists()}
    for key in left:
        with suppress(ProcessLookupError):
            os.kill(key, signal.SIGKILL)
    assert left == {}
