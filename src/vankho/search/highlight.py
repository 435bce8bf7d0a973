"""Which words of a text answer what was asked, by the rules of the index: marked words themselves, bare ones freely."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from vankho.lib.vietnamese import exact, fold, nfc
from vankho.search.language import Asked, Part

_SPACE = re.compile(r"\s+")
_ELLIPSIS = "…"
_LETTER = r"[^\W_]"

_LONGEST_STEP = 12
"""Characters given up so as not to cut a word; Vietnamese words are shorter, glued text may be cut."""

Spans = dict[tuple[int, int], set[int]]
"""Words of a text that answer something, by where they start and end: the numbers of the parts they answer."""


@lru_cache(maxsize=256)
def _pattern(part: Part) -> re.Pattern[str]:
    """The part in a folded text, each word a group. It begins with letters, to be fast: look at what stands before."""
    words = [f"({word.folded})" for word in part.words]
    if part.is_beginning:
        words[-1] = f"({part.words[-1].folded}{_LETTER}*)"
    return re.compile(r"[\W_]+".join(words) + f"(?!{_LETTER})")


def _spans(asked: Asked, composed: str) -> Spans:
    """In an NFC text; both keys have its length, so their offsets are its own."""
    bare = fold(composed)
    written = exact(composed) if asked.is_marked else bare
    spans: Spans = {}
    for number, part in enumerate(asked.parts):
        for found in _pattern(part).finditer(bare):
            begins_a_word = not bare[max(found.start() - 1, 0) : found.start()].isalnum()
            if begins_a_word and _has_the_marks(part, found, written):
                for group in range(1, len(part.words) + 1):
                    spans.setdefault(found.span(group), set()).add(number)
    return dict(sorted(spans.items()))


def _has_the_marks(part: Part, found: re.Match[str], written: str) -> bool:
    return all(
        written.startswith(word.exact, found.start(group))
        for group, word in enumerate(part.words, start=1)
        if word.is_marked
    )


def matching_words(asked: Asked, words: Sequence[str]) -> list[int]:
    """Which of these words, as they follow each other on a page, are to be marked.

    A box on the page may hold several words («211-CV/TU,») and a phrase may run over several boxes.
    """
    boxes = [nfc(word) for word in words]
    starts = list(accumulate((len(box) + 1 for box in boxes), initial=0))
    return sorted({bisect_right(starts, start) - 1 for start, _ in _spans(asked, " ".join(boxes))})


def matching_pages(asked: Asked, pages: Iterable[str], most: int = 10) -> list[int]:
    """Pages where something asked for stands, counted from 0: first those with the most parts, then in order."""
    parts_on = [len(set[int]().union(*_spans(asked, nfc(text)).values())) for text in pages]
    found = [page for page, parts in enumerate(parts_on) if parts]
    return sorted(found, key=lambda page: -parts_on[page])[:most]


def snippet(text: str, asked: Asked, width: int = 160) -> list[tuple[str, bool]]:
    """About `width` characters where most of what was asked stands together, in pieces: text and whether it matches.

    Joined, the pieces read as the text does, line breaks as spaces, with … where it was cut. Neighbouring matches are
    one piece. Without any match it is the beginning of the text.
    """
    composed = nfc(text).strip()  # nothing but spaces is no more to come
    spans = _spans(asked, composed)
    start, end = _window(composed, spans, width)
    pieces: list[tuple[str, bool]] = [(_ELLIPSIS, False)] if start else []
    at = start
    for first, last in spans:
        if start <= first and last <= end and first >= at:
            between = composed[at:first]
            pieces += [(between, at > start and between.isspace()), (composed[first:last], True)]
            at = last
    pieces += [(composed[at:end], False), (_ELLIPSIS if end < len(composed) else "", False)]
    return _joined(pieces)


def _window(composed: str, spans: Spans, width: int) -> tuple[int, int]:
    """Where to cut, between words, so that the closest group of the most parts stands in the middle."""
    if len(composed) <= width:
        return 0, len(composed)
    places = list(spans)
    groups = (_group(spans, places[place : place + width], width) for place in range(len(places)))
    _, closeness, first = max(groups, key=lambda group: group[:2], default=(0, 0, 0))
    start = max(0, min(first - (width + closeness) // 2, len(composed) - width))
    return _after_a_gap(composed, start), _before_a_gap(composed, start + width)


def _group(spans: Spans, places: Sequence[tuple[int, int]], width: int) -> tuple[int, int, int]:
    """How many parts stand within `width` of the first of these places, minus the length they take, and where."""
    parts: set[int] = set()
    first, length = places[0][0], 0
    for place in places:
        if place[1] - first > width:
            break
        if not spans[place] <= parts:
            parts |= spans[place]
            length = place[1] - first
    return len(parts), -length, first


def _after_a_gap(composed: str, start: int) -> int:
    gap = _SPACE.search(composed, start)
    cuts_a_word = start > 0 and not composed[start - 1].isspace()
    return gap.end() if cuts_a_word and gap and gap.end() < start + _LONGEST_STEP else start


def _before_a_gap(composed: str, end: int) -> int:
    if end >= len(composed) or composed[end].isspace():
        return min(end, len(composed))
    gap = max(composed.rfind(space, end - _LONGEST_STEP, end) for space in " \n\t")
    return gap if gap > 0 else end


def _joined(pieces: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbours of the same kind as one piece, any white space as one space."""
    joined: list[tuple[str, bool]] = []
    for text, is_match in pieces:
        spaced = _SPACE.sub(" ", text)
        if joined and joined[-1][1] == is_match:
            joined[-1] = joined[-1][0] + spaced, is_match
        elif spaced:
            joined.append((spaced, is_match))
    return joined
