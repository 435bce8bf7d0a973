"""Marked words obey the rules of the index."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vankho.lib.vietnamese import fold, nfc
from vankho.search.highlight import matching_pages, matching_words, snippet
from vankho.search.language import MOST_PARTS, reference_key, understand

PAGE = [
    "Số:",
    "211-CV/TU,",
    "ngày",
    "30",
    "Về",
    "việc",
    "sắp",
    "xếp",
    "tổ",
    "chức",
    "bộ",
    "máy",
    "đường",
    "Dương",
    "Hoà",
]


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("to chuc", ["tổ", "chức"]),
        ("tố chức", ["chức"]),
        ("đường", ["đường"]),
        ("duong", ["đường", "Dương"]),
        ("hòa", ["Hoà"]),
        ("hoa", ["Hoà"]),
        ("211-cv/tu", ["211-CV/TU,"]),
        ("tu", ["211-CV/TU,"]),
        ("Hoa-đường", []),
        ("đường-dương", ["đường", "Dương"]),
        ('"bộ máy"', ["bộ", "máy"]),
        ('"máy bộ"', []),
        ('"to chức bo"', ["tổ", "chức", "bộ"]),
        ("chu*", ["chức"]),
        ("c", []),
        ("", []),
        ("?", []),
    ],
)
def test_matching_words(asked, marked):
    assert [PAGE[place] for place in matching_words(understand(asked), PAGE)] == marked


def test_pages_with_more_of_what_was_asked_come_first():
    pages = ["chỉ có đường", "không có gì", "đường và văn thư", "văn thư"]
    assert matching_pages(understand("duong van thu"), pages) == [2, 3, 0]
    assert matching_pages(understand("duong van thu"), pages, most=1) == [2]
    assert matching_pages(understand("tứ"), ["thứ tư"]) == []
    assert matching_pages(understand(""), pages) == []


TEXT = (
    "ĐẢNG BỘ TỈNH THANH HÓA. Kính gửi các đảng ủy trực thuộc. " * 4
    + "Thực hiện chủ trương sắp xếp\ntổ chức   bộ máy của hệ thống chính trị. "
    + "Nơi nhận: như trên, lưu văn phòng. " * 4
)


def test_the_snippet_shows_where_the_words_stand():
    pieces = snippet(TEXT, understand("sap xep to chuc bo may"))
    assert [text for text, is_match in pieces if is_match] == ["sắp xếp tổ chức bộ máy"]
    assert pieces[0][0].startswith("…")
    assert pieces[-1][0].endswith("…")


def test_the_snippet_prefers_the_place_with_more_of_the_words():
    text = "lưu trữ " * 3 + "chuyện khác hẳn " * 30 + "văn thư và lưu trữ"
    assert {text for text, is_match in snippet(text, understand("luu tru van thu")) if is_match} == {
        "văn thư",
        "lưu trữ",
    }


def test_without_a_match_the_snippet_is_the_beginning():
    assert snippet("Về việc\nkhác", understand("lưu trữ")) == [("Về việc khác", False)]
    assert snippet("", understand("lưu trữ")) == []
    assert snippet(TEXT, understand("kho tàng"))[0][0].startswith("ĐẢNG BỘ")


office_text = st.lists(st.sampled_from([*PAGE, "toàn", "“", "\n", "😀", "a\u0301\u0302", "x" * 70])).map(" ".join)


@example("Số: Số: “ \n", "", 10)
@given(office_text, st.one_of(office_text, st.text(max_size=30)), st.integers(10, 200))
def test_a_snippet_is_a_part_of_the_text(text, asked, width):
    pieces = snippet(text, understand(asked), width)
    assert all(piece for piece, _ in pieces)
    joined = "".join(piece for piece, _ in pieces)
    assert " ".join(joined.split()).strip("…") in " ".join(nfc(text).split())
    assert len(joined) <= max(width, 71) + 2
    assert all(one[1] != other[1] for one, other in pairwise(pieces))


@given(office_text)
def test_every_word_of_a_text_is_marked_when_asked_for(text):
    words = [word for word in text.split() if any(letter.isalnum() for letter in word) and len(word) < 60]
    for form in (str, fold):
        asked = understand(" ".join(f"“{form(word)}”" for word in dict.fromkeys(words)))
        if len(asked.parts) < MOST_PARTS:
            assert [words[place] for place in matching_words(asked, words)] == words


@given(st.text())
def test_anything_typed_is_understood(typed):
    asked = understand(typed)
    assert asked.is_blank == (not typed.strip())
    assert len(asked.parts) <= MOST_PARTS
    assert not asked.without_marks().is_marked


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("211-CV/TU", "211-cv-tu"),
        ("0211 - CV/TU", "211-cv-tu"),
        ("12/2025/NĐ-CP", "12-2025-nd-cp"),
        ("000", "000"),
        ("", ""),
    ],
)
def test_one_key_for_the_ways_to_write_a_reference(written, key):
    assert reference_key(written) == key
