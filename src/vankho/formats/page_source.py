"""What an opened file promises: its pages one at a time, its warnings, and the limits it was held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .reading import Fault, Line
from .words import fault

Picture = NDArray[np.uint8]
"""Grey HxW or RGB HxWx3."""

A4_LONG_SIDE_INCHES = 11.69


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A page over a limit refuses the file before anything is decoded."""

    file_bytes: int = 500 * 1024 * 1024
    pages: int = 1000
    page_pixels: int = 120_000_000
    """An A3 page at 600 dpi has 70 million; an A2 drawing at 400 dpi 62 million."""


class Refused(Exception):
    """The file is not read; `fault` says why in the words of `formats.words`."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.fault = fault(code, **facts)


@dataclass(frozen=True)
class PageImage:
    """One page of the file as a picture, not yet turned upright."""

    index: int
    pixels: Picture
    dpi: float
    text: tuple[Line, ...] | None = None
    """Lines of real text when the page was written by a computer; None for a scan."""
    is_text_only: bool = False
    """Nothing is drawn on it but that text and plain lines: a stamp could only stand in the text."""


class Pages(Protocol):
    """An opened file. `page` decodes anew every time, so memory stays flat however long the file is."""

    media_type: str
    count: int

    @property
    def warnings(self) -> tuple[Fault, ...]: ...

    def page(self, index: int) -> PageImage | None:
        """The page, or None when this one page is damaged; the damage is then among `warnings`."""

    def close(self) -> None: ...


def plausible_dpi(width: int, height: int, claimed: float | None) -> float:
    """The claimed resolution if a sheet of paper of that size exists, else the one that makes the long side A4's."""
    longest = max(width, height)
    if claimed and 4 <= longest / claimed <= 60 and claimed >= 60:
        return float(claimed)
    return longest / A4_LONG_SIDE_INCHES
