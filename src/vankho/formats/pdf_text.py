"""The text of a PDF that a computer wrote, word by word with its place. A hidden OCR layer is not such text."""

from __future__ import annotations

import ctypes
import unicodedata

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .reading import Line, Word
from .syllables import plausibility

_FEWEST_CHARACTERS = 20
_MOST_CHARACTERS = 200_000
_LEAST_PLAUSIBLE = 0.5  # text of old fonts (TCVN3, VNI) comes out as other letters: then the page is read as a picture
_FORM_DEPTH = 5
_RECTANGLE_SEGMENTS = 6
_MOST_STROKES = 600  # a page full of table rules has fewer
_INVISIBLE = 3  # text rendering mode 3, ISO 32000-1 table 106

_Glyph = tuple[str, float, float, float, float]


def real_text(page: pdfium.PdfPage, scale: float) -> tuple[Line, ...] | None:
    """Lines in the page's own order, boxes in pixels at `scale` pixels per point; None when the page must be read."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if not _FEWEST_CHARACTERS <= count <= _MOST_CHARACTERS or _all_hidden(page):
            return None
        lines = _lines(_glyphs(textpage, count, page.get_height(), scale))
    finally:
        textpage.close()
    if not lines or plausibility(" ".join(line.text for line in lines)) < _LEAST_PLAUSIBLE:
        return None
    return lines


def has_only_text(page: pdfium.PdfPage) -> bool:
    """Whether nothing is drawn but text and plain rules: no picture, no shape a stamp's letters could be made of."""
    if raw.FPDFPage_GetAnnotCount(page.raw) > 0:
        return False
    strokes = 0
    for item in page.get_objects(max_depth=_FORM_DEPTH):
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            segments = raw.FPDFPath_CountSegments(item.raw)
            strokes += segments
            if segments > _RECTANGLE_SEGMENTS or strokes > _MOST_STROKES:
                return False
        elif item.type not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):
            return False
    return True


def is_hidden(text_object: pdfium.PdfObject) -> bool:
    """A text object that is not drawn, as OCR programs lay it under a scan."""
    return bool(raw.FPDFTextObj_GetTextRenderMode(text_object.raw) == _INVISIBLE)


def _all_hidden(page: pdfium.PdfPage) -> bool:
    texts = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3))
    return bool(texts) and all(map(is_hidden, texts))


def _glyphs(textpage: pdfium.PdfTextPage, count: int, height: float, scale: float) -> list[_Glyph]:
    glyphs: list[_Glyph] = []
    box = [ctypes.c_double() for _ in range(4)]
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
            continue
        raw.FPDFText_GetCharBox(textpage.raw, index, *(ctypes.byref(edge) for edge in box))
        left, right, bottom, top = (edge.value for edge in box)
        glyphs.append((chr(code), left * scale, (height - top) * scale, right * scale, (height - bottom) * scale))
    return glyphs


def _lines(glyphs: list[_Glyph]) -> tuple[Line, ...]:
    lines: list[Line] = []
    words: list[Word] = []
    pending: list[_Glyph] = []

    def end_word() -> None:
        if pending:
            words.append(_word(pending))
            pending.clear()

    def end_line() -> None:
        end_word()
        if words:
            lines.append(Line(tuple(words)))
            words.clear()

    for glyph in glyphs:
        if glyph[0] in "\r\n\f\v":
            end_line()
        elif glyph[0].isspace():
            end_word()
        else:
            pending.append(glyph)
    end_line()
    return tuple(lines)


def _word(glyphs: list[_Glyph]) -> Word:
    text = unicodedata.normalize("NFC", "".join(glyph[0] for glyph in glyphs))
    box = (
        int(min(glyph[1] for glyph in glyphs)),
        int(min(glyph[2] for glyph in glyphs)),
        round(max(glyph[3] for glyph in glyphs)),
        round(max(glyph[4] for glyph in glyphs)),
    )
    return Word(text, box, 1.0)
