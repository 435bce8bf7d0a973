"""Pictures made fit for reading: border, direction of the lines, skew, ink and paper. Nothing here knows letters."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from .page_source import Picture

READING_DPI = 300.0
_LOOK_WIDTH = 800  # pixels of the long side of the small copy on which skew and direction are judged
_MOST_SKEW_DEGREES = 5.0
_LONGEST_STROKE = 40  # pixels on the small copy: letters have no straight stroke so long
_HIGHEST_LINE = 25  # pixels on the small copy: a line of writing is lower, a seal or a blot higher
_SURE_DIRECTION = 3.0


def _bytes(image: MatLike) -> Picture:
    """OpenCV's answer under our own type; nothing is copied."""
    return np.asarray(image, dtype=np.uint8)


def grey_of(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else _bytes(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))


def without_colour_ink(picture: Picture) -> Picture:
    """The lightest of the three channels: red seals and blue signatures fade, black letters stay."""
    return picture if picture.ndim == 2 else _bytes(cv2.max(cv2.max(picture[..., 0], picture[..., 1]), picture[..., 2]))


def is_bitonal(grey: Picture) -> bool:
    thinned = grey[::3, ::3]
    return bool(np.count_nonzero((thinned > 20) & (thinned < 235)) < 0.01 * thinned.size)


def turned(picture: Picture, degrees: int) -> Picture:
    """Turned clockwise by a multiple of 90, which undoes a page that lay `degrees` counter-clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -(degrees // 90) % 4))


def paper_level(grey: Picture) -> int:
    """The grey of the bare sheet: the commonest value in the lighter half."""
    histogram = np.bincount(grey[::4, ::4].ravel(), minlength=256).astype(np.float64)
    histogram = np.convolve(histogram, np.ones(7), mode="same")
    half = 60 + int(np.argmax(histogram[60:]))
    return min(half, 255)


def border_mask(grey: Picture) -> Picture:
    """Non-zero where the scanner's dark bed shows: dark areas that reach the edge of the picture and are no letters."""
    scale = _LOOK_WIDTH / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (small < max(60, paper_level(grey) * 0.4)).astype(np.uint8)
    dark = np.pad(dark, 1)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    height, width = dark.shape
    mask = np.zeros_like(dark)
    for label in range(1, count):
        left, top, wide, high, area = stats[label]
        at_edge = left <= 2 or top <= 2 or left + wide >= width - 2 or top + high >= height - 2
        long = wide > 0.15 * width or high > 0.15 * height
        if at_edge and long and area > 30:
            mask[labels == label] = 1
    wide_mask = cv2.dilate(mask, np.ones((5, 5), np.uint8))[1:-1, 1:-1]
    return _bytes(cv2.resize(wide_mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST))


def without_border(grey: Picture) -> Picture:
    mask = border_mask(grey)
    if not mask.any():
        return grey
    clean = grey.copy()
    clean[mask > 0] = paper_level(grey)
    return clean


# -- direction and skew ----------------------------------------------------------------------------------------------


def ink_map(grey: Picture) -> Picture:
    """A small picture, 255 where it is locally darker than the paper around it."""
    scale = _LOOK_WIDTH / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(small, 31)
    difference = cv2.subtract(paper, small)
    return np.asarray(np.where(difference > 18, 255, 0), dtype=np.uint8)


def letters_of_ink(ink: Picture) -> Picture:
    """An ink map less what is no writing: rules, folds, frames and edges, seals and blots, the outermost margin."""
    kept = ink.copy()
    for shape in ((_LONGEST_STROKE, 1), (1, _LONGEST_STROKE)):
        straight = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        kept[cv2.dilate(straight, np.ones((3, 3), np.uint8)) > 0] = 0
    margin = round(0.02 * max(ink.shape))
    kept[:margin] = kept[-margin:] = 0
    kept[:, :margin] = kept[:, -margin:] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    narrow = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    is_writing = (narrow <= _HIGHEST_LINE) & (stats[:, cv2.CC_STAT_AREA] >= 3)
    is_writing[0] = False
    return np.where(is_writing[labels], 255, 0).astype(np.uint8)


def _sharpness(ink: Picture, angle: float) -> float:
    """How clearly rows of text and gaps between them alternate when the picture is turned by `angle` degrees."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    profile = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def _skew_of(ink: Picture) -> tuple[float, float]:
    best = max((_sharpness(ink, angle), angle) for angle in np.arange(-_MOST_SKEW_DEGREES, 5.01, 1.0))
    for step in (0.5, 0.25, 0.1):
        around = [best[1] - step, best[1] + step]
        best = max(best, *((_sharpness(ink, angle), angle) for angle in around))
    return best


@dataclass(frozen=True)
class Direction:
    sideways: bool
    """The lines of text run from top to bottom of the picture."""
    sure: bool
    """False when rows and columns look much alike: few words, or dirt all over."""


def direction_of(grey: Picture) -> Direction:
    letters = letters_of_ink(ink_map(grey))
    across, down = _skew_of(letters)[0], _skew_of(_quarter_turned(letters))[0]
    sideways = down > 1.3 * across
    sure = down > _SURE_DIRECTION * across or down < 0.7 * across
    return Direction(sideways, sure)


def _quarter_turned(ink: Picture) -> Picture:
    return np.ascontiguousarray(np.rot90(ink, -1))


def skew_of(grey: Picture) -> float:
    """Degrees by which to turn (counter-clockwise positive) a picture whose lines run nearly across.

    Rules, frames and edges count: they are as straight as the lines.
    """
    return _skew_of(ink_map(grey))[1]


def deskewed(picture: Picture, degrees: float, paper: int) -> Picture:
    """Turned by a small angle about its middle; size kept, corners filled with paper."""
    if abs(degrees) < 0.15:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    fill = (paper,) * (1 if picture.ndim == 2 else 3)
    return _bytes(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=fill))


# -- ink and paper ---------------------------------------------------------------------------------------------------


def enlargement(dpi: float) -> float:
    """How many times a picture is enlarged to be read; fine scans stay as they are."""
    return 1.0 if dpi >= 0.9 * READING_DPI else READING_DPI / dpi


def enlarged(grey: Picture, dpi: float) -> Picture:
    """At reading resolution."""
    scale = enlargement(dpi)
    return grey if scale == 1 else _bytes(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))


def evened(grey: Picture) -> Picture:
    """Paper made white all over: stains, shadows and yellowing divided out."""
    scale = 0.125
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.dilate(small, np.ones((5, 5), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(small, 21), (0, 0), 5)
    whole = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _bytes(cv2.divide(grey, np.maximum(whole, 1), scale=245))


def ink_level(even: Picture) -> float:
    """How dark the writing on an evened page is: the median of its darkest connected strokes."""
    dark = even[even < 170]
    return float(np.percentile(dark, 15)) if dark.size > 500 else 90.0


def without_bleed(even: Picture, keep: float = 0.55) -> Picture:
    """Everything lighter than a share of the way from ink to paper turned into paper: print of the reverse goes."""
    ink = ink_level(even)
    limit = ink + keep * (235.0 - ink)
    stretched = (even.astype(np.float32) - ink) * (255.0 / max(limit - ink, 1.0))
    return _bytes(np.clip(stretched, 0, 255))


def binarised(even: Picture, window: int = 41, strictness: float = 0.25) -> Picture:
    """Sauvola's threshold: letters black, all else white."""
    image = cv2.medianBlur(even, 3).astype(np.float32)
    mean = cv2.boxFilter(image, cv2.CV_32F, (window, window))
    square = cv2.boxFilter(image * image, cv2.CV_32F, (window, window))
    deviation = np.sqrt(np.maximum(square - mean * mean, 0))
    threshold = mean * (1 + strictness * (deviation / 128.0 - 1))
    return np.where(image > threshold, 255, 0).astype(np.uint8)


def despeckled(bitonal: Picture, smallest: int) -> Picture:
    """Black dots of fewer than `smallest` pixels removed."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(255 - bitonal, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    gone = np.flatnonzero(areas < smallest)
    clean = bitonal.copy()
    lookup = np.zeros(count, bool)
    lookup[gone] = True
    lookup[0] = False
    clean[lookup[labels]] = 255
    return clean


def softened(bitonal: Picture, pixels: float) -> Picture:
    """Hard edges smoothed: the engine learned from grey letters."""
    return _bytes(cv2.GaussianBlur(bitonal, (0, 0), pixels))


def thresholded(grey: Picture) -> Picture:
    """Black and white at the middle: for pictures that are so already."""
    return np.where(grey > 127, 255, 0).astype(np.uint8)
