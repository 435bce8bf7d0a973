from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankho.lib.numbers import NumberNotUnderstood, grouped, parse_number


@pytest.mark.parametrize(
    ("quantity", "places", "written"),
    [
        (1234.5, None, "1.234,5"),
        (38000, None, "38.000"),
        (Decimal("8.40"), None, "8,4"),
        (8.4, 2, "8,40"),
        (Decimal("0.125"), 2, "0,13"),
        (-1234567, None, "-1.234.567"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
        (100, None, "100"),
        (0, 1, "0,0"),
    ],
)
def test_grouped(quantity, places, written):
    assert grouped(quantity, places) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_what_is_shown_can_be_typed_back(quantity):
    assert parse_number(grouped(quantity)) == quantity


@pytest.mark.parametrize("typed", ["", "1.5", "1,234.5", "12.34", "1.234.56", "1,", "mười", "1e3", "١"])
def test_an_ambiguous_number_is_refused(typed):
    with pytest.raises(NumberNotUnderstood):
        parse_number(typed)


@pytest.mark.parametrize(("typed", "quantity"), [(" 1234,5 ", "1234.5"), ("1.234", "1234"), ("-0,5", "-0.5")])
def test_parse_number(typed, quantity):
    assert parse_number(typed) == Decimal(quantity)


def test_infinity_is_no_quantity():
    with pytest.raises(ValueError, match="inf"):
        grouped(float("inf"))
