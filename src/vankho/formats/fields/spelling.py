"""Comparing Vietnamese words that a machine has read, in which marks and look-alike letters are often wrong."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
CAPITALS = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x1EFA)) if letter.isupper())
"""For character classes of regular expressions; a range would hold small letters too."""
_DIGIT_LOOKALIKES = str.maketrans("OoQDØlI|!i][ÏÎÍìíSsõBZzgq", "00000" + 12 * "1" + "55582299")


def nfc(text: str) -> str:
    """Composed form, with Icelandic eth read as the Vietnamese letter it stands in for and one kind of hyphen."""
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").replace("ð", "đ").replace("\u00a0", " ")
    return re.sub("[‐‑‒–—−¬]", "-", text)


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Lower-case letters and digits only, without any mark: ``Ủy ban`` and ``UY BAN`` give ``uyban``."""
    plain = unicodedata.normalize("NFD", nfc(text).lower()).replace("đ", "d")
    return "".join(c for c in plain if c.isascii() and c.isalnum())


@lru_cache(maxsize=20_000)
def tone_free_place(text: str) -> str:
    """The word with its tone written at the end, so that ``uỷ`` and ``ủy`` are one."""
    decomposed = unicodedata.normalize("NFD", nfc(text).lower())
    tone = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)) + tone


def distance(first: str, second: str) -> int:
    """Letters to insert, drop or change to make one of the other."""
    return Levenshtein.distance(first, second)


@lru_cache(maxsize=50_000)
def similarity(first: str, second: str) -> float:
    """1.0 when equal, 0.0 when nothing fits; marks and case do not count."""
    one, two = bare(first), bare(second)
    longest = max(len(one), len(two))
    return 1 - distance(one, two) / longest if longest else 0.0


def as_digits(text: str) -> str | None:
    """The digits meant by a word such as ``2O1l``; None when it is not made of digits and their look-alikes."""
    word = nfc(text).strip(".,;:'\"`(){}*_~-")
    if not any(c.isdigit() for c in word):
        return None
    digits = word.translate(_DIGIT_LOOKALIKES)
    return digits if digits.isascii() and digits.isdigit() else None


def capitalised(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
