"""Words of the index that are one slip away from a word that finds nothing.

Every word stands under itself and under each form with one letter left out (the idea of SymSpell); two words one
insertion, deletion, replacement or exchange apart share such a form. A small file beside the index, made as a whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

_SHORTEST, _LONGEST = 3, 24
"""Letters: a shorter word has too many neighbours, a longer one is no Vietnamese syllable but glued text."""


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def write_vocabulary(file: Path, frequencies: Iterable[tuple[str, int]]) -> None:
    """Put the words and how many documents have each under `file`, replacing it as a whole."""
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(fresh)) as store:
        store.execute("PRAGMA journal_mode = OFF")
        store.execute("PRAGMA synchronous = OFF")  # it can be made again at any time
        store.execute("CREATE TABLE near (form TEXT, word TEXT, documents INT, PRIMARY KEY (form, word)) WITHOUT ROWID")
        store.executemany("INSERT OR REPLACE INTO near VALUES (?, ?, ?)", _rows(frequencies))
        store.commit()
    fresh.replace(file)


def _rows(frequencies: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    for word, documents in frequencies:
        if _SHORTEST <= len(word) <= _LONGEST and word.isalpha():
            yield from ((form, word, documents) for form in _shortened(word))


def near_words(file: Path, word: str, most: int = 8) -> list[str]:
    """Words one slip away from this folded word, the most frequent first; none where there is no readable file."""
    if not (_SHORTEST <= len(word) <= _LONGEST):
        return []
    forms = sorted(_shortened(word))
    marks = ", ".join("?" * len(forms))
    question = f"SELECT word, max(documents) FROM near WHERE form IN ({marks}) GROUP BY word ORDER BY 2 DESC, 1"  # noqa: S608
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as store:
            candidates = [candidate for candidate, _ in store.execute(question, forms)]
    except sqlite3.Error:  # a suggestion is a kindness: without its file there is none
        return []
    return [candidate for candidate in candidates if _is_one_slip(word, candidate)][:most]


def _is_one_slip(one: str, other: str) -> bool:
    if one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )
