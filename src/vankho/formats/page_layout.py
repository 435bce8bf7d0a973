"""From a picture as it was scanned to upright logical pages: turned, cut in two where two sheets lie side by side."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from . import preparation
from .ocr import Engine, worth
from .page_source import Picture

_STRIP_SHARE = 0.15  # of the page's height: enough lines to tell head from foot
_CLEARLY_BETTER = 3.0  # in letters wholly trusted
_WIDE = 1.2  # two portrait pages side by side are about 1.41 times wider than high
_GUTTER_WITHIN = (0.42, 0.58)  # of the width
_NARROWEST_GUTTER = 0.025  # of the width


@dataclass(frozen=True)
class Sheet:
    """One logical page, upright and straight, in its own colours."""

    picture: Picture
    """Straightened: what people see and boxes are measured on."""
    flat: Picture
    """As it was before straightening; turning softens the hard edges that black-and-white scans are cleaned by."""
    skew: float
    dpi: float
    rotation: int


def likely_rotation(picture: Picture) -> tuple[int, bool]:
    """0, or 90 when the lines of text run from top to bottom, and whether that is sure.

    Which end is the head only reading can tell.
    """
    grey = preparation.without_border(preparation.grey_of(picture))
    direction = preparation.direction_of(grey)
    return 90 if direction.sideways else 0, direction.sure


def sheets_of(picture: Picture, dpi: float, rotation: int) -> list[Sheet]:
    """One sheet, or two from left to right, for a picture that lay turned by `rotation`."""
    return [_sheet(half, dpi, rotation) for half in _halves(preparation.turned(picture, rotation))]


def whole_sheet(picture: Picture, dpi: float, rotation: int) -> Sheet:
    """The picture as one sheet, whatever it looks like."""
    return _sheet(preparation.turned(picture, rotation), dpi, rotation)


def _sheet(half: Picture, dpi: float, rotation: int) -> Sheet:
    skew = _skew(half)
    paper = preparation.paper_level(preparation.grey_of(half))
    return Sheet(preparation.deskewed(half, skew, paper), half, skew, dpi, rotation)


def _skew(half: Picture) -> float:
    return preparation.skew_of(preparation.without_border(preparation.grey_of(half)))


def is_upside_down(sheet: Sheet, engine: Engine) -> bool:
    """Read a few lines both ways; the way that makes more sense is up."""
    strip = _busiest_strip(preparation.without_border(preparation.grey_of(sheet.picture)))
    if strip is None:
        return False
    strip = preparation.without_bleed(preparation.evened(preparation.enlarged(strip, sheet.dpi)), 0.7)
    way_up = engine.read(strip, preparation.READING_DPI)
    turned = engine.read(preparation.turned(strip, 180), preparation.READING_DPI)
    return worth(turned) > max(worth(way_up), 0) + _CLEARLY_BETTER


def _busiest_strip(straight: Picture) -> Picture | None:
    """The part of the page with most writing; None when there is next to none."""
    ink = preparation.ink_map(straight)
    rows = ink.sum(axis=1, dtype=np.float64) / 255
    window = max(1, int(len(rows) * _STRIP_SHARE))
    sums = np.convolve(rows, np.ones(window), mode="valid")
    start = int(np.argmax(sums))
    if sums[start] < 0.002 * ink.size:
        return None
    scale = straight.shape[0] / len(rows)
    return straight[int(start * scale) : int((start + window) * scale)]


def _halves(upright: Picture) -> list[Picture]:
    height, width = upright.shape[:2]
    if width < _WIDE * height:
        return [upright]
    cut = _gutter(preparation.without_border(preparation.grey_of(upright)))
    return [upright] if cut is None else [upright[:, :cut], upright[:, cut:]]


def _gutter(grey: Picture) -> int | None:
    """The middle of the widest empty column near the middle, if both sides bear writing."""
    ink = cv2.morphologyEx(
        preparation.ink_map(grey), cv2.MORPH_OPEN, np.ones((1, 2), np.uint8)
    )  # fold shadows are thin and upright
    columns = ink.sum(axis=0, dtype=np.float64) / 255
    width = len(columns)
    empty = columns <= 0.01 * ink.shape[0]
    first, last = (int(width * share) for share in _GUTTER_WITHIN)
    best, start = (0, 0), None
    for place in range(first, last + 1):
        if place < last and empty[place]:
            start = place if start is None else start
        elif start is not None:
            best = max(best, (place - start, start))
            start = None
    length, start_of_gap = best
    if length < _NARROWEST_GUTTER * width:
        return None
    left, right = columns[:first].sum(), columns[last:].sum()
    if min(left, right) < 0.1 * max(left, right):
        return None
    return int((start_of_gap + length / 2) * grey.shape[1] / width)
