from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankho.lib.dates import (
    DateNotUnderstood,
    days_left,
    formal_date,
    format_date,
    format_instant,
    format_time,
    local_date,
    parse_date,
)

TODAY = date(2025, 11, 22)
days = st.dates(min_value=date(1000, 1, 1))


@pytest.mark.parametrize(
    "typed",
    [
        "5/3/2025", "05/03/2025", "05032025", "050325", "5.3.2025", "5-3-2025", "5/3/25", " 5 / 3 / 2025 ", "5 3 2025",
        "2025-03-05", "ngày 05 tháng 3 năm 2025", "Ngày 5 tháng 03 năm 2025",
    ],
)  # fmt: skip
def test_day_comes_first(typed):
    assert parse_date(typed, TODAY) == date(2025, 3, 5)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date.unreadable"),
        ("hôm nay", "date.unreadable"),
        ("532025", "date.no_such_day"),
        ("5032025", "date.unreadable"),
        ("5/3/025", "date.unreadable"),
        ("٥/٣/٢٠٢٥", "date.unreadable"),
        ("3/25/2025", "date.no_such_day"),
        ("29/2/2025", "date.no_such_day"),
        ("5/3/0225", "date.no_such_day"),
        ("5/3", "date.year_missing"),
    ],
)
def test_nothing_is_guessed(typed, code):
    with pytest.raises(DateNotUnderstood) as refused:
        parse_date(typed, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(("typed", "year"), [("26", 2026), ("35", 2035), ("36", 1936), ("75", 1975), ("00", 2000)])
def test_two_digits_mean_the_nearest_year_that_papers_and_deadlines_have(typed, year):
    assert parse_date(f"1/1/{typed}", TODAY).year == year


@given(days)
def test_what_is_shown_can_be_typed_back(day):
    assert parse_date(format_date(day), TODAY) == day
    assert parse_date(formal_date(day), TODAY) == day
    assert parse_date(format_date(day).replace("/", ""), TODAY) == day


@given(st.dates(min_value=date(1936, 1, 1), max_value=date(2035, 12, 31)))
def test_six_digits_are_enough_for_a_hundred_years(day):
    assert parse_date(f"{day:%d%m%y}", TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_is_refused(text):
    with suppress(DateNotUnderstood):
        assert isinstance(parse_date(text, TODAY), date)


@pytest.mark.parametrize(
    ("day", "formal"),
    [
        (date(2025, 3, 5), "ngày 05 tháng 3 năm 2025"),
        (date(2025, 2, 15), "ngày 15 tháng 02 năm 2025"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_formal_date(day, formal):
    assert formal_date(day) == formal


def test_an_instant_is_shown_in_the_time_of_vietnam():
    late = datetime(2025, 12, 31, 17, 5, tzinfo=UTC)
    assert format_instant(late) == "01/01/2026 00:05"
    assert format_time(late) == "00:05"
    assert local_date(late) == date(2026, 1, 1)


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="naive"):
        format_instant(datetime(2025, 1, 1))  # noqa: DTZ001


@given(days, st.integers(-300, 300))
def test_days_left(deadline, distance):
    if date.min.toordinal() <= deadline.toordinal() - distance <= date.max.toordinal():
        assert days_left(deadline, deadline - timedelta(distance)) == distance
