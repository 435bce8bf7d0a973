"""One picture of a text page in, lines of words out: the engine, and what its answer is worth."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import numpy as np
import tesserocr

from .page_source import Picture
from .reading import Line, Word
from .syllables import is_syllable, plausibility

_LANGUAGE = "vie"
_ROW_DPI = 300.0
_DOUBTED = 0.5  # a word the engine gives less than this is more often junk than text
_IMPOSSIBLE = 0.75  # how far to trust the engine's confidence in a word that cannot be Vietnamese
_STANDING_SIGNS = frozenset("-–—*./,:;…()\"'“”+%&")  # signs that stand between spaces in office papers
_STROKES = frozenset("|\\~^=<>{}[]⁄¬¿¡«»_£§€¥©®°")
_NUMBER_OR_DATE = re.compile(r"\d\s?[-–/]\s?[A-ZĐ]{2}|ng.y\D{0,4}\d+\D{0,3}th.ng")
"""``Số 49-KH/BTGDVTU``, ``ngày 5 tháng 3``: worth more to a register than any other line, so kept at any confidence."""


def tessdata_folder() -> Path:
    """Where `vie.traineddata` lies: VANKHO_TESSDATA, else where set-up puts it."""
    given = os.environ.get("VANKHO_TESSDATA")
    return Path(given) if given else Path(__file__).resolve().parents[3] / ".build" / "tessdata"


def letters_of(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def trust(word: Word) -> float:
    """The engine's confidence, lowered when the word cannot be a Vietnamese syllable, a number or a short code."""
    letters = "".join(character for character in word.text if character.isalpha())
    possible = not letters or is_syllable(letters) or (letters.isupper() and len(letters) <= 6)
    return word.confidence if possible else word.confidence * _IMPOSSIBLE


def worth(lines: list[Line]) -> float:
    """How much believable text a reading holds: lost lines and invented ones both lower it."""
    return sum(len(letters_of(word.text)) * (trust(word) - _DOUBTED) for line in lines for word in line.words)


def certainty(lines: list[Line]) -> float:
    """Mean trust over letters, 0.0 for an empty reading."""
    letters = [(len(letters_of(word.text)), trust(word)) for line in lines for word in line.words]
    total = sum(count for count, _ in letters)
    return sum(count * value for count, value in letters) / total if total else 0.0


def is_junk(line: Line) -> bool:
    """Seals, handwriting, specks and mirrored print read as if they were words."""
    letters = letters_of(line.text)
    if not letters:
        return True
    if _NUMBER_OR_DATE.search(line.text):
        return False
    if line.confidence < 0.30:
        return True
    if len(letters) <= 2:
        return line.confidence < 0.6 and not letters.isdigit()
    return line.confidence < 0.55 and plausibility(line.text) < 0.6


def without_strays(line: Line) -> Line | None:
    """The line less the strokes of signatures, rules and specks read as signs; None when nothing else was there."""
    kept = tuple(word for word in line.words if not _is_stray(word))
    return Line(kept) if kept else None


def _is_stray(word: Word) -> bool:
    letters = letters_of(word.text)
    if not letters:
        return word.confidence < _DOUBTED or bool(set(word.text) - _STANDING_SIGNS)
    odd = len(letters) < 0.5 * len(word.text) or not set(word.text).isdisjoint(_STROKES)
    return trust(word) < (0.45 if odd else 0.25)


class Engine:
    """Tesseract with the Vietnamese model, kept loaded. Not for use by two threads at once."""

    def __init__(self, folder: Path | None = None) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # more threads make one page slower than two pages side by side
        self._api = tesserocr.PyTessBaseAPI(
            path=str(folder or tessdata_folder()), lang=_LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY
        )

    def close(self) -> None:
        self._api.End()

    def read(self, grey: Picture, dpi: float, *, one_block: bool = False) -> list[Line]:
        """Lines in reading order, boxes in pixels of the picture. `one_block`: text in one column, nothing else."""
        return self._read(grey, dpi, tesserocr.PSM.SINGLE_BLOCK if one_block else tesserocr.PSM.AUTO)

    def read_row(self, grey: Picture) -> list[Line]:
        """A cut-out with one row of letters, some 40 pixels high."""
        padded = np.pad(grey, 12, constant_values=255)
        return self._read(padded, _ROW_DPI, tesserocr.PSM.SINGLE_LINE)

    def _read(self, grey: Picture, dpi: float, mode: int) -> list[Line]:
        grey = np.ascontiguousarray(grey)
        self._api.SetPageSegMode(mode)
        height, width = grey.shape
        self._api.SetImageBytes(grey.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(dpi))
        self._api.Recognize()
        lines = _collected(self._api.GetIterator())
        self._api.Clear()
        return lines


def _collected(iterator: tesserocr.PyResultIterator | None) -> list[Line]:
    lines: list[Line] = []
    words: list[Word] = []
    if iterator is None:
        return lines
    level = tesserocr.RIL.WORD
    for item in tesserocr.iterate_level(iterator, level):
        if item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and words:
            lines.append(Line(tuple(words)))
            words = []
        word = _word_at(item, level)
        if word is not None:
            words.append(word)
    if words:
        lines.append(Line(tuple(words)))
    return lines


def _word_at(item: tesserocr.PyResultIterator, level: int) -> Word | None:
    if item.Empty(level):
        return None
    box = item.BoundingBox(level)
    text = unicodedata.normalize("NFC", item.GetUTF8Text(level)).strip()
    if not text or box is None:
        return None
    return Word(text, box, max(0.0, item.Confidence(level)) / 100)
