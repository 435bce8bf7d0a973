"""What a process of the office does in `test_stamped_paper_leaves_nothing`: it stays alive and takes one word a line.

It runs as a program, as the web and the worker do, so that what lies on disk can be searched while it holds the
database open: `python -m tests.stamped_office`.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import date
from pathlib import Path

import django

NAME = "Phuong-an-Hang-Doi-Trang-07.png"
PASS_PHRASE = "mo-niem-phong-thu"


def found() -> None:
    from vankho.clearance.actor import system
    from vankho.orgs import actions as orgs

    setup, since = system("setup"), date(2025, 7, 1)
    agency = orgs.found_agency(setup, orgs.AgencyFacts("Đảng ủy xã Ngọc Sơn", "party", "commune", keeps_books=True))
    for login, role in (("lan", "registry_clerk"), ("kien", "secret_custodian")):
        held = orgs.appoint(setup, agency, login, orgs.PostFacts(role, (role,)), since)
        orgs.open_account(setup, held.person, login, must_change=False)
    orgs.make_sealing_key(setup, agency, PASS_PHRASE, since)


def actor(login: str) -> object:
    from vankho.orgs import queries as orgs

    return orgs.actor_for(orgs.account_for_login(login))


def upload(path: str) -> None:
    """Through the page, as a browser sends it."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from vankho.orgs import queries as orgs

    browser = Client()
    browser.force_login(orgs.account_for_login("lan"))
    files = [SimpleUploadedFile(NAME, Path(path).read_bytes())]
    assert browser.post("/tiep-nhan", {"files": files}).status_code == 302


def work() -> None:
    from vankho.jobs.worker import work_off

    work_off()


def incident() -> object:
    from vankho.secrecy import queries as secrecy

    [found] = secrecy.waiting_for(actor("kien"))
    return found


def release() -> None:
    from vankho.secrecy import actions as secrecy

    secrecy.release_false_alarm(actor("kien"), incident(), PASS_PHRASE)


def release_and_die() -> None:
    """The machine loses power when the seal is open and nothing is written down yet."""
    from vankho.records import actions as records

    records.release_intake = lambda *_: os._exit(137)
    release()


def pick_up() -> int:
    from vankho.secrecy import actions as secrecy

    return len(secrecy.pick_up(actor("kien"), incident()))


def erase() -> None:
    from vankho.secrecy import actions as secrecy

    secrecy.erase_after_pick_up(actor("kien"), incident(), "Ngô Trung Kiên, máy cơ yếu")


def states() -> str:
    from vankho.records.models import Intake

    return " ".join(Intake.unguarded.values_list("state", flat=True))


def original() -> str:
    from vankho.digitisation import queries as digitisation
    from vankho.records import queries as records

    [ready] = records.intakes(actor("lan"), "ready")
    return hashlib.sha256(digitisation.original(actor("lan"), ready.sha256)).hexdigest() + " " + ready.name


def text() -> str:
    """Every text of the database, as far as it can be asked for."""
    from django.apps import apps

    rows = [row for model in apps.get_models() for row in model._base_manager.values_list()]
    return repr(rows).encode().hex()


def main() -> None:
    from vankho.cli.logs import set_up

    set_up("DEBUG")
    django.setup()
    for line in sys.stdin:
        word, *more = line.split(maxsplit=1)
        answer = globals()[word](*[argument.strip() for argument in more])
        print(answer if answer is not None else "done", flush=True)


if __name__ == "__main__":
    main()
