"""Finds short groups of capitals that stand alone, and lone letters in a ring: stamps without a frame, printed marks."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from vankho.formats.stamp_layers import Picture, Quad

_LETTER_MM = (1.6, 15.0)
_ASPECT = (1.5, 15.0)
_MOST_GROUPS = 30


@dataclass(frozen=True)
class Group:
    quad: Quad
    upright: bool
    """False where the letters run down the page; then the quad's longer axis is still its width."""
    alone: bool
    """Nothing else stands in its line within 8 mm."""


def find_groups(ink: Picture, mm: float) -> list[Group]:
    """Groups of letters in an ink layer, likeliest first; coordinates of the layer."""
    mask = (ink > _threshold(ink)).astype(np.uint8)
    groups = []
    for lying in (False, True):
        seen = mask if not lying else np.ascontiguousarray(mask.T)
        for gap, least in ((2.4, _LETTER_MM[0]), (6.0, 4.2)):
            groups += [_transposed(group) if lying else group for group in _rows(seen, mm, gap, least)]
    groups.sort(key=lambda group: (not group.alone, group.quad.y))
    return groups[:_MOST_GROUPS]


def _threshold(ink: Picture) -> int:
    found, _ = cv2.threshold(ink[ink > 20], 0, 255, cv2.THRESH_OTSU) if np.any(ink > 20) else (128, None)
    return int(min(max(found * 0.8, 40), 110))


def _transposed(group: Group) -> Group:
    quad = group.quad
    return Group(Quad(quad.y, quad.x, quad.half_width, quad.half_height, math.pi / 2 - quad.angle), False, group.alone)


def _rows(mask: Picture, mm: float, gap: float, least: float) -> list[Group]:
    """Groups that run along the x axis, letters at least `least` mm high and at most `gap` mm apart."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH] / mm, stats[:, cv2.CC_STAT_HEIGHT] / mm
    letter = (high >= least) & (high <= _LETTER_MM[1]) & (wide <= 45) & (wide >= 0.3)
    letter &= stats[:, cv2.CC_STAT_AREA] > 0.12 * stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    letter[0] = False
    letters = letter[labels].astype(np.uint8)
    bridge = np.ones((1, max(3, round(gap * mm))), np.uint8)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, bridge)
    total, rows, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    owner = np.zeros(count, int)
    owner[labels[letters > 0]] = rows[letters > 0]
    groups = []
    for row in range(1, total):
        left, top, width, height = (int(v) for v in boxes[row, :4])
        if not _ASPECT[0] <= width / max(1, height) <= _ASPECT[1] or height > 22 * mm:
            continue
        members = np.flatnonzero(owner == row)
        if not _capitals(stats[members]):
            continue
        groups.append(Group(_fitted(rows[top : top + height, left : left + width] == row, letters, left, top), True,
                            _stands_alone(letters, left, top, width, height, mm)))  # fmt: skip
    return groups


def _capitals(stats: np.ndarray) -> bool:
    """Two to eighteen pieces of about one height; heavy or blurred letters may have run together into one."""
    heights = np.sort(stats[:, cv2.CC_STAT_HEIGHT])
    if not 1 <= len(heights) <= 18:
        return False
    middle = heights[len(heights) // 2]
    return bool(np.mean((heights > 0.72 * middle) & (heights < 1.75 * middle)) >= 0.75)


def _fitted(part: np.ndarray, letters: Picture, left: int, top: int) -> Quad:
    """The leaning rectangle around the letters of one row."""
    inside = part & (letters[top : top + part.shape[0], left : left + part.shape[1]] > 0)
    points = np.argwhere(inside)[:, ::-1].astype(np.float32)
    (x, y), (width, height), degrees = cv2.minAreaRect(points)
    if width < height:
        width, height, degrees = height, width, degrees + 90
    degrees = (degrees + 90) % 180 - 90
    if abs(degrees) > 20:
        return Quad(left + part.shape[1] / 2, top + part.shape[0] / 2, part.shape[1] / 2, part.shape[0] / 2, 0.0)
    return Quad(left + x, top + y, width / 2, height / 2, math.radians(degrees))


def _stands_alone(letters: Picture, left: int, top: int, width: int, height: int, mm: float) -> bool:
    reach = round(8 * mm)
    band = letters[top + height // 4 : top + height - height // 4]
    before = band[:, max(0, left - reach) : max(0, left - 1)]
    after = band[:, left + width + 1 : left + width + reach]
    return not before.any() and not after.any()
