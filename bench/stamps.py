"""Measure the search for secrecy stamps on pages drawn here, and on the corpus where it is present.

    python bench/stamps.py [--pages 20] [--seed 7] [--only tilt] [--corpus ../shared/corpus] [--keep-misses DIR]

Prints, for every kind of variation, how many stamped pages were found, how many at the right level and the CPU seconds
of a page; then the false alarms among pages without a secrecy stamp. The pages are invented and drawn with whatever
fonts with Vietnamese letters this machine has, so figures of two machines compare only with the same fonts.
"""

# ruff: noqa: E501  (a table of variations reads better in one line each)

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from vankho.formats.reading import StampHit, StampLevel
from vankho.formats.stamps import find_stamps

LEVELS = {
    "MẬT": StampLevel.CONFIDENTIAL,
    "TỐI MẬT": StampLevel.SECRET,
    "TUYỆT MẬT": StampLevel.TOP_SECRET,
    "TÀI LIỆU THU HỒI": StampLevel.CONFIDENTIAL,
    "A": StampLevel.TOP_SECRET,
    "B": StampLevel.SECRET,
    "C": StampLevel.CONFIDENTIAL,
}
WORDS = ("MẬT", "MẬT", "TỐI MẬT", "TUYỆT MẬT")
URGENCY = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC", "HỎA TỐC HẸN GIỜ")
HARMLESS = ("LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI", "DỰ THẢO", "SAO Y", "BẢN CHÍNH", "TÀI LIỆU HỘI NGHỊ")
INKS = {"red": (205, 40, 50), "violet": (110, 60, 150), "blue": (50, 70, 170), "black": (30, 30, 30)}
FONT_PLACES = (Path("/usr/share/fonts"), Path(__file__).parents[1] / ".build" / "fonts")
FONT_NAMES = ("LiberationS", "FreeS", "DejaVuS", "NotoSans-", "NotoSerif-", "NotoSerifDisplay-", "LinLib", "Tinos")
TYPEWRITERS = ("LiberationMono", "FreeMono", "DejaVuSansMono", "NotoSansMono", "LinLibertine_M")
SENTENCES = (
    "Xét đề nghị của Văn phòng tại tờ trình đã gửi, cơ quan xây dựng kế hoạch",
    "Tài liệu thuộc danh mục bí mật nhà nước chỉ được quét trên máy tính độc lập",
    "Mật độ dân số của các xã ven sông tăng nhanh trong năm qua, nhất là vùng thấp",
    "Đồng chí Nguyễn Văn Mật được phân công theo dõi các chi bộ trực thuộc",
    "Cán bộ văn thư có trách nhiệm đăng ký, đóng dấu đến, ghi số và ngày đến",
    "Ủy ban Mặt trận Tổ quốc và các đoàn thể phối hợp tuyên truyền, vận động nhân dân",
    "Việc tiêu hủy tài liệu hết giá trị phải qua Hội đồng xác định giá trị tài liệu",
    "Người đứng đầu chịu trách nhiệm khi để xảy ra mất mát, thất lạc, hư hỏng tài liệu",
    "Các đơn vị gửi báo cáo về Văn phòng trước ngày 25 hằng tháng để tổng hợp",
    "Bảo vệ bí mật, giữ gìn kỷ luật phát ngôn và quản lý chặt chẽ con dấu",
)
TITLES = ("BÁO CÁO", "KẾ HOẠCH", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "TỜ TRÌNH", "THÔNG BÁO", "CHỈ THỊ", "BIÊN BẢN")
ORGANS = (
    ("TỈNH ỦY TÂY LĨNH", "VĂN PHÒNG"),
    ("UBND TỈNH SƠN HẢI", "SỞ NỘI VỤ"),
    ("HUYỆN ỦY NGỌC KHÊ", "BAN TỔ CHỨC"),
    ("ỦY BAN MẶT TRẬN TỔ QUỐC", "TỈNH THANH LÂM"),
    ("BAN CHẤP HÀNH ĐOÀN", "HUYỆN CÁT MẬT"),
)


@dataclass(frozen=True)
class Page:
    """How one page is to be drawn; lengths in millimetres, angles in degrees."""

    word: str = ""
    frame: str = "single"
    """``single``, ``heavy``, ``double``, ``none`` (printed line), ``underlined`` (typewriter) or ``circle``."""
    ink: str = "red"
    strength: float = 0.85
    """1.0 full ink; 0.3 is hardly seen."""
    letters: float = 4.0
    """Height of a capital."""
    tilt: float = 0.0
    turn: int = 0
    colour: str = "rgb"
    """``rgb``, ``grey`` or ``bitonal``."""
    dpi: int = 200
    over: str = ""
    """What lies across the stamp: ``text``, ``seal``, ``signature``; ``edge`` cuts it at the edge of the page."""
    skew: float = 0.0
    noise: float = 4.0
    blur: float = 0.4
    quality: int = 80
    wear: float = 0.1
    """Part of the ink that did not take."""
    typewriter: bool = False
    first: bool = True
    """Whether it has the header of a first page."""
    also: tuple[str, ...] = ()
    """Other stamps: urgency words, ``ĐẾN``, ``seal``, ``GIẢI MẬT``, any word; framed, in the same ink."""


@dataclass
class Drawn:
    image: np.ndarray
    dpi: int
    boxes: list[tuple[int, int, int, int]] = field(default_factory=list)


@cache
def fonts(typewriter: bool, bold: bool) -> tuple[str, ...]:
    """Font files with Vietnamese letters, in a stable order."""
    names = TYPEWRITERS if typewriter else FONT_NAMES
    found = []
    for place in FONT_PLACES:
        for path in sorted(place.rglob("*.[ot]tf")):
            stem = path.stem
            if not stem.startswith(names) or (not typewriter and "Mono" in stem):
                continue
            if any(part in stem for part in ("Italic", "Oblique", "Symbol", "Initials", "Keyboard", "_RI", "_RBI")):
                continue
            heavy = "Bold" in stem or "_RB" in stem or ("_R" not in stem and "Black" in stem)
            if heavy == bold and _has_vietnamese(str(path)):
                found.append(str(path))
    if not found:
        raise SystemExit("no font with Vietnamese letters on this machine: install fonts-liberation")
    return tuple(found)


def _has_vietnamese(path: str) -> bool:
    font = ImageFont.truetype(path, 40)
    missing = bytes(font.getmask("\U000f1234"))
    return all(bytes(font.getmask(letter)) != missing and font.getlength(letter) > 0 for letter in "ẬỐỆẨ")


class Sheet:
    """An A4 page being drawn."""

    def __init__(self, page: Page, rng: random.Random) -> None:
        self.page, self.rng, self.mm = page, rng, page.dpi / 25.4
        self.size = (round(210 * self.mm), round(297 * self.mm))
        paper = (252, 251, 248) if rng.random() < 0.6 else (236, 228, 208)
        self.image = Image.new("RGB", self.size, paper)
        self.draw = ImageDraw.Draw(self.image)
        self.plain = rng.choice(fonts(page.typewriter, False))
        self.bold = self.plain if page.typewriter else rng.choice(fonts(False, True))
        self.boxes: list[list[tuple[float, float]]] = []

    def write(
        self, text: str, x: float, y: float, points: float = 13, bold: bool = False, centre: bool = False
    ) -> float:
        font = ImageFont.truetype(self.bold if bold else self.plain, round(points * self.page.dpi / 72))
        left = x * self.mm - (font.getlength(text) / 2 if centre else 0)
        self.draw.text((left, y * self.mm), text, font=font, fill=(25, 25, 28))
        return font.getlength(text) / self.mm

    def head(self) -> float:
        rng = self.rng
        organ, unit = rng.choice(ORGANS)
        self.write(organ, 62, 20, 12, centre=True)
        self.write(unit, 62, 26, 12, bold=True, centre=True)
        self.write("*", 62, 31, 13, centre=True)
        self.write(f"Số {rng.randint(1, 999)}-{rng.choice(('CV', 'BC', 'KH', 'QĐ'))}/TU", 62, 36, 13, centre=True)
        self.write("ĐẢNG CỘNG SẢN VIỆT NAM", 150, 20, 13, bold=True, centre=True)
        self.draw.line([(122 * self.mm, 27 * self.mm), (178 * self.mm, 27 * self.mm)], fill=(25, 25, 28), width=2)
        self.write(f"ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm 2021", 150, 32, 13, centre=True)
        self.write(rng.choice(TITLES), 115, 66, 15, bold=True, centre=True)
        self.write("kết quả công tác văn thư, lưu trữ", 115, 73, 14, bold=True, centre=True)
        return 86.0

    def body(self, top: float, bottom: float) -> None:
        rng, y = self.rng, top
        while y < bottom:
            text, length = "", rng.choice((1, 1, 1, 0.3, 0.6))
            while len(text) < 78 * length:
                text += rng.choice(SENTENCES) + rng.choice((", ", "; ", ". "))
            self.write(
                text[: int((66 if self.page.typewriter else 78) * length)], 30, y, 12 if self.page.typewriter else 13
            )
            y += 7.2

    def table(self, top: float) -> None:
        for row in range(6):
            self.draw.line(
                [(30 * self.mm, (top + 9 * row) * self.mm), (190 * self.mm, (top + 9 * row) * self.mm)],
                fill=(30, 30, 30),
                width=2,
            )
        for column in (30, 45, 95, 130, 190):
            self.draw.line(
                [(column * self.mm, top * self.mm), (column * self.mm, (top + 45) * self.mm)],
                fill=(30, 30, 30),
                width=2,
            )
        for row, cells in enumerate(
            (("TT", "HỌ VÀ TÊN", "CHỨC VỤ", "GHI CHÚ"), ("1", "Trần Thị Mật", "Bí thư", ""), ("2", "Lê A", "C", "B"))
        ):
            for column, cell in zip((32, 47, 97, 132), cells, strict=True):
                self.write(cell, column, top + 9 * row + 2, 12)

    def put(
        self, layer: Image.Image, centre: tuple[float, float], tilt: float, ink: str, strength: float
    ) -> list[tuple[float, float]]:
        """Press a mask of ink (255 = ink) on the paper; gives the corners in pixels."""
        width, height = layer.size
        turned = layer.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
        mask = np.asarray(turned, np.float32) / 255 * strength
        mask *= self._wear(mask.shape)
        x, y = round(centre[0] * self.mm - turned.width / 2), round(centre[1] * self.mm - turned.height / 2)
        region = (max(x, 0), max(y, 0), min(x + turned.width, self.size[0]), min(y + turned.height, self.size[1]))
        mask = mask[region[1] - y : region[3] - y, region[0] - x : region[2] - x, None]
        paper = np.asarray(self.image.crop(region), np.float32)
        inked = paper * (1 - mask) + paper * (np.array(INKS[ink], np.float32) / 255) * mask
        self.image.paste(Image.fromarray(inked.clip(0, 255).astype(np.uint8)), region[:2])
        angle = math.radians(-tilt)
        turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
        corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2 @ turn.T
        return [tuple(c) for c in corners + np.array(centre) * self.mm]

    def _wear(self, shape: tuple[int, ...]) -> np.ndarray:
        rough = np.random.default_rng(self.rng.randrange(1 << 30)).random((shape[0] // 5 + 2, shape[1] // 5 + 2))
        texture = cv2.resize(rough.astype(np.float32), (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
        return np.clip((texture - self.page.wear * 0.55) * 6, 0.15, 1.0)

    def framed(self, word: str, frame: str, letters: float, extra: str = "") -> Image.Image:
        path = self.rng.choice(fonts(False, True) + fonts(False, False)[:2])
        if frame in {"none", "underlined"}:
            path = self.bold
        font = ImageFont.truetype(path, 100)
        scale = letters * self.mm / (font.getbbox("M")[3] - font.getbbox("M")[1])
        font = ImageFont.truetype(path, max(6, round(100 * scale)))
        box = font.getbbox(word)
        high, wide = letters * self.mm, box[2] - box[0]
        row = round(high * 1.5) if extra else 0
        pad_x, pad_y = round(high * self.rng.uniform(0.35, 0.8)), round(high * self.rng.uniform(0.2, 0.5))
        if frame == "circle":
            pad_x = max(pad_x, round((box[3] - box[1]) * 0.9 - wide / 2))
        size = (wide + 2 * pad_x, box[3] - box[1] + 2 * pad_y + row)
        layer = Image.new("L", size, 0)
        draw = ImageDraw.Draw(layer)
        draw.text((pad_x - box[0], pad_y - box[1]), word, font=font, fill=255)
        if extra:
            draw.text((pad_x, size[1] - row), extra, font=ImageFont.truetype(path, max(6, round(60 * scale))), fill=255)
        if frame in {"single", "heavy", "double"}:
            stroke = max(1, round(self.mm * (0.9 if frame == "heavy" else self.rng.uniform(0.3, 0.6))))
            draw.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=255, width=stroke)
            if frame == "double":
                gap = stroke + max(2, round(0.7 * self.mm))
                grown = Image.new("L", (size[0] + 2 * gap, size[1] + 2 * gap), 0)
                grown.paste(layer, (gap, gap))
                ImageDraw.Draw(grown).rectangle((0, 0, grown.width - 1, grown.height - 1), outline=255, width=stroke)
                layer = grown
        elif frame == "underlined":
            draw.line(
                [(pad_x, size[1] - 2), (size[0] - pad_x, size[1] - 2)], fill=255, width=max(1, round(0.3 * self.mm))
            )
        elif frame == "circle":
            draw.ellipse((0, 0, size[0] - 1, size[1] - 1), outline=255, width=max(1, round(0.6 * self.mm)))
        return layer

    def seal(self, x: float, y: float) -> None:
        side = round(36 * self.mm)
        layer = Image.new("L", (side, side), 0)
        draw = ImageDraw.Draw(layer)
        for inset in (0.0, 2.0, 7.0):
            low = inset * self.mm
            draw.ellipse((low, low, side - low - 1, side - low - 1), outline=255, width=max(1, round(0.5 * self.mm)))
        font = ImageFont.truetype(fonts(False, True)[0], max(6, round(3.2 * self.mm)))
        for number, letter in enumerate("ĐẢNG ỦY XÃ PHÚC THỊNH * TỈNH TÂY LĨNH *"):
            glyph = Image.new("L", (round(5 * self.mm), round(5 * self.mm)), 0)
            ImageDraw.Draw(glyph).text((self.mm, 0), letter, font=font, fill=255)
            angle = number * 360 / 40
            glyph = glyph.rotate(-angle, Image.Resampling.BICUBIC)
            at = (
                side / 2 + math.sin(math.radians(angle)) * 13.4 * self.mm,
                side / 2 - math.cos(math.radians(angle)) * 13.4 * self.mm,
            )
            layer.paste(255, (round(at[0] - 2.5 * self.mm), round(at[1] - 2.5 * self.mm)), glyph)
        draw.text((side / 2, side / 2), "ĐẢNG ỦY", font=font, fill=255, anchor="mm")
        self.put(layer, (x, y), self.rng.uniform(-20, 20), self.page.ink if self.page.ink == "black" else "red", 0.85)

    def arrival(self) -> None:
        wide, high = round(50 * self.mm), round(35 * self.mm)
        layer = Image.new("L", (wide, high), 0)
        draw = ImageDraw.Draw(layer)
        stroke = max(1, round(0.4 * self.mm))
        draw.rectangle((0, 0, wide - 1, high - 1), outline=255, width=stroke)
        draw.line([(0, high * 0.25), (wide, high * 0.25)], fill=255, width=stroke)
        draw.line([(wide * 0.3, high * 0.25), (wide * 0.3, high)], fill=255, width=stroke)
        bold, small = (ImageFont.truetype(fonts(False, True)[0], round(s * self.mm)) for s in (5.0, 3.4))
        draw.text((wide * 0.5, high * 0.12), "UBND XÃ PHÚC THỊNH", font=small, fill=255, anchor="mm")
        draw.text((wide * 0.15, high * 0.5), "ĐẾN", font=bold, fill=255, anchor="mm")
        for row, text in enumerate(("Số: ......3019......", "Ngày: ...10/12/19...", "Chuyển: ..........")):
            draw.text((wide * 0.34, high * (0.33 + 0.22 * row)), text, font=small, fill=255)
        self.put(layer, (self.rng.uniform(40, 60), 18), self.rng.uniform(-2, 2), self.page.ink, 0.85)

    def signature(self, x: float, y: float) -> None:
        points = [
            (x * self.mm + i * 1.3 * self.mm, (y + 7 * math.sin(i * 1.1) * self.rng.random()) * self.mm)
            for i in range(30)
        ]
        self.draw.line(points, fill=(40, 50, 120), width=max(1, round(0.5 * self.mm)), joint="curve")


def draw_page(page: Page, seed: int) -> Drawn:
    """One page as a scanner would deliver it; the same page and seed give the same pixels."""
    rng = random.Random(seed)
    sheet = Sheet(page, rng)
    top = sheet.head() if page.first else 90.0 if page.also else 25.0
    sheet.body(top, 215)
    if rng.random() < 0.25:
        sheet.table(218)
    sheet.write("Nơi nhận:", 30, 265, 12)
    sheet.write("- Như trên, lưu: VT.", 30, 270, 11)
    sheet.write("BÍ THƯ", 150, 262, 13, bold=True, centre=True)
    sheet.signature(130, 275)
    if rng.random() < 0.6:
        sheet.seal(132, 276)
    _other_stamps(sheet)
    if page.word:
        _secrecy_stamp(sheet)
    return _scan(sheet, rng)


def _other_stamps(sheet: Sheet) -> None:
    page, rng, y = sheet.page, sheet.rng, 60.0
    for other in page.also:
        if other == "seal":
            sheet.seal(rng.uniform(40, 160), rng.uniform(120, 220))
        elif other == "ĐẾN":
            sheet.arrival()
        else:
            extra = "Từ: 12/3/2020" if other == "GIẢI MẬT" else ""
            layer = sheet.framed(other, "double" if extra else "single", rng.uniform(3, 4.5), extra)
            sheet.put(
                layer,
                (30 + layer.width / 2 / sheet.mm, y + layer.height / 2 / sheet.mm),
                rng.uniform(-4, 4),
                page.ink,
                page.strength,
            )
            y += layer.height / sheet.mm + 3


def _secrecy_stamp(sheet: Sheet) -> None:
    page, rng = sheet.page, sheet.rng
    layer = sheet.framed(page.word, page.frame, page.letters)
    half, tall = layer.width / 2 / sheet.mm, layer.height / 2 / sheet.mm
    if page.frame in {"none", "underlined"}:
        centre = (62.0, 48.0)
    elif page.over == "edge":
        centre = (half * rng.uniform(0.62, 0.8), rng.uniform(45, 55))
    elif page.over == "text":
        centre = (rng.uniform(60, 150), rng.uniform(100, 200))
    elif page.first:
        centre = (rng.uniform(22, 40) + half, 43 + tall)
    else:
        centre = (rng.choice((25 + half, 105, 190 - half)), 14.0)
    corners = sheet.put(layer, centre, page.tilt, page.ink, page.strength)
    sheet.boxes.append(corners)
    if page.over == "seal":
        sheet.seal(centre[0] + half + 10, centre[1] + 6)
    elif page.over == "signature":
        sheet.signature(centre[0] - half, centre[1])


def _scan(sheet: Sheet, rng: random.Random) -> Drawn:
    page, (width, height) = sheet.page, sheet.size
    picture = np.asarray(sheet.image)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), page.skew, 1.0)
    edge = (20, 20, 20) if rng.random() < 0.3 else (245, 245, 242)
    picture = cv2.warpAffine(picture, matrix, (width, height), borderValue=edge)
    boxes = []
    for corners in sheet.boxes:
        moved = np.array(corners) @ matrix[:, :2].T + matrix[:, 2]
        boxes.append((*moved.min(axis=0).clip(0), *moved.max(axis=0)))
    if page.colour != "rgb":
        picture = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    picture = cv2.GaussianBlur(picture, (0, 0), page.blur * page.dpi / 200 + 0.01)
    cv2.setRNGSeed(rng.randrange(1 << 30))
    grain = cv2.randn(np.empty(picture.shape[:2], np.int16), 0, page.noise)
    picture = cv2.add(picture, cv2.merge([grain] * 3), dtype=cv2.CV_8U)
    picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, page.quality])[1], cv2.IMREAD_COLOR)
    if page.colour != "rgb":
        picture = picture[:, :, 0]
    if page.colour == "bitonal":
        picture = np.where(picture > rng.randint(140, 190), 255, 0).astype(np.uint8)
    return _turned(picture, boxes, page)


def _turned(picture: np.ndarray, boxes: list[tuple], page: Page) -> Drawn:
    height, width = picture.shape[:2]
    for _ in range(page.turn // 90):
        boxes = [(y0, width - x1, y1, width - x0) for x0, y0, x1, y1 in boxes]
        picture = np.ascontiguousarray(np.rot90(picture))
        height, width = width, height
    return Drawn(picture, page.dpi, [tuple(round(v) for v in box) for box in boxes])


def ordinary(rng: random.Random) -> Page:
    """The page that variations start from: a readable stamp on an ordinary scan."""
    return Page(
        word=rng.choice(WORDS), frame=rng.choice(("single", "single", "heavy", "double")), tilt=rng.uniform(-3, 3),
        letters=rng.uniform(3.2, 5), dpi=rng.choice((200, 300)), skew=rng.uniform(-1, 1), noise=rng.uniform(1, 6),
        quality=rng.randint(60, 90), typewriter=rng.random() < 0.3, wear=rng.uniform(0, 0.2),
        also=tuple(rng.sample((*URGENCY, "ĐẾN", "seal"), rng.choice((0, 1)))),
    )  # fmt: skip


VARIATIONS = {
    "colour": lambda r, p: p,
    "grey": lambda r, p: replace(p, colour="grey"),
    "bitonal": lambda r, p: replace(p, colour="bitonal"),
    "black ink": lambda r, p: replace(p, ink="black"),
    "violet or blue ink": lambda r, p: replace(p, ink=r.choice(("violet", "blue"))),
    "faded": lambda r, p: replace(p, strength=r.uniform(0.3, 0.45)),
    "faded, grey": lambda r, p: replace(p, strength=r.uniform(0.35, 0.5), colour="grey"),
    "worn ink": lambda r, p: replace(p, wear=r.uniform(0.4, 0.7)),
    "tilt up to 12°": lambda r, p: replace(p, tilt=r.choice((-1, 1)) * r.uniform(5, 12), colour=r.choice(("rgb", "grey"))),
    "tilt, bitonal": lambda r, p: replace(p, tilt=r.choice((-1, 1)) * r.uniform(5, 12), colour="bitonal"),
    "turned 90°": lambda r, p: replace(p, turn=90, colour=r.choice(("rgb", "grey", "bitonal"))),
    "turned 180°": lambda r, p: replace(p, turn=180, colour=r.choice(("rgb", "grey", "bitonal"))),
    "turned 270°": lambda r, p: replace(p, turn=270, colour=r.choice(("rgb", "grey", "bitonal"))),
    "150 dpi": lambda r, p: replace(p, dpi=150, colour=r.choice(("rgb", "grey", "bitonal"))),
    "400 dpi": lambda r, p: replace(p, dpi=400, colour=r.choice(("rgb", "grey", "bitonal"))),
    "small letters": lambda r, p: replace(p, letters=r.uniform(2.3, 3.0), colour=r.choice(("rgb", "grey"))),
    "large letters": lambda r, p: replace(p, letters=r.uniform(6, 9), colour=r.choice(("rgb", "grey", "bitonal"))),
    "over text, colour": lambda r, p: replace(p, over="text"),
    "over text, grey": lambda r, p: replace(p, over="text", colour="grey"),
    "over text, bitonal": lambda r, p: replace(p, over="text", colour="bitonal"),
    "beside a seal": lambda r, p: replace(p, over="seal", colour=r.choice(("rgb", "grey"))),
    "under a signature": lambda r, p: replace(p, over="signature", colour=r.choice(("rgb", "grey"))),
    "cut by the edge": lambda r, p: replace(p, over="edge", skew=0.0, colour=r.choice(("rgb", "grey"))),
    "noise, blur, JPEG 30": lambda r, p: replace(p, noise=r.uniform(8, 14), blur=r.uniform(0.8, 1.2), quality=30),
    "skewed page": lambda r, p: replace(p, skew=r.choice((-1, 1)) * r.uniform(2, 5), colour=r.choice(("rgb", "bitonal"))),
    "on a later page": lambda r, p: replace(p, first=False, colour=r.choice(("rgb", "grey", "bitonal"))),
    "beside GIẢI MẬT": lambda r, p: replace(p, also=("GIẢI MẬT",), colour=r.choice(("rgb", "grey"))),
    "printed line": lambda r, p: replace(p, frame="none", ink="black", tilt=0, typewriter=False, letters=r.uniform(2.9, 3.6),
                                         wear=0, strength=1.0, colour=r.choice(("rgb", "grey", "bitonal"))),
    "typewritten": lambda r, p: replace(p, frame="underlined", ink="black", tilt=0, typewriter=True, wear=0, strength=1.0,
                                        letters=r.uniform(2.4, 2.9), colour=r.choice(("rgb", "grey", "bitonal"))),
    "no frame, stamped": lambda r, p: replace(p, frame="none", colour=r.choice(("rgb", "grey", "bitonal"))),
    "TÀI LIỆU THU HỒI": lambda r, p: replace(p, word="TÀI LIỆU THU HỒI", colour=r.choice(("rgb", "grey", "bitonal"))),
    "envelope letter": lambda r, p: replace(p, word=r.choice("ABC"), letters=r.uniform(6, 14), frame=r.choice(("circle", "single", "heavy")), also=(),
                                            colour=r.choice(("rgb", "grey", "bitonal"))),
}  # fmt: skip


def unstamped(rng: random.Random) -> Page:
    """A page that must stay quiet, with the things that look like a secrecy stamp."""
    others = (*URGENCY, *HARMLESS, "GIẢI MẬT", "ĐẾN", "seal")
    page = replace(ordinary(rng), word="", also=tuple(rng.sample(others, rng.choice((0, 1, 1, 2)))))
    return replace(page, colour=rng.choice(("rgb", "grey", "bitonal")), turn=rng.choice((0, 0, 0, 90, 180, 270)),
                   first=rng.random() < 0.6, ink=rng.choice(("red", "red", "black")), noise=rng.uniform(1, 10))  # fmt: skip


def _meets(hit: StampHit, box: tuple[int, int, int, int]) -> bool:
    return hit.box[0] < box[2] and box[0] < hit.box[2] and hit.box[1] < box[3] and box[1] < hit.box[3]


def measure(page: Page, seed: int, keep: Path | None, name: str) -> tuple[bool, bool, float, list[StampHit]]:
    """Found, at the right level, CPU seconds, all hits."""
    drawn = draw_page(page, seed)
    start = time.process_time()
    hits = find_stamps(drawn.image, drawn.dpi)
    seconds = time.process_time() - start
    near = [hit for hit in hits if any(_meets(hit, box) for box in drawn.boxes)]
    right = any(hit.level == LEVELS.get(page.word) for hit in near)
    if (keep and bool(near) != bool(page.word)) or (keep and not page.word and hits):
        Image.fromarray(drawn.image).save(keep / f"{name.replace(' ', '_')}-{seed}.png")
        print("   ", name, seed, page, hits)
    return bool(near), right, seconds, hits


def generated(count: int, seed: int, only: str, keep: Path | None) -> None:
    print(f"{'variation':24}{'found':>9}{'level':>9}{'CPU s':>8}")
    total = [0, 0, 0]
    for number, (name, vary) in enumerate(VARIATIONS.items()):
        if only not in name:
            continue
        results = []
        for index in range(count):
            rng = random.Random(seed * 1_000_003 + number * 1009 + index)
            results.append(measure(vary(rng, ordinary(rng)), rng.randrange(1 << 30), keep, name))
        found, right = sum(r[0] for r in results), sum(r[1] for r in results)
        total = [total[0] + found, total[1] + right, total[2] + count]
        print(f"{name:24}{found:5}/{count:<3}{right:5}/{count:<3}{np.mean([r[2] for r in results]):8.2f}", flush=True)
    if total[2]:
        print(f"{'all':24}{total[0] / total[2]:9.1%}{total[1] / total[2]:9.1%}")


def quiet_pages(count: int, seed: int, keep: Path | None) -> None:
    alarms, seconds = 0, []
    for index in range(count):
        rng = random.Random(seed * 999_983 + index)
        _, _, spent, hits = measure(unstamped(rng), rng.randrange(1 << 30), keep, "unstamped")
        alarms, seconds = alarms + bool(hits), [*seconds, spent]
    print(
        f"unstamped pages with an alarm: {alarms}/{count} = {alarms / count:.1%}, {np.mean(seconds):.2f} CPU s a page"
    )


def corpus_pages(corpus: Path) -> Iterator[tuple[dict, int, np.ndarray, float]]:
    for line in (corpus / "scans/truth.jsonl").read_text().splitlines():
        truth = json.loads(line)
        if truth["kind"] == "scan":
            for index, image in enumerate(_pictures(corpus / "scans" / truth["file"])):
                yield truth, index, image, truth["dpi"]


def _pictures(path: Path) -> Iterator[np.ndarray]:
    if path.suffix == ".pdf":
        for page in pdfium.PdfDocument(path):
            for thing in page.get_objects():
                if isinstance(thing, pdfium.PdfImage):
                    yield _pixels(thing.get_bitmap().to_pil())
                    break
    else:
        with Image.open(path) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                yield _pixels(image)


def _pixels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L" if image.mode in {"1", "L"} else "RGB"))


def corpus_figures(corpus: Path) -> None:
    found, stamped, alarms, quiet, seconds = 0, 0, 0, 0, []
    for truth, index, image, dpi in corpus_pages(corpus):
        marked = any(o["kind"] == "do_mat" for o in truth["pages"][index]["overlays"])
        start = time.process_time()
        hits = find_stamps(image, dpi)
        seconds.append(time.process_time() - start)
        right = any(hit.seen.casefold() == truth["fields"]["do_mat"].casefold() for hit in hits)
        stamped, quiet = stamped + marked, quiet + (not marked)
        found, alarms = found + (marked and right), alarms + (not marked and bool(hits))
        if hits or marked:
            print(f"  {truth['file']} page {index + 1}: {truth['fields']['do_mat'] if marked else 'no stamp'}", hits)
    print(f"corpus: found at the right level {found}/{stamped}, alarms on other pages {alarms}/{quiet},"
          f" CPU s a page mean {np.mean(seconds):.2f} max {np.max(seconds):.2f}")  # fmt: skip


def main() -> None:
    default = os.environ.get("VANKHO_CORPUS", Path(__file__).parents[2] / "shared/corpus")
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=20)
    options.add_argument("--quiet-pages", type=int, default=100)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--only", default="")
    options.add_argument("--corpus", type=Path, default=Path(default))
    options.add_argument("--keep-misses", type=Path)
    chosen = options.parse_args()
    cv2.setNumThreads(1)
    generated(chosen.pages, chosen.seed, chosen.only, chosen.keep_misses)
    quiet_pages(chosen.quiet_pages, chosen.seed, chosen.keep_misses) if chosen.quiet_pages else None
    if (chosen.corpus / "scans/truth.jsonl").exists():
        corpus_figures(chosen.corpus)


if __name__ == "__main__":
    main()
