"""Common words of office Vietnamese: a mark that OCR got wrong shows when a known word almost stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from vankho.formats.fields.spelling import bare, distance, nfc, tone_free_place
from vankho.formats.fields.vocabulary import family_names, rules
from vankho.formats.reading import Line, PageReading

_EDGES = " .,;:()'\"“”/"

_DOUBTED = 0.95  # above this the engine is right about an accent more often than the list

Pair = tuple[str, str]


@cache
def _listed() -> frozenset[Pair]:
    words: list[str] = rules("compounds")["words"]
    return frozenset(_key(*pair) for word in words for pair in pairwise(word.split()))


@cache
def _listed_by_letters() -> dict[str, list[Pair]]:
    words: list[str] = rules("compounds")["words"]
    found: dict[str, list[Pair]] = {}
    for first, second in dict.fromkeys(pair for word in words for pair in pairwise(word.split())):
        found.setdefault(bare(first + second), []).append((first, second))
    return found


def _key(first: str, second: str) -> Pair:
    return tone_free_place(first.strip(_EDGES)), tone_free_place(second.strip(_EDGES))


def with_right_accents(line: Line) -> Line:
    """The line with accents set right in doubtful words that with a neighbour are all but a common word of offices.

    Only marks change; a pair that is a word stays, and so do names: ``chỉ bộ`` becomes ``chi bộ``, ``Văn Thu`` stays.
    """
    words = list(line.words)
    cores = [nfc(word.text).strip(_EDGES) for word in words]
    known = [_key(*pair) in _listed() for pair in pairwise(cores)]
    for index in range(len(words) - 1):
        if any(known[max(index - 1, 0) : index + 2]) or words[index].text[-1:] in ",;." or _is_name(cores, index):
            continue
        for place, core in enumerate(_word_meant(cores[index], cores[index + 1]), index):
            if words[place].confidence < _DOUBTED and tone_free_place(core) != tone_free_place(cores[place]):
                text = nfc(words[place].text).replace(cores[place], _cased_as(cores[place], core))
                words[place] = replace(words[place], text=text)
    return Line(tuple(words))


def _word_meant(first: str, second: str) -> Pair | tuple[()]:
    """The one common word with these letters, one syllable of which stands there already."""
    if not (first.isalpha() and second.isalpha()):
        return ()
    alike = [pair for pair in _listed_by_letters().get(bare(first + second), []) if bare(pair[0]) == bare(first)]
    if len(alike) != 1:
        return ()
    stands = [tone_free_place(a) == tone_free_place(b) for a, b in zip(alike[0], (first, second), strict=True)]
    return alike[0] if any(stands) else ()


def _is_name(cores: list[str], index: int) -> bool:
    """Two capitalised words, or words in capitals after a family name, may be a person or a place."""
    first, second = cores[index], cores[index + 1]
    if first.isupper() and second.isupper():
        return index > 0 and tone_free_place(cores[index - 1]) in family_names()
    return first[:1].isupper() and second[:1].isupper()


def _cased_as(read: str, word: str) -> str:
    if len(read) > 1 and read.isupper():
        return word.upper()
    return word.capitalize() if read[:1].isupper() else word


class Lexicon:
    """The words this paper uses, and those that every office uses."""

    def __init__(self, pages: Sequence[PageReading]) -> None:
        self._seen: Counter[Pair] = Counter()
        self._by_letters: dict[str, Counter[Pair]] = {}
        for page in pages:
            for line in page.lines:
                self._note([word.text for word in line.words if word.confidence > 0.8])

    def _note(self, tokens: list[str]) -> None:
        for first, second in pairwise(tokens):
            pair = nfc(first).strip(_EDGES).lower(), nfc(second).strip(_EDGES).lower()
            if pair[0].isalpha() and pair[1].isalpha():
                self._seen[_key(*pair)] += 1
                self._by_letters.setdefault(bare("".join(pair)), Counter())[pair] += 1

    def corrected(self, text: str) -> tuple[str, int]:
        """The text with words set right that are all but a known word, and how many were changed."""
        tokens = text.split()
        changed = 0
        for index in range(len(tokens) - 1):
            better = self._better(tokens, index)
            if better:
                for offset, word in enumerate(better):
                    changed += self._put(tokens, index + offset, word)
        return " ".join(tokens), changed

    def knows(self, text: str) -> bool:
        """Whether every word stands beside one that it is known to stand beside."""
        tokens = [token.strip(_EDGES) for token in text.split()]
        pairs = [_key(*pair) for pair in pairwise(tokens)]
        known = [pair in _listed() or self._seen[pair] >= 3 for pair in pairs]
        return all(
            not token.isalpha() or (number > 0 and known[number - 1]) or (number < len(known) and known[number])
            for number, token in enumerate(tokens)
        )

    def _put(self, tokens: list[str], index: int, word: str) -> int:
        old = tokens[index]
        core = old.strip(_EDGES)
        if tone_free_place(core) == tone_free_place(word):
            return 0
        tokens[index] = old.replace(core, word.capitalize() if core[:1].isupper() else word)
        return 1

    def _better(self, tokens: list[str], index: int) -> Pair | None:
        first, second = (token.strip(_EDGES) for token in tokens[index : index + 2])
        if not (first.isalpha() and second.isalpha()) or tokens[index][-1:] in ",;.":
            return None
        if self._is_known(_key(first, second)) or (index and self._is_known(_key(tokens[index - 1], first))):
            return None
        letters = bare(first + second)
        listed = [pair for pair in _listed_by_letters().get(letters, []) if _near(pair, (first, second))]
        if len(listed) == 1:
            return listed[0]
        own = [pair for pair, count in self._by_letters.get(letters, Counter()).most_common(1) if count >= 3]
        if not listed and own and self._seen[_key(first, second)] <= 1 and _near(own[0], (first, second)):
            return own[0]
        return None

    def _is_known(self, pair: Pair) -> bool:
        return pair in _listed()


def _near(pair: Pair, read: Pair) -> bool:
    """At least one syllable stands as it is, or both differ by one letter at most."""
    apart = [distance(nfc(a).lower(), nfc(b).lower()) for a, b in zip(pair, read, strict=True)]
    same = [tone_free_place(a) == tone_free_place(b) for a, b in zip(pair, read, strict=True)]
    return any(same) or max(apart) <= 1
