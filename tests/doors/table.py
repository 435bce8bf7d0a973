"""Who comes through which door. Written from the rules of the records office, before any page was looked at.

Every row is one way of knocking: a route, a method, what the address and the body name, and the answers: status → those
who get it. Whoever is in no list gets 404, as if nothing were there. Nobody signed in never comes further than the
sign-in page and is in no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from tests.cast import PASS_PHRASE
from tests.doors.world import EVERYBODY, PASSWORD, World, appointment_of, facts

SHOWN, DONE, FAULTY = 200, 302, 422
NOT_ONES_OWN = (403, 409)
"""The thing is known, the act is not this person's (403) or not now (409)."""

Status = int | tuple[int, ...]
Made = Callable[[World], Mapping[str, Any]]

IN_POST = " ".join(name for name in EVERYBODY.split() if name != "mui")
CLERKS = "lan oanh"
CLERKS_ELSEWHERE = "quan toan"
DIRECTORS = "hanh hung tuyet"
"""Leaders, and the head of office who is charged with handing out what came in (NĐ 30 Đ. 23.1)."""
EVERY_LINE = "lan oanh hanh hung tuyet"
"""Clerks, the head of office and leaders know every open line of their own register."""
WITH_REGISTER = "lan oanh hanh hung tuyet minh binh dung quan toan"
"""Officers and heads of units see the register too, cut to what was given to them."""
NOTHING_IS_THERE = UUID("00000000-0000-7000-8000-000000000000")


def _nothing(world: World) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Door:
    """One way of knocking at a route, and who gets which answer."""

    route: str
    answers: Mapping[Status, str]
    method: str = "GET"
    at: Made = _nothing
    told: Made = _nothing
    """The query of a GET, the body of a POST."""
    about: str = ""

    def expected(self, name: str) -> tuple[int, ...]:
        for status, names in self.answers.items():
            if name in names.split():
                return status if isinstance(status, tuple) else (status,)
        return (404,)

    def address(self, world: World) -> str:
        return reverse(self.route, kwargs=dict(self.at(world)))

    def address_of_nothing(self, world: World) -> str:
        """The same door, asked for what is not there."""
        absent = {"number": 99999, "sha256": "f" * 64}
        return reverse(
            self.route,
            kwargs={
                name: absent.get(name, value if name == "book" else NOTHING_IS_THERE)
                for name, value in self.at(world).items()
            },
        )

    @property
    def names_a_thing(self) -> bool:
        return self.at is not _nothing

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.method, self.route, self.about) if part)


def _line(what: str) -> Made:
    def at(world: World) -> Mapping[str, Any]:
        line = getattr(world.things, what)
        return {"book": line.book, "number": line.number}

    return at


def _id(parameter: str, what: str) -> Made:
    return lambda world: {parameter: getattr(world.things, what).pk}


def _file(what: str, **more: Any) -> Made:
    return lambda world: {"sha256": getattr(world.things, what).sha256, **more}


def _post_of(name: str) -> Made:
    return lambda world: {"appointment_id": appointment_of(world.cast, name)}


def _told(**values: Any) -> Made:
    """A body or query; what is callable is asked for the world's value."""
    return lambda world: {name: value(world) if callable(value) else value for name, value in values.items()}


def _post(name: str) -> Callable[[World], str]:
    return lambda world: str(world.cast.post(name))


_OPEN_TO_ALL = [
    Door("sign_in", {DONE: EVERYBODY}),
    Door("sign_in", {DONE: EVERYBODY}, "POST", told=_told(username="minh", password=PASSWORD)),
    Door("sign_out", {DONE: EVERYBODY}, "POST"),
    Door("alive", {SHOWN: EVERYBODY}),
    Door("change_password", {SHOWN: EVERYBODY}),
    Door(
        "change_password",
        {DONE: EVERYBODY},
        "POST",
        told=_told(old=PASSWORD, new="mot-mat-khau-khac-han", again="mot-mat-khau-khac-han"),
    ),
    Door("act_for", {DONE: EVERYBODY}, "POST", told=_told(agency=lambda world: str(world.cast.elsewhere.pk))),
    *(
        Door("desk", {SHOWN: EVERYBODY}, told=_told(xem=tab), about=tab)
        for tab in ("", "can-xu-ly", "qua-han", "chua-xong", "hom-nay")
    ),
]


def _filled_in(what: str) -> Made:
    def told(world: World) -> Mapping[str, Any]:
        said = facts(what)
        dated = {"received_on": "03/11/2025", "issued_on": "30/10/2025"}
        return {
            "issuer": said.issuer,
            "reference": said.reference,
            "subject": said.subject,
            "type_name": "Công văn",
            **dated,
        }

    return told


_WHO_ENTERS = {SHOWN: f"{CLERKS} {CLERKS_ELSEWHERE}"}
_TRAY = [
    Door("intakes", _WHO_ENTERS),
    Door("intakes", {DONE: f"{CLERKS} {CLERKS_ELSEWHERE}"}, "POST", about="with nothing sent"),
    Door("discard_refused", {DONE: f"{CLERKS} {CLERKS_ELSEWHERE}"}, "POST"),
    *(
        Door(route, {status: CLERKS}, method, _id("intake_id", "intake"), told)
        for route, method, status, told in (
            ("discard_intake", "GET", SHOWN, _nothing),
            ("discard_intake", "POST", DONE, _told(reason="Kẹt giấy")),
            ("read_again", "POST", DONE, _nothing),
            ("enter", "GET", SHOWN, _nothing),
            ("enter", "POST", DONE, _filled_in("new")),
            ("draft", "POST", SHOWN, _told(subject="Đang gõ")),
        )
    ),
    Door("enter", {SHOWN: "oanh"}, at=_id("intake_id", "marked"), about="with a stamp"),
    Door("discard_intake", {DONE: "oanh"}, "POST", _id("intake_id", "marked"), _told(reason="Kẹt"), "with a stamp"),
    Door("enter_paper", _WHO_ENTERS),
    Door("enter_paper", {DONE: f"{CLERKS} {CLERKS_ELSEWHERE}"}, "POST", told=_filled_in("new")),
    Door("paper_draft", _WHO_ENTERS, "POST", told=_told(subject="Đang gõ")),
    Door("types", _WHO_ENTERS, told=_told(q="cv")),
    Door("organs", _WHO_ENTERS, told=_told(q="z"), about="like every invented issuer"),
    *(
        Door(
            "duplicates",
            _WHO_ENTERS,
            told=_told(
                issuer=issuer, reference=reference, issued_on="30/10/2025", received_on="03/11/2025", subject="Khác"
            ),
            about=f"of {reference}",
        )
        for issuer, reference in (
            ("Zqopenissuer", "73-CV/ZQOPEN"),
            ("Zqforeignissuer", "73-CV/ZQFOREIGN"),
            ("Ban Cơ yếu Lam Sơn", "88-CV/BCY"),
        )
    ),
    Door("duplicates", {SHOWN: CLERKS}, told=_told(intake=lambda w: str(w.things.intake.pk)), about="of a scan"),
]

_WHO_KNOWS_FILE = {
    "open_scan": f"{EVERY_LINE} minh",
    "confidential_scan": "oanh hung",
    "petition_scan": "thao hung tuyet",
    "intake": CLERKS,
    "marked": "oanh",
    "foreign_scan": "quan toan",
    "unread": "",
    "stopped": "",
}
_FILES = [
    door
    for what, names in _WHO_KNOWS_FILE.items()
    for door in (
        Door("page_picture", {SHOWN: names}, at=_file(what, number=0), about=what),
        Door("original", {SHOWN: names}, at=_file(what), about=what),
    )
]

_TABS = ("", "thuoc-tinh", "noi-dung", "xu-ly", "ho-so", "dien-bien")
_WHO_KNOWS_LINE = {
    "open": f"{EVERY_LINE} minh",
    "shared": f"{EVERY_LINE} minh binh",
    "fresh": EVERY_LINE,
    "done": f"{EVERY_LINE} minh",
    "confidential": "oanh hung",
    "foreign": "quan toan",
}
_REGISTER = [
    *(
        Door(route, {SHOWN: WITH_REGISTER}, told=_told(**query), about=" ".join(query.values()))
        for route in ("register", "register_export")
        for query in (
            {},
            {"nam": "2025"},
            {"tinh-trang": "chua-xong"},
            {"qua-han": "1"},
            {"tac-gia": "Ban Cơ yếu Lam Sơn"},
        )
    ),
    Door(
        "register_print",
        {SHOWN: f"{EVERY_LINE} quan toan", 403: "minh binh dung thao kien an mui"},
        told=_told(nam="2025"),
    ),
    Door(
        "register_pdf",
        {SHOWN: f"{EVERY_LINE} quan toan", 403: "minh binh dung thao kien an mui"},
        "POST",
        told=_told(nam="2025"),
    ),
    *(
        Door(
            "document", {SHOWN: names}, at=_line(what), told=_told(muc=tab, q="công văn"), about=f"{what} {tab}".strip()
        )
        for what, names in _WHO_KNOWS_LINE.items()
        for tab in (_TABS if what in ("open", "confidential") else ("ho-so",))
    ),
]


def _step(route: str, what: str, whose: str, told: Made = _nothing, looks: bool = True) -> list[Door]:
    """The page of a step and the step: for those whose it is; refused to those who know the line."""
    others = " ".join(name for name in _WHO_KNOWS_LINE.get(what, EVERY_LINE).split() if name not in whose.split())
    rows = [Door(route, {DONE: whose, NOT_ONES_OWN: others}, "POST", _line(what), told, what)]
    if looks:
        rows.append(Door(route, {SHOWN: whose, NOT_ONES_OWN: others}, at=_line(what), about=what))
    return rows


_NO_FILE = _told(how="none", no_file_reason="Gửi để biết")
_ANY_ANSWER = _told(
    how="none", no_file_reason="Gửi để biết", reason="Lý do", note="Đã xong", to=_post("hung"), lead=_post("minh")
)
"""Fills every form, so that nothing but the step itself is refused."""
_STEPS = [
    *_step("present", "fresh", "lan oanh hanh", _told(to=_post("hung"))),
    *_step("direct", "presented", DIRECTORS, _told(lead=_post("minh"), text="Tham mưu.")),
    *_step(
        "written_direction",
        "presented",
        CLERKS,
        _told(lead=_post("minh"), text="Tham mưu.", given_by=_post("hung"), given_on="03/11/2025"),
    ),
    *_step("send_back", "presented", DIRECTORS, _told(reason="Không thuộc thẩm quyền")),
    *_step("accept", "open", "minh"),
    *_step("return_assignment", "open", "minh", _told(reason="Không đúng việc")),
    # The records office closes what was only to be known, never what somebody leads.
    *_step("finish", "fresh", "lan oanh hanh", _NO_FILE),
    *_step("finish", "open", "minh", _NO_FILE),
    *_step("finish", "shared", "minh", _NO_FILE),
    *_step("finish_part", "shared", "binh", _told(note="Đã góp ý")),
    *_step("correct", "fresh", CLERKS, _told(issuer="Nơi khác", subject="Về việc khác", reason="Gõ nhầm")),
    *_step("attach_paper", "fresh", CLERKS, _told(received_on="04/11/2025")),
    Door(
        "attach_paper",
        {DONE: CLERKS},
        "POST",
        _line("fresh"),
        _told(received_on="04/11/2025", image=lambda w: str(w.things.intake.pk)),
        "with a scan only clerks know",
    ),
    *(
        Door(route, {NOT_ONES_OWN: "hung oanh"}, "POST", _line("confidential"), _ANY_ANSWER, "confidential, done")
        for route in ("present", "direct", "accept", "finish", "return_assignment", "send_back", "finish_part")
    ),
    *(
        Door(route, {SHOWN: "oanh", NOT_ONES_OWN: "hung"}, at=_line("confidential"), about="confidential")
        for route in ("correct",)
    ),
    *(
        Door(route, {NOT_ONES_OWN: "quan toan"}, "POST", _line("foreign"), _ANY_ANSWER, "foreign")
        for route in ("accept", "return_assignment", "finish_part", "send_back")
    ),
]

_PETITION_OFFICERS = "thao hung tuyet"
_APART = [
    Door("petitions", {SHOWN: f"{_PETITION_OFFICERS} toan"}),
    Door("petition", {SHOWN: _PETITION_OFFICERS}, at=_id("petition_id", "petition")),
    Door("add_petition", {SHOWN: f"{CLERKS} thao {CLERKS_ELSEWHERE}"}),
    Door(
        "add_petition",
        {DONE: f"{CLERKS} thao {CLERKS_ELSEWHERE}"},
        "POST",
        told=_told(received_on="03/11/2025", subject="Kiến nghị", kind="Đơn"),
    ),
    Door(
        "add_petition",
        {DONE: CLERKS},
        "POST",
        told=_told(received_on="03/11/2025", subject="Kiến nghị", kind="Đơn", scan=lambda w: str(w.things.intake.pk)),
        about="with a scan",
    ),
    Door("diversions", {SHOWN: f"{CLERKS} hanh {CLERKS_ELSEWHERE}"}),
    Door("divert", {SHOWN: f"{CLERKS} {CLERKS_ELSEWHERE}"}),
    Door(
        "divert",
        {DONE: f"{CLERKS} {CLERKS_ELSEWHERE}"},
        "POST",
        told=_told(kind="unopened", received_on="03/11/2025", handed_to="Đồng chí Hùng"),
    ),
    Door("return_envelope", {DONE: CLERKS, NOT_ONES_OWN: "hanh"}, "POST", _id("diversion_id", "envelope")),
    Door("book", {SHOWN: f"{CLERKS} {CLERKS_ELSEWHERE}"}),
    Door(
        "book",
        {FAULTY: f"{CLERKS} {CLERKS_ELSEWHERE}"},
        "POST",
        told=_told(**{"from": "9000", "to": "9001", "reason": "Mất điện"}),
        about="numbers far ahead",
    ),
]

_WITH_FILES = "lan oanh minh binh dung hanh hung tuyet quan toan"
"""Everybody who works on documents."""
_JOB_FILES = [
    Door("case_files", {SHOWN: _WITH_FILES}),
    Door("open_case_file", {SHOWN: _WITH_FILES}),
    Door(
        "open_case_file",
        {DONE: _WITH_FILES},
        "POST",
        told=_told(code="09.VP", title="Việc mới"),
    ),
    Door("case_file", {SHOWN: "minh hanh hung tuyet"}, at=_id("file_id", "file"), about="open"),
    Door("case_file", {SHOWN: "hung"}, at=_id("file_id", "sealed_file"), about="confidential"),
    Door(
        "close_case_file",
        {DONE: "minh hanh hung tuyet"},
        "POST",
        _id("file_id", "file"),
        about="open",
    ),
    Door("close_case_file", {DONE: "hung"}, "POST", _id("file_id", "sealed_file"), about="confidential"),
]

_SEARCHED = ("zqopensubject", "zqopenscan", "zqopendirection", "zqconfidentialsubject", "zqconfidentialscan")
_SEARCHED += ("zqpetitionsubject", "zqpetitionscan", "zqintakescan", "zqforeignsubject", "zqforeignscan", "zqfiletitle")
_SEARCHED += ("zqopensubjcet", "zqopenscna", "zqconfidentialsubjcet", "zqforeignsubjcet")  # no suggestion tells a word
_SEARCH = [
    Door("search", {SHOWN: WITH_REGISTER}),
    *(Door("search", {SHOWN: WITH_REGISTER}, told=_told(q=word, moi="1"), about=word) for word in _SEARCHED),
    Door("search", {SHOWN: WITH_REGISTER}, told=_told(q="công văn", moi="1"), about="a word in every line"),
    Door("search", {SHOWN: WITH_REGISTER}, told=_told(nam="2025"), about="everything of a year"),
    Door(
        "search",
        {DONE: f"{EVERY_LINE} minh", SHOWN: WITH_REGISTER},
        told=_told(q="73-CV/ZQOPEN"),
        about="an exact reference",
    ),
    Door(
        "search",
        {DONE: "quan toan", SHOWN: WITH_REGISTER},
        told=_told(q="73-CV/ZQFOREIGN"),
        about="a reference elsewhere",
    ),
    Door(
        "search",
        {SHOWN: WITH_REGISTER},
        told=_told(q="88-CV/BCY", moi="1"),
        about="a reference that stands twice, once hidden",
    ),
]

_INCIDENT = _id("incident_id", "incident")
_SECRECY = [
    Door("incidents", {SHOWN: "kien toan"}),
    Door("incident", {SHOWN: "kien"}, at=_INCIDENT),
    Door(
        "release_incident", {FAULTY: "kien"}, "POST", _INCIDENT, _told(pass_phrase="khong-phai-ma-nay"), "wrong phrase"
    ),
    Door("release_incident", {DONE: "kien"}, "POST", _INCIDENT, _told(pass_phrase=PASS_PHRASE)),
    Door("pick_up_incident", {SHOWN: "kien"}, "POST", _INCIDENT),
    Door("erase_incident", {FAULTY: "kien"}, "POST", _INCIDENT, _told(picked_up_by="Đồng chí Hùng"), "not picked up"),
    # The administrator makes the first key of an office that has no custodian yet; it opens nothing without the role.
    Door("sealing_key", {SHOWN: "kien an toan"}),
    Door("sealing_key", {FAULTY: "kien an toan"}, "POST", told=_told(pass_phrase="ngan"), about="too short"),
]

_SEES_STAFF = "an hanh quan toan"
_PEOPLE = [
    Door("people", {SHOWN: _SEES_STAFF}),
    Door("add_person", {SHOWN: "an toan"}),
    Door(
        "add_person",
        {SHOWN: "an toan"},
        "POST",
        told=_told(name="Lương Văn Tám", title="Chuyên viên", roles=["officer"], since="01/07/2025", login="tam"),
    ),
    Door("end_appointment", {DONE: "an", NOT_ONES_OWN: "hanh"}, "POST", _post_of("minh")),
    Door("reset_password", {SHOWN: "an hanh"}, "POST", _post_of("minh")),
]

DOORS: list[Door] = [
    *_OPEN_TO_ALL,
    *_TRAY,
    *_FILES,
    *_REGISTER,
    *_STEPS,
    *_APART,
    *_JOB_FILES,
    *_SEARCH,
    *_SECRECY,
    *_PEOPLE,
]
