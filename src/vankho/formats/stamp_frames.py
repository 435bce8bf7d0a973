"""Finds rectangular frames the size of a rubber stamp, level or leaning, whole or worn, from straight edges."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from vankho.formats.stamp_layers import Floats, Picture, Quad

_SHORTEST_PIECE_MM = 1.5
_SIDE_MM = (4.0, 90.0)
_BREADTH_MM = (4.0, 34.0)
_MOST_FRAMES = 30
_MOST_SIDES = 480
_MOST_RECTANGLES = 400
_LEAST_COVERAGE = 0.78
_JOINED_MM = 5.0
_LEAST_SHARED = 0.5
_LEAST_FILL = 0.9
_MOST_PATCHES = 6


@dataclass(frozen=True)
class Frame:
    quad: Quad
    coverage: float
    """Part of the four sides on which ink was found, 0.0 to 1.0."""
    weakest: float
    """The same for the side with the least ink."""
    in_grid: bool
    """Whether two opposite sides run on beyond the same end or a line divides it, as in a table."""


def find_frames(ink: Picture, mm: float) -> list[Frame]:
    """Frames in an ink layer with `mm` pixels to a millimetre, best first; coordinates of the layer."""
    shrink = min(1.0, 4.0 / mm)
    small: Picture = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    unit = mm * shrink
    sides = _sides(_straight_pieces(255 - small, unit), unit)
    mask = _local_mask(small)
    frames: list[Frame] = []
    for quad in _rectangles(sides, unit):
        frame = _judged(quad, mask, unit)
        if frame is not None:
            frames.append(frame)
    chosen = _distinct(frames)[:_MOST_FRAMES]
    return [replace(frame, quad=frame.quad.scaled(1 / shrink)) for frame in chosen]


def find_patches(ink: Picture, mm: float) -> list[Frame]:
    """Rectangular patches the size of a stamp in a colour layer, for stamps whose frame is too worn for lines."""
    shrink = min(1.0, 4.0 / mm)
    small: Picture = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    unit = mm * shrink
    near = np.ones((2 * round(1.2 * unit) + 1,) * 2, np.uint8)
    joined = cv2.morphologyEx((small > 36).astype(np.uint8), cv2.MORPH_CLOSE, near)
    patches = []
    for contour in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        (x, y), (width, height), degrees = cv2.minAreaRect(contour)
        long, short = max(width, height), min(width, height)
        if not (9 * unit <= long <= 75 * unit and 4 * unit <= short <= 24 * unit and long >= 1.4 * short):
            continue
        fill = cv2.contourArea(cv2.convexHull(contour)) / (long * short)
        if fill >= _LEAST_FILL:
            quad = Quad(x, y, width / 2, height / 2, math.radians(degrees)).scaled(1 / shrink)
            patches.append(Frame(_level_first(quad), fill, fill, False))
    patches.sort(key=lambda patch: -patch.coverage)
    return patches[:_MOST_PATCHES]


def _level_first(quad: Quad) -> Quad:
    """The same rectangle with its width along the nearer of the page's x axis."""
    quarter = round(quad.angle / (math.pi / 2))
    angle = quad.angle - quarter * math.pi / 2
    if quarter % 2:
        return Quad(quad.x, quad.y, quad.half_height, quad.half_width, angle)
    return Quad(quad.x, quad.y, quad.half_width, quad.half_height, angle)


def _straight_pieces(grey: Picture, unit: float) -> Floats:
    """Rows x0, y0, x1, y1 of straight edges worth looking at."""
    if min(grey.shape) < 8:
        return np.zeros((0, 4), np.float32)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(grey)[0]
    if found is None:
        return np.zeros((0, 4), np.float32)
    pieces = found.reshape(-1, 4)
    length = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    kept = pieces[length >= _SHORTEST_PIECE_MM * unit]
    return kept.astype(np.float32)  # type: ignore[no-any-return]


def _sides(pieces: Floats, unit: float) -> Floats:
    """Pieces on one line, close to each other, joined: rows middle x, middle y, half length, angle in [0, pi)."""
    if len(pieces) == 0:
        return np.zeros((0, 4), np.float32)
    delta = pieces[:, 2:] - pieces[:, :2]
    length = np.hypot(delta[:, 0], delta[:, 1])
    angle = np.arctan2(delta[:, 1], delta[:, 0]) % math.pi
    middle = (pieces[:, 2:] + pieces[:, :2]) / 2
    free = np.ones(len(pieces), bool)
    sides = []
    for index in np.argsort(-length, kind="stable"):
        if not free[index]:
            continue
        along = np.array([math.cos(angle[index]), math.sin(angle[index])])
        offset = middle - middle[index]
        place, away = offset @ along, offset @ np.array([-along[1], along[0]])
        turn = np.abs((angle - angle[index] + math.pi / 2) % math.pi - math.pi / 2)
        near = free & (np.abs(away) < 0.7 * unit) & (turn < 0.09)
        low, high = -length[index] / 2, length[index] / 2
        for other in np.flatnonzero(near)[np.argsort(np.abs(place[near]), kind="stable")]:
            first, last = place[other] - length[other] / 2, place[other] + length[other] / 2
            if first < high + _JOINED_MM * unit and last > low - _JOINED_MM * unit:
                low, high, free[other] = min(low, first), max(high, last), False
        if _SIDE_MM[0] * unit <= high - low <= _SIDE_MM[1] * unit:
            centre = middle[index] + along * (low + high) / 2
            sides.append((centre[0], centre[1], (high - low) / 2, angle[index]))
    sides.sort(key=lambda side: -side[2])
    return np.array(sides[:_MOST_SIDES], np.float32).reshape(-1, 4)


def _rectangles(sides: Floats, unit: float) -> list[Quad]:
    """Pairs of parallel sides that stand opposite each other."""
    quads = []
    for index, (x, y, half, angle) in enumerate(sides):
        along = np.array([math.cos(angle), math.sin(angle)])
        across = np.array([-along[1], along[0]])
        later = sides[index + 1 :]
        offset = later[:, :2] - np.array([x, y])
        place, away = offset @ along, offset @ across
        turn = np.abs((later[:, 3] - angle + math.pi / 2) % math.pi - math.pi / 2)
        shared = np.minimum(place + later[:, 2], half) - np.maximum(place - later[:, 2], -half)
        fits = (turn < 0.07) & (shared > _LEAST_SHARED * 2 * np.maximum(later[:, 2], half))
        fits &= (np.abs(away) > _BREADTH_MM[0] * unit) & (np.abs(away) < _BREADTH_MM[1] * unit)
        fits &= np.abs(away) < 9 * half
        for other in np.flatnonzero(fits):
            low = min(-half, float(place[other] - later[other, 2]))
            high = max(half, float(place[other] + later[other, 2]))
            centre = np.array([x, y]) + along * (low + high) / 2 + across * away[other] / 2
            half_breadth = abs(float(away[other])) / 2
            quads.append(
                _level_first(Quad(float(centre[0]), float(centre[1]), (high - low) / 2, half_breadth, float(angle)))
            )
    return quads[:_MOST_RECTANGLES]


def _local_mask(ink: Picture) -> Picture:
    """Where there is more ink than around: faint frames too."""
    around = cv2.blur(ink, (25, 25))
    return (cv2.subtract(ink, around) > 14).astype(np.uint8)


def _judged(quad: Quad, mask: Picture, unit: float) -> Frame | None:
    """The frame laid exactly on its ink, or None where too much of it is missing."""
    snapped = _snapped(quad, mask, unit)
    corners = snapped.corners()
    sides = []
    for index in range(4):
        first, last = corners[index], corners[(index + 1) % 4]
        strip, on_page = _strip(mask, first, last, 0.4 * unit)
        if on_page < 0.6:
            continue
        middle, near = strip.shape[1] // 2, max(1, round(0.3 * unit))
        sides.append(float(strip[:, middle - near : middle + near + 1].any(axis=1).mean()))
    if len(sides) < 3 or min(sides) < 0.4 or sum(sides) / len(sides) < _LEAST_COVERAGE:
        return None
    return Frame(snapped, sum(sides) / len(sides), min(sides), _in_grid(snapped, mask, unit))


def _in_grid(quad: Quad, mask: Picture, unit: float) -> bool:
    corners = quad.corners()
    beyond = []
    for index in range(4):
        first, last = corners[index], corners[(index + 1) % 4]
        way = (last - first) / max(1e-6, float(np.hypot(*(last - first))))
        beyond.append(
            [
                _inked(mask, end + out * 0.9 * unit, end + out * 4.5 * unit, unit)
                for end, out in ((first, -way), (last, way))
            ]
        )
    return _divided(quad, mask) or any(
        beyond[side][end] and beyond[side + 2][1 - end] for side in (0, 1) for end in (0, 1)
    )


def _divided(quad: Quad, mask: Picture) -> bool:
    """Whether a line runs across between two opposite sides; letters leave room above and below."""
    size = (max(8, round(2 * quad.half_width)), max(8, round(2 * quad.half_height)))
    goal = np.array([[0, 0], [size[0], 0], size], np.float32)
    flat = cv2.warpAffine(mask, cv2.getAffineTransform(quad.corners()[:3], goal), size, flags=cv2.INTER_NEAREST) > 0
    thick = flat | np.roll(flat, 1, axis=0) | np.roll(flat, 1, axis=1)
    columns, rows = thick.mean(axis=0), thick.mean(axis=1)
    low, high = (slice(round(0.12 * side), round(0.88 * side)) for side in size)
    return bool(columns[low].max() > 0.9 or rows[high].max() > 0.9)


def _snapped(quad: Quad, mask: Picture, unit: float) -> Quad:
    """Every side moved by up to 1.4 mm to where most ink lies along it."""
    corners, moves = quad.corners(), []
    for index in range(4):
        strip, _ = _strip(mask, corners[index], corners[(index + 1) % 4], 1.4 * unit)
        offsets = np.arange(strip.shape[1]) - strip.shape[1] // 2
        together = (strip[:, :-2] | strip[:, 1:-1] | strip[:, 2:]).mean(axis=0) - 0.012 * np.abs(offsets[1:-1])
        moves.append(float(offsets[1:-1][int(np.argmax(together))]))
    top, right, bottom, left = moves
    along = np.array([math.cos(quad.angle), math.sin(quad.angle)])
    across = np.array([-along[1], along[0]])
    centre = np.array([quad.x, quad.y]) + along * (left - right) / 2 + across * (top - bottom) / 2
    return Quad(float(centre[0]), float(centre[1]), max(2.0, quad.half_width - (left + right) / 2),
                max(2.0, quad.half_height - (top + bottom) / 2), quad.angle)  # fmt: skip


def _strip(mask: Picture, first: Floats, last: Floats, reach: float) -> tuple[npt.NDArray[np.bool_], float]:
    """Ink along the way from `first` to `last`, a row a step, columns from `reach` outside to `reach` inside.

    Inside is to the right of the way on the page. The second value is the part of the way that lies on the page.
    """
    way = last - first
    length = max(1e-6, float(np.hypot(*way)))
    points = first + way * np.linspace(0.02, 0.98, max(6, int(length)))[:, None]
    across = np.array([-way[1], way[0]]) / length
    shifts = np.arange(-math.ceil(reach), math.ceil(reach) + 1)
    spread = np.rint(points[:, None, :] + across * shifts[None, :, None]).astype(int)
    inside = np.asarray(((spread >= 0) & (spread < [mask.shape[1], mask.shape[0]])).all(axis=2), np.bool_)
    spread = spread.clip(0, [mask.shape[1] - 1, mask.shape[0] - 1])
    inked: npt.NDArray[np.bool_] = (mask[spread[..., 1], spread[..., 0]] > 0) & inside
    return inked, float(inside[:, len(shifts) // 2].mean())


def _inked(mask: Picture, first: Floats, last: Floats, unit: float) -> bool:
    strip, _ = _strip(mask, first, last, 0.4 * unit)
    return bool(strip.any(axis=1).mean() > 0.8)


def _distinct(frames: list[Frame]) -> list[Frame]:
    """One frame of every heap of nearly equal ones: the inner one of a double frame, which holds only the letters."""
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: (-round(f.coverage, 1), f.quad.half_width * f.quad.half_height)):
        if not any(_same(frame.quad, other.quad) for other in kept):
            kept.append(frame)
    return kept


def _same(one: Quad, other: Quad) -> bool:
    def span(quad: Quad) -> tuple[Floats, Floats]:
        corners = quad.corners()
        return corners.min(axis=0), corners.max(axis=0)

    (low_a, high_a), (low_b, high_b) = span(one), span(other)
    shared = np.prod(np.maximum(np.minimum(high_a, high_b) - np.maximum(low_a, low_b), 0))
    both = np.prod(high_a - low_a) + np.prod(high_b - low_b) - shared
    return float(shared) > 0.6 * float(both)
