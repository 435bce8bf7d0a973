"""The arrival register as a list: pages by key, filters in the address, the same as a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.web.papers import registered
from vankho.records import actions as records
from vankho.records import registers
from vankho.records.actions.routing import DirectionFacts

pytestmark = pytest.mark.django_db


def page(browser, address="/van-ban-den") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(told: str) -> list[int]:
    return [int(found) for found in re.findall(r'<td class="number"><a href="[^"]+">(\d+)</a>', told)]


def next_page(told: str, rel: str) -> str:
    query = re.search(rf'rel="{rel}"[^>]*href="([^"]+)"', told)
    assert query
    return "/van-ban-den" + query[1].replace("&amp;", "&")


@pytest.fixture
def thirty_five(cast):
    return [registered(cast, reference=f"{number}-CV/TU") for number in range(1, 36)]


def test_pages_go_by_key_and_come_back_the_same(cast, signed_in, thirty_five):
    browser = signed_in("lan")
    first = page(browser)
    assert numbers(first) == list(range(35, 5, -1))
    assert "1–30 trên 35" in first
    second = page(browser, next_page(first, "next"))
    assert numbers(second) == [5, 4, 3, 2, 1]
    assert "31–35 trên 35" in second
    back = page(browser, next_page(second, "prev"))
    assert numbers(back) == numbers(first)
    assert "1–30 trên 35" in back
    assert 'rel="prev"' not in back


def test_a_line_entered_meanwhile_shifts_no_page(cast, signed_in, thirty_five):
    browser = signed_in("lan")
    first = page(browser)
    registered(cast, reference="36-CV/TU")
    assert numbers(page(browser, next_page(first, "next"))) == [5, 4, 3, 2, 1]


def test_pages_run_from_one_year_into_the_one_before(cast, signed_in):
    for year in (2024, 2025):
        for number in range(1, 19):
            registered(cast, reference=f"{number}-CV/TU", received_on=date(year, 3, 5), issued_on=None)
    browser = signed_in("lan")
    first = page(browser)
    assert numbers(first) == [*range(18, 0, -1), *range(18, 6, -1)]
    second = page(browser, next_page(first, "next"))
    assert numbers(second) == [6, 5, 4, 3, 2, 1]
    assert numbers(page(browser, next_page(second, "prev"))) == numbers(first)


def test_everybody_sees_the_lines_he_may_know(cast, signed_in, thirty_five):
    records.direct(cast.hung, thirty_five[6], DirectionFacts(cast.post("minh"), ""))
    assert numbers(page(signed_in("minh"))) == [7]
    assert "1–1 trên 1" in page(signed_in("minh"))
    assert numbers(page(signed_in("quan"))) == []
    assert "Tỉnh ủy Lam Sơn" not in page(signed_in("quan"))


def test_filters_stand_in_the_address_and_can_be_taken_away(cast, signed_in):
    today = timezone.localdate()
    late = registered(cast, reference="1-CV/TU", urgency=1, received_on=today - timedelta(days=4), issued_on=None)
    registered(cast, reference="2-BC/TU", type_name="Báo cáo", received_on=today, issued_on=None)
    old = registered(cast, reference="3-CV/BNV", issuer="Bộ Nội vụ", received_on=date(2024, 2, 29), issued_on=None)
    browser = signed_in("hung")

    def found(query: str) -> set[str]:
        return set(re.findall(r"\d-\w\w/\w+", page(browser, f"/van-ban-den?{query}")))

    assert found("qua-han=1") == {late.reference}
    assert found("loai=Báo cáo") == {"2-BC/TU"}
    assert found("tac-gia=Bộ Nội vụ") == {old.reference}
    assert found("nam=2024&thang=2") == {old.reference}
    assert found("nam=2024&thang=3") == set()
    assert found(f"ngay={today:%d/%m/%Y}") == {"2-BC/TU"}
    assert found("tinh-trang=da-xong") == set()
    assert len(found("tinh-trang=chua-xong")) == 3
    told = page(browser, "/van-ban-den?nam=2024&thang=2")
    assert 'href="/van-ban-den?nam=2024"' in told
    assert "Không có văn bản nào với bộ lọc này" in page(browser, "/van-ban-den?nam=2023")


@pytest.mark.parametrize(
    "nonsense", ["nam=x&thang=99", "sau=abc", "truoc=2025-", "ngay=31/02/2025", "tinh-trang=la", "thang=²"]
)
def test_an_address_nobody_made_is_passed_over(cast, signed_in, thirty_five, nonsense):
    page(signed_in("lan"), f"/van-ban-den?{nonsense}")


def test_numbers_given_on_paper_are_awaited(cast, signed_in):
    year = timezone.localdate().year
    records.open_book(cast.lan, str(year), 118)
    records.declare_paper_numbers(cast.lan, str(year), 118, 120, "Mất điện")
    assert "Chờ nhập số đã cấp trên giấy: 118–120" in page(signed_in("lan"))
    assert "Chờ nhập số" not in page(signed_in("quan"))


def test_counting_stops_where_it_says_enough(cast, signed_in, thirty_five, monkeypatch):
    monkeypatch.setattr(registers, "MOST_COUNTED", 33)
    assert "trên hơn 33" in page(signed_in("lan"))


def test_verbs_are_shown_to_those_who_have_them(cast, signed_in, thirty_five):
    told = page(signed_in("lan"))
    assert "Vào sổ</a>" in told
    assert "In sổ</a>" in told
    records.direct(cast.hung, thirty_five[0], DirectionFacts(cast.post("minh"), ""))
    told = page(signed_in("minh"))
    assert "Vào sổ</a>" not in told
    assert "In sổ</a>" not in told


@pytest.mark.parametrize("address", ["/van-ban-den", "/van-ban-den?sau=2025-33", "/van-ban-den?qua-han=1&nam=2025"])
def test_a_page_takes_twelve_statements_at_most(cast, signed_in, thirty_five, address, django_assert_max_num_queries):
    records.direct(cast.hung, thirty_five[6], DirectionFacts(cast.post("minh"), ""))
    for name in ("lan", "hung", "minh"):
        browser = signed_in(name)
        with django_assert_max_num_queries(12):
            page(browser, address)


def sheet(answer) -> str:
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        return "".join(parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))


def test_the_sheet_has_what_the_filter_shows_in_typed_cells(cast, signed_in, thirty_five):
    registered(cast, reference="99-BC/TU", type_name="Báo cáo", subject="=1+1")
    browser = signed_in("lan")
    made = sheet(browser.get("/van-ban-den/xuat-excel?loai=Báo cáo"))
    assert "99-BC/TU" in made
    assert "1-CV/TU" not in made
    assert "=1+1" in made
    assert "<f>" not in made
    day = (date(2025, 11, 3) - date(1899, 12, 30)).days
    assert re.search(rf'<c r="B2" s="\d+"><v>{day}</v>', made)
    assert '<c r="A2"><v>36</v>' in made


def test_another_agency_exports_nothing(cast, signed_in, thirty_five):
    assert "CV/TU" not in sheet(signed_in("quan").get("/van-ban-den/xuat-excel"))
    assert "35-CV/TU" in sheet(signed_in("lan").get("/van-ban-den/xuat-excel"))


def test_a_sheet_that_was_cut_says_so(cast, signed_in, thirty_five, monkeypatch):
    monkeypatch.setattr(registers, "MOST_COUNTED", 30)
    made = sheet(signed_in("lan").get("/van-ban-den/xuat-excel"))
    assert "Bảng chỉ gồm 30 dòng đầu" in made
    assert "35-CV/TU" in made
    assert ">5-CV/TU" not in made


def test_a_sheet_of_the_practice_office_says_so(cast, signed_in, own_office):
    browser = signed_in("lan")

    def tab() -> str:
        with zipfile.ZipFile(io.BytesIO(browser.get("/van-ban-den/xuat-excel").content)) as parts:
            return parts.read("xl/workbook.xml").decode()

    assert "DỮ LIỆU TẬP HUẤN" not in tab()
    own_office.mkdir(exist_ok=True)
    (own_office / "PRACTICE").touch()
    assert "DỮ LIỆU TẬP HUẤN" in tab()
    assert "DỮ LIỆU TẬP HUẤN" in sheet(browser.get("/van-ban-den/xuat-excel"))
