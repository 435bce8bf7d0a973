"""Vietnamese text: one spelling to store, keys to search and sort by, and what a person means while typing.

Text is stored as it stands on the paper; every key is computed beside it. `fold` and `exact` give exactly one character
for each character of `nfc(text)`, so that an offset found in a key is the offset in the stored text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries; the level tone, which has no mark, comes before them."""
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

SortKey: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]

_SPACES = re.compile("[\u00a0\u2007\u202f]")
_INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_LETTER = r"[^\W\d_]"
_LETTERS = re.compile(f"{_LETTER}+")
_FOREIGN_D = str.maketrans("\u00d0\u00f0\u0189\u0256", "ĐđĐđ")
_ANY_FOREIGN_D = re.compile("[\u00d0\u00f0\u0189\u0256]")


def _toned(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + tone)


_TONED = {_toned(vowel, tone): (vowel, tone) for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in TONES}
_VIETNAMESE = frozenset(ALPHABET + ALPHABET.upper()) | frozenset(_TONED)

# Some PDF writers put the tone before the hat (a + acute + circumflex); NFC cannot join these by itself.
_HATS = {"\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u0306": {"a": "ă"}}
_TONE_BEFORE_HAT = {
    _toned(cased(plain), tone) + hat: _toned(cased(hatted), tone)
    for hat, letters in _HATS.items()
    for plain, hatted in letters.items()
    for cased in (str.lower, str.upper)
    for tone in TONES
}
_MISPLACED_HAT = re.compile("|".join(sorted(_TONE_BEFORE_HAT, key=len, reverse=True)))


def nfc(text: str) -> str:
    """The text with one spelling per letter: composed, the Vietnamese Đ, ordinary spaces, nothing invisible.

    The Icelandic Ð (U+00D0), which looks the same, becomes Đ only in words whose other letters are Vietnamese.
    """
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if any(hat in composed for hat in _HATS):
        composed = _MISPLACED_HAT.sub(lambda found: _TONE_BEFORE_HAT[found[0]], composed)
    if _ANY_FOREIGN_D.search(composed):
        composed = _LETTERS.sub(_vietnamese_d, composed)
    return _SPACES.sub(" ", composed)


def _vietnamese_d(found: re.Match[str]) -> str:
    word = found[0].translate(_FOREIGN_D)
    return word if _VIETNAMESE.issuperset(word) else found[0]


def _some(vowels: str) -> str:
    """A character class of these vowels carrying any tone, small or capital."""
    return "[" + "".join(toned for toned, (vowel, _) in _TONED.items() if vowel.lower() in vowels) + "]"


# The tone of an open oa, oe, uy stands on the first vowel (hòa, khỏe, thủy), elsewhere on the second (toàn, Huỳnh).
# The u of "qu" belongs to the consonant: quý, never qúy.
_TONE_ON_SECOND = re.compile(f"([oO])({_some('ae')})(?!{_LETTER})|(?<![qQ])([uU])({_some('y')})(?!{_LETTER})")
_TONE_ON_FIRST = re.compile(
    f"({_some('o')})([aeAE])(?={_LETTER})|({_some('u')})([yY])(?={_LETTER})|(?<=[qQ])({_some('u')})([yY])"
)


def tone_place(text: str) -> str:
    """The text with every tone where the older dictionaries put it: hoà → hòa, uỷ → ủy, hùynh → huỳnh."""
    return _tone_placed(nfc(text))


def _tone_placed(composed: str) -> str:
    return _TONE_ON_FIRST.sub(_move_tone, _TONE_ON_SECOND.sub(_move_tone, composed))


def _move_tone(found: re.Match[str]) -> str:
    first, second = (group for group in found.groups() if group is not None)
    if second in _TONED:
        vowel, tone = _TONED[second]
        return _toned(first, tone) + vowel
    vowel, tone = _TONED[first]
    return vowel + _toned(second, tone)


class _Folding(dict[int, str]):
    """A table for `str.translate` that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str:
    if char in "đĐðÐ":  # the Icelandic one too: without marks they are one key
        return "d"
    parts = unicodedata.normalize("NFD", char)
    if parts[0].isascii() and all(unicodedata.combining(mark) for mark in parts[1:]):
        return parts[0].lower()
    if "\u0300" <= char <= "\u036f":
        return " "  # a mark that joins no letter; kept, it could join one after folding
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The search key without marks: ``Đảng ủy`` → ``dang uy``. One character for each one of `nfc(text)`."""
    return nfc(text).translate(_FOLDING)


def exact(text: str) -> str:
    """The search key with marks: small letters, tone place forgiven. One character for each one of `nfc(text)`."""
    composed = nfc(text)
    lowered = composed.lower()
    if len(lowered) != len(composed):  # İ becomes two characters
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in composed)
    return _tone_placed(lowered)


def has_marks(word: str) -> bool:
    """Whether the word was typed with at least one mark, đ counting as one."""
    return exact(word) != fold(word)


def words(text: str) -> list[str]:
    """The runs of letters and digits, as written."""
    return _WORD.findall(nfc(text))


def _weights(char: str) -> tuple[int, int, int]:
    """Letter, tone and case of one character, each to be compared over the whole text before the next."""
    lowered = char.lower()
    vowel, tone = _TONED.get(lowered, (lowered, ""))
    case = int(char != lowered)
    if vowel in ALPHABET and vowel:
        return 3_000_000 + ALPHABET.index(vowel), TONES.find(tone) + 1 if tone else 0, case
    base = _folded(char)
    if base in ALPHABET:  # a letter of another language, as é is not: ö sorts as o, after its Vietnamese tones
        return 3_000_000 + ALPHABET.index(base), 10 + ord(lowered[0]), case
    if char.isdecimal():
        return 2_000_000 + unicodedata.decimal(char), 0, 0
    if char.isspace():
        return 0, 0, 0
    return (4_000_000 if char.isalpha() else 1) + ord(lowered[0]), 0, case


def sort_key(text: str) -> SortKey:
    """Dictionary order: a ă â … d đ e ê … o ô ơ … u ư; then level, huyền, hỏi, ngã, sắc, nặng; then small letters.

    Spaces come before signs, signs before digits, digits before letters. Different texts have different keys.
    """
    composed = nfc(text)
    weights = [_weights(char) for char in composed]
    letters, tones, cases = (tuple(weight[rank] for weight in weights) for rank in range(3))
    return letters, tones, cases, composed


def person_sort_key(full_name: str) -> tuple[SortKey, SortKey, SortKey]:
    """Order of people: given name (the last word), then family name (the first), then what stands between."""
    family, *rest = full_name.split() or [""]
    given = rest[-1] if rest else family
    return sort_key(given), sort_key(family if rest else ""), sort_key(" ".join(rest[:-1]))


def initials(text: str) -> str:
    """The first letter of every word, without marks: ``Tỉnh ủy Thanh Hóa`` → ``tuth``."""
    return "".join(word[0] for word in _WORD.findall(fold(text)))


def matches_typed(text: str, typed: str) -> bool:
    """Whether a line of a picker stays while this is being typed; nothing typed keeps every line.

    The typed words begin words of the text, in the same order, not necessarily neighbours; or the first letters of
    neighbouring words are typed together. A tone not typed yet may still come; a tone or a đ that was typed counts.
    """
    wanted = words(typed)
    if not wanted:
        return not typed.strip()
    present = words(text)
    if len(wanted) == 1 and len(wanted[0]) > 1 and fold(wanted[0]) in initials(text):
        return True
    remaining = iter(present)
    return all(any(_begins(word, start) for word in remaining) for start in wanted)


def _begins(word: str, start: str) -> bool:
    if not has_marks(start):
        return fold(word).startswith(fold(start))
    # Half a word may have its tone elsewhere than the whole: "hoà" begins "hoàng", exact("hoà") does not.
    written = exact(word)
    return any(
        len(form) <= len(written) and all(map(_may_become, form, written))
        for form in (exact(start), nfc(start).lower())
    )


def _may_become(typed: str, written: str) -> bool:
    """Whether further marks can turn the typed character into the written one; đ is typed at once, so d stays d."""
    if typed == written:
        return True
    return written != "đ" and typed in (_TONED.get(written, (written, ""))[0], _folded(written))
