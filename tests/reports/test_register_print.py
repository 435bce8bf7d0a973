"""The arrival register as the prescribed book: complete, the same bytes for the same lines, printing recorded."""

from __future__ import annotations

import hashlib
from datetime import date
from html import unescape

import pypdfium2
import pytest

from tests.web.papers import registered
from vankho.clearance.errors import NotAllowed
from vankho.ledger import queries as ledger
from vankho.records import actions as records
from vankho.records import queries
from vankho.records.actions.registration import Entry
from vankho.records.actions.routing import DirectionFacts
from vankho.records.rules import IncomingFacts
from vankho.reports import actions, rules
from vankho.reports.errors import NoSuchPart
from vankho.reports.queries import Part

pytestmark = pytest.mark.django_db

DAY = date(2025, 11, 3)


@pytest.fixture(autouse=True)
def fonts(settings):
    if not any((settings.OFFICE.build / "fonts").glob("*.ttf")):
        pytest.skip("set-up has not made the fonts")


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_book_has_cover_columns_lines_and_what_closes_it(cast):
    registered(cast)
    cover, *body = pages(actions.print_book(cast.lan, Part("2025")).pdf)
    for words in ("TỈNH ỦY LAM SƠN", "ĐẢNG ỦY XÃ NGỌC SƠN", "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "Năm: 2025", "Từ số 1 đến số 1"):
        assert words in cover
    assert "Từ ngày 03/11/2025 đến ngày 03/11/2025" in cover
    [only] = body
    form = rules.form_in_force(rules.ARRIVAL_REGISTER, DAY)
    assert all(column.title in only for column in form.columns)
    assert "Công văn: Về việc lưu trữ" in only
    assert "211-CV/TU" in only
    assert ledger.head()[1][:16] not in cover
    assert "Quyển này có 1 số, từ số 1 đến số 1." in only


def test_head_and_page_number_stand_on_every_page(cast):
    for number in range(1, 41):
        registered(cast, reference=f"{number}-CV/TU")
    _, *body = pages(actions.print_book(cast.lan, Part("2025")).pdf)
    assert len(body) > 1
    for place, page in enumerate(body, start=1):
        assert "Đơn vị hoặc người nhận" in page
        assert f"Trang {place}/{len(body)}" in page


def test_the_same_lines_are_the_same_bytes_and_a_changed_line_is_not(cast):
    line = registered(cast)
    first = actions.print_book(cast.lan, Part("2025")).pdf
    assert actions.print_book(cast.hanh, Part("2025")).pdf == first
    records.correct(cast.lan, line, {"subject": "Về việc khác"}, "Gõ nhầm")
    changed = actions.print_book(cast.lan, Part("2025")).pdf
    assert changed != first
    told = pages(changed)[1]
    assert "1*" in told
    assert "Dòng đã được sửa sau khi vào sổ" in told


def test_printing_is_told_to_the_ledger_with_the_digest_of_the_book(cast):
    registered(cast)
    printed = actions.print_book(cast.lan, Part("2025", volume=2))
    [told] = ledger.history("reports.arrival_book", "2025/1-1")
    assert (told.verb, told.actor_name, told.agency) == ("reports.book_printed", "Nguyễn Thị Lan", str(cast.agency.pk))
    assert told.values["sha256"] == hashlib.sha256(printed.pdf).hexdigest()
    assert (told.values["first"], told.values["last"], told.values["volume"]) == ("1", "1", "2")


def test_who_may_not_print_is_refused_and_that_is_recorded(cast):
    registered(cast)
    with pytest.raises(NotAllowed):
        actions.print_book(cast.minh, Part("2025"))
    assert [t.values["verb"] for t in ledger.history("verb", "reports.print_book")] == ["reports.print_book"]
    assert ledger.history("reports.arrival_book", "2025/1-1") == []


def test_every_number_stands_in_the_book_whatever_bears_it(cast, settings):
    registered(cast)
    records.declare_paper_numbers(cast.lan, "2025", 2, 3, "Mất điện")
    facts = IncomingFacts("Tỉnh ủy Lam Sơn", "Lúc mất điện", DAY, reference="5-CV/TU")
    records.register_incoming(cast.lan, Entry(facts, paper_number=2))
    settings.OFFICE = settings.OFFICE.model_copy(update={"ceiling": "confidential"})
    registered(cast, level=1, subject="Phương án bảo vệ", reference="6-CV/TU")
    told = pages(actions.print_book(cast.lan, Part("2025")).pdf)[1]
    assert "Lúc mất điện" in told
    assert "Số đã cấp trên giấy, chờ nhập" in told
    assert "Đăng ký tại sổ BMNN" in told
    assert "Phương án bảo vệ" not in told
    assert "6-CV/TU" not in told
    assert "có 4 số" in told
    cleared = pages(actions.print_book(cast.hung, Part("2025")).pdf)[1]
    assert "6-CV/TU" in cleared
    assert "Phương án bảo vệ" not in cleared


def test_acceptance_on_the_machine_is_the_receipt(cast):
    line = registered(cast)
    records.direct(cast.hung, line, DirectionFacts(cast.post("minh"), ""))
    records.accept(cast.minh, queries.my_assignment(cast.minh, line))
    told = pages(actions.print_book(cast.lan, Part("2025")).pdf)[1]
    assert "Trần Văn Minh nhận trên máy" in told


def test_practice_is_said_on_every_page(cast, settings, own_office):
    registered(cast)
    assert not any("DỮ LIỆU TẬP HUẤN" in page for page in pages(actions.print_book(cast.lan, Part("2025")).pdf))
    own_office.mkdir(exist_ok=True)
    (own_office / "PRACTICE").touch()
    assert all("DỮ LIỆU TẬP HUẤN" in page for page in pages(actions.print_book(cast.lan, Part("2025")).pdf))


def test_a_part_by_number_or_by_day(cast):
    for day in (3, 4, 5):
        registered(cast, reference=f"{day}-CV/TU", received_on=date(2025, 11, day))
    book = actions.print_book(cast.lan, Part("2025", first=2, last=9)).book
    assert (book.first, book.last) == (2, 3)
    book = actions.print_book(cast.lan, Part("2025", from_day=date(2025, 11, 4), to_day=date(2025, 11, 4))).book
    assert (book.first, book.last, book.from_day) == (2, 2, date(2025, 11, 4))


@pytest.mark.parametrize(
    "wanted",
    [
        Part("2025", first=9, last=1),
        Part("2025", first=8),
        Part("2025", from_day=date(2025, 12, 1)),
        Part("2025", from_day=date(2025, 12, 1), to_day=date(2025, 1, 1)),
    ],
)
def test_a_part_that_is_not_there_is_not_printed(cast, wanted):
    registered(cast)
    with pytest.raises(NoSuchPart):
        actions.print_book(cast.lan, wanted)


def test_a_form_names_known_fields_and_fits_its_sheet():
    form = 'code="x"\ntitle="X"\nbasis="-"\nvalid_from=2020-01-01\n[[columns]]\ntitle="A"\nfield="{}"\nwidth={}\n'
    assert rules.form_from(form.format("number", 20)).columns[0].width == 20
    with pytest.raises(rules.BadForm):
        rules.form_from(form.format("password", 20))
    with pytest.raises(rules.BadForm):
        rules.form_from(form.format("number", 300))


def test_a_form_is_chosen_by_the_day(cast):
    form = 'code="x"\ntitle="{}"\nbasis="-"\nvalid_from={}\n{}\ncolumns=[]\n'
    old = rules.form_from(form.format("old", "2010-01-01", "valid_to=2020-03-04"))
    new = rules.form_from(form.format("new", "2020-03-05", ""))
    chosen = [
        rules.form_in_force("x", day, (new, old)).title
        for day in (date(2015, 1, 1), date(2020, 3, 5), date(2001, 1, 1))
    ]
    assert chosen == ["old", "new", "old"]


def test_the_page_shows_the_book_and_gives_the_pdf(cast, signed_in):
    registered(cast)
    browser = signed_in("lan")
    answer = browser.get("/van-ban-den/in")
    assert answer.status_code == 200
    told = unescape(answer.content.decode())
    assert "Tên loại và trích yếu nội dung văn bản" in told
    assert "211-CV/TU" in told
    assert ledger.history("reports.arrival_book", "2025/1-1") == []
    answer = browser.post("/van-ban-den/in/pdf", {"nam": "2025"})
    assert answer["Content-Type"] == "application/pdf"
    [entry] = ledger.history("reports.arrival_book", "2025/1-1")
    assert entry.values["sha256"] == hashlib.sha256(answer.content).hexdigest()


def test_the_pdf_is_no_get_and_nobody_elses(cast, signed_in):
    registered(cast)
    assert signed_in("lan").get("/van-ban-den/in/pdf").status_code == 405
    assert signed_in("minh").get("/van-ban-den/in").status_code == 403
    assert signed_in("minh").post("/van-ban-den/in/pdf", {"nam": "2025"}).status_code == 403
    told = signed_in("quan").get("/van-ban-den/in?nam=2025")
    assert "211-CV/TU" not in told.content.decode()
    assert "Chưa có sổ văn bản đến nào để in" in told.content.decode()


def test_a_long_book_is_proposed_volume_by_volume(cast, signed_in, monkeypatch):
    monkeypatch.setattr(rules, "MOST_NUMBERS", 2)
    for number in range(1, 6):
        registered(cast, reference=f"{number}-CV/TU")
    told = signed_in("lan").get("/van-ban-den/in").content.decode()
    assert "Từ số 5 đến số 5" in told
    assert "Quyển số: 3" in told
    answer = signed_in("lan").get("/van-ban-den/in", {"tu-so": "1"})
    assert (answer.status_code, "tối đa 2 số" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"tu-so": "mười"}, "Số phải là chữ số."),
        ({"tu-ngay": "32/1/2025"}, "Chưa hiểu ngày này"),
        ({"tu-so": "9", "den-so": "2"}, "đứng sau"),
    ],
)
def test_what_cannot_be_printed_says_why_and_keeps_what_was_typed(cast, signed_in, typed, words):
    registered(cast)
    answer = signed_in("lan").get("/van-ban-den/in", typed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert words in told
    assert all(f'value="{value}"' in told for value in typed.values())
    [field] = list(typed)[:1]
    assert f'href="#{field}"' in told
