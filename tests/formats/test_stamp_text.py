"""The second net: secrecy words alone on a line of text stop a paper, sentences and names do not."""

import pytest

from vankho.formats.reading import Line, StampLevel, Word
from vankho.formats.stamp_text import find_stamps_in_text


def line(text: str, confidence: float = 0.7, gap: int = 12) -> Line:
    words, left = [], 0
    for word in text.split():
        right = left + 20 * len(word)
        words.append(Word(word, (left, 0, right, 30), confidence))
        left = right + gap
    return Line(tuple(words))


def levels(*lines: Line) -> list[StampLevel]:
    return [hit.level for hit in find_stamps_in_text(lines)]


@pytest.mark.parametrize("text", ["MẬT", "MAT", "MÂT", "MẠT", "MẤT", "[MẬT]", ": MẬT", "M Ậ T", "MẬI", "NẬT"])
def test_confidential_however_worn(text):
    assert levels(line(text)) == [StampLevel.CONFIDENTIAL]


@pytest.mark.parametrize("text", ["TỐI MẬT", "TÔI MẬT", "T0I MẬT", "TOI MAT", "T Ố I M Ậ T", "ỐI MẬT", "TỔI MÂI"])
def test_secret_however_worn(text):
    assert levels(line(text)) == [StampLevel.SECRET]


@pytest.mark.parametrize("text", ["TUYỆT MẬT", "TUYET MAT", "TUYÊTMẬT", "IUYỆT MẬT", "TUYẾT MẶI", "YẾT MẬT"])
def test_top_secret_however_worn(text):
    assert levels(line(text)) == [StampLevel.TOP_SECRET]


def test_an_exact_word_counts_however_unsure():
    assert levels(line("TỐI MẬT", 0.1)) == [StampLevel.SECRET]


def test_words_of_a_stamp_far_apart_keep_their_level():
    assert levels(line("TUYỆT MẬT", gap=90)) == [StampLevel.TOP_SECRET]


def test_stamp_beside_other_words_is_found_where_a_gap_parts_them():
    assert levels(line("MẬT Hà Nội, ngày 3 tháng 5", gap=90)) == [StampLevel.CONFIDENTIAL]
    assert levels(line("MẬT Hà Nội, ngày 3 tháng 5")) == []


def test_papers_to_be_returned_are_confidential():
    assert levels(line("TÀI LIỆU THU HỒI")) == [StampLevel.CONFIDENTIAL]


@pytest.mark.parametrize(
    "text",
    [
        "BÍ MẬT NHÀ NƯỚC", "BẢO MẬT", "BÍ MẬT", "GIẢI MẬT", "Mật", "Nguyễn Văn Mật", "NGUYỄN VĂN MẬT", "HUYỆN CÁT MẬT",
        "MẶT TRẬN", "VẬT", "LUẬT", "MẬU", "MẬU THÂN", "HẠT", "ĐẠT", "KHẨN", "TÀI LIỆU HỘI NGHỊ",
        "TỔ MÁY", "SỰ THẬT", "",
    ],
)  # fmt: skip
def test_other_words_stay_quiet(text):
    assert levels(line(text)) == []


def test_a_sure_reading_of_a_place_name_is_believed():
    assert levels(line("MÁT", 0.96)) == []
    assert levels(line("MÁT", 0.6)) == [StampLevel.CONFIDENTIAL]
