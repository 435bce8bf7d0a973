"""The signature block: by what authority, in which post, and who; lower right of the page that ends the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vankho.formats.fields.layout import centre, cut_at_edge, cut_at_gaps, joined_rows, mostly_capital
from vankho.formats.fields.organ import written_as_organ
from vankho.formats.fields.spelling import CAPITALS, capitalised, distance, nfc, similarity, tone_free_place
from vankho.formats.fields.vocabulary import closest, family_names, given_names, rules
from vankho.formats.reading import Line, PageReading, Word
from vankho.formats.syllables import is_syllable

_EDGES = " .,;:'\"`_~*|/\\()[]{}<>=+-“”‘’!?#°·•«»^"
_PREFIX = re.compile(rf"^\W*(?:(T[/|1Il.]?M|K[/|1Il.]?T|T[/|1Il.]?L|TUQ)(?!\w[a-z])|(Q)\.)[-.,:]?\s*(?=[{CAPITALS}])")


@dataclass(frozen=True)
class Signed:
    text: str
    certainty: float
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Foot:
    """The end of the paper: recipients at the left, signature at the right."""

    page: int
    recipients_line: Line | None
    left: tuple[Line, ...]
    right: tuple[Line, ...]


def find_foot(pages: Sequence[PageReading]) -> Foot | None:
    """The last page with ``Nơi nhận`` (an appendix may follow it), else the last page with a post or authority."""
    for number in reversed(range(len(pages))):
        line = _recipients_line(pages[number])
        if line:
            return _foot(pages[number], number, line)
    for number in reversed(range(len(pages))):
        foot = _foot_by_rank(pages[number], number)
        if foot:
            return foot
    return None


def _recipients_line(page: PageReading) -> Line | None:
    for line in reversed(page.lines):
        if not line.words or line.words[0].box[0] > 0.45 * page.width:
            continue
        for start in range(min(2, len(line.words))):
            words = line.words[start : start + 2]
            text = " ".join(word.text for word in words)
            if similarity(text, "Nơi nhận") >= 0.75:
                return Line(line.words[start:])
    return None


def _foot(page: PageReading, number: int, anchor: Line) -> Foot:
    row = anchor.words[0].box[3] - anchor.words[0].box[1]
    top = anchor.words[0].box[1] - 1.2 * row
    left: list[Line] = []
    right: list[Line] = []
    for line in page.lines:
        if not line.words or line.box[3] < top or line.box[1] < top - row:
            continue
        for part in _two_columns(line, page.width):
            in_left = centre(part) < 0.5 * page.width and part.box[0] < 0.42 * page.width
            if in_left and part.box[1] > anchor.words[0].box[1] - 0.5 * row:
                left.append(part)
            elif not in_left:
                right.append(part)
    return Foot(number, anchor, joined_rows(left), joined_rows(right))


def _two_columns(line: Line, width: int) -> list[Line]:
    parts = cut_at_gaps(line, 2.2)
    if len(parts) == 1 and line.box[0] < 0.35 * width and line.box[2] > 0.7 * width:
        return cut_at_edge(line, 0.52 * width)
    return parts


def _foot_by_rank(page: PageReading, number: int) -> Foot | None:
    ranks = [*rules("authority")["ranks"], *rules("authority")["bodies"]]
    for line in reversed(page.lines):
        for part in cut_at_gaps(line) if line.words else []:
            text = _letters(part)
            if centre(part) > 0.5 * page.width and text.isupper() and closest(_PREFIX.sub("", text), ranks, 0.8):
                return replace(_foot(page, number, part), recipients_line=None)
    return None


def _letters(line: Line) -> str:
    return " ".join(nfc(word.text).strip(_EDGES) for word in line.words if any(c.isalpha() for c in word.text))


def read_authority(foot: Foot, state: bool) -> Signed | None:
    """Such as ``T/M Ban Thường vụ`` (Party) or ``TM. Ủy ban nhân dân`` (State); nothing when the head signs himself."""
    data = rules("authority")
    for line in foot.right[:6]:
        text = nfc(line.text)
        match = _PREFIX.match(text)
        if not match:
            continue
        code = re.sub(r"[^TMKLUQ]", "", match[1] or match[2])
        rest = text[match.end() :].strip(_EDGES)
        found = closest(rest, [*data["bodies"], *data["ranks"]], 0.7)
        body = _keep_tone_place(rest, found[0]) if found else rest.lower()
        likeness = found[1] if found else 0.5
        return Signed(f"{_prefix(code, state)} {body}", likeness * (0.75 + 0.25 * line.confidence), line.words)
    return None


def _prefix(code: str, state: bool) -> str:
    if code in ("TUQ", "Q") or state:
        return f"{code}."
    return f"{code[0]}/{code[1]}"


def _keep_tone_place(printed: str, written: str) -> str:
    tokens, words = printed.split(), written.split()
    if len(tokens) != len(words):
        return written
    pairs = zip(tokens, words, strict=True)
    return " ".join(_cased(t, w) if tone_free_place(t) == tone_free_place(w) else w for t, w in pairs)


def _cased(token: str, word: str) -> str:
    return capitalised(token) if word[:1].isupper() else token.lower()


def fits(authority: Signed, rank: Signed) -> bool:
    """Who signs for the head is a deputy (``KT. CHỦ TỊCH`` / ``PHÓ CHỦ TỊCH``)."""
    return not authority.text.startswith(("KT.", "K/T")) or rank.text.startswith("Phó") or rank.text == "Thứ trưởng"


def read_rank(foot: Foot, after: Signed | None) -> Signed | None:
    """The post printed over the name."""
    best: Signed | None = None
    for line in foot.right:
        if after and line.words == after.words:
            continue
        text = _letters(line)
        if _PREFIX.match(line.text) or sum(c.isupper() for c in text) < 0.5 * sum(c.isalpha() for c in text):
            continue
        found = _as_rank(text)
        if found and (best is None or found[1] * (0.75 + 0.25 * line.confidence) > best.certainty):
            best = Signed(found[0], found[1] * (0.75 + 0.25 * line.confidence), line.words)
    return best


def _as_rank(text: str) -> tuple[str, float] | None:
    """A known post, alone or with the organ it is held in (``Giám đốc Sở Nội vụ``)."""
    ranks: list[str] = rules("authority")["ranks"]
    whole = closest(text, ranks, 0.72)
    if whole:
        return _keep_tone_place(text, whole[0]), whole[1]
    tokens = text.split()
    for rank in sorted(ranks, key=lambda known: -len(known.split())):
        size = len(rank.split())
        if len(tokens) >= size + 2 and similarity(" ".join(tokens[:size]), rank) >= 0.9:
            return f"{rank} {written_as_organ(tokens[size:])}", 0.85
    return None


def read_signer(foot: Foot, rank: Signed | None) -> Signed | None:
    """The name under the post: two to five words beginning with a family name."""
    top = max((word.box[1] for word in rank.words), default=0) if rank else 0
    best: tuple[float, Signed] | None = None
    for line in foot.right:
        if line.box[1] <= top or (rank and line.words == rank.words) or _names_body(line):
            continue
        for words in _name_windows(line):
            named = _as_name(words)
            whole = 1.0 if words[0].box[0] <= line.box[0] and words[-1].box[2] >= line.box[2] else 0.0
            if named and (best is None or named[0] + whole > best[0]):
                best = named[0] + whole, named[1]
    return best[1] if best else None


def _names_body(line: Line) -> bool:
    """Whether the line ends with a body in whose name people sign, whatever was read before it."""
    tokens = _letters(line).split() if mostly_capital(line.text) else []
    tails = [" ".join(tokens[start:]) for start in range(len(tokens) - 1)]
    return any(closest(tail, rules("authority")["bodies"], 0.85) for tail in tails)


def _name_windows(line: Line) -> list[tuple[Word, ...]]:
    """Runs of two to five words, the whole line among them."""
    words = tuple(part for word in line.words for part in _parted(word) if any(c.isalpha() for c in part.text))
    sizes = range(2, min(5, len(words)) + 1)
    return [words[start : start + size] for size in sizes for start in range(len(words) - size + 1)]


def _parted(word: Word) -> list[Word]:
    """``BùiQuang`` is two words that were read as one."""
    pieces = re.findall(rf"[{CAPITALS}][^{CAPITALS}]+", nfc(word.text)) if not word.text.isupper() else []
    if len(pieces) < 2 or len("".join(pieces)) < len(word.text) - 1:
        return [word]
    return [replace(word, text=piece, confidence=0.8 * word.confidence) for piece in pieces]


def _as_name(words: tuple[Word, ...]) -> tuple[float, Signed] | None:
    """How much these words look like a person's name, and the name; None when they cannot be one."""
    tokens = [nfc(word.text).strip(_EDGES) for word in words]
    tidy = sum(token[:1].isupper() and (token.isupper() or token[1:] == token[1:].lower()) for token in tokens)
    led_by_family = tone_free_place(tokens[0]) in family_names()
    if (tidy < len(tokens) / 2 and not led_by_family) or max(map(len, tokens)) < 2 or not tokens[0][:1].isupper():
        return None
    text = " ".join(tokens)
    if closest(text, [*rules("authority")["ranks"], *rules("authority")["bodies"]], 0.85):
        return None
    read = enumerate(zip(tokens, words, strict=True))
    names = [_known_name(token, index, word.confidence) for index, (token, word) in read]
    certain = [_name_certainty(word, name, trust) for (name, trust), word in zip(names, words, strict=True)]
    family = names[0][1] if tone_free_place(names[0][0]) in family_names() else 0.0
    spelled = sum(is_syllable(token) or word.confidence >= 0.9 for token, word in zip(tokens, words, strict=True))
    score = (
        2.0 * family
        + spelled
        + 0.5 * (tidy - len(tokens))
        - 1.5 * (len(tokens) - spelled)
        + (0.0, 0.3, 0.2, 0.0)[len(tokens) - 2]
    )
    certainty = min(certain) * (0.8 if len(tokens) == 2 else 1.0) * 0.8 ** (len(tokens) - tidy)
    return score + 0.5 * certainty, Signed(" ".join(capitalised(name) for name, _ in names), certainty, words)


def _name_certainty(word: Word, name: str, trust: float) -> float:
    """A stroke of the pen beside a name makes OCR give it nothing; a name that people have is still an offer."""
    listed = trust == 1.0 and len(name) > 1
    return max(word.confidence, 0.5 if listed else 0.1) * trust


def _known_name(token: str, index: int, certainty: float) -> tuple[str, float]:
    """The word as a name and the trust in it: people's names are few, so a misread one can often be told."""
    listed = family_names() if index == 0 else given_names() | family_names()
    if tone_free_place(token) in listed:
        return token, 1.0
    if is_syllable(token) and index:
        return token, 0.85
    if certainty >= 0.9 and token.isalpha():  # names of the minorities keep their own spelling
        return token, 0.85
    alike = [name for name in _spelled_names(index == 0) if abs(len(name) - len(token)) <= 1]
    near = sorted((distance(token.lower(), name), name) for name in alike)
    if near and near[0][0] <= max(1, len(token) // 3) and (len(near) == 1 or near[1][0] > near[0][0]):
        return capitalised(near[0][1]), 0.6
    return token, 0.4


def _spelled_names(family: bool) -> list[str]:
    listed: list[str] = rules("persons")["family_names" if family else "given_names"]
    return [name.lower() for name in dict.fromkeys(listed)]
