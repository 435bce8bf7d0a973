"""Two places of a page read once more by themselves: stamps at the head, and the name under a seal at the foot.

The engine looks for columns and pictures on the whole page first and takes a framed stamp, or a name that a seal and
a signature cover, for a picture. Told that there is one block of text, it reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from .fields.marks import as_stamp
from .fields.signature import Foot, Signed, find_foot, read_authority, read_rank, read_signer
from .fields.spelling import bare
from .ocr import Engine, letters_of
from .page_source import Picture
from .preparation import READING_DPI
from .reading import Box, Line, PageReading, Word
from .stamp_frames import Frame, find_frames
from .stamp_layers import Page, Quad, without_frame

_HEAD = (0.64, 0.42)  # share of the sheet's width and height in which urgency is stamped (left, under the number)
_LETTER_HEIGHT = 44  # pixels at which the engine reads stamp letters best
_STAMP_MM = (9.0, 75.0)
_STAMP_BREADTH_MM = (4.5, 16.0)
_MOST_STAMPS = 4
_SURE_OF_NAME = 0.75
_MOST_SURE_UNDER_SEAL = 0.85
_NAME_REACH = (0.21, 0.17)  # share of the sheet: to either side of the post's middle, and below the post


def stamped_lines(picture: Picture, dpi: float, engine: Engine) -> tuple[Line, ...]:
    """Words that stand in frames at the head of an upright sheet, one line a frame, boxes in pixels of `picture`."""
    height, width = picture.shape[:2]
    head = Page(picture[: int(_HEAD[1] * height), : int(_HEAD[0] * width)], dpi)
    places: list[Quad] = []
    lines = []
    for layer in head.layers:
        for frame in (frame for frame in find_frames(layer.ink, head.mm) if _is_stamp(frame, head.mm)):
            if any(_one_place(frame.quad, other) for other in places) or len(places) >= _MOST_STAMPS:
                continue
            places.append(frame.quad)
            inner = replace(
                frame.quad,
                half_width=max(2.0, frame.quad.half_width - 0.7 * head.mm),
                half_height=max(2.0, frame.quad.half_height - 0.7 * head.mm),
            )
            letters = without_frame(head.cut(inner, layer.name, _LETTER_HEIGHT))
            box = frame.quad.box(1 / head.scale, width, height)
            lines += [_placed(line, box) for line in engine.read_row(letters)]
    return tuple(lines)


def without_stamps(lines: tuple[Line, ...], stamped: tuple[Line, ...]) -> tuple[Line, ...]:
    """The text less what was read where an urgency stamp stands."""
    places = [line.box for line in stamped if as_stamp(line, "urgency")]
    rest = (tuple(word for word in line.words if not any(_covers(box, word) for box in places)) for line in lines)
    return tuple(Line(words) for words in rest if words)


def _is_stamp(frame: Frame, mm: float) -> bool:
    long, short = 2 * frame.quad.half_width / mm, 2 * frame.quad.half_height / mm
    fits = _STAMP_MM[0] <= long <= _STAMP_MM[1] and _STAMP_BREADTH_MM[0] <= short <= _STAMP_BREADTH_MM[1]
    return fits and long >= 1.4 * short and not frame.in_grid


def _one_place(one: Quad, other: Quad) -> bool:
    return abs(one.x - other.x) < other.half_width and abs(one.y - other.y) < other.half_height


def _placed(line: Line, box: Box) -> Line:
    return Line(tuple(replace(word, box=box) for word in line.words))


# -- the name under the post ------------------------------------------------------------------------------------------


def with_signer(page: PageReading, scale: float, prepare: Callable[[Box], Picture], engine: Engine) -> PageReading:
    """The page with the signer's name, when there is a post without one and reading below it again gives a name.

    `prepare` gives the part of the sheet in a box (pixels of the page) ready to be read, `scale` times larger.
    """
    foot = find_foot([page])
    rank = (read_rank(foot, read_authority(foot, state=True)) or read_authority(foot, state=True)) if foot else None
    if foot is None or rank is None:
        return page
    known = read_signer(foot, rank)
    if known is not None and known.certainty >= _SURE_OF_NAME:
        return page
    area = _below(rank, page)
    if area[3] - area[1] < 10 or area[2] - area[0] < 10:
        return page
    lines = [_moved(line, scale, area) for line in engine.read(prepare(area), READING_DPI, one_block=True)]
    found = read_signer(Foot(0, None, (), tuple(lines)), None)
    if found is None or (known is not None and not _is_better(found, known)):
        return page
    return replace(page, lines=_with_name(page.lines, found))


def _is_better(found: Signed, known: Signed) -> bool:
    """A reading that differs in accents only is no better: ink of the seal adds them as often as it hides them."""
    return found.certainty > known.certainty and bare(found.text) != bare(known.text)


def _below(rank: Signed, page: PageReading) -> Box:
    left, _, right, bottom = Line(rank.words).box
    middle, reach = (left + right) // 2, int(_NAME_REACH[0] * page.width)
    return (
        max(0, middle - reach),
        min(bottom, page.height),
        min(page.width, middle + reach),
        min(page.height, bottom + int(_NAME_REACH[1] * page.height)),
    )


def _moved(line: Line, scale: float, area: Box) -> Line:
    """The line on the page; what a seal covers is never quite sure, however clear the letters left of it are."""
    return Line(
        tuple(
            replace(word, box=_back(word.box, scale, area), confidence=min(word.confidence, _MOST_SURE_UNDER_SEAL))
            for word in line.words
        )
    )


def _back(box: Box, scale: float, area: Box) -> Box:
    left, top, right, bottom = (round(edge / scale) for edge in box)
    return left + area[0], top + area[1], right + area[0], bottom + area[1]


def _with_name(lines: tuple[Line, ...], name: Signed) -> tuple[Line, ...]:
    """The name in its place; what had been read there of it goes."""
    added = Line(name.words)
    kept: list[Line] = []
    for line in lines:
        words = tuple(word for word in line.words if not _covers(added.box, word))
        if words and letters_of(Line(words).text):
            kept.append(Line(words))
    below = next((place for place, line in enumerate(kept) if line.box[1] > added.box[3]), len(kept))
    return (*kept[:below], added, *kept[below:])


def _covers(box: Box, word: Word) -> bool:
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
