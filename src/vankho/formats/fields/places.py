"""Place names: the header, the date line and the text name the same place, so they can vote on its letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vankho.formats.fields.organ import Organ, Token
from vankho.formats.fields.spelling import bare, capitalised, nfc, similarity, tone_free_place
from vankho.formats.reading import PageReading, Word
from vankho.formats.syllables import is_syllable

_EDGES = " .,;:'\"`_~*|/\\()[]{}<>=+-“”‘’!?"
_FRONT_WORDS = (
    "MTTQ",
    "Mặt trận",
    "Liên đoàn Lao động",
    "Công đoàn",
    "Hội Nông dân",
    "Hội Liên hiệp",
    "Hội LHPN",
    "Hội Cựu",
)


@dataclass(frozen=True)
class Settled:
    organs: tuple[Organ, ...]
    certainties: tuple[float, ...]
    place: str
    place_certainty: float


def names_front(names: str) -> bool:
    """Whether an organ of the Front or of a mass organisation is named."""
    return any(bare(word) in bare(names) for word in _FRONT_WORDS)


def settle(
    organs: Sequence[Organ], place: tuple[str, float, tuple[Word, ...]] | None, pages: Sequence[PageReading]
) -> Settled:
    """Organs and place after the vote, each with the trust that agreement earns."""
    votes = _body_names(pages)
    read = place[0] if place else ""
    names = [" ".join(token.text for token in organ.place) for organ in organs]
    settled = [_settle_organ(organ, votes, read) for organ in organs]
    place_name, certainty = _vote(read, place[1] if place else 0.0, votes, names)
    return Settled(tuple(o for o, _ in settled), tuple(c for _, c in settled), place_name, certainty)


def _body_names(pages: Sequence[PageReading]) -> Counter[str]:
    """How often each run of two or more capitalised words stands in the text."""
    found: Counter[str] = Counter()
    for page in pages:
        tokens = [nfc(word.text).strip(_EDGES) for line in page.lines for word in line.words]
        run: list[str] = []
        for token in [*tokens, ""]:
            if token[:1].isupper() and not token.isupper() and token.isalpha():
                run.append(token)
                continue
            for size in range(1, len(run) + 1):
                found.update(" ".join(run[start : start + size]) for start in range(len(run) - size + 1))
            run = []
    return found


def _settle_organ(organ: Organ, votes: Counter[str], date_place: str) -> tuple[Organ, float]:
    place = organ.place
    if not place:
        return organ, organ.certainty
    read = " ".join(token.text for token in place)
    if _is_cut_short(read, date_place):
        missing = [replace(place[-1], text=word) for word in date_place.split()[len(place) :]]
        return Organ((*organ.tokens, *missing)), 0.85
    name, certainty = _vote(read, min(_solid(token) for token in place), votes, [date_place])
    words = name.split()
    if len(words) == len(place):
        tail = tuple(replace(token, text=word) for token, word in zip(place, words, strict=True))
        organ = Organ((*organ.tokens[: -len(place)], *tail))
    known = [token for token in organ.tokens if token.role != "name"]
    rest = min((0.97 if t.likeness == 1.0 else 0.6 + 0.38 * t.likeness for t in known), default=0.8)
    # Places of one syllable are few; most often the second line of the name was not read.
    whole = 0.85 if len(place) == 1 and not place[0].text.isdigit() and read not in date_place.split() else 1.0
    return organ, min(certainty, rest) * whole


def _is_cut_short(read: str, date_place: str) -> bool:
    """Whether the date line goes on where the organ's place stops."""
    words, others = read.split(), date_place.split()
    return 0 < len(words) < len(others) and bare("".join(others)).startswith(bare(read))


def _solid(token: Token) -> float:
    return token.word.confidence * (1.0 if is_syllable(token.text) or token.text.isdigit() else 0.6)


def _vote(read: str, certainty: float, votes: Counter[str], others: Sequence[str]) -> tuple[str, float]:
    """The reading most supported among those that differ by little; equal readings elsewhere raise the trust."""
    if not read:
        return read, 0.0
    support: dict[str, float] = {}
    written: dict[str, str] = {}
    for name, weight in (
        (read, 0.4 + 0.6 * certainty),
        *((other, 1.5) for other in others),
        *((n, min(c, 3)) for n, c in votes.items()),
    ):
        if _alike(name, read) and _all_syllables(name):
            key = " ".join(tone_free_place(word) for word in name.split())
            support[key] = support.get(key, 0.0) + weight
            written.setdefault(key, name)
    if not support:
        return read, 0.8 * certainty
    (best, score), *rest = sorted(support.items(), key=lambda entry: -entry[1])
    own = " ".join(tone_free_place(word) for word in read.split())
    if best == own:
        agreed = score >= 2.5 and (not rest or rest[0][1] <= score / 2)
        raised = 0.95 if certainty >= 0.85 else 0.88
        return read, max(certainty, raised) if agreed else certainty * (0.85 if rest else 1.0)
    clear = score >= 2 * max(support.get(own, 0.0), 1.0) and score >= 2.5
    if certainty < 0.5 and score > support.get(own, 0.0):
        return " ".join(capitalised(word) for word in written[best].split()), 0.7
    if clear:
        return " ".join(capitalised(word) for word in written[best].split()), 0.86
    return read, 0.8 * certainty


def _all_syllables(name: str) -> bool:
    return all(is_syllable(word) or word.isdigit() for word in name.split())


def _alike(name: str, read: str) -> bool:
    words, others = name.split(), read.split()
    if len(words) != len(others) or similarity(name, read) < 0.75:
        return False
    return all(similarity(a, b) >= 0.5 for a, b in zip(words, others, strict=True))
