"""Reads the few letters of a cut-out that may be a secrecy stamp and judges them. Nothing that is read is kept."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum

import cv2
import tesserocr

from vankho.formats.ocr import tessdata_folder
from vankho.formats.reading import StampLevel
from vankho.formats.stamp_layers import Picture

_LINE, _BLOCK, _LETTER = tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.SINGLE_BLOCK, tesserocr.PSM.SINGLE_CHAR
_held = threading.local()


class Kind(Enum):
    SECRET = "secret"  # noqa: S105
    DOUBTFUL = "doubtful"
    """Nearly a secrecy word, a letter off."""
    HARMLESS = "harmless"
    """Surely another stamp: urgency, arrival, declassified, circulation notes."""
    OTHER = "other"
    """Readable words that are no stamp we know."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verdict:
    kind: Kind
    level: StampLevel = StampLevel.OPEN
    seen: str = ""
    confidence: float = 0.0
    title_case: bool = False
    """Written ``Mật``, not ``MẬT``."""
    whole: bool = True
    """The secrecy word is all there was to read."""


UNREADABLE = Verdict(Kind.UNREADABLE)
_SECRET = {
    "MAT": (StampLevel.CONFIDENTIAL, "MẬT"),
    "TOIMAT": (StampLevel.SECRET, "TỐI MẬT"),
    "TUYETMAT": (StampLevel.TOP_SECRET, "TUYỆT MẬT"),
    "TAILIEUTHUHOI": (StampLevel.CONFIDENTIAL, "TÀI LIỆU THU HỒI"),
}
_HARMLESS = (
    "KHAN", "THUONGKHAN", "HOATOC", "HOATOCHENGIO", "GIAIMAT", "LUUHANHNOIBO", "XEMXONGTRALAI", "XONGHOINGHITRALAI",
    "TAILIEUHOINGHI", "DUTHAO", "SAOY", "SAOYBANCHINH", "BANCHINH", "SAOLUC", "TRICHSAO", "DEN", "CONGVANDEN",
    "PHOTO", "BANSAO", "HOANTHANH", "DATHUTIEN", "THAMKHAO", "DADUYET", "DASOHOA", "MATTRAN", "BIMATNHANUOC",
)  # fmt: skip
_LETTERS = {"A": StampLevel.TOP_SECRET, "B": StampLevel.SECRET, "C": StampLevel.CONFIDENTIAL}


def reader() -> tesserocr.PyTessBaseAPI:
    """The engine of this thread; RuntimeError where its Vietnamese model is missing."""
    if not hasattr(_held, "api"):
        _held.api = tesserocr.PyTessBaseAPI(path=str(tessdata_folder()), lang="vie", psm=_LINE)
    return _held.api


def read_line(cut: Picture) -> Verdict:
    return _read(cut, _LINE)


def read_block(cut: Picture) -> Verdict:
    return _read(cut, _BLOCK)


def read_letter(cut: Picture) -> Verdict:
    """A lone envelope letter."""
    text, confidence = _text(cut, _LETTER)
    letter = "C" if bare(text) == "GC" else bare(text)  # a serif C alone is often read so
    if letter in _LETTERS and confidence >= 0.4:
        return Verdict(Kind.SECRET, _LETTERS[letter], letter, confidence)
    return UNREADABLE


def _read(cut: Picture, mode: int) -> Verdict:
    text, confidence = _text(cut, mode)
    return judge(text, confidence)


def _text(cut: Picture, mode: int) -> tuple[str, float]:
    padded = cv2.copyMakeBorder(cut, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(255,))
    api = reader()
    api.SetPageSegMode(mode)
    api.SetImageBytes(padded.tobytes(), padded.shape[1], padded.shape[0], 1, padded.shape[1])
    text = api.GetUTF8Text()
    confidences = api.AllWordConfidences()
    api.Clear()
    return text, (sum(confidences) / len(confidences) / 100 if confidences else 0.0)


def bare(text: str) -> str:
    """Capitals without tones and marks: ``Tối mật.`` gives ``TOIMAT``."""
    flat = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return re.sub(r"[^A-Z]", "", flat)


def judge(text: str, confidence: float) -> Verdict:
    """What a reading means. Capitals only: text in small letters never names a level (``bí mật`` in a sentence)."""
    words = re.findall(r"[^\W\d_]+", text)
    shown = [word for word in words if len(word) == 1 or not word[1:].islower()]
    title = not shown and bool(words) and words[0][0].isupper()
    letters = bare("".join(words if title else shown))
    if len(letters) < 2:
        return UNREADABLE
    if any(letters_amiss(letters, harmless) <= len(harmless) // 5 for harmless in _HARMLESS) or "GIAIMAT" in letters:
        return Verdict(Kind.HARMLESS, confidence=confidence)
    verdicts = [v for v in (_secret(letters, confidence), _secret(bare(text), confidence) if shown else None) if v]
    if verdicts:
        return replace(max(verdicts, key=lambda v: (v.kind is Kind.SECRET, v.level)), title_case=title)
    readable = confidence >= 0.6 and len(bare(text)) >= 4
    return Verdict(Kind.OTHER, confidence=confidence) if readable else UNREADABLE


def _secret(letters: str, confidence: float) -> Verdict | None:
    best = min(_SECRET, key=lambda word: (letters_amiss(letters, word) / len(word), len(word)))
    distance, (level, seen) = letters_amiss(letters, best), _SECRET[best]
    if distance == 0 or (len(best) > 5 and distance <= len(best) // 4):
        return Verdict(Kind.SECRET, level, seen, max(0.5, confidence) * (1 - 0.1 * distance))
    if "THUHOI" in letters:
        return Verdict(Kind.SECRET, StampLevel.CONFIDENTIAL, "TÀI LIỆU THU HỒI", confidence)
    if letters.endswith("MAT") and len(letters) <= 14:
        return Verdict(Kind.SECRET, StampLevel.CONFIDENTIAL, "MẬT", max(0.2, confidence * 0.8), whole=False)
    if distance == 1 or (len(best) > 5 and distance <= len(best) // 3):
        return Verdict(Kind.DOUBTFUL, level, seen, 0.3)
    return None


def letters_amiss(one: str, other: str) -> int:
    """Edit distance."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
