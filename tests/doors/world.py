"""An office at work, full of words that occur nowhere else: who may not know a thing may not meet its words.

Beside the permanent cast there are those whom only a door test needs: Oanh keeps the register and is cleared for what
is confidential, Dung heads a unit to which nothing was given, Mùi has left his post. Toàn, at Bình Lương, has every
duty there is and the clearance too: nothing but being of another agency keeps him out.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client, TestCase, override_settings
from django.utils import timezone
from PIL import Image

from tests.cast import PASSWORD, SINCE, Cast, everybody_in_post
from vankho.clearance.actor import system
from vankho.clearance.levels import Level

DAY = date(2025, 11, 3)
ELSEWHERE_STARTS_AT = 5001
"""Bình Lương's numbers lie far from Ngọc Sơn's: an address with a number means one agency's line only."""

SAME_PAPER = {"issuer": "Ban Cơ yếu Lam Sơn", "reference": "88-CV/BCY"}
"""What Lan enters a second time, unable to know of the first: a hidden match, for the custodian."""

EVERYBODY = "lan oanh hanh hung tuyet minh binh dung thao kien an mui quan toan"
OF_NGOC_SON = "lan oanh hanh hung tuyet minh binh dung thao kien an mui"
STRANGERS = "quan toan"

KNOWERS = {
    "open": "lan oanh hanh hung tuyet minh",
    "fresh": "lan oanh hanh hung tuyet",
    "presented": "lan oanh hanh hung tuyet",
    "shared": "lan oanh hanh hung tuyet minh binh",
    "done": "lan oanh hanh hung tuyet minh",
    "twin": "lan oanh hanh hung tuyet",
    "confidential": "oanh hung",
    "petition": "thao hung tuyet",
    "intake": "lan oanh",
    "marked": "oanh",
    "unread": "lan oanh",
    "envelope": "lan oanh hanh",
    "file": "minh hanh hung tuyet",
    "sealedfile": "hung",
    "incident": "kien",
    "foreign": "quan toan",
    "staff": OF_NGOC_SON,
}
"""What there is → who may know of it. Everything said about it is made of words that begin with ``zq`` and its name."""


@dataclass
class World:
    cast: Cast
    things: SimpleNamespace
    words: dict[str, tuple[str, ...]]
    """What there is → the words nobody meets who may not know of it."""
    sessions: dict[str, str]
    answers: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """What somebody was told at a door where nothing is."""

    def browser(self, name: str, **options: Any) -> Client:
        """A browser in which this person has signed in; without a name, one of nobody."""
        client = Client(**options)
        if name:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    def hidden_from(self, name: str) -> dict[str, tuple[str, ...]]:
        return {what: said for what, said in self.words.items() if name not in KNOWERS[what].split()}


@contextmanager
def office_in(folder: Path) -> Iterator[None]:
    """An office of its own that may hold confidential papers, as long as it is open."""
    office = settings.OFFICE.model_copy(update={"office": folder, "ceiling": "confidential"})
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        OFFICE=office,
        STORAGES={**settings.STORAGES, **static},
        PASSWORD_HASHERS=["tests.quick_hasher.QuickArgon2"],
    ):
        yield


def made() -> World:
    cast = everybody_in_post()
    _more_people(cast)
    things = SimpleNamespace()
    _lines(cast, things)
    _apart(cast, things)
    _tray(cast, things)
    what_followed()
    things.incident = _incident(cast)
    words = {what: _words_of(what, things) for what in KNOWERS}
    words["incident"] = (things.stopped.sha256,)
    words["staff"] = tuple(account.person.full_name for login, account in cast.accounts.items() if login in OF_NGOC_SON)
    return World(cast, things, words, {name: _session_of(cast, name) for name in cast.accounts})


def _words_of(what: str, things: SimpleNamespace) -> tuple[str, ...]:
    """Its invented words, its key, and for a line its address."""
    thing = getattr(things, {"sealedfile": "sealed_file"}.get(what, what), None)
    words = [f"zq{what}", *([str(thing.pk)] if thing else [])]
    if hasattr(thing, "book") and what != "petition":
        words += [f"/van-ban-den/{thing.book}/{thing.number}{end}" for end in '"?/']
    return tuple(words)


def _more_people(cast: Cast) -> None:
    from tests.cast import _person
    from vankho.orgs import actions as orgs
    from vankho.orgs.models import Appointment, Role

    setup = system("setup")
    more = {
        "oanh": (cast.agency, "Tạ Kim Oanh", "Văn thư", ("registry_clerk",)),
        "dung": (cast.agency, "Cao Tiến Dung", "Trưởng ban", ("unit_head",)),
        "mui": (cast.agency, "Mai Thế Mùi", "Chánh Văn phòng", ("registry_clerk", "leader", "office_head")),
        "toan": (cast.elsewhere, "Lã Văn Toàn", "Bí thư", tuple(Role.values)),
    }
    for login, (agency, name, title, roles) in more.items():
        cast.accounts[login] = _person(setup, agency, login, name, title, roles)
    for name in ("oanh", "toan", "minh"):
        orgs.grant_clearance(setup, cast.accounts[name].person, Level.CONFIDENTIAL, "Quyết định cử", SINCE)
    Appointment.objects.filter(person=cast.accounts["mui"].person).update(
        valid_to=timezone.localdate() - timedelta(days=1)
    )


def facts(what: str, **changed: Any) -> Any:
    from vankho.records.rules import IncomingFacts

    told = {
        "issuer": f"Zq{what}issuer",
        "subject": f"Về zq{what}subject",
        "received_on": DAY,
        "reference": f"73-CV/ZQ{what.upper()}",
        "issued_on": date(2025, 10, 30),
        "type_name": "Công văn",
        "signatory": f"Zq{what}signatory",
        "note": f"zq{what}note",
    }
    return IncomingFacts(**{**told, **changed})


def registered(actor: Any, what: str, scan: Any = None, **changed: Any) -> Any:
    from vankho.records import actions as records
    from vankho.records.actions.registration import Entry

    return records.register_incoming(actor, Entry(facts(what, **changed), scan))


def scanned(cast: Cast, what: str, by: str = "lan", level: Level = Level.OPEN) -> Any:
    """A scan that was read and waits for the entry form; with a level, one that carries a stamp held here."""
    from vankho.digitisation import actions as digitisation
    from vankho.formats.reading import FieldValue, Line, PageReading, Recognition, StampHit, StampLevel, Word
    from vankho.preservation import actions as preservation

    intake = arrived(cast, what, by)
    kept = preservation.put_bytes(_bytes(what), "application/pdf")
    picture = io.BytesIO()
    Image.new("L", (100, 140), 255).save(picture, "JPEG")
    preservation.keep_preview(kept.sha256, 0, picture.getvalue())
    page = PageReading(0, 800, 1130, (Line((Word(f"zq{what}scan", (10, 20, 60, 40), 0.9),)),))
    read_from_it = {"trich_yeu": FieldValue(f"Về zq{what}read", 0.9, 0, ((10, 20, 60, 40),))}
    stamps = (StampHit(StampLevel(level), (10, 10, 60, 20), 0.9, "MẬT"),) if level else ()
    read = Recognition("ok", pages=(page,), fields=read_from_it, stamps=stamps, image_count=1)
    worker = system("worker", intake.agency_id)
    digitisation.finish_reading(worker, digitisation.Finished(intake, read, kept))
    intake.refresh_from_db()
    return intake


def _bytes(what: str) -> bytes:
    return f"%PDF-1.4 zq{what}bytes".encode()


def arrived(cast: Cast, what: str, by: str = "lan") -> Any:
    from vankho.orgs import queries as orgs
    from vankho.preservation import actions as preservation
    from vankho.records import actions as records
    from vankho.records.actions.intake import Arrival

    actor = getattr(cast, by)
    key = orgs.sealing_key(actor.agency_id)
    received = preservation.receive([_bytes(what)])
    return records.receive(actor, Arrival(actor.agency_id, key.recipient, f"zq{what}file.pdf", "upload", received))


def _lines(cast: Cast, things: SimpleNamespace) -> None:
    from vankho.records import actions as records

    records.open_book(cast.quan, "2025", ELSEWHERE_STARTS_AT)
    things.open_scan = scanned(cast, "open")
    things.open = _directed(cast, registered(cast.lan, "open", things.open_scan), "minh")
    things.shared = _directed(cast, registered(cast.lan, "shared"), "minh", "binh")
    records.accept(cast.binh, _part(cast, "binh", things.shared))
    things.fresh = registered(cast.lan, "fresh")
    things.presented = registered(cast.lan, "presented")
    records.present(cast.lan, things.presented, cast.post("hung"), "zqpresentedproposal")
    things.foreign_scan = scanned(cast, "foreign", by="quan")
    things.foreign = registered(cast.quan, "foreign", things.foreign_scan)
    _filed(cast, things)


def _directed(cast: Cast, line: Any, lead: str, *cooperating: str) -> Any:
    from vankho.records import actions as records
    from vankho.records.actions.routing import DirectionFacts

    what = line.subject.removeprefix("Về zq").removesuffix("subject")
    records.present(cast.lan if not line.level else cast.oanh, line, cast.post("hung"), f"zq{what}proposal")
    posts = [cast.post(name) for name in cooperating]
    records.direct(cast.hung, line, DirectionFacts(cast.post(lead), f"zq{what}direction", posts, date(2025, 11, 10)))
    return line


def _part(cast: Cast, name: str, line: Any) -> Any:
    from vankho.records import queries

    return queries.my_assignment(getattr(cast, name), line)


def _filed(cast: Cast, things: SimpleNamespace) -> None:
    """Minh ended two works while he was cleared for what is confidential; then his clearance ended."""
    from vankho.casefiles import actions as casefiles
    from vankho.casefiles.actions import CaseFileFacts, Filing
    from vankho.orgs.models import Clearance

    def into(what: str, line: Any) -> Any:
        new = CaseFileFacts(f"ZQ{what.upper()}", f"Hồ sơ zq{what}title", "5 năm")
        return casefiles.finish(cast.minh, line, Filing(new_file=new))

    things.done = _directed(cast, registered(cast.lan, "done"), "minh")
    things.file = into("file", things.done)
    things.confidential_scan = scanned(cast, "confidential", by="oanh")
    told = {"level": int(Level.CONFIDENTIAL), "type_name": "Zqconfidentialtype", **SAME_PAPER}
    secret = registered(cast.oanh, "confidential", things.confidential_scan, **told)
    things.confidential = _directed(cast, secret, "minh")
    things.sealed_file = into("sealedfile", things.confidential)
    things.twin = registered(cast.lan, "twin", **SAME_PAPER)
    Clearance.objects.filter(person=cast.accounts["minh"].person).update(
        valid_to=timezone.localdate() - timedelta(days=1)
    )


def _apart(cast: Cast, things: SimpleNamespace) -> None:
    from vankho.records import actions as records
    from vankho.records.actions.registration import Envelope, PetitionFacts

    things.petition_scan = scanned(cast, "petition")
    told = PetitionFacts(
        DAY, "Về zqpetitionsubject", "Ông Zqpetitionwriter", "Thôn zqpetitionaddress", "Đơn", things.petition_scan
    )
    things.petition = records.register_petition(cast.lan, told)
    things.envelope = records.divert(
        cast.lan, Envelope("unopened", DAY, "Đồng chí Zqenvelopehanded", "Zqenvelopesender", "zqenvelopenumber")
    )


def _tray(cast: Cast, things: SimpleNamespace) -> None:
    from vankho.records import actions as records
    from vankho.records import queries

    things.intake = scanned(cast, "intake")
    things.marked = scanned(cast, "marked", level=Level.CONFIDENTIAL)
    queries.save_draft(cast.lan, things.intake.pk, {"subject": "zqintakedraft"})
    things.unread = arrived(cast, "unread")
    things.stopped = arrived(cast, "stopped")
    with TestCase.captureOnCommitCallbacks(execute=True):  # sealing ends on the disk, after the commit
        records.stop_intake(system("worker", cast.agency.pk), things.stopped, int(Level.SECRET), 3)


def what_followed() -> None:
    """What the ledger's followers do, and an index of what is there now: the last one may know what was taken back."""
    from vankho.jobs.following import advance, followers
    from vankho.search.indexing import rebuild

    for follower in followers():
        while advance(follower):
            pass
    rebuild()


def _incident(cast: Cast) -> Any:
    from vankho.secrecy import queries

    return queries.incidents(cast.kien)[0]


def _session_of(cast: Cast, name: str) -> str:
    client = Client()
    client.force_login(cast.accounts[name])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def appointment_of(cast: Cast, name: str) -> UUID:
    from vankho.orgs.models import Appointment

    return Appointment.objects.get(person=cast.accounts[name].person).pk


__all__ = ["DAY", "EVERYBODY", "KNOWERS", "OF_NGOC_SON", "PASSWORD", "STRANGERS", "World", "made", "office_in"]
