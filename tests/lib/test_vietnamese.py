import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankho.lib.vietnamese import (
    ALPHABET,
    TONES,
    exact,
    fold,
    has_marks,
    initials,
    matches_typed,
    nfc,
    person_sort_key,
    sort_key,
    tone_place,
    words,
)

SYLLABLES = [
    "hoà", "hòa", "hoạ", "thuỷ", "thủy", "uỷ", "ủy", "quý", "quy", "toàn", "tòan", "khoẻ", "loè", "huỳnh", "hùynh",
    "ngoèo", "khuỷu", "quản", "lý", "đường", "dương", "Đảng", "văn", "thư", "lưu", "trữ", "nghị", "quyết", "NGHỊ",
    "QUYẾT", "Thanh", "Hoá", "Ngọc", "Lặc", "Ð", "ð", "Ö", "é", "İ", "ß", "211-CV/TU", "1.234,5", "“ngoặc”", "😀",
]  # fmt: skip
vietnamese_text = st.lists(st.sampled_from(SYLLABLES)).map(" ".join)
any_text = st.one_of(
    vietnamese_text,
    st.text(max_size=60),
    st.text(
        st.sampled_from("aăâeêoôơuưyđqgh nct" + TONES + "\u0302\u0306\u031b" + "AÂEOUYQĐ\u00d0\u00a0\u200b"),
        max_size=30,
    ),
)


@given(any_text)
def test_nfc_changes_nothing_the_second_time(text):
    assert nfc(nfc(text)) == nfc(text)


@pytest.mark.parametrize(
    ("received", "stored"),
    [
        ("\u00d0\u1ea3ng", "Đảng"),
        ("Sir Ða\u00feór", "Sir Ða\u00feór"),
        ("02\u00a0trang", "02 trang"),
        ("Va\u0306n pho\u0300ng", "Văn phòng"),
        ("ta\u0301\u0302t ca\u0309", "tất cả"),
        ("A\u0323\u0302m", "Ậm"),
        ("hoà", "hoà"),
    ],
)
def test_nfc_stores_what_stands_on_the_paper_in_one_spelling(received, stored):
    assert nfc(received) == stored


@given(any_text)
def test_keys_keep_every_offset_of_the_stored_text(text):
    assert len(fold(text)) == len(exact(text)) == len(tone_place(text)) == len(nfc(text))


@given(any_text)
def test_keys_of_keys_are_the_same_keys(text):
    assert fold(fold(text)) == fold(text)
    assert exact(exact(text)) == exact(text)
    assert tone_place(tone_place(text)) == tone_place(text)


@given(any_text)
def test_marks_case_and_tone_place_do_not_reach_the_folded_key(text):
    assert fold(exact(text)) == fold(text)
    assert fold(tone_place(text)) == fold(text)


@given(any_text)
def test_both_ways_of_storing_letters_give_the_same_keys(text):
    apart = unicodedata.normalize("NFD", nfc(text))
    assert exact(apart) == exact(nfc(text))
    assert fold(apart) == fold(nfc(text))


def test_every_letter_with_every_tone_folds_to_one_bare_letter():
    for vowel in "aăâeêioôơuưy":
        bare = unicodedata.normalize("NFD", vowel)[0]
        for tone in TONES:
            assert fold(vowel + tone) == fold((vowel + tone).upper()) == bare
    assert fold("đĐ") == "dd"


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("uỷ", "ủy"),
        ("THUỶ LỢI", "THỦY LỢI"),
        ("Thanh Hoá,", "Thanh Hóa,"),
        ("Hùynh", "Huỳnh"),
        ("tòan", "toàn"),
        ("qúy", "quý"),
        *[(kept, kept) for kept in ("quý", "quỳ", "toàn", "hoài", "khuỷu", "ngoèo", "của", "quả", "già", "hòa", "ủy")],
    ],
)
def test_tone_place(typed, placed):
    assert tone_place(typed) == placed


@pytest.mark.parametrize(("word", "marked"), [("đ", True), ("ơ", True), ("Huế", True), ("Vinh", False), ("211", False)])
def test_has_marks(word, marked):
    assert has_marks(word) is marked


def shuffled(in_order):
    return random.Random(1).sample(in_order, len(in_order))


def test_letters_then_tones_then_case():
    in_order = list("aàảãáạăâbdđeêoôơuưy")
    assert sorted(shuffled(in_order), key=sort_key) == in_order
    in_order = ["ma", "Ma", "mà", "mả", "mã", "má", "mạ", "ma cũ", "mai", "màn", "mán"]
    assert sorted(shuffled(in_order), key=sort_key) == in_order
    in_order = ["(dự thảo)", "9", "Bình", "Dương", "Đà Nẵng", "Đăk Lăk", "Đồng Nai", "Êa", "Ninh", "Öland", "Ở"]
    assert sorted(shuffled(in_order), key=sort_key) == in_order


def test_a_tone_matters_only_where_all_letters_agree():
    assert sorted(["cá b", "ca c", "cà a"], key=sort_key) == ["cà a", "cá b", "ca c"]


@given(st.lists(any_text, max_size=6), st.randoms(use_true_random=False))
def test_order_is_total_and_does_not_depend_on_what_came_first(texts, chance: random.Random):
    mixed = [nfc(text) for text in texts]
    in_order = sorted(mixed, key=sort_key)
    chance.shuffle(mixed)
    assert sorted(mixed, key=sort_key) == in_order


@given(any_text, any_text)
def test_only_the_same_text_has_the_same_key(one, other):
    assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))


def test_people_by_given_name_then_family_name():
    in_order = ["Trần Ánh", "Lê Văn Bình", "Lê Xuân Bình", "Nguyễn An Bình", "Đỗ Đạt", "Hạnh", "Nguyễn Thị Lan"]
    assert sorted(shuffled(in_order), key=person_sort_key) == in_order
    assert person_sort_key("") < person_sort_key("A")


def test_initials():
    assert initials("Tỉnh ủy Thanh Hóa") == "tuth"
    assert initials("Ủy ban Kiểm tra – Đảng ủy") == "ubktdu"


def test_words():
    assert words("211-CV/TU, “Đảng  ủy”_x") == ["211", "CV", "TU", "Đảng", "ủy", "x"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "t",
        "tinh uy",
        "Tỉnh ủy",
        "tỉnh uỷ",
        "thanh",
        "hoa",
        "hoá",
        "Hóa",
        "tinh hoa",
        "tuth",
        "TUT",
        "uth",
        "tỉn",
    ],
)
def test_a_picker_keeps_the_line(typed):
    assert matches_typed("Tỉnh ủy Thanh Hóa", typed)


@pytest.mark.parametrize("typed", ["hoa tinh", "hòa", "tính", "tinh uy nghe an", "thut", "!!", "uyy"])
def test_a_picker_drops_the_line(typed):
    assert not matches_typed("Tỉnh ủy Thanh Hóa", typed)


def test_a_word_half_typed_with_telex_keeps_the_line_at_every_key():
    for so_far in ["đ", "đu", "đuo", "đuon", "đuong", "đương", "đường"]:
        assert matches_typed("Đường Lâm", so_far)
    assert not matches_typed("Dương Nội", "đươ")
    assert not matches_typed("Đường Lâm", "dương l")
    assert matches_typed("Trần Hoàng", "hoà")


@given(vietnamese_text)
def test_a_picker_finds_a_line_by_itself_with_and_without_marks(text):
    assert matches_typed(text, text) or not words(text)
    assert matches_typed(text, fold(text)) or not words(text)


def test_the_alphabet_has_no_letter_twice():
    assert len(set(ALPHABET)) == len(ALPHABET)
