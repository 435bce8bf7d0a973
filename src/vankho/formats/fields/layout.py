"""Where things stand on a page: the two header columns, the title, and the two columns at the foot.

OCR often puts both columns on one line, so lines are cut again here: at wide gaps and at the words that always begin
the right column (the motto, the place and date).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from vankho.formats.fields.spelling import as_digits, bare, similarity
from vankho.formats.fields.vocabulary import rules
from vankho.formats.reading import Box, Line, PageReading, Word
from vankho.formats.syllables import is_syllable

WIDE_GAP = 3.0
"""Gap that parts two columns, in widths of a letter; a typewriter's space is exactly one."""


@dataclass(frozen=True)
class Motto:
    text: str
    family: str
    likeness: float
    line: Line

    @property
    def is_second_line(self) -> bool:
        return self.text.startswith("Độc lập")


@dataclass(frozen=True)
class Header:
    """The first page taken apart. `edge` is the x that parts the two columns."""

    left: tuple[Line, ...]
    motto: Motto | None
    date_line: Line | None
    below: tuple[Line, ...]
    """Everything under the right header block that is not in the left column, top first."""
    edge: float
    line_height: float


def centre(line: Line) -> float:
    left, _, right, _ = line.box
    return (left + right) / 2


def height(line: Line) -> float:
    return median(word.box[3] - word.box[1] for word in line.words)


def letter_width(line: Line) -> float:
    return median((word.box[2] - word.box[0]) / max(len(word.text), 1) for word in line.words)


def union(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def without_scrap(line: Line) -> Line | None:
    """The line without what seals, stamps and specks left in it; None when nothing remains."""
    words = tuple(word for word in line.words if not _is_scrap(word))
    return Line(words) if words else None


def _is_scrap(word: Word) -> bool:
    core = word.text.strip("\"'`.,;:|_-–~*^°•¬“”‘’()[]{}<>\\/=+")
    if not any(c.isalnum() for c in core):
        return word.confidence < 0.6 and word.text != "-"
    return word.confidence < 0.2 and not is_syllable(core)


def cut_at_gaps(line: Line, factor: float = WIDE_GAP) -> list[Line]:
    limit = factor * letter_width(line)
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box[0] - before.box[2] > limit:
            parts.append([])
        parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def cut_at_edge(line: Line, edge: float) -> list[Line]:
    """The words left of the edge and those right of it."""
    left = tuple(word for word in line.words if (word.box[0] + word.box[2]) / 2 < edge)
    right = tuple(word for word in line.words if (word.box[0] + word.box[2]) / 2 >= edge)
    return [Line(part) for part in (left, right) if part]


def middle(line: Line) -> float:
    """Height at which most words stand; a line that curls has a box much higher than its letters."""
    return median((word.box[1] + word.box[3]) / 2 for word in line.words)


def same_row(first: Line, second: Line) -> bool:
    """Whether the pieces stand beside each other; pieces above one another may overlap too on a curled page."""
    a, b = first.box, second.box
    if min(a[2], b[2]) - max(a[0], b[0]) > 0.25 * min(a[2] - a[0], b[2] - b[0]):
        return False
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared > 0.5 * min(a[3] - a[1], b[3] - b[1])


def joined_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Pieces that stand beside each other become one line again; top first."""
    rows: list[Line] = []
    for line in sorted(lines, key=lambda item: (item.box[1], item.box[0])):
        if rows and same_row(rows[-1], line):
            words = sorted((*rows[-1].words, *line.words), key=lambda word: word.box[0])
            rows[-1] = Line(tuple(words))
        else:
            rows.append(line)
    return tuple(rows)


def mostly_capital(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.6 * len(letters)


def find_motto(line: Line, width: int) -> tuple[int, Motto] | None:
    """At which word of the line the words begin that head every paper of the Party, the State or the Youth Union."""
    best: tuple[float, int, dict[str, str]] | None = None
    for known in rules("headers")["mottos"]:
        size = len(known["text"].replace(" - ", " ").split())
        for start, word in enumerate(line.words):
            if word.box[0] < 0.25 * width:
                continue
            for stop in range(start + max(size - 2, 1), min(start + size + 4, len(line.words)) + 1):
                text = " ".join(w.text for w in line.words[start:stop])
                if known["text"].isupper() and not mostly_capital(text):
                    continue
                likeness = similarity(text, known["text"])
                if likeness >= 0.68 and (best is None or likeness > best[0]):
                    best = likeness, start, known
    if best is None:
        return None
    likeness, start, known = best
    return start, Motto(known["text"], known["family"], likeness, Line(line.words[start:]))


def is_day_word(words: Sequence[Word], index: int) -> bool:
    """Whether the word is ``ngày`` or a misreading of it before a number; ``Ngã`` of a place is not."""
    if bare(words[index].text).endswith("ngay"):
        return True
    return similarity(words[index].text, "ngày") >= 0.75 and any(
        as_digits(w.text) for w in words[index + 1 : index + 2]
    )


def find_date_words(line: Line) -> int | None:
    """At which word the place begins in a line such as ``Sơn Hải, ngày 2 tháng 7 năm 1981``; None when none does."""
    for index in range(len(line.words)):
        if not is_day_word(line.words, index):
            continue
        following = line.words[index + 1 : index + 7]
        names_month = any(max(similarity(w.text, "tháng"), similarity(w.text, "năm")) >= 0.6 for w in following)
        trailing = [w for w in line.words[index + 7 :] if w.confidence > 0.6 and sum(c.isalpha() for c in w.text) >= 2]
        if names_month and any(as_digits(w.text) for w in following) and not trailing:
            return _place_start(line, index)
    return None


def _place_start(line: Line, index: int) -> int:
    limit = WIDE_GAP * letter_width(line)
    start = index
    while start > 0 and index - start < 6:
        before = line.words[start - 1]
        shouted = len(before.text) > 2 and before.text.isupper() and not line.words[index - 1].text.isupper()
        if line.words[start].box[0] - before.box[2] > limit or shouted or not before.text[:1].isupper():
            break
        start -= 1
    return start


def take_apart(page: PageReading) -> Header:
    """Cut the first page into its header columns and what stands below them."""
    pieces: list[Line] = []
    cut_off: list[Line] = []
    mottos: list[Motto] = []
    date_line: Line | None = None
    for line in (line for line in page.lines if line.words and line.box[1] < 0.45 * page.height):
        found = find_motto(line, page.width) if line.box[1] < 0.25 * page.height else None
        dated = find_date_words(line) if date_line is None and line.box[1] < 0.3 * page.height else None
        if found:
            mottos.append(found[1])
            cut_off += [Line(line.words[: found[0]])] if found[0] else []
        elif dated is not None and line.words[-1].box[2] > 0.5 * page.width:
            date_line = Line(line.words[dated:])
            cut_off += [Line(line.words[:dated])] if dated else []
        else:
            pieces.append(line)
    date_line, pieces = _with_wrapped_year(date_line, pieces)
    return _columns(page, cut_off, pieces, mottos, date_line)


def _with_wrapped_year(date_line: Line | None, pieces: list[Line]) -> tuple[Line | None, list[Line]]:
    """The date line with the year that stands alone under it, as on narrow typewritten headers."""
    if date_line is None or any(len(as_digits(word.text) or "") >= 4 for word in date_line.words[3:]):
        return date_line, pieces
    for number, piece in enumerate(pieces):
        step = middle(piece) - middle(date_line)
        tail = [index for index, word in enumerate(piece.words) if word.box[0] > date_line.box[0]]
        if not tail or not 0 < step < 3 * height(date_line):
            continue
        rest = piece.words[tail[0] :]
        if len(rest) <= 3 and len(as_digits(rest[-1].text) or "") == 4:
            kept = [Line(piece.words[: tail[0]])] if tail[0] else []
            return Line((*date_line.words, *rest)), [*pieces[:number], *kept, *pieces[number + 1 :]]
    return date_line, pieces


def _columns(
    page: PageReading, cut_off: list[Line], pieces: list[Line], mottos: list[Motto], date_line: Line | None
) -> Header:
    anchors = [motto.line for motto in mottos] + ([date_line] if date_line else [])
    edge = max(min((line.box[0] for line in anchors), default=int(0.48 * page.width)), 0.35 * page.width)
    row = median([height(line) for line in anchors or pieces] or [page.height / 80])
    first = min(mottos, key=lambda motto: motto.line.box[1], default=None)
    rows_above = 0.9 if first and not first.is_second_line else 3.0
    top = min((line.box[1] for line in anchors), default=0) - rows_above * row
    bottom = max((line.box[3] for line in anchors), default=0.12 * page.height)
    left = [part for part in cut_off if part.box[3] >= top]
    below: list[Line] = []
    for piece in (piece for piece in pieces if piece.box[3] >= top):
        in_header = piece.box[1] < bottom - 0.2 * row
        for part in cut_at_gaps(piece):
            if centre(part) < (edge if in_header else 0.44 * page.width) and part.box[2] < 0.6 * page.width:
                left.append(part)
            if not in_header:
                below.append(part)
    named = max(mottos, key=lambda motto: (not motto.is_second_line, motto.likeness), default=None)
    return Header(joined_rows(left), named, date_line, joined_rows(below), edge, row)
