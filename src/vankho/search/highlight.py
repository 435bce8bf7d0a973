"""Which words of a text answer what was asked, by the rules of the index: marked words themselves, bare ones freely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vankho.lib.vietnamese import exact, fold, nfc
from vankho.search.language import WORD, Asked, Part, Word

_SPACE = re.compile(r"\s+")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class _Token:
    exact: str
    folded: str
    start: int
    end: int


def _tokens(composed: str) -> list[_Token]:
    """The words of an NFC text; both keys have its length, so their offsets are its own."""
    written, bare = exact(composed), fold(composed)
    return [_Token(found[0], bare[slice(*found.span())], *found.span()) for found in WORD.finditer(written)]


def _fits(word: Word, token: _Token, is_beginning: bool) -> bool:
    wanted, present = (word.exact, token.exact) if word.is_marked else (word.folded, token.folded)
    return present.startswith(wanted) if is_beginning else present == wanted


def _stands_at(part: Part, tokens: Sequence[_Token], start: int) -> bool:
    last = len(part.words) - 1
    return start + last < len(tokens) and all(
        _fits(word, tokens[start + place], part.is_beginning and place == last) for place, word in enumerate(part.words)
    )


def _matches(asked: Asked, tokens: Sequence[_Token]) -> dict[int, set[int]]:
    """Token → the parts it answers."""
    found: dict[int, set[int]] = {}
    for start in range(len(tokens)):
        for number, part in enumerate(asked.parts):
            if _stands_at(part, tokens, start):
                for place in range(len(part.words)):
                    found.setdefault(start + place, set()).add(number)
    return found


def matching_words(asked: Asked, words: Sequence[str]) -> list[int]:
    """Which of these words, as they follow each other on a page, are to be marked.

    A box on the page may hold several words («211-CV/TU,») and a phrase may run over several boxes.
    """
    tokens: list[_Token] = []
    boxes: list[int] = []
    for box, text in enumerate(words):
        inside = _tokens(nfc(text))
        tokens += inside
        boxes += [box] * len(inside)
    return sorted({boxes[token] for token in _matches(asked, tokens)})


def matching_pages(asked: Asked, pages: Iterable[str], most: int = 10) -> list[int]:
    """Pages where something asked for stands, counted from 0: first those with the most parts, then in order."""
    parts_of = {page: _parts_on(asked, text) for page, text in enumerate(pages)}
    return sorted((page for page, parts in parts_of.items() if parts), key=lambda page: (-parts_of[page], page))[:most]


def _parts_on(asked: Asked, text: str) -> int:
    bare = fold(text)
    if not any(all(word.folded in bare for word in part.words) for part in asked.parts):
        return 0  # most pages: no need to look at every word
    return len(set().union(*_matches(asked, _tokens(nfc(text))).values()))


def snippet(text: str, asked: Asked, width: int = 160) -> list[tuple[str, bool]]:
    """About `width` characters where most of what was asked stands together, in pieces: text and whether it matches.

    Joined, the pieces read as the text does, line breaks as spaces, with … where it was cut. Neighbouring matches are
    one piece. Without any match it is the beginning of the text.
    """
    composed = nfc(text)
    tokens = _tokens(composed)
    found = _matches(asked, tokens)
    start, end = _window(composed, tokens, found, width)
    pieces: list[tuple[str, bool]] = [(_ELLIPSIS, False)] if start else []
    at = start
    for token in (tokens[number] for number in sorted(found)):
        if start <= token.start and token.end <= end:
            between = composed[at : token.start]
            pieces += [(between, at > start and between.isspace()), (composed[token.start : token.end], True)]
            at = token.end
    pieces += [(composed[at:end], False), (_ELLIPSIS if end < len(composed) else "", False)]
    return _joined(pieces)


def _window(composed: str, tokens: list[_Token], found: dict[int, set[int]], width: int) -> tuple[int, int]:
    """Where to cut, between words, so that the closest group of the most parts stands in the middle."""
    if len(composed) <= width:
        return 0, len(composed)
    numbers = sorted(found)
    groups = [_group(tokens, found, numbers[place : place + width], width) for place in range(len(numbers))]
    _, closeness, first = max(groups, key=lambda group: group[:2], default=(0, 0, 0))
    wanted_start = max(0, min(first - (width + closeness) // 2, len(composed) - width))
    return _between_words(composed, tokens, wanted_start, wanted_start + width)


def _group(
    tokens: list[_Token], found: dict[int, set[int]], numbers: Iterable[int], width: int
) -> tuple[int, int, int]:
    """From the first of these words on: how many parts stand within `width`, minus the length they take, where."""
    parts: set[int] = set()
    first = length = 0
    for place, number in enumerate(numbers):
        first = tokens[number].start if place == 0 else first
        if tokens[number].end - first > width:
            break
        if not found[number] <= parts:
            parts |= found[number]
            length = tokens[number].end - first
    return len(parts), -length, first


def _between_words(composed: str, tokens: list[_Token], start: int, end: int) -> tuple[int, int]:
    inside = [token for token in tokens if token.start >= start and token.end <= end]
    if not inside:
        return start, end
    return (0 if start == 0 else inside[0].start), (len(composed) if end >= len(composed) else inside[-1].end)


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
