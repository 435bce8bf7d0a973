"""A page picture split into layers of ink, made even: 0 is paper, 255 full ink, whatever the paper's colour or stains.

The search runs at `WORK_DPI`; letters are read from the picture as it came, through `Page.cut`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

WORK_DPI = 150.0
_LONGEST_INCHES = 20.0
_SHORTEST_INCHES = 3.0
_A4_INCHES = 11.69
_WORK_PIXELS = 12_000_000
_COLOUR_FLOOR = 26
_NOISE = 14
_JUMP, _GRAINY = 96, 0.08
"""A jump between neighbours, and the share of such jumps that no text has: dense print has 0.05."""
_GRAINS_MM = (0.14, 0.3)
_BANDS, _SMALLEST = 8, 64
_COLOUR_SHARE = 0.00015
"""The frame of a small stamp and its letters cover about 0.1 % of an A4 page; a faded one a good part less."""


@dataclass(frozen=True)
class Quad:
    """A rectangle that may lean: centre, half sizes along its own axes (pixels) and angle (radians, image axes)."""

    x: float
    y: float
    half_width: float
    half_height: float
    angle: float

    def corners(self) -> Floats:
        along = np.array([math.cos(self.angle), math.sin(self.angle)]) * self.half_width
        across = np.array([-math.sin(self.angle), math.cos(self.angle)]) * self.half_height
        centre = np.array([self.x, self.y])
        return np.array(
            [centre - along - across, centre + along - across, centre + along + across, centre - along + across],
            dtype=np.float32,
        )

    def scaled(self, factor: float) -> Quad:
        return Quad(self.x * factor, self.y * factor, self.half_width * factor, self.half_height * factor, self.angle)

    def box(self, factor: float, width: int, height: int) -> tuple[int, int, int, int]:
        """Upright box in a picture `factor` times larger, kept inside it."""
        corners = self.corners() * factor
        left, top = np.floor(corners.min(axis=0)).clip(0)
        right, bottom = np.ceil(corners.max(axis=0))
        return int(min(left, width)), int(min(top, height)), int(min(right, width)), int(min(bottom, height))


@dataclass(frozen=True)
class Layer:
    """One kind of ink at work resolution."""

    name: str
    """``dark`` (every ink) or ``colour`` (only inks that are not black)."""
    ink: Picture


class Page:
    """A page picture, its true resolution as far as it can be believed, and its ink layers at work resolution."""

    def __init__(self, image: npt.NDArray[np.uint8], dpi: float) -> None:
        self.image: Picture = three_or_one(image)
        self.height, self.width = self.image.shape[:2]
        self.dpi = believable_dpi(dpi, max(self.height, self.width))
        self.scale = min(1.0, WORK_DPI / self.dpi, math.sqrt(_WORK_PIXELS / max(1, self.height * self.width)))
        """Size of the work picture over the size of the given one."""
        self.mm = self.dpi * self.scale / 25.4
        """Pixels of the work picture to a millimetre."""
        self.layers = self._split()

    def _split(self) -> tuple[Layer, ...]:
        size = (max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale)))
        small: Picture = cv2.resize(self.image, size, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
        even = _evened(small)
        if even.ndim == 2:
            return (Layer("dark", _quiet(255 - even)),)
        darkest, lightest = even.min(axis=2), even.max(axis=2)
        colour = cv2.GaussianBlur(lightest - darkest, (3, 3), 0)
        layers = [Layer("dark", _quiet(255 - darkest))]
        if np.count_nonzero(colour > _COLOUR_FLOOR) > _COLOUR_SHARE * colour.size:
            layers.insert(0, Layer("colour", cv2.convertScaleAbs(_quiet(colour), alpha=2.0)))  # type: ignore[arg-type]
        return tuple(layers)

    def cut(self, quad: Quad, layer: str, height: int, quarter_turns: int = 0) -> Picture:
        """The paper inside `quad` (work pixels), levelled, as dark letters on white, `height` pixels high.

        `quarter_turns` turns it counter-clockwise by 90° each before it is scaled.
        """
        given = quad.scaled(1 / self.scale)
        factor = height / max(2.0, 2 * (given.half_width if quarter_turns % 2 else given.half_height))
        size = (
            max(2, min(2400, round(2 * given.half_width * factor))),
            max(2, min(2400, round(2 * given.half_height * factor))),
        )
        left, top, right, bottom = given.box(1.0, self.width, self.height)
        if right - left < 2 or bottom - top < 2:
            return np.full((size[1], size[0]), 255, np.uint8)
        region = self.image[top:bottom, left:right]
        corners = given.corners() - np.array([left, top], np.float32)
        if factor < 0.75:
            shrink = max(factor, 1e-3)
            region = cv2.resize(region, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
            corners = corners * np.float32(shrink)
        goal = np.array([[0, 0], [size[0], 0], size], np.float32)
        matrix = cv2.getAffineTransform(corners[:3].astype(np.float32), goal)
        flat = cv2.warpAffine(region, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return np.rot90(_stretched(_paper_white(flat, layer)), quarter_turns).copy()  # type: ignore[arg-type]


def without_grain(image: npt.NDArray[np.uint8], dpi: float) -> list[Picture]:
    """The picture; where a raster or binarised noise covers it, two pictures with the dots melted into grey."""
    picture = three_or_one(image)
    if min(picture.shape[:2]) < _SMALLEST:
        return [picture]
    lines = picture[::8] if picture.ndim == 2 else picture[::8, :, 1]
    jumps = (cv2.absdiff(lines[:, 1:], lines[:, :-1]) > _JUMP).mean(axis=1)
    if max(float(band.mean()) for band in np.array_split(jumps, _BANDS)) < _GRAINY:
        return [picture]
    mm = believable_dpi(dpi, max(picture.shape[:2])) / 25.4
    return [cv2.GaussianBlur(picture, (0, 0), grain * mm) for grain in _GRAINS_MM]  # type: ignore[misc]


def believable_dpi(dpi: float, longest: int) -> float:
    """`dpi`, or what an A4 page of this many pixels would have where the stated one makes an impossible sheet."""
    if math.isfinite(dpi) and dpi > 0 and _SHORTEST_INCHES <= longest / dpi <= _LONGEST_INCHES:
        return float(dpi)
    return max(longest / _A4_INCHES, 1.0)


def three_or_one(image: npt.NDArray[np.uint8]) -> Picture:
    """Grey stays two-dimensional; RGB keeps three channels, an alpha channel is dropped; 0/1 pictures become 0/255."""
    picture = np.asarray(image)
    if picture.dtype == np.bool_:
        picture = picture.astype(np.uint8) * 255
    picture = picture.astype(np.uint8, copy=False)
    if picture.ndim == 3:
        picture = picture[:, :, 0] if picture.shape[2] < 3 else picture[:, :, :3]
    return np.ascontiguousarray(picture)


def _evened(small: Picture) -> Picture:
    """Every channel divided by the paper around it, so that yellowing, stains and shadows become white."""
    height, width = small.shape[:2]
    size = (max(1, width // 8), max(1, height // 8))
    paper = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(paper, np.ones((9, 9), np.uint8))
    paper = cv2.blur(paper, (7, 7))
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(small, np.maximum(paper, 24), scale=255)  # type: ignore[return-value]


def _quiet(ink: npt.NDArray[np.uint8]) -> Picture:
    return np.maximum(ink, _NOISE) - np.uint8(_NOISE)


def _paper_white(flat: npt.NDArray[np.uint8], layer: str) -> Picture:
    if flat.ndim == 2:
        return flat
    if layer == "dark":
        return flat.min(axis=2)  # type: ignore[no-any-return]
    paper = np.maximum(np.percentile(flat.reshape(-1, 3), 85, axis=0), 24)
    even = np.minimum(flat * (255.0 / paper), 255.0)
    return (255 - (even.max(axis=2) - even.min(axis=2))).astype(np.uint8)  # type: ignore[no-any-return]


def _stretched(grey: Picture) -> Picture:
    low, high = np.percentile(grey, (2, 85))
    if high - low < 12:
        return np.full_like(grey, 255)
    even: Picture = ((grey - low) * (255.0 / (high - low))).clip(0, 255).astype(np.uint8)
    return even


def without_frame(cut: Picture) -> Picture:
    """The cut-out with remains of the frame wiped away and trimmed to its letters; dark on white in and out."""
    height, width = cut.shape
    _, mask = cv2.threshold(cut, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    left, top, wide, high = (stats[:, column] for column in range(4))
    low_line = (high < 0.14 * height) & ((top + high < 0.22 * height) | (top > 0.78 * height))
    near_side, at_side = ((left + wide < share * height) | (left > width - share * height) for share in (0.3, 0.12))
    side_line = (wide < 0.14 * height) & (at_side | (near_side & (high > 0.65 * height)))
    frame = low_line | side_line | (wide > 0.75 * width) | (high > 0.92 * height)
    frame[0] = False
    letters = ~frame & (high > 0.25 * height)
    letters[0] = False
    if count < 2 or not letters.any():
        return cut
    clean: Picture = np.where(cv2.dilate(frame[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, 255, cut)
    first, last = max(0, int(top[letters].min()) - height // 7), int((top + high)[letters].max()) + height // 7
    start, end = max(0, int(left[letters].min()) - height // 8), int((left + wide)[letters].max()) + height // 8
    return np.ascontiguousarray(clean[first:last, start:end].astype(np.uint8))
