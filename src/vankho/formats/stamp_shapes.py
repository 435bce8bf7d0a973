"""Compares a cut-out with the shapes of the secrecy words, letter by letter, where worn ink or text across defeats OCR.

The letters are drawn, not taken from a font file, so the search needs none. Marks above and below are left out: they
are the first to wear away, and no other stamp has these letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from vankho.formats.reading import StampLevel
from vankho.formats.stamp_layers import Picture

Scores = npt.NDArray[np.float32]

_CAPITALS = (0.42, 0.5, 0.58, 0.67, 0.77)
"""Heights of a capital tried, as part of the cut-out's height."""
_HEIGHT = 28
_FACES = (cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX)
_BREADTHS = {
    "normal": {"M": 1.32, "A": 1.08, "T": 0.94, "O": 1.1, "I": 0.5, "U": 1.06, "Y": 1.04, "E": 0.94},
    "narrow": {"M": 0.95, "A": 0.88, "T": 0.82, "O": 0.86, "I": 0.45, "U": 0.85, "Y": 0.86, "E": 0.78},
}
"""Breadth of a letter over its height: book faces, and typewriters or condensed faces."""
_WORDS = {
    "MẬT": ("MAT", StampLevel.CONFIDENTIAL),
    "TỐI MẬT": ("TOI MAT", StampLevel.SECRET),
    "TUYỆT MẬT": ("TUYET MAT", StampLevel.TOP_SECRET),
}
LEVEL_NAMES = {level: seen for seen, (_, level) in _WORDS.items()}
_GAP = (-0.12, 0.45)
"""Room between two letters, over their height."""
_SPACE = (0.15, 1.3)
_MARGIN = 1.2
"""Widest margin beside the word, over the height of its capitals."""
_MARGIN_GAP = (-0.1, 0.0)


@dataclass(frozen=True)
class Likeness:
    seen: str
    level: StampLevel
    score: float
    """Mean correlation of the letters, -1.0 to 1.0."""


NOTHING = Likeness("", StampLevel.OPEN, 0.0)


def likeness(cut: Picture, capitals: tuple[float, ...] = _CAPITALS) -> Likeness:
    """The secrecy word that fits best across a levelled cut-out, dark letters on white, whose height holds one line.

    `capitals` are the heights of a capital to try, as parts of the cut-out's height.
    """
    height, width = cut.shape
    wide = max(1, round(width * _HEIGHT / height))
    if not 1.2 * _HEIGHT <= wide <= 12 * _HEIGHT:
        return NOTHING
    small = cv2.resize(255 - cut, (wide, _HEIGHT), interpolation=cv2.INTER_AREA)
    ink: Picture = cv2.GaussianBlur(small, (0, 0), 1.0)  # type: ignore[assignment]
    best = NOTHING
    for part in capitals:
        capital = round(part * _HEIGHT)
        for face in _FACES:
            for breadth in _BREADTHS:
                best = max(best, _best_word(ink, face, breadth, capital), key=lambda found: found.score)
    return best


def _best_word(ink: Picture, face: int, breadth: str, capital: int) -> Likeness:
    maps: dict[str, Scores] = {}
    best = NOTHING
    for seen, (letters, level) in _WORDS.items():
        if sum(_BREADTHS[breadth].get(letter, 0.15) for letter in letters) * capital > ink.shape[1]:
            break
        for letter in letters.replace(" ", ""):
            if letter not in maps:
                maps[letter] = _map(ink, _shape(letter, face, breadth, capital))
        score = _across(letters, maps, breadth, capital, ink.shape[1])
        if score > best.score:
            best = Likeness(seen, level, score)
    return best


def _map(ink: Picture, shape: Picture) -> Scores:
    """How well the letter fits with its upper left corner at every place; -1 where it would reach over the edge."""
    fits = np.full(ink.shape, -1.0, np.float32)
    rows, columns = ink.shape[0] - shape.shape[0] + 1, ink.shape[1] - shape.shape[1] + 1
    if rows > 0 and columns > 0:
        fits[:rows, :columns] = cv2.matchTemplate(ink, shape, cv2.TM_CCOEFF_NORMED)
    return fits


def _across(letters: str, maps: dict[str, Scores], breadth: str, capital: int, width: int) -> float:
    """Mean fit of the letters at their best places in a row that fills the cut-out but for a margin on both sides."""
    columns, margin = np.arange(width), _MARGIN * capital
    total = np.full(maps["M"].shape, 0.0, np.float32)
    total[:, columns < width - margin] = -9.0
    low, high = _MARGIN_GAP
    for letter in reversed(letters):
        if letter == " ":
            low, high = _SPACE
            continue
        own = _BREADTHS[breadth][letter]
        total = maps[letter] + _reached(total, round((own + low) * capital), round((own + high) * capital))
        low, high = _GAP
    total[:, columns > margin] = -9.0
    return float(total.max()) / len(letters.replace(" ", ""))


def _reached(total: Scores, first: int, last: int) -> Scores:
    """The best value `first` to `last` columns further right, a row up or down."""
    kernel = np.ones((3, last - first + 1), np.uint8)
    moved = np.full((total.shape[0], total.shape[1] + last), -9.0, np.float32)
    moved[:, : total.shape[1]] = total
    spread = cv2.dilate(moved, kernel, anchor=(0, 1), borderType=cv2.BORDER_CONSTANT, borderValue=-9.0)
    return spread[:, first : first + total.shape[1]].astype(np.float32, copy=False)


@cache
def _shape(letter: str, face: int, breadth: str, capital: int) -> Picture:
    """The letter as ink on paper, blurred as a stamp is, filling its box."""
    sheet = np.zeros((160, 200), np.uint8)
    cv2.putText(sheet, letter, (40, 120), face, 3.0, (255,), 10 if face == cv2.FONT_HERSHEY_DUPLEX else 7)
    x, y, wide, high = cv2.boundingRect(sheet)
    size = (max(3, round(_BREADTHS[breadth][letter] * capital)), capital)
    small = cv2.resize(sheet[y : y + high, x : x + wide], size, interpolation=cv2.INTER_AREA)
    return cv2.GaussianBlur(small, (0, 0), 1.0, borderType=cv2.BORDER_CONSTANT)  # type: ignore[return-value]
