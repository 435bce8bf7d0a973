"""The search for secrecy stamps on a page picture, before anything else may look at it.

A miss puts a State secret on an open machine; a false alarm costs a custodian a minute. So a frame the size of a stamp
whose letters cannot be read counts as a suspicion, and only a sure reading of another stamp clears it
(Luật 117/2025/QH15; stamps MẬT, TỐI MẬT, TUYỆT MẬT, envelope letters C, B, A).
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from vankho.formats import stamp_reading
from vankho.formats.reading import StampHit, StampLevel
from vankho.formats.stamp_frames import Frame, find_frames, find_patches
from vankho.formats.stamp_layers import Layer, Page, Picture, Quad, without_frame, without_grain
from vankho.formats.stamp_letters import find_lone_letters
from vankho.formats.stamp_reading import Kind, Verdict
from vankho.formats.stamp_shapes import LEVEL_NAMES, likeness
from vankho.formats.stamp_words import Group, find_groups, text_runs_down

_LEAST_PIXELS = 24
_READ_HEIGHT = 44
_LETTER_HEIGHTS = (36, 28)
_SURE = 0.85
"""A reading of other words this sure clears a frame."""
_UNLIKE, _LIKE, _ALIKE = 0.45, 0.5, 0.58
"""Likeness of letters below which a frame that is no stamp's is not read, and from which one unread gives the level:
in a frame like a stamp's, in any other. Worn stamps under text have 0.5 to 0.8, other words 0.3 to 0.65."""
_ALIKE_ALONE = 0.76
"""The same for words outside frames: worn stamps have 0.6 to 0.9, other short rows of capitals up to 0.75."""
_ROW_CAPITALS = (0.42, 0.5, 0.58)
_BARE = Verdict(Kind.DOUBTFUL, StampLevel.CONFIDENTIAL, "MẬT", 0.2)
"""A frame like a stamp's in which nothing could be read."""
_ORDER = (Kind.DOUBTFUL, Kind.HARMLESS, Kind.OTHER, Kind.UNREADABLE)


def find_stamps(image: npt.NDArray[np.uint8], dpi: float) -> list[StampHit]:
    """Every suspected secrecy stamp, boxes in pixels of `image` (uint8, RGB, grey or bitonal 0/255), surest first.

    Turned pages, leaning and partly cut stamps are searched too. RuntimeError where the Vietnamese letter model is not
    installed: without it the search would be silently blind.
    """
    stamp_reading.reader()
    if image.size == 0 or min(image.shape[:2]) < _LEAST_PIXELS:
        return []
    return _merged([hit for picture in without_grain(image, dpi) for hit in _search(Page(picture, dpi))])


def _search(page: Page) -> list[StampHit]:
    settled: list[tuple[Quad, Verdict]] = []
    for layer in page.layers:
        groups = find_groups(layer.ink, page.mm)
        _look_at_frames(page, layer, settled, text_runs_down(groups))
        _look_at_words(page, layer, groups, settled)
        _look_at_letters(page, layer, settled)
    return [
        StampHit(v.level, quad.box(1 / page.scale, page.width, page.height), round(v.confidence, 2), v.seen)
        for quad, v in settled
        if v.kind is Kind.SECRET or (v.kind is Kind.DOUBTFUL and not (v == _BARE and _where_people_sign(page, quad)))
    ]


def _where_people_sign(page: Page, quad: Quad) -> bool:
    """The lower right quarter of the picture as it lies: strokes of signatures there look like frames nobody can read.

    A page fed upside down has its stamp there; an unreadable one on such a page is left to the search of the text.
    """
    return bool(quad.x > 0.5 * page.width * page.scale and quad.y > 0.5 * page.height * page.scale)


def _look_at_frames(page: Page, layer: Layer, settled: list[tuple[Quad, Verdict]], down: bool | None) -> None:
    """Read what stands in the frames of a layer; a stamp-like frame nobody can read becomes a doubt."""
    patches = find_patches(layer.ink, page.mm) if layer.name == "colour" else []
    for frame in [*find_frames(layer.ink, page.mm), *patches]:
        if _known(frame.quad, settled):
            continue
        with_text = down is None or down == (frame.quad.half_width < frame.quad.half_height)
        verdict = _framed(page, layer.name, frame, with_text)
        if verdict.kind is not Kind.UNREADABLE:
            settled.append((frame.quad, verdict))


def _framed(page: Page, layer: str, frame: Frame, with_text: bool) -> Verdict:
    """Letters that can be read decide; where they cannot, their shapes do; a frame like a stamp's stays a doubt.

    `with_text` is False where it lies across the page's text, as columns of tables do and hardly ever a stamp.
    """
    inner = _grown(frame.quad, -0.7 * page.mm, -0.7 * page.mm)
    turns = (0, 2) if frame.quad.half_width >= frame.quad.half_height else (1, 3)
    cuts = [page.cut(inner, layer, _READ_HEIGHT, turn) for turn in turns]
    shape = max(map(likeness, cuts), key=lambda found: found.score)
    stamp_like = _stamp_like(frame, page.mm, 0.8 if layer == "colour" else 0.9)
    if not stamp_like and shape.score < _UNLIKE:
        return stamp_reading.UNREADABLE
    verdict = _inside(cuts, max(inner.half_width, inner.half_height) < 3 * min(inner.half_width, inner.half_height))
    if verdict.kind is Kind.HARMLESS or (verdict.kind is Kind.OTHER and verdict.confidence >= _SURE):
        return verdict
    if verdict.kind is Kind.SECRET and (verdict.confidence >= 0.5 or verdict.level >= shape.level):
        return verdict
    least = _LIKE if stamp_like else _ALIKE if with_text and _stamp_sized(frame, page.mm) else 1.0
    if shape.score >= least:
        level = max(verdict.level, shape.level)
        return Verdict(Kind.DOUBTFUL, level, LEVEL_NAMES[level], round(0.6 * shape.score, 2))
    if stamp_like and with_text and verdict.kind in {Kind.UNREADABLE, Kind.OTHER}:
        return _BARE
    return verdict


def _stamp_like(frame: Frame, mm: float, coverage: float) -> bool:
    drawn = frame.coverage >= coverage and frame.weakest >= 0.7 and not frame.in_grid
    return drawn and _stamp_sized(frame, mm)


def _stamp_sized(frame: Frame, mm: float) -> bool:
    width, height = 2 * frame.quad.half_width / mm, 2 * frame.quad.half_height / mm
    long, short = max(width, height), min(width, height)
    return 9 <= long <= 75 and 5 <= short <= 24 and long / short >= 1.4


def _inside(cuts: list[Picture], room_for_rows: bool) -> Verdict:
    """The best reading of a frame's content, either way up, prepared in several ways until one is sure."""
    best = stamp_reading.UNREADABLE
    for verdict in _readings(cuts, room_for_rows):
        if verdict.kind is Kind.SECRET:
            return verdict
        best = min(best, verdict, key=lambda v: (_ORDER.index(v.kind), -v.confidence))
        if best.kind is not Kind.UNREADABLE and best.confidence >= _SURE:
            break
    return best


def _readings(cuts: list[Picture], room_for_rows: bool) -> Iterator[Verdict]:
    """As it is without the frame, with worn strokes closed, with the frame left in, in rows where there is room."""
    trimmed = [without_frame(cut) for cut in cuts]
    yield from map(stamp_reading.read_line, trimmed)
    closed = [cv2.morphologyEx(cut, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)).astype(np.uint8) for cut in trimmed]
    yield from map(stamp_reading.read_line, closed)
    yield from map(stamp_reading.read_line, cuts)
    if room_for_rows:
        yield from map(stamp_reading.read_block, trimmed)


def _grown(quad: Quad, wider: float, higher: float) -> Quad:
    return Quad(quad.x, quad.y, max(2.0, quad.half_width + wider), max(2.0, quad.half_height + higher), quad.angle)


def _look_at_words(page: Page, layer: Layer, groups: list[Group], settled: list[tuple[Quad, Verdict]]) -> None:
    """Read the short rows of capitals outside frames; only a sure secrecy word, all by itself, counts.

    They stand the way the page stands: once another row was read with certainty, the rest are read that way up only.
    """
    turns: tuple[int, ...] = (0, 2)
    for group in groups:
        if _known(group.quad, settled) or not (group.alone or layer.name == "colour"):
            continue
        grown = _grown(group.quad, 0.4 * group.quad.half_height, 0.7 * group.quad.half_height)
        for turn in turns:
            cut = page.cut(grown, layer.name, _READ_HEIGHT, turn)
            verdict = _row(cut, group)
            if _stands_for_itself(verdict, group):
                settled.append((grown, verdict))
            if verdict.kind is Kind.OTHER and verdict.confidence >= 0.9:
                turns = (turn,)
            if verdict.kind in {Kind.SECRET, Kind.HARMLESS} or verdict.confidence >= _SURE:
                break


def _row(cut: Picture, group: Group) -> Verdict:
    """What a row of capitals says; where it cannot be read and nothing else is near, what its shapes are like."""
    verdict = stamp_reading.read_line(without_frame(cut))
    unread = verdict.kind is Kind.UNREADABLE or (verdict.kind is Kind.OTHER and verdict.confidence < _SURE)
    if unread and group.clear:
        shape = likeness(cut, _ROW_CAPITALS)
        if shape.score >= _ALIKE_ALONE:
            return Verdict(Kind.DOUBTFUL, shape.level, shape.seen, round(0.6 * shape.score, 2))
    return verdict


def _stands_for_itself(verdict: Verdict, group: Group) -> bool:
    """A secrecy word that is all of its line; one letter off, or ``Mật``, only where no other ink is near."""
    if verdict.kind is Kind.SECRET and verdict.whole:
        return group.clear or not verdict.title_case
    return verdict.kind is Kind.DOUBTFUL and group.clear and not verdict.title_case


def _look_at_letters(page: Page, layer: Layer, settled: list[tuple[Quad, Verdict]]) -> None:
    """Envelope letters in a ring; the envelope may lie any way round."""
    for quad in find_lone_letters(layer.ink, page.mm):
        grown = _grown(quad, 0.15 * quad.half_height, 0.15 * quad.half_height)
        cuts = [page.cut(grown, layer.name, height, turn) for height in _LETTER_HEIGHTS for turn in range(4)]
        verdicts = [stamp_reading.read_letter(cut) for cut in cuts]
        best = max(verdicts, key=lambda verdict: verdict.confidence)
        if best.kind is Kind.SECRET:
            settled.append((grown, best))


def _known(quad: Quad, settled: list[tuple[Quad, Verdict]]) -> bool:
    """Whether most of the place has been read already with an answer that stands."""
    corners = quad.corners()
    low, high = corners.min(axis=0), corners.max(axis=0)
    for other, verdict in settled:
        if verdict.kind is Kind.DOUBTFUL:
            continue
        theirs = other.corners()
        shared = np.minimum(high, theirs.max(axis=0)) - np.maximum(low, theirs.min(axis=0))
        if (shared > 0).all() and float(np.prod(shared)) > 0.6 * float(np.prod(high - low)):
            return True
    return False


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
