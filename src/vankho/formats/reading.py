"""What is read from a paper: the facts that travel between opening, stamp search, OCR and field extraction.

Boxes are ``(left, top, right, bottom)`` in pixels of the page picture as it is shown to people, that is after the page
was turned upright; `PageReading.width` and `height` are the size of that picture. Confidence is 0.0 to 1.0 everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

Box = tuple[int, int, int, int]


class StampLevel(IntEnum):
    """How secret a stamp says the paper is; the numbers are the order of `vankho.clearance.Level`."""

    OPEN = 0
    CONFIDENTIAL = 1
    SECRET = 2
    TOP_SECRET = 3


@dataclass(frozen=True)
class StampHit:
    """One suspected secrecy stamp on one page image."""

    level: StampLevel
    box: Box
    confidence: float
    seen: str
    """What it looks like: ``MẬT``, ``TỐI MẬT``, ``TUYỆT MẬT``, ``A``/``B``/``C``, ``TÀI LIỆU THU HỒI``."""


@dataclass(frozen=True)
class Word:
    text: str
    box: Box
    confidence: float


@dataclass(frozen=True)
class Line:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        lefts, tops, rights, bottoms = zip(*(word.box for word in self.words), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    @property
    def confidence(self) -> float:
        weights = [max(len(word.text), 1) for word in self.words]
        return sum(w.confidence * n for w, n in zip(self.words, weights, strict=True)) / sum(weights)


@dataclass(frozen=True)
class PageReading:
    """One logical page, upright: a picture that holds two pages gives two of these."""

    image: int
    """Which picture of the file this page stands on, counted from 0."""
    width: int
    height: int
    lines: tuple[Line, ...]
    rotation: int = 0
    """Degrees counter-clockwise that the picture had been turned and was turned back: 0, 90, 180 or 270."""
    blank: bool = False
    stamped: tuple[Line, ...] = ()
    """What stands in frames at the head of a paper's first page: rubber stamps, no part of the text."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class FieldValue:
    """A field read from the page: its value in the form of the register, where it stood and how sure we are."""

    value: str | int | list[str]
    confidence: float
    page: int = 0
    boxes: tuple[Box, ...] = ()
    candidates: tuple[str, ...] = ()
    """Other readings worth offering, best first."""


@dataclass(frozen=True)
class Fault:
    """A code that outlives its wording, and the Vietnamese sentence for people."""

    code: str
    message: str


@dataclass(frozen=True)
class Recognition:
    """Everything one file told us. `status` is ``ok``, ``needs_password``, ``rejected`` or ``secret_stamp``."""

    status: str
    error: Fault | None = None
    warnings: tuple[Fault, ...] = ()
    pages: tuple[PageReading, ...] = ()
    fields: dict[str, FieldValue] = field(default_factory=dict)
    stamps: tuple[StampHit, ...] = ()
    image_count: int = 0
    seconds: float = 0.0
