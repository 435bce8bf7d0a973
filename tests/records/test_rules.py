"""Rules of the records office, by property: nothing is lost in splitting, what is one paper is recognised as one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vankho.records import rules
from vankho.records.rules import IncomingFacts, likely_duplicates, reference_key, split_reference

NUMBERS = st.integers(1, 99999)
SYMBOLS = st.lists(st.sampled_from(["CV", "QĐ", "BC", "TU", "ĐU", "BTCTU", "UBND", "MTTQ"]), min_size=1, max_size=3)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def written(number: object, symbol: list[str], first: str = "-", between: str = "/") -> str:
    return f"{number}{first}{between.join(symbol)}"


@given(NUMBERS, SYMBOLS, st.sampled_from(["-", "/"]), st.sampled_from(["-", "/"]))
def test_a_reference_is_split_without_loss(number, symbol, first, between):
    reference = written(number, symbol, first, between)
    assert split_reference(reference) == (str(number), between.join(symbol))


@given(LETTERS)
def test_no_letter_of_any_text_is_lost_in_splitting(text):
    number, symbol = split_reference(text)
    assert [c for c in number + symbol if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    ("reference", "split"),
    [
        ("211-CV/TU", ("211", "CV/TU")),
        ("15/QĐ-BNV", ("15", "QĐ-BNV")),
        ("07a-CV/TU", ("07a", "CV/TU")),
        ("12 /TB", ("12", "TB")),
        ("CV/TU", ("", "CV/TU")),
        ("211", ("211", "")),
        ("", ("", "")),
    ],
)
def test_references_as_offices_write_them(reference, split):
    assert split_reference(reference) == split


@given(NUMBERS, SYMBOLS, st.integers(0, 4), st.sampled_from(["-", "–", "—", " - ", " – "]), st.booleans())
def test_one_reference_has_one_key_however_it_is_typed(number, symbol, zeros, dash, is_lower):
    typed = written("0" * zeros + str(number), symbol, dash)
    assert reference_key(typed.lower() if is_lower else typed) == reference_key(written(number, symbol))


@given(NUMBERS, NUMBERS, SYMBOLS, SYMBOLS)
def test_two_references_have_two_keys(number, other_number, symbol, other_symbol):
    assume((number, symbol) != (other_number, other_symbol))
    assert reference_key(written(number, symbol)) != reference_key(written(other_number, other_symbol))


def test_marks_tell_references_apart():
    assert reference_key("12-QĐ/TU") != reference_key("12-QD/TU")


@dataclass
class Line:
    id: uuid.UUID
    issuer: str
    reference: str
    issued_on: date | None


def facts(**told) -> IncomingFacts:
    return IncomingFacts(**{"issuer": "Tỉnh ủy Lam Sơn", "subject": "x", "received_on": date(2025, 11, 3), **told})


ISSUERS = st.sampled_from(["Tỉnh ủy Lam Sơn", "TỈNH ỦY LAM SƠN", "Tỉnh uỷ Lam Sơn", "Huyện ủy Ngọc"])
REFERENCES = st.sampled_from(["", "211-CV/TU", "0211-cv/tu", "211 – CV/TU", "212-CV/TU", "211-CV/TW"])
DATED = st.sampled_from([None, date(2025, 10, 30), date(2024, 10, 30)])
LINES = st.lists(st.builds(Line, st.uuids(), ISSUERS, REFERENCES, DATED), max_size=8, unique_by=lambda line: line.id)


@given(LINES, REFERENCES, DATED, st.data())
def test_duplicates_are_the_same_bytes_or_the_same_reference_and_the_surest_come_first(lines, reference, dated, data):
    same = data.draw(st.lists(st.sampled_from([line.id for line in lines]), unique=True)) if lines else []
    found = likely_duplicates(facts(reference=reference, issued_on=dated), lines, same)
    why = {match.id: match.why for match in found}
    assert len(why) == len(found)
    order = ["same_bytes", "same_reference", "near_reference"]
    assert [match.why for match in found] == sorted((match.why for match in found), key=order.index)
    for line in lines:
        is_alike = bool(reference) and reference_key(line.reference) == reference_key(reference)
        is_same = is_alike and line.issuer != "Huyện ủy Ngọc" and line.issued_on == dated
        expected = "same_reference" if is_same else "near_reference" if is_alike else None
        assert why.get(line.id) == ("same_bytes" if line.id in same else expected)


def test_papers_without_a_number_are_not_one_another():
    assert likely_duplicates(facts(), [Line(uuid.uuid4(), "Tỉnh ủy Lam Sơn", "", None)]) == []


@given(DAYS)
def test_entered_at_latest_on_the_next_working_day(received_on):
    day = rules.register_by(received_on)
    assert day.weekday() < 5
    between = [received_on + timedelta(days=n) for n in range(1, (day - received_on).days)]
    assert all(other.weekday() >= 5 for other in between)
    assert received_on < day


@given(st.text("ab \t", max_size=4), st.text("ab \t", max_size=4), DAYS, st.none() | DAYS, DAYS)
def test_all_faults_at_once_and_only_the_real_ones(issuer, subject, received_on, issued_on, today):
    told = facts(issuer=issuer, subject=subject, received_on=received_on, issued_on=issued_on)
    wrong = {
        "issuer": not issuer.strip(),
        "subject": not subject.strip(),
        "received_on": received_on > today,
        "issued_on": issued_on is not None and issued_on > received_on,
    }
    assert set(rules.faults(told, today)) == {name for name, is_wrong in wrong.items() if is_wrong}


@given(DAYS)
def test_books_run_by_calendar_year(day):
    assert rules.book_of(day) == f"{day:%Y}"
    assert rules.book_of(date(day.year, 12, 31)) != rules.book_of(date(day.year, 12, 31) + timedelta(days=1))


@given(st.integers(0, 4), DAYS)
def test_only_urgent_papers_are_due_by_themselves(urgency, received_on):
    assert rules.deadline(urgency, received_on) == (received_on if urgency else None)


@given(DAYS, st.none() | st.integers(-5, 5), st.sampled_from([*rules.OPEN_STATES, "done"]))
def test_what_is_done_or_without_a_day_is_never_late(today, days_left, state):
    due_on = None if days_left is None else today + timedelta(days=days_left)
    mark = rules.due_mark(due_on, state, today)
    if due_on is None or state == "done":
        assert mark == ""
    else:
        assert mark == ("late" if days_left < 0 else "near" if days_left <= rules.NEAR_DAYS else "")


def test_nothing_goes_on_from_done():
    assert not any(rules.may_step(step, "done") for step in rules.STEPS)
