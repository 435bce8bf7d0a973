"""Papers drawn for a test: real letters from the typesetter's own fonts, so no scan and no font file is needed."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pikepdf
import typst
from PIL import Image

LETTER = (
    "ĐẢNG BỘ TỈNH HÒA THƯỢNG",
    "Số 214-CV/TU",
    "Kính gửi: Các ban xây dựng Đảng, Văn phòng Tỉnh ủy,",
    "Thực hiện chương trình công tác năm 2024, Ban Thường vụ Tỉnh ủy yêu cầu",
    "các đồng chí rà soát hồ sơ, tài liệu, lập danh mục và nộp lưu đúng thời hạn.",
    "Những đơn vị chưa có cán bộ chuyên trách thì báo cáo trước ngày 30 tháng 9.",
    "Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện công văn này.",
)


def _source(lines: tuple[str, ...]) -> bytes:
    body = "\n\n".join(line.replace("@", r"\@").replace("#", r"\#") for line in lines)
    page = '#set page(paper: "a4", margin: 3cm)\n#set text(size: 14pt, lang: "vi")\n#set par(justify: false)\n'
    return (page + body).encode()


@cache
def scan_of(lines: tuple[str, ...] = LETTER, dpi: int = 200) -> Image.Image:
    """A clean grey scan of a page with these lines."""
    png = typst.compile(_source(lines), format="png", ppi=float(dpi))
    return Image.open(io.BytesIO(png)).convert("L")


@cache
def stamped_scan(words: str, colour: str, dpi: int = 200) -> Image.Image:
    """The letter in colour with these words stamped in a leaning frame at the left, under the number."""
    stamp = (
        f'#place(top + left, dx: -1.2cm, dy: 2.6cm, rotate(-3deg, rect(stroke: 1.5pt + rgb("{colour}"), inset: 5pt, '
        f'text(size: 13pt, weight: "bold", fill: rgb("{colour}"))[{words}])))\n#v(1.5cm)\n'
    )
    lines = (*LETTER[:2], "", *LETTER[2:])
    source = _source(lines).decode().replace(LETTER[2], stamp + "#v(2cm) " + LETTER[2])
    return Image.open(io.BytesIO(typst.compile(source.encode(), format="png", ppi=float(dpi)))).convert("RGB")


@cache
def text_pdf(lines: tuple[str, ...] = LETTER) -> bytes:
    """A PDF with real text, as a word processor exports it."""
    return typst.compile(_source(lines))


def encoded(image: Image.Image, kind: str, dpi: int = 200, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, dpi=(dpi, dpi), **options)
    return out.getvalue()


def tiff_of(*images: Image.Image, dpi: int = 200) -> bytes:
    out = io.BytesIO()
    images[0].save(
        out, "TIFF", save_all=True, append_images=images[1:], dpi=(dpi, dpi), compression="tiff_adobe_deflate"
    )
    return out.getvalue()


def scanned_pdf(*images: Image.Image, dpi: int = 200, **save_options: object) -> bytes:
    """Pictures as a scanner's PDF; `save_options` go to pikepdf (encryption and the like)."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=float(dpi))
    if not save_options:
        return out.getvalue()
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.save(saved, **save_options)
    return saved.getvalue()


def speckled(image: Image.Image, share: float = 0.01) -> Image.Image:
    """A photocopy: black and white with dots all over."""
    pixels = np.asarray(image) > 140
    dots = np.random.default_rng(7).random(pixels.shape) < share
    return Image.fromarray(np.where(pixels & ~dots, 255, 0).astype(np.uint8))
