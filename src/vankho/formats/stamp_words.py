"""Finds short rows of capitals that stand by themselves: stamps without a frame, printed and typewritten marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vankho.formats.stamp_layers import Picture, Quad

Table = npt.NDArray[np.integer[Any] | np.floating[Any]]

_PIXELS_A_MM = 4.4
_LETTER_MM = (1.6, 15.0)
_LARGE_MM = 4.2
_GAPS_MM = ((4.2, _LETTER_MM[0]), (6.0, _LARGE_MM))
"""Widest gap inside a row, and the letters it is for: words of large letters stand further apart."""
_ASPECT = (1.5, 15.0)
_MOST_LETTERS = 18
_MOST_GROUPS = 48
_ALONE_MM = 5.0
_FEWEST_ROWS = 6


@dataclass(frozen=True)
class Group:
    quad: Quad
    alone: bool
    """No other letters stand in its line within 5 mm."""
    clear: bool
    """No ink at all stands there."""


@dataclass(frozen=True)
class _Letters:
    """Connected pieces of ink of letter size."""

    labels: Table
    stats: Table
    good: npt.NDArray[np.bool_]
    unit: float

    def sideways(self) -> _Letters:
        swap = [cv2.CC_STAT_TOP, cv2.CC_STAT_LEFT, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA]
        return _Letters(np.ascontiguousarray(self.labels.T), self.stats[:, swap], self.good, self.unit)


def find_groups(ink: Picture, mm: float) -> list[Group]:
    """Rows of capitals in an ink layer with `mm` pixels to a millimetre, those that stand alone first."""
    shrink = min(1.0, _PIXELS_A_MM / mm)
    small: Picture = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    letters = _letters(small, mm * shrink)
    across, down = _pieces_in_words(letters), _pieces_in_words(letters.sideways())
    groups = _rows(letters) if across < 1.2 * down else []
    if down < 1.2 * across:
        groups += [replace(group, quad=_swapped(group.quad)) for group in _rows(letters.sideways())]
    groups.sort(key=lambda group: (not group.alone, -group.quad.half_width))
    return [replace(group, quad=group.quad.scaled(1 / shrink)) for group in groups[:_MOST_GROUPS]]


def text_runs_down(groups: list[Group]) -> bool | None:
    """Whether the rows run down the picture, not across; None where there are too few to tell."""
    down = sum(abs(group.quad.angle) > math.pi / 4 for group in groups)
    if len(groups) < _FEWEST_ROWS or 0.2 < down / len(groups) < 0.8:
        return None
    return down > len(groups) / 2


def _letters(ink: Picture, unit: float) -> _Letters:
    shown = ink[ink > 24]
    level = cv2.threshold(shown, 0, 255, cv2.THRESH_OTSU)[0] if shown.size else 128.0
    mask = (ink > min(max(0.55 * level, 28.0), 80.0)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH] / unit, stats[:, cv2.CC_STAT_HEIGHT] / unit
    good = (high <= 45) & (wide <= 45) & (np.maximum(wide, high) >= _LETTER_MM[0]) & (np.minimum(wide, high) >= 0.25)
    good &= stats[:, cv2.CC_STAT_AREA] > 0.12 * stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    good[0] = False
    return _Letters(labels, stats, good, unit)


def _swapped(quad: Quad) -> Quad:
    return Quad(quad.y, quad.x, quad.half_width, quad.half_height, math.pi / 2 - quad.angle)


def _pieces_in_words(letters: _Letters) -> int:
    """How many pieces the letters form when those close together along the x axis are joined; fewest along lines."""
    mask = letters.good[letters.labels].astype(np.uint8)
    joined = _bridged(mask, 1.2 * letters.unit)
    return int(cv2.connectedComponents(joined, connectivity=8)[0])


def _rows(letters: _Letters) -> list[Group]:
    """Groups that run along the x axis."""
    groups: list[Group] = []
    high = letters.stats[:, cv2.CC_STAT_HEIGHT] / letters.unit
    for gap, least in _GAPS_MM:
        good = letters.good & (high >= least) & (high <= _LETTER_MM[1])
        if not good.any():
            continue
        mask = good[letters.labels].astype(np.uint8)
        joined = _bridged(mask, gap * letters.unit)
        total, rows, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        owner = np.zeros(len(good), np.int32)
        owner[letters.labels[mask > 0]] = rows[mask > 0]
        members = np.bincount(owner[good], minlength=total)
        for row in _likely(boxes, members, letters.unit):
            if _capitals(letters.stats[owner == row, cv2.CC_STAT_HEIGHT]):
                groups.append(_group(letters, mask, rows, boxes[row], row))
    return groups


def _bridged(mask: Picture, gap: float) -> Picture:
    """Gaps along the x axis closed; an even kernel would shift the ink by a pixel."""
    kernel = np.ones((1, 2 * max(1, round(gap / 2)) + 1), np.uint8)
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel).astype(np.uint8)


def _likely(boxes: Table, members: npt.NDArray[np.int64], unit: float) -> list[int]:
    width, height = boxes[:, cv2.CC_STAT_WIDTH], np.maximum(boxes[:, cv2.CC_STAT_HEIGHT], 1)
    fits = (members >= 1) & (members <= _MOST_LETTERS) & (height < 22 * unit)
    fits &= (width >= _ASPECT[0] * height) & (width <= _ASPECT[1] * height) & (width > 4 * unit)
    fits[0] = False
    return [int(row) for row in np.flatnonzero(fits)]


def _capitals(heights: Table) -> bool:
    """Whether the pieces are of about one height; heavy or blurred letters may have run together into one."""
    middle = float(np.median(heights))
    return bool(np.mean((heights > 0.75 * middle) & (heights < 1.75 * middle)) >= 0.75)


def _group(letters: _Letters, mask: Picture, rows: Table, box: Table, row: int) -> Group:
    left, top, width, height = (int(value) for value in box[:4])
    window = np.s_[top : top + height, left : left + width]
    reach = round(_ALONE_MM * letters.unit)
    band = np.s_[top + height // 4 : top + height - height // 4, max(0, left - reach) : left + width + reach]
    beside = rows[band] != row
    alone = not (mask[band].astype(bool) & beside).any()
    around = np.ones(beside.shape[1], bool)
    around[left - band[1].start : left - band[1].start + width] = False  # specks between worn letters are their own
    clear = not (letters.labels[band][:, around] > 0).any()
    return Group(_fitted((rows[window] == row) & (mask[window] > 0), left, top), alone, clear)


def _fitted(inside: npt.NDArray[np.bool_], left: int, top: int) -> Quad:
    """The leaning rectangle around the letters of one row."""
    points = np.argwhere(inside)[:, ::-1].astype(np.float32)
    (x, y), (width, height), degrees = cv2.minAreaRect(points)
    if width < height:
        width, height, degrees = height, width, degrees + 90
    degrees = (degrees + 90) % 180 - 90
    if abs(degrees) > 20:
        high, wide = inside.shape
        return Quad(left + wide / 2, top + high / 2, wide / 2, high / 2, 0.0)
    return Quad(left + x, top + y, width / 2, height / 2, math.radians(degrees))
