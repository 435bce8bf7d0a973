"""Acts: all or nothing, never without their entry; what was written is there for good."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from vankho.clearance.actor import system
from vankho.ledger import append_only, queries
from vankho.ledger.writing import NotActing, acting, record
from vankho.numbering.models import Series

WORKER = system("test")


def make(kind: str) -> Series:
    return Series.objects.create(kind=kind, agency_id=uuid.uuid4(), period="2025", last=0)


def kinds() -> set[str]:
    return set(Series.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET verb = 'x'",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_entry SET digest = digest WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(db, statement):
    append_only.guard(connection)
    with acting():
        record(WORKER, "test.told", ("test.thing", "1"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(queries.flaws()) == []


def test_an_act_that_tells_nothing_does_not_commit(db):
    with pytest.raises(NotActing), acting():
        make("silent")
    assert kinds() == set()


def test_nothing_is_told_outside_an_act(db):
    with pytest.raises(NotActing):
        record(WORKER, "test.told", ("test.thing", "1"))
    assert queries.head()[0] == 0


def test_an_act_around_acts_is_one_act_and_told_in_order(db):
    with acting():
        record(WORKER, "test.first", ("test.thing", "1"))
        with acting():
            make("inner")
            record(WORKER, "test.second", ("test.thing", "1"))
        record(WORKER, "test.third", ("test.thing", "1"))
    told = queries.history("test.thing", "1")
    assert [(t.seq, t.verb) for t in told] == [(1, "test.first"), (2, "test.second"), (3, "test.third")]
    assert len({t.at for t in told}) == 1


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_failure_inside_rolls_everything_back(db, depth):
    def act(level: int) -> None:
        with acting():
            make(f"level {level}")
            record(WORKER, "test.told", ("test.thing", "1"))
            if level == depth:
                raise ZeroDivisionError
            act(level + 1)

    with pytest.raises(ZeroDivisionError):
        act(1)
    assert kinds() == set()
    assert queries.head()[0] == 0
    with acting():  # and the next act is not disturbed by what the failed one had collected
        record(WORKER, "test.later", ("test.thing", "1"))
    assert [t.verb for t in queries.history("test.thing", "1")] == ["test.later"]


def test_an_inner_act_whose_failure_is_caught_leaves_neither_rows_nor_words(db):
    with acting():
        make("outer")
        record(WORKER, "test.outer", ("test.thing", "1"))
        try:
            with acting():
                make("inner")
                record(WORKER, "test.inner", ("test.thing", "1"))
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass
    assert kinds() == {"outer"}
    assert [t.verb for t in queries.history("test.thing", "1")] == ["test.outer"]


def test_an_inner_act_that_tells_nothing_fails_like_an_outer_one(db):
    def act() -> None:
        with acting():
            record(WORKER, "test.outer", ("test.thing", "1"))
            with acting():
                make("silent")

    with pytest.raises(NotActing):
        act()
    assert kinds() == set()
