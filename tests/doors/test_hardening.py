"""Requests nobody's browser sends by itself: forged, twisted, stolen or with the wrong method."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.doors.knocking import ask, knock, said, taken_back, told_in_ledger, without_chance
from tests.doors.table import DOORS, Door
from tests.doors.world import EVERYBODY, PASSWORD, World, appointment_of
from vankho.ledger.models import Entry

pytestmark = pytest.mark.django_db

OUTSIDE = (
    "https://example.org/",
    "//example.org/",
    "///example.org",
    "/\\example.org",
    "http:///example.org",
    "javascript:alert(1)",
    "\thttps://example.org",
)
SIGN_IN = "/dang-nhap"


def whoever_may(door: Door) -> str:
    return next((name for name in EVERYBODY.split() if door.expected(name)[0] in (200, 302)), "lan")


def one_of_each(method: str) -> list[Door]:
    return list({door.route: door for door in DOORS if door.method == method}.values())


ROUTES_OF = {method: {door.route for door in DOORS if door.method == method} for method in ("GET", "POST")}


@pytest.mark.parametrize("door", one_of_each("POST"), ids=lambda door: door.route)
def test_a_form_of_another_site_does_nothing(world: World, door: Door):
    browser = world.browser(whoever_may(door), enforce_csrf_checks=True)
    before = told_in_ledger()
    answer = browser.post(door.address(world), dict(door.told(world)))
    assert answer.status_code == 403
    assert "chưa lưu được gì" in answer.content.decode()
    assert told_in_ledger() == before


@pytest.mark.parametrize(
    "door", [d for d in one_of_each("POST") if d.route not in ROUTES_OF["GET"]], ids=lambda d: d.route
)
def test_what_acts_is_not_opened_by_a_link(world: World, door: Door):
    answer = ask(world, whoever_may(door), "GET", door.address(world))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


@pytest.mark.parametrize("route", ["duplicates", "organs", "types", "page_picture", "original"])
def test_what_only_answers_takes_no_form(world: World, route: str):
    door = next(door for door in DOORS if door.route == route)
    assert ask(world, "lan", "POST", door.address(world)).status_code == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD"])
def test_other_methods_change_nothing_and_tell_nothing_more(world: World, method: str):
    for door in {door.route: door for door in DOORS}.values():
        for name in ("lan", "quan"):
            with taken_back():
                before = told_in_ledger()
                answer = ask(world, name, method, door.address(world))
                assert told_in_ledger() == before, (door.label, name)
            assert answer.status_code < 500, (door.label, name)
            if door.names_a_thing and door.expected(name) == (404,):
                assert answer.status_code in (404, 405), (door.label, name)


@pytest.mark.parametrize("target", OUTSIDE)
def test_signing_in_leads_nowhere_outside(world: World, target: str):
    told = {"username": "minh", "password": PASSWORD, "next": target}
    assert Client().post(SIGN_IN, told)["Location"] == "/"
    assert Client().post(f"{SIGN_IN}?next={target}", told)["Location"] == "/"
    assert world.browser("minh").get(SIGN_IN, {"next": target})["Location"] == "/"


@pytest.mark.parametrize("target", OUTSIDE)
def test_changing_the_agency_leads_nowhere_outside(world: World, target: str):
    assert world.browser("minh").post("/doi-co-quan", {"next": target})["Location"] == "/"


def test_whoever_signs_in_comes_where_he_wanted_to_go(world: World):
    wanted = "/tim?q=c%C3%B4ng%20v%C4%83n&nam=2025&next=/tiep-nhan"
    sent = Client().get(wanted)["Location"]
    query = parse_qs(urlsplit(sent).query)
    assert list(query) == ["next"], "nothing of the address he asked for becomes a word of the sign-in page"
    told = {"username": "minh", "password": PASSWORD, "next": query["next"][0]}
    arrived = urlsplit(Client().post(sent, told)["Location"])
    assert arrived.path == "/tim"
    assert parse_qs(arrived.query) == {"q": ["công văn"], "nam": ["2025"], "next": ["/tiep-nhan"]}


@pytest.mark.parametrize("host", ["example.org", "vankho.local.example.org", "a@b", "vankho.local:80:80", "../"])
def test_another_hosts_name_is_refused_where_the_offices_own_is_set(world: World, settings, host: str):
    settings.ALLOWED_HOSTS = ["vankho.local"]
    assert Client().get(SIGN_IN, headers={"host": "vankho.local"}).status_code == 200
    answer = Client().get(SIGN_IN, headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_the_name_the_server_was_called_by_stands_in_no_answer(world: World, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for name, address in addresses(world):
        browser = world.browser(name)
        assert "example.org" not in said(browser.get(address, headers={"host": "example.org"})), address
    sent = Client().post(SIGN_IN, {"username": "minh", "password": PASSWORD}, headers={"host": "example.org"})
    assert sent["Location"] == "/"


def test_a_proxys_word_about_the_host_is_not_taken(world: World):
    forwarded = {"x-forwarded-host": "example.org", "x-forwarded-proto": "https", "x-original-url": "/nguoi-va-chuc-vu"}
    answer = world.browser("minh").get("/doi-mat-khau", headers=forwarded)
    assert answer.status_code == 200
    assert "example.org" not in said(answer)


PATHS = (
    "/tep/..%2f..%2foffice.sqlite3",
    "/tep/%2e%2e%2f%2e%2e%2fsecret_key",
    "/tep/..%5c..%5coffice.sqlite3",
    "/tep/%00",
    "/tep/" + "0" * 63,
    "/tep/" + "g" * 64,
    "/tep/" + "a" * 5000,
    "/tep/%ff%fe",
    "/trang/..%2f..%2fblobs/0",
    "/trang/%00/0",
    "/trang/" + "f" * 64 + "/99999999999999999999999999",
    "/trang/" + "f" * 64 + "/-1",
    "/van-ban-den/2025/99999999999999999999999999",
    "/van-ban-den/%00/1",
    "/van-ban-den/..%2f/1",
    "/van-ban-den/" + "9" * 5000 + "/1",
    "/tiep-nhan/../niem-phong",
    "/vao-so/trung?intake=..%2f&received_on=..%2f",
    "/ho-so/00000000-0000-0000-0000-00000000000g",
)


@pytest.mark.parametrize("path", PATHS)
def test_twisted_addresses_lead_nowhere(world: World, path: str):
    for name in ("lan", "quan"):
        answer = ask(world, name, "GET", path)
        assert answer.status_code == (200 if path.startswith("/vao-so/trung") else 404), name


def test_a_page_that_the_scan_does_not_have(world: World):
    sha256 = world.things.open_scan.sha256
    for number in ("1", "999999", "99999999999999999999999999"):
        assert ask(world, "lan", "GET", f"/trang/{sha256}/{number}").status_code == 404
    assert ask(world, "lan", "GET", f"/tep/{sha256.upper()}").status_code == 404


QUERIES = (
    "\x00",
    "%",
    "'",
    '"><script>alert(1)</script>',
    "a" * 20_000,
    "\ud7ff\ufffe",
    "(((",
    "AND OR NOT",
    "*:*",
    "\\",
)


@pytest.mark.parametrize("typed", QUERIES, ids=lambda typed: ascii(typed)[:20])
def test_what_is_typed_breaks_nothing_and_stays_text(world: World, typed: str):
    fields = ("q", "nam", "thang", "ngay", "tinh-trang", "tac-gia", "loai", "tu", "sau", "truoc", "muc", "trang", "tep")
    for address in ("/tim", "/van-ban-den", "/", "/vao-so/goi-y/co-quan", "/van-ban-den/2025/1", "/van-ban-den/in"):
        answer = ask(world, "lan", "GET", address, dict.fromkeys(fields, typed))
        assert answer.status_code in ((400,) if "\x00" in typed else (200, 302, 422)), address
        assert "<script>alert" not in answer.content.decode()


def test_a_nul_in_a_form_is_no_error_of_ours(world: World):
    address, told = f"/van-ban-den/2025/{world.things.fresh.number}/sua", {"subject": "Về\x00việc", "reason": "Gõ nhầm"}
    before = told_in_ledger()
    assert ask(world, "lan", "POST", address, told).status_code == 400
    assert told_in_ledger() == before


def test_the_ids_of_others_do_not_work_in_a_body(world: World):
    things, cast = world.things, world.cast
    foreign, mine = reverse("document", args=["2025", things.foreign.number]), "/van-ban-den/2025"
    tries = [
        ("quan", f"{foreign}/trinh", {"to": str(cast.post("hung"))}),
        ("toan", f"{foreign}/chi-dao", {"lead": str(cast.post("minh")), "text": "Làm"}),
        ("toan", f"{foreign}/chi-dao", {"lead": str(cast.post("toan")), "cooperating": [str(cast.post("minh"))]}),
        ("toan", f"{foreign}/ket-thuc", {"how": "file", "file": str(things.file.pk)}),
        ("quan", f"{foreign}/ban-giay", {"received_on": "04/11/2025", "image": str(things.intake.pk)}),
        ("quan", "/don-thu/vao-so", {"received_on": "03/11/2025", "subject": "Đơn", "scan": str(things.intake.pk)}),
        ("quan", "/vao-so/khong-ban-quet", {"verb": f"attach:{things.open.pk}", "received_on": "03/11/2025"}),
        ("lan", "/vao-so/khong-ban-quet", {"verb": f"attach:{things.confidential.pk}", "received_on": "03/11/2025"}),
        ("lan", f"{mine}/{things.fresh.number}/trinh", {"to": str(cast.post("toan"))}),
        ("hung", f"{mine}/{things.presented.number}/chi-dao", {"lead": str(cast.post("toan")), "text": "Làm"}),
        ("minh", f"{mine}/{things.open.number}/ket-thuc", {"how": "file", "file": str(things.sealed_file.pk)}),
    ]
    for name, address, told in tries:
        with taken_back():
            before = told_in_ledger()
            answer = ask(world, name, "POST", address, told)
            assert answer.status_code in (403, 404, 409, 422), (name, address, told)
            assert told_in_ledger() == before, (name, address, told)
            hidden = [word for words in world.hidden_from(name).values() for word in words if word in said(answer)]
            assert not hidden, (name, address)


HX = {
    "HX-Request": "true",
    "HX-Boosted": "true",
    "HX-Current-URL": "https://example.org/",
    "HX-History-Restore-Request": "true",
}


PARTS = {"document": "tab", "intakes": "arrivals"}
"""Route → the part of its page that htmx asks for."""


@pytest.mark.parametrize("name", ["quan", "tuyet"])
def test_a_part_of_a_page_tells_no_more_than_the_page(world: World, name: str):
    hidden = [word.lower() for words in world.hidden_from(name).values() for word in words]
    for door in {(d.route, d.about.partition(" ")[0]): d for d in DOORS if d.method == "GET"}.values():
        if door.names_a_thing and door.expected(name) != (404,):
            continue
        answer = knock(world, name, door, **HX, **{"HX-Target": PARTS.get(door.route, "main")})
        assert answer.status_code in door.expected(name), door.label
        text = said(answer).replace(str(door.told(world).get("q", "")).lower(), "")
        assert not [word for word in hidden if word in text], door.label
        assert "example.org" not in text


def test_a_session_begins_with_signing_in_and_ends_with_signing_out(world: World):
    browser = Client()
    browser.session.save()
    planted = browser.session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    answer = browser.post(SIGN_IN, {"username": "minh", "password": PASSWORD})
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != planted
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) is settings.OFFICE.https
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/").status_code == 302
    thief.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
    assert thief.get("/").status_code == 200
    browser.post("/dang-xuat")
    assert thief.get("/").status_code == 302


def test_a_made_up_session_is_nobodys(world: World):
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert browser.get("/").status_code == 302


PAGES = [
    ("", SIGN_IN),
    ("", "/"),
    ("", "/song"),
    ("lan", "/"),
    ("lan", "/van-ban-den"),
    ("lan", "/tiep-nhan"),
    ("lan", "/vao-so/khong-ban-quet"),
    ("lan", "/so-va-so-den"),
    ("lan", "/chuyen-thang"),
    ("lan", "/tim?q=zq"),
    ("lan", "/van-ban-den/in"),
    ("lan", "/khong-co-trang-nay"),
    ("lan", "/dang-xuat"),
    ("hung", "/don-thu"),
    ("hung", "/ho-so"),
    ("minh", "/doi-mat-khau"),
    ("kien", "/niem-phong"),
    ("an", "/nguoi-va-chuc-vu/them"),
]


def addresses(world: World) -> list[tuple[str, str]]:
    things = world.things
    line, scan = reverse("document", args=["2025", things.open.number]), things.open_scan.sha256
    made = [("lan", line), ("minh", f"{line}/tiep-nhan"), ("lan", f"{line}?muc=noi-dung&q=zqopenscan")]
    made += [("lan", f"/vao-so/{things.intake.pk}"), ("hung", f"/ho-so/{things.file.pk}")]
    made += [("kien", f"/niem-phong/{things.incident.pk}"), ("lan", f"/trang/{scan}/0"), ("lan", f"/tep/{scan}")]
    return PAGES + made


def test_every_answer_is_fenced_in(world: World):
    for name, address in addresses(world):
        headers = ask(world, name, "GET", address).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, address
        assert "default-src 'self'" in policy or policy.startswith("sandbox"), address
        assert headers["X-Frame-Options"] == "DENY", address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address


def test_what_was_shown_to_one_is_kept_by_no_cache(world: World):
    for name, address in addresses(world):
        if name:
            kept = ask(world, name, "GET", address).headers.get("Cache-Control", "")
            assert "private" in kept, address
            assert "no-store" in kept or "no-cache" in kept, address


_DATA = 'type="application/json"'
_INLINE = re.compile(
    rf"<script(?![^>]*(?:\bsrc=|\bnonce=|{_DATA}))|<style|\sstyle=|\son\w+=|\shx-on|javascript:", re.IGNORECASE
)


def test_no_page_carries_a_script_or_style_of_its_own(world: World):
    """The content policy would stop it; then the page would not work."""
    for name, address in addresses(world):
        answer = ask(world, name, "GET", address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert not _INLINE.search(answer.content.decode()), address


def failed(login: str, password: str) -> str:
    answer = Client().post(SIGN_IN, {"username": login, "password": password})
    assert answer.status_code == 200
    return without_chance(answer.content.decode()).replace(login, "…")


def test_eight_wrong_passwords_close_an_account_without_saying_so(world: World):
    answers = {failed("minh", f"sai-mat-khau-{n}") for n in range(8)}
    assert world.cast.accounts["minh"].__class__.objects.get(login="minh").locked_until > datetime.now(UTC)
    assert Entry.objects.filter(verb="orgs.account_locked").count() == 1
    answers |= {failed("minh", PASSWORD), failed("minh", "sai"), failed("khong-co-ai", "sai")}
    assert len(answers) == 1, "right, wrong, locked and unknown are answered alike"
    assert Client().post(SIGN_IN, {"username": "binh", "password": PASSWORD}).status_code == 302


def test_seven_wrong_passwords_and_a_right_one_let_in(world: World):
    for n in range(7):
        failed("minh", f"sai-{n}")
    assert Client().post(SIGN_IN, {"username": " MINH ", "password": PASSWORD}).status_code == 302
    failed("minh", "sai")
    assert Client().post(SIGN_IN, {"username": "minh", "password": PASSWORD}).status_code == 302


def test_a_first_password_is_changed_before_anything_else(world: World):
    account = world.cast.accounts["lan"].__class__.objects.get(login="lan")
    account.must_change_password = True
    account.save()
    for door in {(door.route, door.method): door for door in DOORS}.values():
        if door.route in ("sign_in", "sign_out", "alive", "change_password"):
            continue
        before = told_in_ledger()
        answer = knock(world, "lan", door)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/doi-mat-khau"), door.label
        assert told_in_ledger() == before
    changed = {"old": PASSWORD, "new": "mot-mat-khau-khac-han", "again": "mot-mat-khau-khac-han"}
    browser = world.browser("lan")
    assert browser.post("/doi-mat-khau", changed).status_code == 302
    assert browser.get("/van-ban-den").status_code == 200


def test_a_password_that_was_reset_ends_what_was_signed_in(world: World):
    browser = world.browser("minh")
    assert browser.get("/").status_code == 200
    held = appointment_of(world.cast, "minh")
    assert world.browser("an").post(f"/nguoi-va-chuc-vu/{held}/mat-khau").status_code == 200
    assert browser.get("/").status_code == 302


def test_an_account_that_was_closed_is_signed_out(world: World):
    account = world.cast.accounts["minh"].__class__.objects.get(login="minh")
    account.is_active = False
    account.save()
    assert world.browser("minh").get("/").status_code == 302
    assert failed("minh", PASSWORD)


def test_whoever_serves_two_agencies_knows_one_at_a_time(world: World):
    from tests.cast import SINCE
    from vankho.clearance.actor import system
    from vankho.orgs import actions as orgs

    cast, things = world.cast, world.things
    post = orgs.PostFacts("Phó Bí thư", ("leader", "petition_officer"), order=90)
    orgs.appoint_also(system("setup"), cast.elsewhere, cast.accounts["minh"].person, post, SINCE)
    browser = world.browser("minh")
    foreign, opened, fresh = (
        f"/van-ban-den/2025/{getattr(things, what).number}" for what in ("foreign", "open", "fresh")
    )
    assert [browser.get(at).status_code for at in (opened, foreign, fresh, "/don-thu")] == [200, 404, 404, 404]
    browser.post("/doi-co-quan", {"agency": str(cast.elsewhere.pk)})
    assert [browser.get(at).status_code for at in (opened, foreign, fresh, "/don-thu")] == [404, 200, 404, 200]
    assert "zqpetition" not in said(browser.get("/don-thu"))
    browser.post("/doi-co-quan", {"agency": str(cast.province.pk)})
    assert browser.get(foreign).status_code == 200, "an agency that is not one's own changes nothing"
