"""Marks put on the paper by hand or stamp, as far as OCR could read them: urgency, secrecy, the arrival stamp."""

from __future__ import annotations

import re
from datetime import date

from vankho.formats.fields.layout import Header, cut_at_gaps
from vankho.formats.fields.signature import Signed
from vankho.formats.fields.spelling import as_digits, nfc, similarity, tone_free_place
from vankho.formats.fields.vocabulary import rules
from vankho.formats.reading import Line, PageReading

_STAMP_LIKENESS = 0.75
_STAMP_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")


def read_mark(page: PageReading, header: Header, kind: str) -> Signed | None:
    """`kind` is ``urgency`` or ``secrecy``: a piece of the upper part that is such a word in capitals, nothing else."""
    best: Signed | None = None
    for line in page.stamped:
        mark = as_stamp(line, kind)
        if mark and (best is None or mark.certainty > best.certainty):
            best = mark
    for line in page.lines:
        if line.words and line.box[1] < 0.4 * page.height:
            for piece in (*cut_at_gaps(line, 1.8), *_ends(line)):
                mark = _as_mark(piece, rules("marks")[kind])
                if mark and (best is None or mark.certainty > best.certainty):
                    best = mark
    return best


def _ends(line: Line) -> list[Line]:
    """The first word or two alone: a stamp left of the text is often read as the beginning of a line of text."""
    return [Line(line.words[:size]) for size in (1, 2) if len(line.words) > size]


def _as_mark(piece: Line, words: list[str]) -> Signed | None:
    text = nfc(piece.text).strip(" .,;:'\"`_~*|/\\()[]{}<>=+-“”")
    if not text.isupper() or len(piece.words) > 4:
        return None
    for word in words:
        if tone_free_place(text.replace(" ", "")) == tone_free_place(word.replace(" ", "")):
            return Signed(word, piece.confidence, piece.words)
        if len(word) > 5 and similarity(text, word) >= 0.85:
            return Signed(word, 0.8 * piece.confidence, piece.words)
    return None


def as_stamp(line: Line, kind: str) -> Signed | None:
    """The mark that a framed line is. It needs no right accents: nothing else is stamped there in so few letters."""
    text = nfc(line.text)
    letters = "".join(character for character in text if character.isalpha())
    likeness, word = max((similarity(letters, word), word) for word in rules("marks")[kind])
    right = tone_free_place(letters) == tone_free_place(word.replace(" ", ""))
    if likeness < _STAMP_LIKENESS or not letters.isupper():
        return None
    return Signed(word, (1.0 if right else 0.85 * likeness) * line.confidence, line.words)


def read_arrival(page: PageReading, issued: date | None) -> tuple[Signed | None, Signed | None]:
    """Number and date written by hand into the arrival stamp; never sure, OCR reads handwriting badly."""
    stamp = next((line for line in page.lines if line.words and _has_arrival_word(line, page)), None)
    if stamp is None:
        return None, None
    _, top, _, bottom = stamp.box
    reach = 0.07 * page.height
    near = [
        line
        for line in page.lines
        if line.words and top - reach < line.box[1] < bottom + reach and line.box[0] < 0.45 * page.width
    ]
    return _arrival_number(near), _arrival_date(near, issued)


def _has_arrival_word(line: Line, page: PageReading) -> bool:
    return any(
        nfc(word.text).strip(" |:.;[]()") == "ĐẾN"
        and word.box[0] < 0.4 * page.width
        and word.box[1] < 0.3 * page.height
        for word in line.words
    )


def _arrival_number(lines: list[Line]) -> Signed | None:
    for line in lines:
        for lead, word in zip(line.words, line.words[1:], strict=False):
            digits = as_digits(word.text)
            if similarity(lead.text, "Số") == 1.0 and ":" in lead.text and digits and "-" not in word.text:
                return Signed(digits, 0.5 * word.confidence, (word,))
    return None


def _arrival_date(lines: list[Line], issued: date | None) -> Signed | None:
    for line in lines:
        match = _STAMP_DATE.search(line.text)
        if not match or similarity(line.words[0].text, "Ngày") < 0.7:
            continue
        year = int(match[3]) if len(match[3]) == 4 else _full_year(int(match[3]), issued)
        try:
            arrived = date(year, int(match[2]), int(match[1]))
        except ValueError:
            continue
        if issued is None or 0 <= (arrived - issued).days <= 60:
            return Signed(arrived.isoformat(), 0.6 * line.confidence, line.words)
    return None


def _full_year(short: int, issued: date | None) -> int:
    century = (issued.year if issued else 2000) // 100 * 100
    return century + short
