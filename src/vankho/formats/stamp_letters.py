"""Finds a lone large letter in a ring or square: the marks A, B and C that an outer envelope carries."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from vankho.formats.stamp_layers import Picture, Quad

Outline = npt.NDArray[np.integer[Any] | np.floating[Any]]

_PIXELS_A_MM = 4.4
_RING_MM = (8.0, 45.0)
_LETTER_MM = (3.5, 25.0)
_SHAPE = (0.6, 1.7)
_MOST_LETTERS = 6


def find_lone_letters(ink: Picture, mm: float) -> list[Quad]:
    """Upright boxes around single letters that stand alone inside a closed ring, in pixels of the layer."""
    shrink = min(1.0, _PIXELS_A_MM / mm)
    small: Picture = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    unit = mm * shrink
    mask = (small > 40).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    letters = [_only_letter(mask, contour, unit) for contour in contours if _ring_like(contour, unit)]
    return [letter.scaled(1 / shrink) for letter in letters if letter is not None][:_MOST_LETTERS]


def _ring_like(contour: Outline, unit: float) -> bool:
    _, _, width, height = cv2.boundingRect(contour)
    if not (_RING_MM[0] * unit <= min(width, height) and max(width, height) <= _RING_MM[1] * unit):
        return False
    if not _SHAPE[0] <= width / height <= _SHAPE[1]:
        return False
    area = cv2.contourArea(contour)
    return bool(area > 0.65 * width * height and area > 0.88 * cv2.contourArea(cv2.convexHull(contour)))


def _only_letter(mask: Picture, contour: Outline, unit: float) -> Quad | None:
    """The letter in the middle of the ring, where nothing else of a letter's size stands in it."""
    left, top, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height + 2, width + 2), np.uint8)
    cv2.drawContours(inside, [contour - np.array([left - 1, top - 1])], -1, (1,), cv2.FILLED)
    rim = 2 * round(1.2 * unit) + 1
    inside = cv2.erode(inside, np.ones((rim, rim), np.uint8))[1:-1, 1:-1].astype(np.uint8)
    ink = cv2.morphologyEx(mask[top : top + height, left : left + width], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(inside & ink.astype(np.uint8))
    sides = np.maximum(stats[1:count, cv2.CC_STAT_WIDTH], stats[1:count, cv2.CC_STAT_HEIGHT])
    if np.count_nonzero(sides > 0.15 * height) != 1:
        return None
    x, y, wide, high = (int(v) for v in stats[1 + int(np.argmax(sides)), :4])
    long, short = max(wide, high), min(wide, high)
    central = abs(x + wide / 2 - width / 2) < 0.2 * width and abs(y + high / 2 - height / 2) < 0.2 * height
    sized = _LETTER_MM[0] * unit <= long <= min(_LETTER_MM[1] * unit, 0.85 * height) and short > 0.4 * long
    return Quad(left + x + wide / 2, top + y + high / 2, wide / 2, high / 2, 0.0) if central and sized else None
