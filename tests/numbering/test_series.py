"""Numbers: whatever is taken, reserved, entered afterwards or rolled back, a series is first…last, each once."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vankho.numbering import series as numbering
from vankho.numbering.errors import AlreadyStarted, NotNext, OutOfOrder
from vankho.numbering.models import Grant, Series

KIND, PERIOD = "test.kind", "2025"


def opened(first: int = 1) -> Series:
    series = numbering.series_for(KIND, uuid.uuid4(), PERIOD)
    if first != 1:
        numbering.start_at(series, first)
    return series


def bearer() -> Series:
    """Anything with a key may bear a number."""
    return Series(pk=uuid.uuid4())


class Failed(Exception):
    pass


class Office:
    """The series as a careful clerk with a pencil would keep it, beside the real one."""

    def __init__(self, series: Series) -> None:
        self.series, self.first, self.last = series, 1, 0
        self.waiting: list[int] = []
        self.bears: dict[int, str] = {}

    def take(self, _: int) -> None:
        thing = bearer()
        assert numbering.take_number(self.series, thing) == self.last + 1
        self.last += 1
        self.bears[self.last] = str(thing.pk)

    def fail(self, _: int) -> None:
        """An act that takes a number, and another from paper if one waits, and then fails."""
        with pytest.raises(Failed), transaction.atomic():
            self._begin_and_fail()

    def _begin_and_fail(self) -> None:
        numbering.take_number(self.series, bearer())
        if self.waiting:
            numbering.take_paper_number(self.series, self.waiting[0], bearer())
        raise Failed

    def reserve(self, shift: int) -> None:
        first = self.last + shift
        if shift != 1:
            with pytest.raises(NotNext) as refused:
                numbering.reserve_paper_block(self.series, first, first + 2)
            assert refused.value.facts == {"expected": self.last + 1}
            return
        numbering.reserve_paper_block(self.series, first, first + 2)
        self.waiting += range(first, first + 3)
        self.last += 3

    def enter(self, place: int) -> None:
        """The number at a place of the paper list; only the first of it may be entered."""
        if self.waiting and place == 0:
            thing, number = bearer(), self.waiting.pop(0)
            assert numbering.take_paper_number(self.series, number, thing) == number
            self.bears[number] = str(thing.pk)
            return
        wrong = self.waiting[place] if place < len(self.waiting) else self.last + place
        with pytest.raises(OutOfOrder):
            numbering.take_paper_number(self.series, wrong, bearer())

    def start(self, first: int) -> None:
        if self.last >= self.first:
            with pytest.raises(AlreadyStarted):
                numbering.start_at(self.series, first * 100)
            return
        numbering.start_at(self.series, first * 100)
        self.first, self.last = first * 100, first * 100 - 1

    def check(self) -> None:
        granted = dict(Grant.objects.filter(series=self.series).values_list("number", "object_id"))
        assert sorted(granted) == list(range(self.first, self.last + 1))
        assert {n: key for n, key in granted.items() if key} == self.bears
        assert numbering.awaited_paper_numbers(KIND, self.series.agency_id, PERIOD) == self.waiting
        assert numbering.next_number(KIND, self.series.agency_id, PERIOD) == self.last + 1
        assert list(numbering.flaws()) == []


STEPS = st.tuples(
    st.sampled_from([Office.take, Office.take, Office.fail, Office.reserve, Office.enter, Office.enter, Office.start]),
    st.integers(min_value=0, max_value=3),
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12), start=st.integers(0, 1))
def test_any_course_of_events_leaves_no_gap_and_no_double(steps, start):
    with transaction.atomic():
        office = Office(opened())
        for step, argument in [(Office.start, 12)] * start + steps:
            call: Callable[[Office, int], None] = step
            call(office, max(argument, 1) if call is Office.start else argument)
        office.check()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_two_agencies_and_two_years_count_for_themselves():
    one, other = opened(), opened(1205)
    later = numbering.series_for(KIND, one.agency_id, "2026")
    taken = [numbering.take_number(series, bearer()) for series in (one, other, later, one, other)]
    assert taken == [1, 1205, 1, 2, 1206]
    assert list(numbering.flaws()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last"), [(2, 4), (0, 2), (1, 0)])
def test_a_paper_block_follows_the_last_number_and_is_not_empty(first, last):
    with pytest.raises(NotNext):
        numbering.reserve_paper_block(opened(), first, last)
    assert not Grant.objects.exists()


@pytest.mark.django_db
def test_paper_numbers_are_entered_in_their_order_and_once():
    series = opened(1205)
    numbering.reserve_paper_block(series, 1205, 1207)
    assert numbering.take_number(series, bearer()) == 1208
    for wrong in (1206, 1207, 1208, 1204):
        with pytest.raises(OutOfOrder):
            numbering.take_paper_number(series, wrong, bearer())
    for right in (1205, 1206, 1207):
        numbering.take_paper_number(series, right, bearer())
        with pytest.raises(OutOfOrder):
            numbering.take_paper_number(series, right, bearer())
    assert list(numbering.flaws()) == []


def gap(series: Series) -> None:
    Grant.objects.get(series=series, number=1206).delete()


def lost_first(series: Series) -> None:
    Grant.objects.get(series=series, number=1205).delete()


def lost_last(series: Series) -> None:
    Series.objects.filter(pk=series.pk).update(last=1206)


def jumped(series: Series) -> None:
    Series.objects.filter(pk=series.pk).update(last=1208)


def moved(series: Series) -> None:
    Grant.objects.filter(series=series, number=1206).update(number=1300)


@pytest.mark.django_db
@pytest.mark.parametrize("damage", [gap, lost_first, lost_last, jumped, moved])
def test_a_planted_gap_is_found_and_the_series_named(damage):
    whole, broken = opened(), opened(1205)
    for series in (whole, broken, broken, broken):
        numbering.take_number(series, bearer())
    damage(broken)
    assert [flaw.place for flaw in numbering.flaws()] == [f"series {KIND} {broken.agency_id} {PERIOD}"]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_double():
    series = opened()
    numbering.take_number(series, bearer())
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(series=series, number=1, object_type="x", object_id="y")


@pytest.mark.django_db
def test_the_database_itself_refuses_a_number_without_a_bearer_unless_given_on_paper():
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(series=opened(), number=1)
    Grant.objects.create(series=opened(), number=1, on_paper=True)
