"""The search for secrecy stamps on a page picture, before anything else may look at it.

A miss puts a State secret on an open machine; a false alarm costs a custodian a minute. So a frame the size of a stamp
whose letters cannot be read counts as a suspicion, and only a sure reading of another stamp clears it
(Luật 117/2025/QH15; stamps MẬT, TỐI MẬT, TUYỆT MẬT, envelope letters C, B, A).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vankho.formats import stamp_reading
from vankho.formats.reading import StampHit, StampLevel
from vankho.formats.stamp_frames import Frame, find_frames
from vankho.formats.stamp_layers import Page, Quad
from vankho.formats.stamp_reading import Kind, Verdict
from vankho.formats.stamp_words import Group, find_groups

_LEAST_PIXELS = 24
_READ_HEIGHT = 60


def find_stamps(image: npt.NDArray[np.uint8], dpi: float) -> list[StampHit]:
    """Every suspected secrecy stamp, boxes in pixels of `image` (uint8, RGB, grey or bitonal 0/255), surest first.

    Turned pages, leaning and partly cut stamps are searched too. RuntimeError where the Vietnamese letter model is not
    installed: without it the search would be silently blind.
    """
    stamp_reading.reader()
    if image.size == 0 or min(image.shape[:2]) < _LEAST_PIXELS:
        return []
    page = Page(image, dpi)
    found: list[tuple[Quad, Verdict]] = []
    for layer in page.layers:
        found += _framed(page, layer.name, find_frames(layer.ink, page.mm))
        found += _unframed(page, layer.name, find_groups(layer.ink, page.mm))
    hits = [
        StampHit(v.level, quad.box(1 / page.scale, page.width, page.height), round(v.confidence, 2), v.seen)
        for quad, v in found
    ]
    return _merged(hits)


def _framed(page: Page, layer: str, frames: list[Frame]) -> list[tuple[Quad, Verdict]]:
    found = []
    for frame in frames:
        verdict = _inside(page, layer, frame)
        if verdict.kind in {Kind.SECRET, Kind.DOUBTFUL}:
            found.append((frame.quad, verdict))
        elif verdict.kind is Kind.UNREADABLE and _stamp_like(frame, page.mm):
            found.append((frame.quad, replace(verdict, level=StampLevel.CONFIDENTIAL, confidence=0.2, seen="MẬT")))
    return found


def _stamp_like(frame: Frame, mm: float) -> bool:
    width, height = 2 * frame.quad.half_width / mm, 2 * frame.quad.half_height / mm
    long, short = max(width, height), min(width, height)
    return frame.loose_ends < 3 and 10 <= long <= 70 and 5 <= short <= 24 and long / short >= 1.3


def _inside(page: Page, layer: str, frame: Frame) -> Verdict:
    quad = _inset(frame.quad, 0.7 * page.mm)
    wide = quad.half_width >= quad.half_height
    turns = [0, 2] if wide else [1, 3]
    best = stamp_reading.UNREADABLE
    for turn in turns:
        cut = page.cut(quad, layer, _READ_HEIGHT, turn)
        for read in (stamp_reading.read_line, stamp_reading.read_block):
            verdict = read(cut)
            if verdict.kind is Kind.SECRET:
                return verdict
            best = min(best, verdict, key=lambda v: _ORDER.index(v.kind))
    return best


_ORDER = (Kind.DOUBTFUL, Kind.HARMLESS, Kind.OTHER, Kind.UNREADABLE)


def _inset(quad: Quad, by: float) -> Quad:
    return Quad(quad.x, quad.y, max(2.0, quad.half_width - by), max(2.0, quad.half_height - by), quad.angle)


def _unframed(page: Page, layer: str, groups: list[Group]) -> list[tuple[Quad, Verdict]]:
    found = []
    for group in groups:
        quad = group.quad
        grown = Quad(quad.x, quad.y, quad.half_width + 0.4 * quad.half_height, quad.half_height * 1.7, quad.angle)
        for turn in (0, 2):
            verdict = stamp_reading.read_line(page.cut(grown, layer, 64, turn))
            if verdict.kind is Kind.SECRET and (group.alone or not verdict.title_case):
                found.append((grown, verdict))
                break
            if verdict.kind in {Kind.OTHER, Kind.HARMLESS}:
                break
    return found


def _merged(hits: list[StampHit]) -> list[StampHit]:
    """One hit for every place: the most secret reading among the sure ones."""
    kept: list[StampHit] = []
    for hit in sorted(hits, key=lambda h: (-h.confidence, -h.level, h.box)):
        if not any(_overlap(hit, other) for other in kept):
            kept.append(hit)
    return kept


def _overlap(one: StampHit, other: StampHit) -> bool:
    width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return width > 0 and height > 0
