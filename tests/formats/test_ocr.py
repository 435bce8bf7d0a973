"""Reading one picture: upright again, two sheets apart, specks and reverse print left out, blank known as blank."""

from __future__ import annotations

import os

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.formats.drawn_pages import LETTER, scan_of, speckled, stamped_scan
from vankho.formats.fields import extract_fields
from vankho.formats.line_merging import merged
from vankho.formats.ocr import Engine, certainty, is_junk, tessdata_folder
from vankho.formats.page_reading import read_image
from vankho.formats.page_source import PageImage
from vankho.formats.reading import Line, Word
from vankho.formats.syllables import is_syllable, plausibility

needs_model = pytest.mark.skipif(
    not (tessdata_folder() / "vie.traineddata").exists(), reason="the Vietnamese model is not installed"
)
SENTENCE = "Văn phòng Tỉnh ủy theo dõi, đôn đốc"


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.close()


def read(image, engine, dpi=200):
    return [page for page, _ in read_image(PageImage(0, np.asarray(image), dpi), engine)]


@needs_model
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_page_is_read_and_says_how_it_lay(engine, degrees):
    lying = scan_of().rotate(degrees, expand=True)
    (page,) = read(lying, engine)
    assert page.rotation == degrees
    assert SENTENCE in page.text
    assert (page.width, page.height) == scan_of().size


@needs_model
def test_words_stand_where_they_are_read_also_on_a_crooked_page(engine):
    crooked = scan_of().rotate(2.5, fillcolor=255)
    ((page, picture),) = read_image(PageImage(0, np.asarray(crooked), 200), engine)
    word = next(word for line in page.lines for word in line.words if word.text == "214-CV/TU")
    left, top, right, bottom = word.box
    assert picture[top:bottom, left:right].min() < 100
    assert picture[top - 12 : top - 4, left:right].min() > 150


@needs_model
def test_two_sheets_on_one_picture_are_two_pages(engine):
    other = scan_of(("Điều 1. Thành lập Tổ biên tập gồm các đồng chí có tên sau đây.", *LETTER[3:]))
    both = Image.new("L", (scan_of().width * 2, scan_of().height), 255)
    both.paste(scan_of(), (0, 0))
    both.paste(other, (scan_of().width, 0))
    left, right = read(both, engine)
    assert "214-CV/TU" in left.text
    assert "Thành lập Tổ biên tập" in right.text
    assert (left.image, right.image) == (0, 0)


@needs_model
def test_a_photocopy_full_of_specks_is_still_read(engine):
    (page,) = read(speckled(scan_of(dpi=300)), engine, 300)
    assert plausibility(page.text) > 0.9
    assert SENTENCE in page.text


@needs_model
def test_a_bare_sheet_is_blank_and_kept(engine):
    noise = np.random.default_rng(3).normal(225, 4, (2339, 1654)).clip(0, 255).astype(np.uint8)
    (page,) = read(Image.fromarray(noise), engine)
    assert (page.blank, page.lines) == (True, ())


@needs_model
def test_print_of_the_reverse_is_not_read(engine):
    shining = scan_of().transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(1))
    faint = Image.fromarray((235 - (255 - np.asarray(shining, dtype=np.int16)) * 0.5).clip(0, 255).astype(np.uint8))
    (page,) = read(faint, engine)
    assert page.blank


@needs_model
def test_a_stronger_blank_side_never_gives_text_of_the_other(engine):
    (page,) = read(scan_of().transpose(Image.Transpose.FLIP_LEFT_RIGHT), engine)
    assert len(page.text) < 60


def test_model_folder_can_be_named(monkeypatch):
    monkeypatch.setenv("VANKHO_TESSDATA", os.path.join("else", "where"))
    assert tessdata_folder().parts[-2:] == ("else", "where")


@pytest.mark.parametrize("word", ["nghiêng", "Quyết", "giếng", "khuya", "hoà", "hòa", "thuỷ", "gì", "quốc", "ĐƯỢC"])
def test_possible_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["xyz", "nghang", "ká", "kge", "cêt", "quoc̀", "bạ́n", "ww", "cac", "tốc̃h", "gêt"])
def test_impossible_syllables(word):
    assert not is_syllable(word)


def test_vietnamese_is_told_from_noise():
    assert plausibility("Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ") == 1.0
    assert plausibility("pnó3 ựV bnst. xlqw frtz oeuia") < 0.4


def line(text, confidence):
    return Line(tuple(Word(word, (0, 0, 10, 10), confidence) for word in text.split()))


def test_junk_is_told_from_a_doubtful_line():
    assert is_junk(line("ị |", 0.5))
    assert is_junk(line("bnỏq ựư xz", 0.5))
    assert not is_junk(line("Nơi nhận: các huyện ủy", 0.6))
    assert not is_junk(line("2", 0.9))


@pytest.mark.parametrize("text", ["Số 49-KH/BTGDVTU", "750-TTr/ĐU", "Số: 15/QĐ-BNV", "ngày 12 tháng 8"])
def test_a_number_or_date_is_kept_however_badly_it_was_read(text):
    assert not is_junk(Line(tuple(Word(part, (0, 0, 10, 10), 0.2) for part in text.split())))


def test_a_weak_line_gives_way_to_a_surer_reading_that_parts_the_words_otherwise():
    weak = Line((Word("§ố", (0, 0, 40, 30), 0.3), Word("49-KH/BTGDVTU", (50, 0, 300, 30), 0.2)))
    sure = Line((Word("Số", (0, 0, 40, 30), 0.9), Word("49", (50, 0, 90, 30), 0.9),
                 Word("-KH/BTGDVTU", (92, 0, 300, 30), 0.9), Word("Sơn Trung", (600, 0, 900, 30), 0.9)))  # fmt: skip
    assert [line.text for line in merged([weak], [sure])] == ["Số 49 -KH/BTGDVTU"]


@needs_model
@pytest.mark.parametrize("colour", ["#c02028", "#303030"])
def test_an_urgency_stamp_is_read_apart_from_the_text(engine, colour):
    (page,) = read(stamped_scan("THƯỢNG KHẨN", colour), engine)
    assert extract_fields([page])["do_khan"].value == "Thượng khẩn"
    assert "KHẨN" not in page.text
    assert SENTENCE in page.text


@needs_model
def test_a_short_page_with_long_rules_is_not_turned(engine):
    short = scan_of(LETTER[:3]).copy()
    pen = ImageDraw.Draw(short)
    for x in (60, 68, 1600):
        pen.line((x, 0, x, short.height), fill=0, width=4)
    (page,) = read(short, engine)
    assert page.rotation == 0
    assert "Kính gửi" in page.text


@needs_model
def test_a_photograph_is_one_page(engine):
    rng = np.random.default_rng(5)
    left, right = (rng.integers(0, 200, (60, 40, 3), np.uint8) for _ in range(2))
    both = np.concatenate([left, np.full((60, 12, 3), 230, np.uint8), right], axis=1)
    photograph = np.asarray(Image.fromarray(both).resize((1380, 900), Image.Resampling.NEAREST))
    assert len(read(photograph, engine)) == 1


def test_an_impossible_word_lowers_certainty():
    assert certainty([line("Tỉnh", 0.9)]) > certainty([line("Tỉnhq", 0.9)])
