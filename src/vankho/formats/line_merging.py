"""Two readings of the same page made into one: per line the better one, per doubtful word the more credible one."""

from __future__ import annotations

from dataclasses import replace

from .ocr import certainty, letters_of, trust
from .reading import Box, Line, Word

_SAME_LINE = 0.5  # of the lower line's height
_SAME_WORD = 0.6  # of the wider word's width
_CLEARLY_BETTER = 0.04
_WORTH_ADDING = 0.72
_WEAK_LINE = 0.60  # below this a line is taken whole from a reading that is much surer of it
_MUCH_BETTER = 0.15
_SURELY_THIS_SIDE = 0.80
_SHINES_THROUGH = 3  # lines that read better in a mirror: then what is left in doubt is no text either
_LEAST_ON_SHINING_PAGE = 0.45


def _shared(first: tuple[int, int], second: tuple[int, int]) -> int:
    return min(first[1], second[1]) - max(first[0], second[0])


def _rows_overlap(first: Box, second: Box) -> bool:
    shared = _shared((first[1], first[3]), (second[1], second[3]))
    lower = min(first[3] - first[1], second[3] - second[1])
    return shared > _SAME_LINE * max(lower, 1)


def _columns_overlap(first: Box, second: Box) -> float:
    shared = _shared((first[0], first[2]), (second[0], second[2]))
    return shared / max(first[2] - first[0], second[2] - second[0], 1)


def _touch(first: Box, second: Box) -> bool:
    return _rows_overlap(first, second) and _shared((first[0], first[2]), (second[0], second[2])) > 0


def merged(base: list[Line], other: list[Line]) -> list[Line]:
    """`base` with its weak lines and words taken from `other`, and the lines only `other` saw put in their place."""
    lines = [_better(line, [rival for rival in other if _touch(line.box, rival.box)]) for line in base]
    unseen = [rival for rival in other if not any(_touch(rival.box, line.box) for line in base)]
    for line in unseen:
        if len(letters_of(line.text)) >= 3 and certainty([line]) >= _WORTH_ADDING:
            _insert(lines, line)
    return lines


def _better(line: Line, rivals: list[Line]) -> Line:
    if not rivals:
        return line
    if len(rivals) == 1:
        rival = rivals[0]
        same_extent = _columns_overlap(line.box, rival.box) > 0.9
        if same_extent and certainty([rival]) > certainty([line]) + _CLEARLY_BETTER:
            line, rival = rival, line
    words = tuple(word for rival in rivals for word in rival.words)
    return _instead_of_weak(line, words) or _word_by_word(line, words)


def _instead_of_weak(line: Line, rivals: tuple[Word, ...]) -> Line | None:
    """The rival words that stand where a weak line stands, when they make much more sense; words need not pair up."""
    inside = [word for word in rivals if _stands_within(word.box, line.box)]
    if not inside or certainty([line]) >= _WEAK_LINE:
        return None
    other = Line(tuple(sorted(inside, key=lambda word: word.box[0])))
    as_long = len(letters_of(other.text)) >= 0.9 * len(letters_of(line.text))
    return other if as_long and certainty([other]) > certainty([line]) + _MUCH_BETTER else None


def _stands_within(box: Box, around: Box) -> bool:
    shared = _shared((box[1], box[3]), (around[1], around[3]))
    as_high = shared > _SAME_LINE * max(box[3] - box[1], around[3] - around[1])
    return as_high and around[0] <= (box[0] + box[2]) / 2 <= around[2]


def _word_by_word(line: Line, rivals: tuple[Word, ...]) -> Line:
    return Line(tuple(_better_word(word, rivals) for word in line.words))


def _better_word(word: Word, rivals: tuple[Word, ...]) -> Word:
    same = [
        rival
        for rival in rivals
        if _columns_overlap(word.box, rival.box) > _SAME_WORD and _rows_overlap(word.box, rival.box)
    ]
    best = max(same, key=trust, default=word)
    return best if trust(best) > trust(word) + _CLEARLY_BETTER else word


def without_print_of_reverse(lines: list[Line], mirrored: list[Line], width: int) -> list[Line]:
    """`lines` less those that read better in a mirror: print of the other side shining through.

    `mirrored` is the reading of the same picture, `width` pixels wide, flipped left to right.
    """
    reverse = [_flipped(line, width) for line in mirrored]
    kept = [line for line in lines if not _is_reverse(line, reverse)]
    shines_through = len(lines) - len(kept) >= _SHINES_THROUGH
    least = _LEAST_ON_SHINING_PAGE if shines_through else 0.0
    return [line for line in kept if certainty([line]) >= least]


def _is_reverse(line: Line, reverse: list[Line]) -> bool:
    own = certainty([line])
    if own >= _SURELY_THIS_SIDE:
        return False
    over = [other for other in reverse if _touch(line.box, other.box)]
    widest = max(over, key=lambda other: _columns_overlap(line.box, other.box), default=None)
    return widest is not None and certainty([widest]) > own


def _flipped(line: Line, width: int) -> Line:
    return Line(
        tuple(
            replace(word, box=(width - word.box[2], word.box[1], width - word.box[0], word.box[3]))
            for word in line.words
        )
    )


def _insert(lines: list[Line], line: Line) -> None:
    """Before the first line that starts below it in the same column."""
    middle = (line.box[1] + line.box[3]) / 2
    for place, present in enumerate(lines):
        if present.box[1] > middle and _shared((line.box[0], line.box[2]), (present.box[0], present.box[2])) > 0:
            lines.insert(place, line)
            return
    lines.append(line)
