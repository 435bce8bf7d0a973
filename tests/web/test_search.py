"""The search page: hits say why they were found and open there; nothing is told of what one may not know."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.web.papers import registered, scan
from vankho.search.indexing import Indexer, folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(own_office):
    """`indexed()` indexes what is new."""
    indexer = Indexer()
    yield indexer.step
    indexer.close()


def page(browser, query="") -> str:
    answer = browser.get(f"/tim{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def read(told: str) -> str:
    """What a person reads: without tags and white space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", told))


def test_a_hit_opens_the_page_on_which_the_words_stand(cast, signed_in, indexed):
    line = registered(cast, scan(cast), subject="Kính gửi các đơn vị")
    indexed()
    told = page(signed_in("lan"), "?q=to chuc bo may")
    assert f'href="/van-ban-den/2025/{line.number}?muc=noi-dung&amp;trang=2&amp;q=to+chuc+bo+may"' in told
    assert "<mark>tổ chức bộ máy</mark>" in told
    assert f"Sổ văn bản đến 2025 › số đến {line.number}" in told
    assert "nội dung quét, trang 2" in told


def test_words_of_the_line_are_found_in_the_line(cast, signed_in, indexed):
    registered(cast)
    indexed()
    told = page(signed_in("lan"), "?q=sắp xếp tổ chức")
    assert "thông tin vào sổ" in told
    assert "<mark>sắp xếp tổ chức</mark>" in told


def test_wrong_marks_offer_the_same_words_without(cast, signed_in, indexed):
    registered(cast)
    indexed()
    told = page(signed_in("lan"), "?q=tố chúc")
    assert "Không có kết quả đúng dấu." in told
    assert "Xem 1 kết quả không phân biệt dấu" in told
    offered = re.search(r'href="(\?q=to\+chuc[^"]*)"', told)
    assert "Không có kết quả" not in page(signed_in("lan"), offered[1].replace("&amp;", "&"))


def test_a_slip_offers_the_word_that_was_meant(cast, signed_in, indexed):
    for number in (1, 2, 3):
        registered(cast, reference=f"{number}-CV/TU", subject="Chỉnh lý tài liệu tồn đọng")
    indexed()
    assert "Có phải bạn tìm" in page(signed_in("lan"), "?q=chinnh ly")


def test_a_reference_or_an_arrival_number_opens_the_line_at_once(cast, signed_in, indexed):
    line = registered(cast)
    indexed()
    browser = signed_in("lan")
    for typed in ("211-CV/TU", "211 - cv/tu", str(line.number)):
        answer = browser.get("/tim", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/van-ban-den/2025/{line.number}")
    assert "<b>1</b> kết quả" in page(browser, '?q="211-CV/TU"')


def test_a_reference_that_two_lines_bear_lists_both(cast, signed_in, indexed):
    registered(cast)
    registered(cast, issuer="Tỉnh ủy Lam Giang", issued_on=date(2024, 5, 6))
    indexed()
    told = read(page(signed_in("lan"), "?q=211-CV/TU"))
    assert "Tỉnh ủy Lam Giang" in told
    assert "Tỉnh ủy Lam Sơn" in told


def test_counts_cut_and_can_be_taken_away(cast, signed_in, indexed):
    registered(cast, type_name="Báo cáo", reference="1-BC/TU")
    registered(cast, received_on=date(2024, 5, 6), issued_on=None)
    indexed()
    browser = signed_in("hung")
    told = page(browser, "?q=luu tru")
    assert "2 kết quả" in read(told)
    assert re.search(r'nam=2024[^"]*"><span[^>]*>2024</span> <span class="count">1<', told)
    told = page(browser, "?q=luu tru&nam=2024")
    assert "1 kết quả" in read(told)
    assert "Năm 2024" in told
    assert "1-BC/TU" not in told


def test_none_and_not_yours_are_the_same_page(cast, signed_in, indexed):
    registered(cast)
    indexed()
    browser = signed_in("quan")
    found, absent = page(browser, "?q=bo may"), page(browser, "?q=khong co")
    assert read(found).replace("bo may", "…") == read(absent).replace("khong co", "…")
    assert browser.get("/tim", {"q": "211-CV/TU"}).status_code == 200


def test_without_an_index_the_register_still_answers_numbers(cast, signed_in, own_office):
    line = registered(cast)
    assert not folder().exists()
    browser = signed_in("lan")
    told = page(browser, "?q=211-CV/TU&moi=1")
    assert "search.index_damaged" in told
    assert f"/van-ban-den/2025/{line.number}" in told
    assert browser.get("/tim", {"q": "211-CV/TU"})["Location"] == f"/van-ban-den/2025/{line.number}"
    assert "search.index_damaged" in page(browser, "?q=bo may")


def test_who_has_no_register_has_nothing_to_search(cast, signed_in, indexed):
    registered(cast)
    indexed()
    assert signed_in("lan").get("/tim?q=bo may").status_code == 200
    assert signed_in("an").get("/tim?q=bo may").status_code == 404
    assert 'role="search"' not in signed_in("an").get("/").content.decode()


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%22", "?q=a&nam=x", "?q=a&tu=-5", "?q=a&tu=99999", "?nam=2025&q=", "?q=a&nam=99999"]
)
def test_nothing_typed_is_a_fault(cast, signed_in, indexed, query):
    registered(cast)
    indexed()
    page(signed_in("lan"), query)


def test_statements_do_not_grow_with_hits(cast, signed_in, indexed, django_assert_max_num_queries):
    for number in range(1, 9):
        registered(cast, scan(cast, name=f"CV-{number}.pdf"), reference=f"{number}-CV/TU")
    indexed()
    browser = signed_in("lan")
    with django_assert_max_num_queries(12):
        assert "8 kết quả" in read(page(browser, "?q=bo may"))
