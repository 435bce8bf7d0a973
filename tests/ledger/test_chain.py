"""The chain: whole after any acts, and every single change of what was written is found and placed."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vankho.clearance.actor import system
from vankho.ledger import append_only, queries
from vankho.ledger.models import Entry, Head, Value
from vankho.ledger.writing import acting, record

WORKER = system("test")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
VALUES = st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT | st.none() | st.integers(), max_size=3)
ACT = st.lists(VALUES, min_size=1, max_size=3)


@contextmanager
def undone():
    """What happens inside is taken back, as if one example had never been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tell(*told: dict) -> None:
    with acting():
        for values in told:
            record(WORKER, "test.told", ("test.thing", "1"), **values)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(ACT, st.booleans()), max_size=6))
def test_holds_after_any_acts_and_keeps_nothing_of_the_failed_ones(acts):
    with undone():
        kept = []
        for told, fails in acts:
            try:
                with acting():
                    for values in told:
                        record(WORKER, "test.told", ("test.thing", "1"), **values)
                    if fails:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue
            kept += told
        assert list(queries.flaws()) == []
        read = queries.history("test.thing", "1")
        assert [told.seq for told in read] == list(range(1, len(kept) + 1))
        told = [{name: str(value) for name, value in values.items() if value is not None} for values in kept]
        assert [entry.values for entry in read] == told


@pytest.fixture
def five(db):
    """Five entries with two values each, in a database whose guard somebody has lifted."""
    for n in range(5):
        tell({"subject": f"Về việc {n}", "number": n})
    assert list(queries.flaws()) == []
    append_only.unguard(connection)


def other(text: str) -> str:
    """The same text with its last character changed, or one more where there was none."""
    return text[:-1] + ("0" if text[-1:] != "0" else "1")


TEXTS = "actor actor_name actor_post agency verb object_type object_id previous digest"


@pytest.mark.parametrize("column", TEXTS.split())
def test_a_changed_text_is_found_and_placed(five, column):
    was = Entry.objects.values_list(column, flat=True).get(pk=3)
    Entry.objects.filter(pk=3).update(**{column: other(was)})
    assert "ledger entry 3" in [flaw.place for flaw in queries.flaws()]


def test_a_changed_instant_is_found_and_placed(five):
    was = Entry.objects.get(pk=3)
    Entry.objects.filter(pk=3).update(at=was.at + timedelta(microseconds=1))
    assert [flaw.place for flaw in queries.flaws()] == ["ledger entry 3"]


def test_a_changed_hash_is_found_and_placed(five):
    was = Entry.objects.get(pk=3)
    Entry.objects.filter(pk=3).update(facts={**was.facts, "number": other(was.facts["number"])})
    assert "ledger entry 3" in [flaw.place for flaw in queries.flaws()]


@pytest.mark.parametrize("column", ["value", "key", "name"])
def test_a_changed_value_is_found_and_placed(five, column):
    was = Value.objects.get(seq=3, name="subject")
    Value.objects.filter(pk=was.pk).update(**{column: other(getattr(was, column))})
    [flaw] = queries.flaws()
    assert flaw.place.startswith("ledger entry 3, value «subjec")


def test_a_key_that_is_no_longer_a_key_is_found_and_placed(five):
    Value.objects.filter(seq=3, name="subject").update(key="z" * 64)
    assert [flaw.place for flaw in queries.flaws()] == ["ledger entry 3, value «subject»"]


def test_a_value_put_to_no_entry_is_found(five):
    Value.objects.create(seq=77, name="subject", key="0" * 64, value="thêm sau")
    assert [flaw.place for flaw in queries.flaws()] == ["ledger entry 77, value «subject»"]


@pytest.mark.parametrize("change", [{"digest": "0" * 64}, {"seq": 4}, {"seq": 6}])
def test_a_changed_head_is_found(five, change):
    Head.objects.update(**change)
    assert [flaw.place for flaw in queries.flaws()] == ["ledger head"]


def test_a_head_that_is_gone_is_found(five):
    Head.objects.all().delete()
    assert [flaw.place for flaw in queries.flaws()] == ["ledger head"]


@pytest.mark.parametrize(("gone", "place"), [(1, "ledger entry 2"), (3, "ledger entry 4"), (5, "ledger head")])
def test_a_missing_entry_is_found_and_placed(five, gone, place):
    Value.objects.filter(seq=gone).delete()
    Entry.objects.filter(pk=gone).delete()
    assert place in [flaw.place for flaw in queries.flaws()]


def test_two_entries_that_changed_places_are_found(five):
    for old, new in ((2, 99), (3, 2), (99, 3)):
        Entry.objects.filter(pk=old).update(seq=new)
    assert {"ledger entry 2", "ledger entry 3"} <= {flaw.place for flaw in queries.flaws()}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL itself keeps instants and JSON well-formed")
@pytest.mark.parametrize("column", ["at", "facts", "actor_name"])
def test_a_row_that_cannot_even_be_read_is_placed_and_the_rest_still_proved(five, column):
    """One byte of the file itself: the column holds something no type could."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE ledger_entry SET {column} = CAST(x'7bff' AS TEXT) WHERE seq = 3")
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    Value.objects.filter(seq=5, name="subject").update(value="khác")
    places = [flaw.place for flaw in queries.flaws()]
    assert "ledger entry 5, value «subject»" in places
    assert {"ledger entry 3", "ledger entry 4"} & set(places)


@pytest.mark.django_db
def test_shredding_a_value_leaves_the_proof(db):
    tell({"subject": "Người tố cáo là ông A", "number": 7})
    Value.objects.filter(seq=1, name="subject").delete()
    assert list(queries.flaws()) == []
    [told] = queries.history("test.thing", "1")
    assert told.values == {"number": "7"}
    assert set(Entry.objects.get(pk=1).facts) == {"subject", "number"}
