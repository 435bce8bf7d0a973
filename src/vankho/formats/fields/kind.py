"""The printed type name, and the subject that stands under it (or, in a letter, under the number)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vankho.formats.fields.layout import Header, centre, height, mostly_capital
from vankho.formats.fields.spelling import bare, is_syllable, nfc, similarity
from vankho.formats.fields.vocabulary import closest, document_types
from vankho.formats.reading import Line

_LEADS = re.compile(r"^(?:[VvY]\s?[/(I1|l]\s?[vVy]|V/v:?)[.:]?\s+")
_RULE = re.compile(r"^[\W_]+$")


@dataclass(frozen=True)
class Title:
    name: str
    certainty: float
    line: Line


@dataclass(frozen=True)
class Subject:
    text: str
    certainty: float
    lines: tuple[Line, ...]


def read_title(header: Header, family: str | None, page_width: int) -> Title | None:
    """The first line below the header, about the middle of the page, that is a type name and nothing else."""
    names = sorted({kind.name for name in (family or "state", "party", "state") for kind in document_types(name)})
    best: Title | None = None
    for line in header.below:
        if not 0.38 * page_width < centre(line) < 0.66 * page_width or is_letter_address(line):
            continue
        text = " ".join(word.text for word in line.words if bare(word.text))
        found = closest(text, names, 0.72)
        if found and mostly_capital(text):
            title = Title(found[0], found[1] * (0.7 + 0.3 * line.confidence), line)
            if best is None or title.certainty > best.certainty + 0.15:
                best = title
        if best and line.box[1] > best.line.box[3] + 4 * header.line_height:
            break
    return best


def is_letter_address(line: Line) -> bool:
    return similarity(" ".join(word.text for word in line.words[:2]), "Kính gửi") >= 0.7


def read_titled_subject(header: Header, title: Title, page_width: int) -> Subject | None:
    """Centred lines after the type name, until a rule, a wide step down or the first line of the text."""
    lines: list[Line] = []
    previous = title.line
    for line in header.below:
        if line.box[1] <= (title.line.box[1] + title.line.box[3]) / 2:
            continue
        if _ends_subject(line, previous, lines, title, page_width):
            break
        if _is_noise(line, page_width):
            continue
        lines.append(line)
        previous = line
    return _subject(lines)


def _ends_subject(line: Line, previous: Line, taken: Sequence[Line], title: Title, page_width: int) -> bool:
    step = line.box[1] - previous.box[1]
    row = max(height(previous), height(line), 1)
    if is_letter_address(line) or (taken and _RULE.match(line.text)):
        return True
    off_centre = abs(centre(line) - centre(title.line)) > 0.09 * page_width
    if taken and step > 2.0 * row and step > 1.45 * _pitch(taken, title):
        return True
    return bool(taken) and off_centre and not _is_noise(line, page_width)


def _pitch(taken: Sequence[Line], title: Title) -> float:
    lines = [title.line, *taken]
    return min(b.box[1] - a.box[1] for a, b in zip(lines, lines[1:], strict=False))


def _is_noise(line: Line, page_width: int) -> bool:
    """Stamps beside the title and specks: nothing that could be a Vietnamese word, or far off the middle."""
    letters = sum(c.isalnum() for c in line.text)
    return letters < 2 or line.box[2] < 0.25 * page_width or line.confidence < 0.15


def read_letter_subject(left: Sequence[Line], number_line: Line, header: Header, stop_top: float) -> Subject | None:
    """The lines under the number of a letter, which has no printed type name."""
    lines: list[Line] = []
    previous = number_line
    for line in left:
        if line.box[1] <= (number_line.box[1] + number_line.box[3]) / 2:
            continue
        if line.box[1] >= stop_top or line.box[1] - previous.box[1] > 3.2 * header.line_height:
            break
        if not any(c.isalpha() for c in line.text) or line.confidence < 0.2:
            continue
        lines.append(line)
        previous = line
    return _subject(lines)


def _subject(lines: Sequence[Line]) -> Subject | None:
    words = [word for line in lines for word in line.words]
    text = clean_subject(" ".join(word.text for word in words))
    if len(text) < 6:
        return None
    return Subject(text, subject_certainty(lines, text), tuple(lines))


def clean_subject(text: str) -> str:
    text = nfc(text).strip(" .,;:-_*'\"`|~=")
    text = _LEADS.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:-_*'\"`|~=")


def subject_certainty(lines: Sequence[Line], text: str) -> float:
    """One wrong letter makes the whole subject wrong, so the weakest word decides."""
    words = [word for line in lines for word in line.words if any(c.isalnum() for c in word.text)]
    weakest = min(word.confidence for word in words)
    strange = sum(not _is_plausible(token) for token in text.split())
    return max(weakest * 0.75 ** strange, 0.05)


def _is_plausible(token: str) -> bool:
    word = token.strip(".,;:()\"'“”/")
    if not word or word in "-–&" or re.fullmatch(r"[\d/.,-]+%?", word) or re.fullmatch(r"[IVX]+", word):
        return True
    if word.isupper() and 2 <= len(word) <= 6:
        return True
    return all(is_syllable(part) for part in re.split(r"[-/]", word) if part)
