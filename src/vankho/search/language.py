"""How people ask: words, words side by side in quotes, the beginning of a word with a star, references.

There are no operators and nothing typed is a fault: what cannot be searched is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vankho.lib.vietnamese import exact, fold, nfc

MOST_LETTERS = 2_000
MOST_PARTS = 16
LONGEST_MIXED_PHRASE = 12
"""Words; in a longer phrase every word is meant as typed: words that match all spellings cost too much there."""
LONGEST_WORD = 64
"""Letters; longer runs are neither indexed nor searched."""
SHORTEST_BEGINNING = 2
"""Letters before a star, 3 inside a phrase: a shorter beginning means too many words to be of use."""

WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile('["“”„«»]')
_CHUNK = re.compile(r"[\w\-‐‑–/.&*]+")
_STARTS_WITH_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word by its two keys. It matches only itself when marked, otherwise every word that folds to it."""

    exact: str
    folded: str
    is_marked: bool
    """It was typed with a mark, or within a reference that has one: in ``12-QĐ/TU`` nobody means ``tú`` by ``TU``."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand side by side in what is found: a phrase, a reference, most often a single word."""

    words: tuple[Word, ...]
    written: str
    is_beginning: bool = False
    """The last word may go on: it was typed with a star."""

    @property
    def is_marked(self) -> bool:
        return any(word.is_marked for word in self.words)

    @property
    def is_plain_word(self) -> bool:
        return len(self.words) == 1 and not self.is_beginning


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood; everything found has every part."""

    parts: tuple[Part, ...]
    is_blank: bool
    """Nothing was typed at all, which asks for everything; signs alone ask for nothing."""

    @property
    def is_marked(self) -> bool:
        return any(part.is_marked for part in self.parts)

    @property
    def written(self) -> str:
        return " ".join(part.written for part in self.parts)

    def without_marks(self) -> Asked:
        return replace(self, parts=tuple(_unmarked(part) for part in self.parts))

    def without_phrases(self) -> Asked:
        """The same words, wherever each stands."""
        return replace(self, parts=tuple(alone for part in self.parts for alone in _apart(part)))


def _unmarked(part: Part) -> Part:
    return replace(part, words=tuple(replace(word, is_marked=False) for word in part.words))


def _apart(part: Part) -> list[Part]:
    *before, last = part.words
    return [*(Part((word,), word.exact) for word in before), Part((last,), last.exact, part.is_beginning)]


def reference_key(reference: str) -> str:
    """One spelling for the ways to write a reference: ``03-BC/VPTU``, ``3 - bc/vptu`` → ``3-bc-vptu``."""
    return "-".join(without_zeros(word) for word in WORD.findall(fold(reference)))


def without_zeros(word: str) -> str:
    return word.lstrip("0") or word if word.isdigit() else word


def understand(typed: str) -> Asked:
    """Never raises; long input is cut and at most `MOST_PARTS` different parts are kept."""
    segments = _QUOTES.split(nfc(typed[:MOST_LETTERS]))
    if len(segments) % 2 == 0:  # a quotation mark without its partner
        segments[-2:] = [" ".join(segments[-2:])]
    parts: list[Part] = []
    for place, segment in enumerate(segments):
        parts += _quoted(segment) if place % 2 else _chunks(segment)
    return Asked(tuple(dict.fromkeys(parts))[:MOST_PARTS], is_blank=not typed.strip())


def _quoted(segment: str) -> list[Part]:
    part = _part(segment, f"“{segment.strip()}”", all_alike=False)
    return [part] if part else []


def _chunks(segment: str) -> list[Part]:
    chunks = _CHUNK.findall(segment)
    following = [*chunks[1:], ""]
    found = [
        _part(chunk, chunk, all_alike=True)
        for chunk, after in zip(chunks, following, strict=False)
        # «Số 211-CV/TU» copied from a paper: the word does not stand in the register's column.
        if not (fold(chunk).rstrip(".") == "so" and _STARTS_WITH_DIGIT.match(after))
    ]
    return [part for part in found if part]


def _part(text: str, written: str, all_alike: bool) -> Part | None:
    keys = [(word, fold(word)) for word in WORD.findall(exact(text)) if len(word) <= LONGEST_WORD]
    if not keys:
        return None
    any_marked = any(word != folded for word, folded in keys)
    literal = any_marked and (all_alike or len(keys) > LONGEST_MIXED_PHRASE)
    words = tuple(Word(word, folded, literal or word != folded) for word, folded in keys)
    shortest = SHORTEST_BEGINNING + (len(words) > 1)
    is_beginning = text.rstrip().endswith("*") and len(words[-1].exact) >= shortest
    return Part(words, written, is_beginning)
