"""Choosing between readings: no preparation suits every page, so a doubtful page is read several ways, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from . import preparation
from .line_merging import merged
from .ocr import Engine, certainty, is_junk, worth
from .page_layout import Sheet, is_upside_down, likely_rotation, sheets_of
from .page_source import PageImage, Picture
from .reading import Line, PageReading

_CONFIDENT = 0.93  # above this a second reading changes next to nothing
_DOUBTFUL = 0.78  # below this the page may be upside down, and every preparation is tried

Preparation = Callable[[], Picture]


class _Inks:
    """The pictures of one sheet that preparations start from, made once."""

    def __init__(self, sheet: Sheet) -> None:
        grey = preparation.without_border(preparation.without_colour_ink(sheet.picture))
        self.is_bitonal = preparation.is_bitonal(grey)
        self._dpi = sheet.dpi
        self._grey = grey
        self.enlarged = preparation.enlarged(grey, sheet.dpi)
        self.scale = self.enlarged.shape[0] / grey.shape[0]
        self._even: Picture | None = None

    @property
    def even(self) -> Picture:
        if self._even is None:
            self._even = preparation.evened(self.enlarged)
        return self._even

    def despeckled(self, smallest_at_reading_dpi: int) -> Picture:
        """Dots up to so many pixels removed before enlarging."""
        binary = preparation.thresholded(self._grey)
        smallest = max(2, round(smallest_at_reading_dpi / self.scale**2))
        clean = preparation.despeckled(binary, smallest)
        return preparation.softened(preparation.enlarged(clean, self._dpi))


def _preparations(inks: _Inks) -> Iterator[Preparation]:
    """From the one that suits most pages to those that rescue a few."""
    if inks.is_bitonal:
        yield lambda: inks.despeckled(12)
        yield lambda: inks.enlarged
        yield lambda: inks.despeckled(28)
        return
    yield lambda: preparation.without_bleed(inks.even, 0.7)
    yield lambda: preparation.binarised(inks.even)
    yield lambda: preparation.without_bleed(inks.even, 0.5)
    yield lambda: inks.enlarged


def _read_sheet(sheet: Sheet, engine: Engine, first_only: bool = False) -> tuple[list[Line], float]:
    """Merged lines at reading resolution's scale, and that scale."""
    inks = _Inks(sheet)
    readings: list[list[Line]] = []
    for count, prepare in enumerate(_preparations(inks)):
        readings.append(engine.read(prepare(), preparation.READING_DPI))
        best = max(map(certainty, readings))
        enough = best >= _CONFIDENT or (count >= 1 and best >= _DOUBTFUL)
        if first_only or enough:
            break
    readings.sort(key=worth, reverse=True)
    lines = readings[0]
    for other in readings[1:]:
        lines = merged(lines, other)
    return lines, inks.scale


def read_image(image: PageImage, engine: Engine) -> list[tuple[PageReading, Picture]]:
    """The logical pages on one scanned picture, each with the upright picture its boxes are measured on."""
    if image.text is not None:
        return [_from_text(image)]
    rotation = likely_rotation(image.pixels)
    sheets = sheets_of(image.pixels, image.dpi, rotation)
    results = [_read_sheet(sheet, engine) for sheet in sheets]
    least = min(certainty(lines) for lines, _ in results)
    if (rotation or least < _DOUBTFUL) and is_upside_down(sheets[0], engine):
        sheets = sheets_of(image.pixels, image.dpi, rotation + 180)
        results = [_read_sheet(sheet, engine) for sheet in sheets]
    return [
        (_page(image.index, sheet, lines, scale), sheet.picture)
        for sheet, (lines, scale) in zip(sheets, results, strict=True)
    ]


def _page(index: int, sheet: Sheet, lines: list[Line], scale: float) -> PageReading:
    height, width = sheet.picture.shape[:2]
    kept = tuple(_scaled(line, 1 / scale) for line in lines if not is_junk(line))
    return PageReading(index, width, height, kept, sheet.rotation % 360, blank=not kept)


def _scaled(line: Line, factor: float) -> Line:
    return Line(
        tuple(
            replace(word, box=tuple(round(edge * factor) for edge in word.box))  # type: ignore[arg-type]
            for word in line.words
        )
    )


def _from_text(image: PageImage) -> tuple[PageReading, Picture]:
    height, width = image.pixels.shape[:2]
    lines = image.text or ()
    return PageReading(image.index, width, height, lines, blank=not lines), image.pixels
