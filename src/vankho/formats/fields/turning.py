"""Pages whose words run up or down: a page that was not turned upright before reading is turned here, boxes only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from vankho.formats.reading import Box, Line, PageReading

Turn = Callable[[Box], Box]


@dataclass(frozen=True)
class Upright:
    page: PageReading
    back: Turn
    """From a box of `page` to the box on the picture as it was given."""


def upright(page: PageReading) -> Upright:
    """The page with lines from left to right, whichever way its boxes ran."""
    lines = [line for line in page.lines if len(line.words) >= 2]
    standing = [line for line in lines if _is_standing(line)]
    if not lines or len(standing) <= len(lines) / 2:
        return Upright(page, lambda box: box)
    downwards = median(line.words[-1].box[1] - line.words[0].box[1] for line in standing) > 0
    width, height = page.width, page.height
    if downwards:
        turned = _turned(page, lambda box: (box[1], width - box[2], box[3], width - box[0]))
        return Upright(turned, lambda box: (width - box[3], box[0], width - box[1], box[2]))
    turned = _turned(page, lambda box: (height - box[3], box[0], height - box[1], box[2]))
    return Upright(turned, lambda box: (box[1], height - box[2], box[3], height - box[0]))


def _is_standing(line: Line) -> bool:
    left, top, right, bottom = line.box
    return bottom - top > 1.5 * (right - left)


def _turned(page: PageReading, turn: Turn) -> PageReading:
    lines, stamped = (
        tuple(Line(tuple(replace(word, box=turn(word.box)) for word in line.words)) for line in part)
        for part in (page.lines, page.stamped)
    )
    return replace(page, width=page.height, height=page.width, lines=lines, stamped=stamped)
