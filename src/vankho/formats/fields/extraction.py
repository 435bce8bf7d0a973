"""Puts the readers of single fields together and lets them check each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from vankho.formats.fields import issued as issue
from vankho.formats.fields import kind, marks, organ, places, recipients, signature
from vankho.formats.fields.agreement import organ_of_symbol, organ_trust, reconcile
from vankho.formats.fields.layout import Header, middle, mostly_capital, take_apart
from vankho.formats.fields.lexicon import Lexicon
from vankho.formats.fields.number import OwnNumber, read_number
from vankho.formats.fields.signature import Signed
from vankho.formats.fields.spelling import bare
from vankho.formats.fields.turning import Turn, upright
from vankho.formats.reading import Box, FieldValue, Line, PageReading, Word

LEAST = 0.05
"""Below this a reading is not worth offering."""


@dataclass
class Gathered:
    """Fields found so far."""

    values: dict[str, FieldValue] = field(default_factory=dict)
    back: dict[int, Turn] = field(default_factory=dict)

    def add(
        self,
        name: str,
        value: str | int | list[str],
        certainty: float,
        page: int = 0,
        words: Sequence[Word] = (),
        candidates: tuple[str, ...] = (),
    ) -> None:
        if value not in ("", []) and certainty >= LEAST:
            boxes: tuple[Box, ...] = tuple(self.back[page](word.box) for word in words)
            self.values[name] = FieldValue(value, round(min(certainty, 0.99), 3), page, boxes, candidates)


def extract_fields(pages: Sequence[PageReading]) -> dict[str, FieldValue]:
    """Fields of one paper; a missing key means that it could not be read (or is not printed).

    Pages are the logical pages in order. The number comes only from the upper left block of the first page that is
    not blank, the signature from the last page that has one.
    """
    turned = [upright(page) for page in pages]
    written = [(number, item.page) for number, item in enumerate(turned) if not item.page.blank and item.page.lines]
    gathered = Gathered(back={number: item.back for number, item in enumerate(turned)})
    gathered.add("so_trang", _page_count(pages), 0.97)
    if not written:
        return gathered.values
    first_number, first = written[0]
    header = take_apart(first)
    found = _Found(tuple(page for _, page in written), header, first_number, first)
    _read_first_page(found, gathered)
    _read_foot(found, [number for number, _ in written], gathered)
    return gathered.values


@dataclass
class _Found:
    pages: tuple[PageReading, ...]
    header: Header
    number: int
    first: PageReading
    family: str | None = None
    issued_on: date | None = None
    unread: float = 1.0
    """Below 1 when lines of the organ block could not be read: the last organ that was read may not be the last."""


def _page_count(pages: Sequence[PageReading]) -> int:
    return sum(not page.blank for page in pages)


def _today() -> date:
    return datetime.now(UTC).date()


def _read_first_page(found: _Found, gathered: Gathered) -> None:
    header = found.header
    own = read_number(header.left, header.motto.family if header.motto else None)
    organs = organ.read_organs(_organ_lines(header, own))
    found.family, family_certainty = _family(header, organs, own)
    own = read_number(header.left, found.family)
    found.unread = _unread_trust(header, own)
    title = kind.read_title(header, found.family, found.first.width)
    facts = reconcile(own, title, _is_letter(header, title), found.family or "state", organs)
    gathered.add("family", found.family or "", family_certainty, found.number)
    if own:
        for name, value in (("so", own.digits), ("ky_hieu", facts.symbol), ("so_ky_hieu", facts.reference)):
            sure = facts.digits_certainty if name == "so" else min(facts.symbol_certainty, 1.0)
            sure = min(sure, facts.digits_certainty) if name == "so_ky_hieu" else sure
            gathered.add(
                name, value, sure, found.number, own.line.words, facts.symbol_candidates if name == "ky_hieu" else ()
            )
    if facts.type_name:
        words = title.line.words if title else ()
        gathered.add("loai", facts.type_name, facts.type_certainty, found.number, words, facts.type_candidates)
    _read_place_and_date(found, organs, own, gathered)
    if title or facts.type_name in ("Công văn", ""):
        _read_subject(found, own, title, gathered)
    _read_marks(found, gathered)


def _organ_lines(header: Header, own: OwnNumber | None) -> list[Line]:
    lines: list[Line] = []
    for line in header.left:
        if own and (line.box[1] >= own.line.box[1] - 3 or own.line.words[-1] in line.words):
            break
        if lines and middle(line) - middle(lines[-1]) > 3.2 * header.line_height:
            break
        if bare(line.text).startswith("so") and any(c.isdigit() for c in line.text) and "/" in line.text:
            break
        if sum(c.isalpha() for c in line.text) >= 2 and mostly_capital(line.text):
            lines.append(line)
    return lines[:6]


def _unread_trust(header: Header, own: OwnNumber | None) -> float:
    """Lower when there is more room above the number than its organ lines, rule or asterisk take."""
    lines = _organ_lines(header, own)
    if own is None or not lines:
        return 0.9
    gap = own.line.box[1] - lines[-1].box[1]
    return 1.0 if gap < 4.6 * header.line_height else 0.85


def _family(header: Header, organs: Sequence[organ.Organ], own: OwnNumber | None) -> tuple[str | None, float]:
    names = " ".join(o.name for o in organs)
    if header.motto and header.motto.family == "state" and places.names_front(names):
        return "front", 0.9 * header.motto.likeness
    if header.motto:
        return header.motto.family, min(0.98, header.motto.likeness)
    if own and own.abbreviation:
        return ("party" if own.separator == "-" else "state"), 0.6
    return None, 0.0


def _is_letter(header: Header, title: kind.Title | None) -> bool:
    return title is None and any(kind.is_letter_address(line) for line in header.below)


def _read_place_and_date(found: _Found, organs: list[organ.Organ], own: OwnNumber | None, gathered: Gathered) -> None:
    line = found.header.date_line
    place = issue.read_place(line) if line else None
    day = issue.read_date(line, found.pages, _today()) if line else None
    if day:
        found.issued_on = day.day
        gathered.add("ngay", day.day.isoformat(), day.certainty, found.number, day.words)
    settled = places.settle(organs, place, found.pages)
    if place:
        gathered.add("dia_danh", settled.place, settled.place_certainty, found.number, place[2])
    _add_organs(found, settled, own, gathered)


def _add_organs(found: _Found, settled: places.Settled, own: OwnNumber | None, gathered: Gathered) -> None:
    if not settled.organs:
        return
    family = found.family or "state"
    trust = organ_trust(own, settled.organs, family)
    named = [
        (read.name, certainty * (1.0 if organ.is_believable(read) else 0.6), [token.word for token in read.tokens])
        for read, certainty in zip(settled.organs, settled.certainties, strict=True)
    ]
    implied = (
        next((b for part in organ_of_symbol(own, family) if (b := organ.implied_body(settled.organs, part))), None)
        if own and trust < 1.0
        else None
    )
    if implied:
        above = [entry for entry in named if organ.names_committee(entry[0])]
        named = [*above[-1:], (implied, 0.8, [])]
        trust = 1.0
    elif own and trust == 1.0:
        named[-1] = (named[-1][0], min(1.0, named[-1][1] * 1.02), named[-1][2])
    for name, (text, certainty, words) in zip(("co_quan_ban_hanh", "co_quan_cap_tren"), reversed(named), strict=False):
        gathered.add(name, text, max(certainty * trust * found.unread, LEAST), found.number, words)


def _read_subject(found: _Found, own: OwnNumber | None, title: kind.Title | None, gathered: Gathered) -> None:
    header = found.header
    lexicon = Lexicon(found.pages)
    subject = None
    if title:
        subject = kind.read_titled_subject(header, title, found.first, lexicon)
    elif own:
        stop = min((line.box[1] for line in header.below if kind.is_letter_address(line)), default=found.first.height)
        subject = kind.read_letter_subject(header.left, own.line, header, stop, lexicon)
    if subject:
        words = [word for line in subject.lines for word in line.words]
        gathered.add("trich_yeu", subject.text, subject.certainty, found.number, words)


def _read_marks(found: _Found, gathered: Gathered) -> None:
    for name, sort in (("do_mat", "secrecy"), ("do_khan", "urgency")):
        mark = marks.read_mark(found.first, found.header, sort)
        if mark:
            gathered.add(name, mark.text, mark.certainty, found.number, mark.words)
    number, day = marks.read_arrival(found.first, found.issued_on)
    for name, value in (("so_den", number), ("ngay_den", day)):
        if value:
            gathered.add(name, value.text, value.certainty, found.number, value.words)


def _read_foot(found: _Found, numbers: list[int], gathered: Gathered) -> None:
    foot = signature.find_foot(found.pages)
    if foot is None:
        return
    page = numbers[foot.page]
    authority = signature.read_authority(foot, state=found.family != "party")
    rank = signature.read_rank(foot, authority)
    signer = signature.read_signer(foot, rank or authority)
    if rank and authority and not signature.fits(authority, rank):
        rank = replace(rank, certainty=0.6 * rank.certainty)
    named: list[tuple[str, Signed | None]] = [("quyen_han", authority), ("chuc_vu", rank), ("nguoi_ky", signer)]
    for name, value in named:
        if value:
            gathered.add(name, value.text, value.certainty, page, value.words)
    entries = recipients.read_recipients(foot, Lexicon(found.pages))
    if entries:
        words = [word for entry in entries for word in entry.words]
        # Every list ends with the copy that is kept (box 9b); without it the list was not read to its end.
        whole = 1.0 if entries[-1].text.startswith("Lưu") else 0.7
        certainty = min(entry.certainty for entry in entries) * whole
        gathered.add("noi_nhan", [entry.text for entry in entries], certainty, page, words)
