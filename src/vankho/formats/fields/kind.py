"""The printed type name, and the subject that stands under it (or, in a letter, under the number)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from vankho.formats.fields.layout import Header, centre, middle, mostly_capital, without_scrap
from vankho.formats.fields.lexicon import Lexicon
from vankho.formats.fields.spelling import bare, nfc, similarity
from vankho.formats.fields.vocabulary import closest, document_types, rules
from vankho.formats.reading import Line, PageReading
from vankho.formats.syllables import is_syllable

_LEADS = re.compile(r"^[VvY]\s?[\W1Il]\s?[vVyY][.:]?\s+")
_UNFINISHED = re.compile(r"(?:\b(?:năm|và|của|các|về|trên|tại|theo|đến|cho|ngày|tháng|giai đoạn)|[-–,])$", re.I)
"""No subject ends so; its next line was not read."""
_OPENING = re.compile(
    r"^\W{0,3}(?:Căn cứ|Xét |Thực hiện |Theo |Tiếp theo |Thi hành |Để |Qua |Trên cơ sở |Hôm nay|Điều 1|I[.-] |1[.] )"
)
"""How the text of a paper begins, which a subject's second line never does: that one goes on in small letters."""
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
    for line in filter(None, map(without_scrap, header.below)):
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


def read_titled_subject(header: Header, title: Title, page: PageReading, lexicon: Lexicon) -> Subject | None:
    """Centred lines after the type name, until a rule, a wide step down or the first line of the text."""
    lines: list[Line] = []
    previous = title.line
    margins = text_margins(page)
    for line in filter(None, map(without_scrap, header.below)):
        if middle(line) <= middle(title.line) + 0.5 * header.line_height:
            continue
        if _ends_subject(line, previous, lines, header, margins):
            break
        if _is_noise(line, page.width):
            continue
        lines.append(line)
        previous = line
    return _subject(lines, lexicon)


def _ends_subject(line: Line, previous: Line, taken: Sequence[Line], header: Header, margins: tuple[int, int]) -> bool:
    if is_letter_address(line) or (taken and (_RULE.match(line.text) or _OPENING.match(line.text))):
        return True
    step = middle(line) - middle(previous)
    if step > (2.4 if taken else 4.0) * header.line_height:
        return True
    return bool(taken) and _opens_text(line, margins)


def _opens_text(line: Line, margins: tuple[int, int]) -> bool:
    """The first line of the text: indented at the left, full at the right, where a title line is centred."""
    left, right = margins
    indent, room = line.box[0] - left, right - line.box[2]
    width = right - left
    return (room < 0.03 * width and indent > 0.03 * width) or abs(indent - room) > 0.3 * width


def text_margins(page: PageReading) -> tuple[int, int]:
    """Left and right edge of the text on this page."""
    wide = [line.box for line in page.lines if line.words and line.box[2] - line.box[0] > 0.5 * page.width]
    if len(wide) < 3:
        return int(0.15 * page.width), int(0.92 * page.width)
    return int(quantiles([box[0] for box in wide], n=10)[0]), int(median(box[2] for box in wide))


def _is_noise(line: Line, page_width: int) -> bool:
    """Stamps beside the title and specks: nothing that could be a Vietnamese word, or far off the middle."""
    letters = sum(c.isalnum() for c in line.text)
    return is_mark(line.text) or letters < 2 or line.box[2] < 0.25 * page_width or line.confidence < 0.15


def read_letter_subject(
    left: Sequence[Line], number_line: Line, header: Header, stop_top: float, lexicon: Lexicon
) -> Subject | None:
    """The lines under the number of a letter, which has no printed type name."""
    lines: list[Line] = []
    previous = number_line
    for line in filter(None, map(without_scrap, left)):
        if line.box[1] <= (number_line.box[1] + number_line.box[3]) / 2:
            continue
        if line.box[1] >= stop_top or line.box[1] - previous.box[1] > 3.2 * header.line_height:
            break
        goes_on = bool(lines) and bool(_UNFINISHED.search(lines[-1].text)) and any(c.isdigit() for c in line.text)
        worded = goes_on or any(c.isalpha() for c in line.text)
        if not worded or line.confidence < 0.2 or is_mark(line.text):
            continue
        lines.append(line)
        previous = line
    return _subject(lines, lexicon)


def _subject(lines: Sequence[Line], lexicon: Lexicon) -> Subject | None:
    words = [word for line in lines for word in line.words]
    printed = clean_subject(" ".join(word.text for word in words))
    if len(printed) < 6:
        return None
    certainty = subject_certainty(lines, printed)
    text, corrected = lexicon.corrected(printed)
    if corrected:
        certainty = min(max(certainty, 0.6), 0.85)
    elif not lexicon.knows(text):
        certainty *= 0.94
    return Subject(text, certainty, tuple(lines))


def is_mark(text: str) -> bool:
    """Whether the words are a stamp of secrecy or urgency and nothing else."""
    core = text.strip(" .,;:'\"`_~*|/\\()[]{}<>=+-“”")
    marks = [*rules("marks")["secrecy"], *rules("marks")["urgency"]]
    return core.isupper() and any(bare(core) == bare(mark) for mark in marks)


def clean_subject(text: str) -> str:
    text = nfc(text).strip(" .,;:-_*'\"`|~=")
    text = _LEADS.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" .,;:-_*'\"`|~=")


def subject_certainty(lines: Sequence[Line], text: str) -> float:
    """One wrong letter makes the whole subject wrong, so the weakest word decides."""
    words = [word for line in lines for word in line.words if any(c.isalnum() for c in word.text)]
    weakest = min(word.confidence for word in words)
    strange = sum(not _is_plausible(token) for token in text.split())
    unfinished = 0.6 if _UNFINISHED.search(text) else 1.0
    return max(weakest * 0.75**strange * unfinished, 0.05)


def _is_plausible(token: str) -> bool:
    word = token.strip(".,;:()\"'“”/")
    if not word or word in "-–&" or re.fullmatch(r"[\d/.,-]+%?", word) or re.fullmatch(r"[IVX]+", word):
        return True
    if word.isupper() and 2 <= len(word) <= 6:
        return True
    return all(is_syllable(part) for part in re.split(r"[-/]", word) if part)
