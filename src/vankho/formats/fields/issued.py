"""Place and date of issue: only from the place-and-date line of the header."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from vankho.formats.fields.layout import is_day_word
from vankho.formats.fields.spelling import as_digits, capitalised, distance, nfc, similarity
from vankho.formats.reading import Line, PageReading, Word
from vankho.formats.syllables import is_syllable

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
    start = next((index for index in range(len(line.words)) if is_day_word(line.words, index)), None)
    if start is None:
        return None
    following = line.words[start + 1 :]
    found = _from_words(following) or _from_numeric(following)
    if found is None:
        return None
    texts, words, marks = found
    named = _years_named(pages)
    day, doubt = _settled(texts, named, today)
    if day is None:
        return None
    certainty = min(word.confidence for word in words) * marks * doubt
    if any(w.text.strip(".,;: ") not in texts for w in words):
        certainty *= 0.85
    return Issued(day, certainty * _shortened(*texts[:2]) * (1.0 if named[day.year] >= 2 else 0.93), words)


def _years_named(pages: tuple[PageReading, ...]) -> Counter[int]:
    """How often each year stands in the text: a paper usually names its own year again."""
    text = " ".join(line.text for page in pages for line in page.lines)
    return Counter(int(year) for year in re.findall(r"(?<!\d)(19\d\d|20\d\d)(?!\d)", text))


def _settled(texts: tuple[str, str, str], named: Counter[int], today: date) -> tuple[date | None, float]:
    """The date as read, or the one that a single misread digit would have made of it; with the trust left."""
    day = _valid(*texts, today)
    if day is not None:
        likelier = [y for y in named if named[y] >= 3 and distance(str(y), texts[2]) == 1 and named[day.year] <= 1]
        return day, 0.75 if likelier else 1.0
    years = [str(y) for y in named if named[y] >= 1 and 0 < distance(str(y), texts[2]) <= 1]
    fitting = {d for y in years if (d := _valid(texts[0], texts[1], y, today))}
    if len(fitting) > 1:
        fitting = {max(fitting, key=lambda d: named[d.year])}
    fitting = fitting or {d for t in _lookalikes(texts) if (d := _valid(*t, today))}
    return (fitting.pop(), 0.6) if len(fitting) == 1 else (None, 0.0)


def _lookalikes(texts: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Day or month with one digit taken for another of the same outline (``94`` for ``04``)."""
    day, month, year = texts
    swaps = [("9", "0"), ("8", "0"), ("6", "0"), ("7", "1"), ("4", "1")]
    days = [day.replace(old, new, 1) for old, new in swaps if old in day and len(day) == 2]
    months = [month.replace(old, new, 1) for old, new in swaps if old in month and len(month) == 2]
    return [(changed, month, year) for changed in days] + [(day, changed, year) for changed in months]


def _from_words(words: tuple[Word, ...]) -> tuple[tuple[str, str, str], tuple[Word, ...], float] | None:
    numbers = [(index, digits, word) for index, word in enumerate(words) if (digits := as_digits(word.text))]
    if len(numbers) < 3 or not 4 <= len(numbers[2][1]) <= 5 or max(len(numbers[0][1]), len(numbers[1][1])) > 2:
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
    return found if found.year >= EARLIEST_YEAR and found.toordinal() <= today.toordinal() + 60 else None


def _shortened(day: str, month: str) -> float:
    """Days under 10 and months 1 and 2 are written with a zero (Nghị định 30/2020/NĐ-CP): a lone digit lost a part."""
    lone = len(day) == 1 or (len(month) == 1 and month in "12")
    return 0.8 if lone else 1.0


def read_place(line: Line) -> tuple[str, float, tuple[Word, ...]] | None:
    """The words before ``ngày``, without the comma and without specks before them."""
    words: list[Word] = []
    for index, word in enumerate(line.words):
        if is_day_word(line.words, index):
            break
        words.append(word)
    words = [word for word in words if any(c.isalpha() for c in word.text)]
    if not words:
        return None
    tokens = [nfc(word.text).strip(" .,;:'\"`_-~*|") for word in words]
    tokens = [token for token in tokens if token]
    certainty = min(word.confidence for word in words)
    certainty *= 0.7 ** sum(not is_syllable(token) for token in tokens)
    text = " ".join(
        token if token.isupper() and len(token) <= 3 and "." in token else capitalised(token) for token in tokens
    )
    return (text, certainty, tuple(words)) if text else None
