"""What the index finds, for whom, and what it never says."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vankho.search.asking import Access, Filters, Order
from vankho.search.document import IndexDocument
from vankho.search.index import SearchIndex
from vankho.search.writer import rebuilding

LAN = Access(frozenset({"agency:ngoc-lac"}), ceiling=1)
QUAN = Access(frozenset({"agency:hoang-hoa"}), ceiling=1)
TUYET = Access(frozenset({"agency:ngoc-lac"}), ceiling=0)
NATIONAL = Access(frozenset(), ceiling=3, everything=True)


def document(number, **facts):
    ready = {
        "id": f"d{number}", "kind": "incoming", "agency": "ngoc-lac", "readers": ["agency:ngoc-lac"], "level": 0,
        "newest": number, "year": 2025,
    }  # fmt: skip
    return IndexDocument(**(ready | facts))


DOCUMENTS = [
    document(
        1,
        reference="211-CV/TU",
        numbers=["1204"],
        subject="Về việc lưu trữ, quản lý tài liệu",
        names=["Tỉnh ủy Thanh Hóa", "Công văn"],
        type="CV",
        issuer="tinh-uy",
        pages=["Sắp xếp tổ chức bộ máy của hệ thống chính trị", "trang hai nói về đường Lê Lợi, cơ quan thuế"],
        arrived_on=date(2025, 11, 1),
        dated_on=date(2025, 10, 30),
        state="new",
    ),
    document(
        2,
        reference="03-BC/VPTU",
        numbers=["1203"],
        subject="Tình hình chỉnh lý quý III",
        type="BC",
        issuer="vptu",
        pages=["Họ Dương ở xã; toàn xã hoà thuận, bo may to chuc cu."],
        arrived_on=date(2025, 10, 31),
        year=2024,
    ),
    document(
        3,
        reference="211-QĐ/TU",
        subject="Quyết định về nhân sự",
        type="QĐ",
        issuer="tinh-uy",
        level=1,
        pages=["Điều động cán bộ, cần bỏ phiếu kín", "thứ tư"],
    ),
    document(
        4,
        agency="hoang-hoa",
        readers=["agency:hoang-hoa", "post:hoang-hoa-1"],
        subject="Sổ của xã khác: tổ chức bộ máy",
        pages=["Nghị quyết chuyên đề về nông thôn mới"],
    ),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    with rebuilding(folder) as writer:
        writer.put(DOCUMENTS)
        writer.commit(7)
    return SearchIndex(folder)


def found(index, words, access=LAN, *args, **kwargs):
    return {hit.id for hit in index.find(words, access, *args, **kwargs).hits}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("to chuc bo may", {"d1", "d2"}),
        ("tổ chức bộ máy", {"d1"}),
        ("“tổ chức bộ máy”", {"d1"}),
        ('"bo may to chuc"', {"d2"}),
        ('"to chức bo máy"', {"d1"}),
        ('"máy bộ"', set()),
        ("đường", {"d1"}),
        ("dương", {"d2"}),
        ("duong", {"d1", "d2"}),
        ("hòa thuận", {"d2"}),
        ("hoà thuận", {"d2"}),
        ("Thanh Hoá", {"d1"}),
        ("THANH HÓA", {"d1"}),
        ("cần bỏ", {"d3"}),
        ('"can bo"', {"d3"}),
        ("tài liệu thuế", {"d1"}),
        ('"chính trị trang hai"', set()),
        ("chỉ* lý", {"d2"}),
        ("chin*", {"d1", "d2"}),
        ("“hệ thống chín*”", {"d1"}),
        ("tổ chức\u00a0bộ máy", {"d1"}),
        ("nonexistent", set()),
    ],
)
def test_words(index, words, ids):
    assert found(index, words) == ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("211-CV/TU", {"d1"}),
        ("211 - cv / tu", {"d1"}),
        ("Số: 211-CV/TU", {"d1"}),
        ("số 211-cv/tu", {"d1"}),
        ("211", {"d1", "d3"}),
        ("CV/TU", {"d1"}),
        ("cv tu", {"d1"}),
        ("tu", {"d1", "d3"}),
        ("211-QĐ/TU", {"d3"}),
        ("211-qd/tu", {"d3"}),
        ("3-BC/VPTU", {"d2"}),
        ("003", {"d2"}),
        ("1204", {"d1"}),
        ("21", set()),
        ("tứ", set()),
    ],
)
def test_references(index, words, ids):
    assert found(index, words) == ids


def test_the_document_with_the_whole_reference_comes_first(index):
    assert index.find("211-cv/tu", NATIONAL).hits[0].id == "d1"


def test_a_subject_weighs_more_than_a_page(index):
    assert [hit.id for hit in index.find("tổ chức bộ máy", NATIONAL).hits] == ["d4", "d1"]


def test_everything_newest_first_when_nothing_is_asked(index):
    assert [hit.id for hit in index.find("", LAN).hits] == ["d3", "d2", "d1"]
    assert [hit.id for hit in index.find(" ", NATIONAL, limit=2, skip=1).hits] == ["d3", "d2"]
    assert [hit.id for hit in index.find("duong", LAN, order=Order.NEWEST).hits] == ["d2", "d1"]


def test_counts_are_cut_as_hits_are(index):
    """Lan and Quân ask the same words: one success and its refusal from one set-up."""
    asked = "to chuc bo may"
    lan, quan = index.find(asked, LAN), index.find(asked, QUAN)
    assert (lan.total, quan.total) == (2, 1)
    assert dict(lan.facets["agency"]) == {"ngoc-lac": 2}
    assert dict(lan.facets["type"]) == {"CV": 1, "BC": 1}
    assert dict(lan.facets["year"]) == {2025: 1, 2024: 1}
    assert dict(quan.facets["agency"]) == {"hoang-hoa": 1}
    assert dict(quan.facets["type"]) == {}


def test_one_level_too_low_finds_neither_hit_nor_count(index):
    assert found(index, "nhân sự", LAN) == {"d3"}
    refused = index.find("nhân sự", TUYET)
    assert (refused.total, refused.hits, refused.suggestion) == (0, (), None)
    assert dict(index.find("", TUYET).facets["type"]) == {"CV": 1, "BC": 1}
    assert refused.unmarked_total == 0


def test_the_level_cuts_those_who_may_know_everything_else(index):
    assert index.find("", Access(frozenset(), ceiling=0, everything=True)).total == 3
    assert index.find("", NATIONAL).total == 4


@pytest.mark.parametrize("access", [Access(frozenset(), 3), Access(frozenset({"agency:ngoc-lac"}), -1)])
def test_without_a_right_nothing_is_found(index, access):
    nothing = index.find("", access)
    assert (nothing.total, nothing.hits, dict(nothing.facets)) == (0, (), {})


def test_one_reader_in_common_is_enough(index):
    assert found(index, "nông thôn", Access(frozenset({"post:hoang-hoa-1", "post:other"}), 0)) == {"d4"}


def test_a_restriction_newer_than_the_index_holds_at_once(index):
    cut = index.find("to chuc bo may", LAN, excluded_ids={"d1"})
    assert [hit.id for hit in cut.hits] == ["d2"]
    assert cut.total == 1
    assert dict(cut.facets["type"]) == {"BC": 1}


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(type=("CV", "BC")), {"d1", "d2"}),
        (Filters(type=("CV",), year=(2024,)), set()),
        (Filters(year=(2024,)), {"d2"}),
        (Filters(state=("new",)), {"d1"}),
        (Filters(issuer=("tinh-uy",)), {"d1", "d3"}),
        (Filters(kind=("casefile",)), set()),
        (Filters(agency=("hoang-hoa",)), set()),
        (Filters(arrived_from=date(2025, 10, 31), arrived_to=date(2025, 10, 31)), {"d2"}),
        (Filters(arrived_from=date(2025, 11, 1)), {"d1"}),
        (Filters(dated_to=date(2025, 10, 30)), {"d1"}),
    ],
)
def test_filters(index, filters, ids):
    assert found(index, "", LAN, filters) == ids


def test_marks_that_nothing_has_lead_to_what_is_there_without_them(index):
    wrong = index.find("tố chức", LAN)
    assert (wrong.total, wrong.unmarked_total) == (0, 2)
    assert index.find("tố chức", QUAN).unmarked_total == 1
    assert index.find("tổ chức", LAN).unmarked_total is None
    assert index.find("to chuk", LAN).unmarked_total is None


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("duonh", "duong"),
        ("to chucc bo may", "to chuc bo may"),
        ("ducng", "duong"),
        ("duogn", "duong"),
        ("xyzxyz", None),
    ],
)
def test_a_word_one_slip_away_is_offered(index, words, suggestion):
    assert index.find(words, LAN).suggestion == suggestion


def test_the_other_words_decide_which_neighbour_was_meant(tmp_path):
    with rebuilding(tmp_path) as writer:
        writer.put(document(n, subject="dân vận khéo") for n in (1, 2, 3, 4))
        writer.put(document(n, subject="luật đất đai") for n in (5, 6))
        writer.commit(1)
    index = SearchIndex(tmp_path)
    assert index.find("dax", LAN).suggestion == "dan"
    assert index.find("dax dai", LAN).suggestion == "dat dai"


def test_words_of_others_are_not_offered(tmp_path):
    with rebuilding(tmp_path) as writer:
        writer.put(
            document(n, readers=["agency:hoang-hoa"], agency="hoang-hoa", subject="chuyên đề nông thôn") for n in (1, 2)
        )
        writer.commit(1)
    index = SearchIndex(tmp_path)
    assert index.find("nongg thon", QUAN).suggestion == "nong thon"
    assert index.find("nongg thon", LAN).suggestion is None


@pytest.mark.parametrize(
    "words",
    [
        '"tổ chức', '""', "“", "\\", "^~():*?[]{}!+-/&|<>='", "*", "a*", "a*b*", "**tổ**", "tổ AND OR NOT chức",
        "id:d1", "😀", "tổ 😀 chức", "\x00", "\x00cursor", "\ud800", "tổ" * 5_000, "tổ " * 5_000, '"' * 10_000,
        "-" * 10_000, "a" * 10_000, "đ" * 300, '"' + "tố chức bo " * 900 + '"',
        " ".join(f"{n}-CV/TU" for n in range(2_000)),
        "e\u0301\u0302\u0303\u0304", "\u202e", "İ", "ﬁ", "١٢٣", "²", "½", "１２", "Ⅲ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", list(Order))
def test_odd_input_is_answered(index, words, order):
    assert index.find(words, LAN, order=order).total >= 0


@given(words=st.text(st.one_of(st.characters(), st.sampled_from('"*“”-/. đổ\u0301a1')), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_input_is_answered(index, words):
    answer = index.find(words, LAN)
    assert answer.total <= 3


def test_a_beginning_of_too_many_words_in_a_phrase_is_searched_without_the_phrase(tmp_path):
    with rebuilding(tmp_path) as writer:
        writer.put([document(1, pages=["số " + " ".join(f"abc{number:05}" for number in range(17_000))])])
        writer.commit(1)
    assert found(SearchIndex(tmp_path), '"so abc*"') == {"d1"}


def test_signs_alone_ask_for_nothing(index):
    assert index.find("?!", LAN).total == 0


def test_a_level_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no level"):
        document(9, level=4)
