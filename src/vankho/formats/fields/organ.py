"""The issuing organ and the one above it, from the capitals of the upper left block into ordinary writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vankho.formats.fields.spelling import bare, capitalised, nfc, similarity, tone_free_place
from vankho.formats.fields.vocabulary import rules
from vankho.formats.reading import Line, Word
from vankho.formats.syllables import is_syllable

_EDGES = " .,;:'\"`_~*|/\\()[]{}<>=+“”‘’!?#°·•«»"


@dataclass(frozen=True)
class Token:
    """One printed word with what it was found to be: part of a known phrase or a name of its own."""

    text: str
    word: Word
    role: str
    """``head`` opens an organ's name, ``area`` precedes a place, ``phrase`` is known wording, ``name`` is the rest."""
    likeness: float
    line: int


@dataclass(frozen=True)
class Organ:
    tokens: tuple[Token, ...]

    @property
    def name(self) -> str:
        text = " ".join(token.text for token in self.tokens)
        return text[:1].upper() + text[1:]

    @property
    def place(self) -> tuple[Token, ...]:
        """The trailing proper name: the place an organ belongs to."""
        tail: list[Token] = []
        for token in reversed(self.tokens):
            if token.role != "name":
                break
            tail.insert(0, token)
        return tuple(tail)

    @property
    def certainty(self) -> float:
        return min(_token_certainty(token) for token in self.tokens)


def _token_certainty(token: Token) -> float:
    if token.role != "name":
        return 0.97 if token.likeness == 1.0 else 0.6 + 0.38 * token.likeness
    return token.word.confidence * (1.0 if is_syllable(token.text) or token.text.isdigit() else 0.6)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """Known wordings as (words, written form, role), longest first."""
    data = rules("organ_words")
    listed = [
        (data["heads"], "head"),
        (data["open_heads"], "head"),
        (data["areas"], "area"),
        (data["phrases"], "phrase"),
    ]
    seen = {phrase: role for phrases, role in reversed(listed) for phrase in phrases}
    split = [(tuple(phrase.replace(",", "").split()), phrase, role) for phrase, role in seen.items()]
    return tuple(sorted(split, key=lambda entry: -len(entry[0])))


def read_organs(lines: Sequence[Line]) -> list[Organ]:
    """The organs named by these lines, the highest first."""
    tokens = [token for number, line in enumerate(lines) for token in _clean(line, number)]
    return _part_organs(_recognise(tokens))


def written_as_organ(words: Sequence[str]) -> str:
    """Capitals of an organ's name in ordinary writing."""
    tokens = [Token(text, Word(text, (0, 0, 1, 1), 1.0), "name", 1.0, 0) for text in words]
    return Organ(tuple(_recognise(tokens))).name


def _clean(line: Line, number: int) -> list[Token]:
    tokens: list[Token] = []
    for word in line.words:
        text = nfc(word.text).strip(_EDGES)
        if text.strip("-") == "":
            if tokens and text == "-":
                tokens.append(Token("-", word, "phrase", 1.0, number))
            continue
        tokens.append(Token(text.strip("-"), word, "name", 1.0, number))
    if sum(_is_scrap(token) for token in tokens) * 2 > len(tokens):
        return []
    while tokens and _is_speck(tokens[-1]):
        tokens.pop()
    while tokens and _is_speck(tokens[0]):
        tokens.pop(0)
    return tokens


def _is_speck(token: Token) -> bool:
    letters = [c for c in token.text if c.isalpha()]
    if token.text.isdigit():
        return token.word.confidence < 0.5
    small = len(letters) <= 1 or sum(c.islower() for c in letters) > len(letters) / 2
    return small and (token.word.confidence < 0.9 or len(letters) <= 1)


def _is_scrap(token: Token) -> bool:
    return token.word.confidence < 0.3 or not (is_syllable(token.text) or token.word.confidence > 0.6)


def _recognise(tokens: list[Token]) -> list[Token]:
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        after_head = bool(result) and result[-1].role in ("head", "phrase")
        found = _longest_phrase(tokens, index, after_head and index + 1 < len(tokens))
        if found is None:
            text = tokens[index].text
            result.append(replace(tokens[index], text=text if text == "-" or text.isdigit() else capitalised(text)))
            index += 1
            continue
        written, role, size, likeness = found
        result += _as_written(tokens[index : index + size], written, role, likeness)
        index += size
    return result


def _longest_phrase(tokens: list[Token], index: int, area_expected: bool) -> tuple[str, str, int, float] | None:
    best: tuple[float, tuple[str, str, int, float]] | None = None
    opens_line = index == 0 or tokens[index - 1].line != tokens[index].line
    for words, written, role in _phrases():
        window = tokens[index : index + len(words)]
        if len(window) < len(words):
            continue
        likeness = _phrase_likeness(window, words, area_expected, opens_line)
        if likeness < 1.0 and window[0].line != window[-1].line:
            continue
        floor = 1.0 if len(words) > 1 and len(bare("".join(words))) <= 3 else 0.8 if len(words) > 1 else 0.7
        if likeness >= floor:
            score = likeness + 0.5 * len(words)
            if best is None or score > best[0]:
                best = score, (written, role, len(words), likeness)
    return best[1] if best else None


def _phrase_likeness(window: list[Token], words: tuple[str, ...], area_expected: bool, opens_line: bool) -> float:
    """1.0 when the letters are the same; less when words that OCR itself doubts are a letter or two off."""
    pairs = list(zip(window, words, strict=True))
    if any((token.text == "-") != (word == "-") for token, word in pairs):
        return 0.0
    if len(words) == 1:
        if tone_free_place(window[0].text) == tone_free_place(words[0]):
            return 1.0
        if bare(window[0].text) == bare(words[0]) and opens_line and words[0] in rules("organ_words")["heads"]:
            return 0.7
        likely = bare(window[0].text) == bare(words[0]) and words[0] in rules("organ_words")["common_areas"]
        return 0.9 if likely and (area_expected or not _is_sure(window[0])) else 0.0
    other = [(token, word) for token, word in pairs if bare(token.text) != bare(word)]
    if any(similarity(token.text, word) < 0.3 for token, word in other):
        return 0.0
    likeness = similarity("".join(token.text for token in window), "".join(words))
    telling = len(words) >= 3 and len(other) == 1 and likeness >= 0.85
    return likeness if telling or not any(_is_sure(token) for token, _ in other) else 0.0


def _is_sure(token: Token) -> bool:
    """A word that was read well and can be Vietnamese is itself and not some other word."""
    return token.word.confidence >= 0.85 and is_syllable(token.text)


def _as_written(window: list[Token], written: str, role: str, likeness: float) -> list[Token]:
    """The phrase in its written form, keeping the printed place of a tone (``Uỷ`` or ``Ủy``)."""
    parts: list[Token] = []
    for token, word in zip(window, written.split(), strict=True):
        plain = word.rstrip(",")
        kept = tone_free_place(token.text) == tone_free_place(plain)
        text = _with_case_of(token.text, plain) if kept and not plain.isupper() else plain
        inner = "phrase" if parts and role == "head" else role
        parts.append(replace(token, text=text + word[len(plain) :], role=inner, likeness=likeness))
    return parts


def _with_case_of(text: str, model: str) -> str:
    return text[:1].upper() + text[1:].lower() if model[:1].isupper() else text.lower()


def _part_organs(tokens: list[Token]) -> list[Organ]:
    """A new organ begins where a line begins with a head and the one before is not waiting for its rest."""
    groups: list[list[Token]] = []
    for index, token in enumerate(tokens):
        starts_line = index == 0 or tokens[index - 1].line != token.line
        begins = starts_line and token.role == "head" and not (groups and _is_open(groups[-1]))
        if not groups or begins:
            groups.append([])
        groups[-1].append(token)
    named = [Organ(tuple(group)) for group in groups if _is_named(group)]
    return named or [Organ(tuple(group)) for group in groups[-1:]]


def _is_named(group: list[Token]) -> bool:
    """A head somewhere, or an area alone (``TỈNH X`` above a district's committee)."""
    return any(token.role == "head" for token in group) or (group[0].role == "area" and len(group) > 1)


def _is_open(group: list[Token]) -> bool:
    text = " ".join(token.text for token in group)
    return any(similarity(text, head) == 1.0 for head in rules("organ_words")["open_heads"])


def symbol_of(organs: Sequence[Organ]) -> set[str]:
    """Abbreviations under which the last organ may sign its numbers: ``VPHU`` for the office of a Huyện ủy."""
    known: dict[str, str] = rules("organ_words")["symbols"]
    own = _abbreviations(organs[-1], known)
    above = [abbr for organ in organs[:-1] for abbr in _abbreviations(organ, known)]
    telling = [token.text for token in organs[-1].tokens if token.role != "name" and token.text not in ("-", "và")]
    initials = "".join(text[:1].upper() for text in telling)
    in_youth_union = any("đoàn" in organ.name.lower() for organ in organs)
    of_youth = [abbr for abbr in (*above, "ĐTN") if abbr.endswith("ĐTN")] if in_youth_union else []
    return {*own, *of_youth, *(a + b for a in own for b in above), initials, initials[1:]} - {""}


def _abbreviations(organ: Organ, known: dict[str, str]) -> list[str]:
    fitting = [head for head in known if similarity(" ".join(organ.name.split()[: len(head.split())]), head) == 1.0]
    return [known[max(fitting, key=len)]] if fitting else []


def implied_body(organs: Sequence[Organ], symbol: str) -> str | None:
    """The body that the symbol names below the organ that was read: ``BTCTU`` under a Tỉnh ủy is its Ban Tổ chức."""
    known: dict[str, str] = rules("organ_words")["symbols"]
    bodies = {abbr: head for head, abbr in known.items() if head in rules("organ_words")["bodies"]}
    for above in (abbr for organ in organs for abbr in _abbreviations(organ, known)):
        body = bodies.get(symbol.removesuffix(above)) if symbol != above else None
        if body:
            return body
    return None


def is_believable(organ: Organ) -> bool:
    """Whether nothing in the name looks like scrap: mostly words that can be Vietnamese, one area after another."""
    names = [token.text for token in organ.tokens if token.role == "name" and token.text != "-"]
    strange = [name for name in names if not _is_word(name)]
    areas = [index for index, token in enumerate(organ.tokens) if token.role == "area"]
    broken = len(areas) > 1 and any(organ.tokens[i].line != organ.tokens[i - 1].line for i in areas[1:])
    return not strange and not broken and len(organ.tokens) <= 16


def _is_word(text: str) -> bool:
    return text.isdigit() or is_syllable(text) or text.isupper()


def names_committee(name: str) -> bool:
    """Whether the organ is a Party committee, to which offices and commissions belong."""
    return any(similarity(" ".join(name.split()[:2]), head) == 1.0 for head in rules("organ_words")["committees"])
