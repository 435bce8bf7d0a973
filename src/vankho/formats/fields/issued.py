"""Place and date of issue: only from the place-and-date line of the header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from vankho.formats.fields.spelling import as_digits, bare, capitalised, is_syllable, nfc, similarity
from vankho.formats.reading import Line, PageReading, Word

EARLIEST_YEAR = 1930
"""The Party's founding year; nothing older is expected in these archives."""
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")


@dataclass(frozen=True)
class Issued:
    day: date
    certainty: float
    words: tuple[Word, ...]


def read_date(line: Line, pages: tuple[PageReading, ...], today: date) -> Issued | None:
    """The date of the line; sure only when every number was read well and nothing in it looks shortened."""
    start = next((i for i, w in enumerate(line.words) if bare(w.text).endswith("ngay") or similarity(w.text, "ngày") >= 0.75), None)
    if start is None:
        return None
    following = line.words[start + 1 :]
    found = _from_words(following) or _from_numeric(following)
    if found is None:
        return None
    (day_text, month_text, year_text), words, marks = found
    day = _valid(day_text, month_text, year_text, today)
    if day is None:
        return None
    certainty = min(word.confidence for word in words) * marks
    if any(w.text.strip(".,;: ") not in (day_text, month_text, year_text) for w in words):
        certainty *= 0.85
    certainty *= _shortened(day_text, month_text) * _year_support(day.year, pages)
    return Issued(day, certainty, words)


def _from_words(words: tuple[Word, ...]) -> tuple[tuple[str, str, str], tuple[Word, ...], float] | None:
    numbers = [(index, digits, word) for index, word in enumerate(words) if (digits := as_digits(word.text))]
    if len(numbers) < 3 or len(numbers[2][1]) != 4 or max(len(numbers[0][1]), len(numbers[1][1])) > 2:
        return None
    (first, day, a), (second, month, b), (third, year, c) = numbers[:3]
    between = [" ".join(w.text for w in words[first + 1 : second]), " ".join(w.text for w in words[second + 1 : third])]
    likeness = min(similarity(between[0], "tháng"), similarity(between[1], "năm"))
    return ((day, month, year), (a, b, c), 1.0 if likeness > 0.7 else 0.8) if likeness >= 0.3 and first <= 1 else None


def _from_numeric(words: tuple[Word, ...]) -> tuple[tuple[str, str, str], tuple[Word, ...], float] | None:
    text = "".join(word.text for word in words[:4])
    match = _NUMERIC.search(text)
    return ((match[1], match[2], match[3]), words[:1], 0.95) if match else None


def _valid(day: str, month: str, year: str, today: date) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year and found.toordinal() <= today.toordinal() + 60 else None


def _shortened(day: str, month: str) -> float:
    """Days below 10 and months 1 and 2 are written with a zero (Nghị định 30/2020/NĐ-CP), so a lone digit lost a part."""
    lone = len(day) == 1 or (len(month) == 1 and month in "12")
    return 0.8 if lone else 1.0


def _year_support(year: int, pages: tuple[PageReading, ...]) -> float:
    """A paper usually names its own year in the text; a year nobody else names is less sure."""
    text = " ".join(line.text for page in pages for line in page.lines)
    named = re.findall(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text)
    return 1.0 if named.count(str(year)) >= 2 else 0.93


def read_place(line: Line) -> tuple[str, float, tuple[Word, ...]] | None:
    """The words before ``ngày``, without the comma and without specks before them."""
    words: list[Word] = []
    for word in line.words:
        if bare(word.text).endswith("ngay") or similarity(word.text, "ngày") >= 0.75:
            break
        words.append(word)
    words = [word for word in words if any(c.isalpha() for c in word.text)]
    if not words:
        return None
    tokens = [nfc(word.text).strip(" .,;:'\"`_-~*|") for word in words]
    tokens = [token for token in tokens if token]
    certainty = min(word.confidence for word in words)
    certainty *= 0.7 ** sum(not is_syllable(token) for token in tokens)
    text = " ".join(token if token.isupper() and len(token) <= 3 and "." in token else capitalised(token) for token in tokens)
    return (text, certainty, tuple(words)) if text else None
