"""Secrecy words in text that was read or that a computer wrote: a second net under the search of the picture.

A word counts only in capitals and where it stands by itself; ``bí mật nhà nước`` in a sentence, names and titles never
do. Worn stamps are read with other marks or a letter amiss, and a miss is worse than a false alarm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from vankho.formats.reading import Line, StampHit, StampLevel, Word
from vankho.formats.stamp_reading import bare, letters_amiss

_GAP = 1.5
"""Room that parts what stands on one line, over the height of its words."""
_WORN = 0.6
"""What a reading with a letter or mark amiss is worth beside an exact one."""
_SURE = 0.9
_MOST_WORDS = 4
_EXACT = {
    "MẬT": StampLevel.CONFIDENTIAL,
    "TỐI MẬT": StampLevel.SECRET,
    "TUYỆT MẬT": StampLevel.TOP_SECRET,
    "TÀI LIỆU THU HỒI": StampLevel.CONFIDENTIAL,
}
_PLACE_NAMES = frozenset({"MÁT", "MẮT", "MẬU", "MẬN"})
_AMISS = {"TUYỆT MẬT": 2, "TỐI MẬT": 1, "TÀI LIỆU THU HỒI": 3, "MẬT": 0}
"""Letters that may be amiss once tones and marks are left out."""
_WORN_ALONE = re.compile(r"M[ẬÂẠ][TIÍFYLJ17]|[NHIKW][ẬÂ]T")
"""``MẬT`` with a letter amiss, where the mark on the vowel is still seen."""
_DIGITS = str.maketrans("017|!", "OITII")


def find_stamps_in_text(lines: Iterable[Line]) -> list[StampHit]:
    """Secrecy words that stand by themselves, exact or worn; boxes as the lines have them."""
    hits: list[StampHit] = []
    for line in lines:
        whole = _judged(line) if 0 < len(line.words) <= 2 * _MOST_WORDS else None
        pieces = [whole] if whole else map(_judged, _apart(line))
        hits += [hit for hit in pieces if hit is not None]
    return hits


def _apart(line: Line) -> Iterator[Line]:
    """What stands beside each other on one line with wide gaps between: a stamp beside a date is not its sentence."""
    group: list[Word] = []
    for word in line.words:
        if group and word.box[0] - group[-1].box[2] > _GAP * (group[-1].box[3] - group[-1].box[1]):
            yield Line(tuple(group))
            group = []
        group.append(word)
    if group:
        yield Line(tuple(group))


def _judged(piece: Line) -> StampHit | None:
    text = unicodedata.normalize("NFC", re.sub(r"[^\w ]|_", "", piece.text)).strip()
    if text in _EXACT:
        return StampHit(_EXACT[text], piece.box, piece.confidence, text)
    seen = _worn(text, piece.confidence)
    return StampHit(_EXACT[seen], piece.box, round(_WORN * piece.confidence, 3), seen) if seen else None


def _worn(text: str, confidence: float) -> str | None:
    """The secrecy word that capitals with a letter or mark amiss most likely were."""
    joined = text.replace(" ", "").translate(_DIGITS)
    if not joined.isupper() or (joined in _PLACE_NAMES and confidence >= _SURE):
        return None
    if _WORN_ALONE.fullmatch(joined) and joined not in _PLACE_NAMES:
        return "MẬT"
    letters = bare(joined)
    return next((seen for seen, amiss in _AMISS.items() if letters_amiss(letters, bare(seen)) <= amiss), None)
