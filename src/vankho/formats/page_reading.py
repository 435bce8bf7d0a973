"""Choosing between readings: no preparation suits every page, so a doubtful page is read several ways, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

from . import preparation
from .fields.lexicon import with_right_accents
from .line_merging import merged, without_print_of_reverse
from .ocr import Engine, certainty, is_junk, without_strays, worth
from .page_layout import Sheet, is_upside_down, likely_rotation, sheets_of, whole_sheet
from .page_source import PageImage, Picture
from .reading import Box, Line, PageReading
from .second_look import stamped_lines, with_signer, without_stamps

_CONFIDENT = 0.93  # above this a second reading changes next to nothing
_DOUBTFUL = 0.78  # below this the page may be upside down, and every preparation is tried
_LEAST_WORTH_OF_HALF = 6.0  # in letters wholly trusted: a picture without it on either half is no pair of pages
_MAY_SHINE_THROUGH = 0.88  # below this the page is read in a mirror too, to know print of the reverse

Preparation = Callable[[], Picture]


class _Inks:
    """The pictures of one sheet that preparations start from, each made when first asked for."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.is_bitonal = preparation.is_bitonal(preparation.grey_of(sheet.flat))
        self.scale = preparation.enlargement(sheet.dpi)

    @cached_property
    def enlarged(self) -> Picture:
        grey = preparation.without_border(preparation.without_colour_ink(self._sheet.picture))
        return preparation.enlarged(grey, self._sheet.dpi)

    @cached_property
    def even(self) -> Picture:
        return preparation.evened(self.enlarged)

    @cached_property
    def clean(self) -> Picture:
        return self.despeckled(12)

    def part(self, box: Box) -> Picture:
        """What stands in a box of the sheet's picture, in black ink only, enlarged."""
        left, top, right, bottom = (round(edge * self.scale) for edge in box)
        if self.is_bitonal:
            return self.clean[top:bottom, left:right]
        return preparation.without_bleed(self.even, 0.5)[top:bottom, left:right]

    @cached_property
    def _black_and_white(self) -> Picture:
        return preparation.thresholded(preparation.without_border(preparation.grey_of(self._sheet.flat)))

    def despeckled(self, smallest_at_reading_dpi: int) -> Picture:
        """Dots up to so many pixels removed while the edges are still hard, then straightened and enlarged."""
        smallest = max(2, round(smallest_at_reading_dpi / self.scale**2))
        clean = preparation.despeckled(self._black_and_white, smallest)
        straight = preparation.deskewed(preparation.softened(clean, 1.0), self._sheet.skew, 255)
        return preparation.softened(preparation.enlarged(straight, self._sheet.dpi), 1.0)


def _preparations(inks: _Inks) -> Iterator[Preparation]:
    """From the one that suits most pages to those that rescue a few."""
    if inks.is_bitonal:
        yield lambda: inks.clean
        yield lambda: inks.despeckled(28)
        yield lambda: inks.enlarged
        return
    yield lambda: preparation.without_bleed(inks.even, 0.7)
    yield lambda: preparation.binarised(inks.even)
    yield lambda: preparation.without_bleed(inks.even, 0.5)
    yield lambda: inks.enlarged


class _SheetReading:
    """The readings of one sheet, from cheap to thorough."""

    def __init__(self, sheet: Sheet, engine: Engine) -> None:
        self.sheet = sheet
        self._engine = engine
        self._inks = _Inks(sheet)
        self._waiting = _preparations(self._inks)
        self._readings: list[list[Line]] = []
        self._read_next()

    @property
    def certainty(self) -> float:
        return max(map(certainty, self._readings))

    @property
    def worth(self) -> float:
        """Of the lines that run across: the engine reads sideways print too, but in no sensible order."""
        return max(worth([line for line in lines if not _stands(line)]) for lines in self._readings)

    @property
    def is_sideways(self) -> bool:
        lines = [line for line in self._readings[0] if len(line.words) > 1]
        return sum(map(_stands, lines)) > len(lines) / 2

    def thorough(self) -> None:
        """Read on while it may help: once more when a little unsure, every way when the page makes little sense."""
        while self.certainty < (_CONFIDENT if len(self._readings) == 1 else _DOUBTFUL):
            if not self._read_next():
                return

    def page(self, image: int) -> PageReading:
        height, width = self.sheet.picture.shape[:2]
        found = self._merged()
        if certainty(found) < _MAY_SHINE_THROUGH:
            found = self._without_reverse(found)
        tidy = [line for line in map(without_strays, found) if line is not None]
        lines = [_scaled(with_right_accents(line), 1 / self._inks.scale) for line in tidy if not is_junk(line)]
        page = PageReading(image, width, height, tuple(lines), self.sheet.rotation % 360, blank=not lines)
        page = with_signer(page, self._inks.scale, self._inks.part, self._engine)
        if image > 0:
            return page
        stamped = stamped_lines(self.sheet.picture, self.sheet.dpi, self._engine)
        return replace(page, lines=without_stamps(page.lines, stamped), stamped=stamped)

    def _read_next(self) -> bool:
        prepare = next(self._waiting, None)
        if prepare is None:
            return False
        self._readings.append(self._engine.read(prepare(), preparation.READING_DPI))
        return True

    def _without_reverse(self, lines: list[Line]) -> list[Line]:
        picture = next(_preparations(self._inks))()
        mirrored = self._engine.read(picture[:, ::-1], preparation.READING_DPI)
        return without_print_of_reverse(lines, mirrored, picture.shape[1])

    def _merged(self) -> list[Line]:
        best, *others = sorted(self._readings, key=worth, reverse=True)
        for other in others:
            best = merged(best, other)
        return best


def read_image(image: PageImage, engine: Engine) -> list[tuple[PageReading, Picture]]:
    """The logical pages on one scanned picture, each with the upright picture its boxes are measured on."""
    if image.text is not None:
        return [_from_text(image)]
    rotation, sure = likely_rotation(image.pixels)
    readings = _first_readings(image, rotation, engine)
    doubtful = min(reading.certainty for reading in readings) < _DOUBTFUL
    if (doubtful and not sure) or any(reading.is_sideways for reading in readings):
        rotation, readings = _better_way(image, rotation, readings, engine)
    if (rotation or doubtful) and is_upside_down(readings[0].sheet, engine):
        readings = _first_readings(image, rotation + 180, engine)
    if len(readings) > 1 and max(reading.worth for reading in readings) < _LEAST_WORTH_OF_HALF:
        whole = whole_sheet(image.pixels, image.dpi, readings[0].sheet.rotation)
        readings = [_SheetReading(whole, engine)]
    for reading in readings:
        reading.thorough()
    return [(reading.page(image.index), reading.sheet.picture) for reading in readings]


def _better_way(
    image: PageImage, rotation: int, readings: list[_SheetReading], engine: Engine
) -> tuple[int, list[_SheetReading]]:
    """The readings of a page with few words, or dirty all over, whose lines may run the other way."""
    other = _first_readings(image, 90 - rotation, engine)
    best = max((rotation, readings), (90 - rotation, other), key=lambda way: sum(each.worth for each in way[1]))
    return best


def _first_readings(image: PageImage, rotation: int, engine: Engine) -> list[_SheetReading]:
    return [_SheetReading(sheet, engine) for sheet in sheets_of(image.pixels, image.dpi, rotation)]


def _stands(line: Line) -> bool:
    left, top, right, bottom = line.box
    return len(line.words) > 1 and bottom - top > 1.5 * (right - left)


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
