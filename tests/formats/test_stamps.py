"""The stamp search through its promise: a secrecy stamp is found however it was copied, its neighbours stay quiet."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from vankho.formats.ocr import tessdata_folder
from vankho.formats.reading import StampHit, StampLevel
from vankho.formats.stamps import find_stamps
from vankho.lib.office import load

DPI = 150
FONT = load().build / "fonts" / "Tinos-Bold.ttf"
RED = (200, 40, 50)
BLACK = (25, 25, 28)

pytestmark = pytest.mark.skipif(
    not FONT.exists() or not (tessdata_folder() / "vie.traineddata").exists(), reason="set-up has not run"
)


def pixels(millimetres: float) -> int:
    return round(millimetres * DPI / 25.4)


def write(sheet: Image.Image, text: str, x: float, y: float, capital: float = 3.2, ink: tuple = BLACK) -> tuple:
    """Text at millimetres, `capital` high; gives its box in pixels."""
    font = ImageFont.truetype(FONT, pixels(capital / 0.66))
    draw = ImageDraw.Draw(sheet)
    draw.text((pixels(x), pixels(y)), text, font=font, fill=ink)
    return draw.textbbox((pixels(x), pixels(y)), text, font=font)


def half_a_page() -> Image.Image:
    """The upper part of a letter whose text speaks of secrets without being one."""
    sheet = Image.new("RGB", (pixels(210), pixels(150)), (250, 249, 245))
    write(sheet, "TỈNH ỦY TÂY LĨNH", 35, 15)
    write(sheet, "Số 127-CV/TU", 42, 24)
    write(sheet, "ĐẢNG CỘNG SẢN VIỆT NAM", 115, 15)
    for row in range(6):
        write(
            sheet,
            "Đồng chí Mật phụ trách bảo vệ bí mật nhà nước tại các xã có mật độ dân cư cao",
            25,
            90 + 8 * row,
            2.8,
        )
    return sheet


def stamp(sheet: Image.Image, text: str, ink: tuple = RED, x: float = 30, y: float = 40, second: str = "") -> tuple:
    left, top, right, bottom = write(sheet, text, x, y, 4.2, ink)
    if second:
        bottom = write(sheet, second, x, y + 8, 2.8, ink)[3]
    box = (left - pixels(2), top - pixels(2), right + pixels(2), bottom + pixels(2))
    ImageDraw.Draw(sheet).rectangle(box, outline=ink, width=pixels(0.5))
    return box


def grey(sheet: Image.Image) -> np.ndarray:
    return np.asarray(sheet.convert("L"))


def bitonal(sheet: Image.Image) -> np.ndarray:
    return np.where(grey(sheet) > 150, 255, 0).astype(np.uint8)


def search(picture: Image.Image | np.ndarray) -> list[StampHit]:
    return find_stamps(np.asarray(picture), DPI)


def covers(hit: StampHit, box: tuple) -> bool:
    middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return hit.box[0] < middle[0] < hit.box[2] and hit.box[1] < middle[1] < hit.box[3]


@pytest.mark.parametrize("copied", [np.asarray, grey, bitonal])
@pytest.mark.parametrize(
    ("word", "level"),
    [("MẬT", StampLevel.CONFIDENTIAL), ("TỐI MẬT", StampLevel.SECRET), ("TUYỆT MẬT", StampLevel.TOP_SECRET)],
)
def test_stamp_is_found_with_its_level_and_place(word, level, copied):
    sheet = half_a_page()
    box = stamp(sheet, word)
    hits = search(copied(sheet))
    assert [(hit.level, hit.seen) for hit in hits] == [(level, word)]
    assert covers(hits[0], box)
    assert 0.5 <= hits[0].confidence <= 1.0


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_page_may_lie_any_way_round(turns):
    sheet = half_a_page()
    stamp(sheet, "TUYỆT MẬT")
    hits = search(np.rot90(np.asarray(sheet), turns))
    assert [hit.level for hit in hits] == [StampLevel.TOP_SECRET]


@pytest.mark.parametrize("degrees", [-10, 10])
def test_stamp_may_lean(degrees):
    sheet = half_a_page()
    alone = Image.new("RGB", (pixels(60), pixels(40)), (250, 249, 245))
    stamp(alone, "TỐI MẬT", x=12, y=14)
    sheet.paste(alone.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245)), (pixels(20), pixels(38)))
    assert [hit.level for hit in search(sheet)] == [StampLevel.SECRET]


def test_printed_mark_without_a_frame_is_found():
    sheet = half_a_page()
    box = write(sheet, "TỐI MẬT", 45, 40)
    hits = search(grey(sheet))
    assert [hit.level for hit in hits] == [StampLevel.SECRET]
    assert covers(hits[0], box)


def test_unreadable_frame_like_a_stamp_is_a_doubt_not_a_pass():
    sheet = half_a_page()
    left, top, right, bottom = stamp(sheet, "TỐI MẬT")
    smeared = np.array(sheet)
    inside = np.s_[top + 6 : bottom - 5, left + 6 : right - 5]
    smeared[inside] = cv2.blur(smeared[inside], (41, 41))
    hits = search(smeared)
    assert len(hits) == 1
    assert hits[0].level >= StampLevel.CONFIDENTIAL
    assert hits[0].confidence < 0.5


def test_papers_to_be_returned_are_confidential():
    sheet = half_a_page()
    stamp(sheet, "TÀI LIỆU THU HỒI")
    assert [(hit.level, hit.seen) for hit in search(sheet)] == [(StampLevel.CONFIDENTIAL, "TÀI LIỆU THU HỒI")]


@pytest.mark.parametrize(
    ("letter", "level"), [("A", StampLevel.TOP_SECRET), ("B", StampLevel.SECRET), ("C", StampLevel.CONFIDENTIAL)]
)
def test_envelope_letter_in_a_ring(letter, level):
    sheet = half_a_page()
    ImageDraw.Draw(sheet).ellipse((pixels(30), pixels(40), pixels(52), pixels(62)), outline=RED, width=pixels(0.7))
    ImageDraw.Draw(sheet).text(
        (pixels(41), pixels(51)), letter, font=ImageFont.truetype(FONT, pixels(14)), fill=RED, anchor="mm"
    )
    assert [(hit.level, hit.seen) for hit in search(sheet)] == [(level, letter)]


def test_page_without_a_stamp_is_quiet():
    sheet = half_a_page()
    assert search(sheet) == []
    assert search(bitonal(sheet)) == []


@pytest.mark.parametrize("word", ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "LƯU HÀNH NỘI BỘ"])
@pytest.mark.parametrize("copied", [np.asarray, grey])
def test_other_stamps_are_no_secrets(word, copied):
    sheet = half_a_page()
    stamp(sheet, word)
    assert search(copied(sheet)) == []


def test_declassified_is_no_secret_but_hides_none():
    sheet = half_a_page()
    stamp(sheet, "GIẢI MẬT", second="Từ: 12/3/2020")
    assert search(sheet) == []
    stamp(sheet, "TỐI MẬT", x=30, y=65)
    assert [hit.level for hit in search(sheet)] == [StampLevel.SECRET]


def test_arrival_stamp_and_seal_are_no_secrets():
    sheet = half_a_page()
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((pixels(140), pixels(40), pixels(176), pixels(76)), outline=RED, width=pixels(0.6))
    write(sheet, "ĐẢNG ỦY", 148, 54, 3, RED)
    draw.rectangle((pixels(25), pixels(40), pixels(75), pixels(75)), outline=RED, width=pixels(0.4))
    draw.line((pixels(25), pixels(49), pixels(75), pixels(49)), fill=RED, width=pixels(0.4))
    draw.line((pixels(42), pixels(49), pixels(42), pixels(75)), fill=RED, width=pixels(0.4))
    write(sheet, "UBND XÃ PHÚC THỊNH", 27, 42, 2.6, RED)
    write(sheet, "ĐẾN", 27, 58, 4, RED)
    write(sheet, "Số: 3019", 45, 52, 2.6, RED)
    write(sheet, "Ngày: 10/12/2019", 45, 60, 2.6, RED)
    assert search(sheet) == []


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((1, 1), np.uint8),
        np.zeros((0, 5, 3), np.uint8),
        np.zeros((900, 700, 3), np.uint8),
        np.full((900, 700), 255, np.uint8),
        np.full((3, 4000), 128, np.uint8),
        np.random.default_rng(1).integers(0, 256, (700, 500, 3), np.uint8),
    ],
)
@pytest.mark.parametrize("dpi", [150, 0, -1, float("nan"), 1e9])
def test_odd_pictures_give_an_answer(picture, dpi):
    assert isinstance(find_stamps(picture, dpi), list)


def test_same_picture_same_answer():
    sheet = half_a_page()
    stamp(sheet, "MẬT")
    assert search(sheet) == search(sheet)
