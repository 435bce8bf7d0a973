"""A refusal leaves nothing but its own line in the ledger, and not more than one a minute of the same."""

from __future__ import annotations

import uuid

import pytest

from vankho.clearance import actions
from vankho.clearance.actions import action, prepared
from vankho.clearance.actor import Actor, system
from vankho.clearance.errors import NotAllowed
from vankho.clearance.policy import allow, register
from vankho.ledger import queries as ledger
from vankho.ledger.writing import record
from vankho.numbering.models import Series

register(
    "refusal_test",
    {"outer": allow("officer", "system"), "inner": allow("system"), "other": allow("system")},
)
OFFICER = Actor("42", "Bình", "Chuyên viên", uuid.uuid4(), roles=frozenset({"officer"}))
WORKER = system("test")


@action("refusal_test.inner")
def inner(actor: Actor) -> None:
    Series.objects.create(kind="inner", agency_id=uuid.uuid4(), period="2025", last=0)
    record(actor, "test.inner", ("test.thing", "1"))


@action("refusal_test.other")
def other(actor: Actor) -> None:
    record(actor, "test.other", ("test.thing", "1"))


@action("refusal_test.outer")
def outer(actor: Actor) -> None:
    Series.objects.create(kind="outer", agency_id=uuid.uuid4(), period="2025", last=0)
    record(actor, "test.outer", ("test.thing", "1"))
    inner(actor)


def look(actor: Actor) -> int:
    actions.ask(actor, "refusal_test.inner")
    return 1


@prepared(look)
@action("refusal_test.outer")
def outer_prepared(actor: Actor, looked: int) -> None:
    record(actor, "test.outer", ("test.thing", "1"))


@pytest.fixture(autouse=True)
def nobody_was_refused_yet(db, monkeypatch):
    monkeypatch.setattr(actions, "_refused_at", {})


def told() -> list[tuple[str, str, str]]:
    return [(t.actor, t.verb, t.values.get("verb", "")) for t in ledger.entries_after(0, 100)]


REFUSED = ("42", "clearance.refused", "refusal_test.inner")


def test_a_refusal_is_told_with_its_reason():
    with pytest.raises(NotAllowed):
        inner(OFFICER)
    assert told() == [REFUSED]
    assert ledger.entries_after(0, 1)[0].values["reason"] == "role"


def test_a_refusal_inside_an_act_takes_the_act_back_and_is_still_told():
    with pytest.raises(NotAllowed):
        outer(OFFICER)
    assert told() == [REFUSED]
    assert not Series.objects.exists()


def test_a_refusal_while_preparing_is_told():
    with pytest.raises(NotAllowed):
        outer_prepared(OFFICER)
    assert told() == [REFUSED]


def test_the_same_refusal_is_told_once_a_minute(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(actions.time, "monotonic", lambda: now[0])
    for later in (0, 1, 58, 2):
        now[0] += later
        for act in (inner, outer):
            with pytest.raises(NotAllowed):
                act(OFFICER)
    assert told() == [REFUSED, REFUSED]  # at 0 s and at 61 s


def test_another_verb_and_another_person_are_told_of_themselves():
    someone = Actor("43", "Minh", roles=frozenset({"officer"}))
    for act, actor in ((inner, OFFICER), (other, OFFICER), (inner, someone)):
        with pytest.raises(NotAllowed):
            act(actor)
    assert [actor + " " + verb for actor, _, verb in told()] == [
        "42 refusal_test.inner",
        "42 refusal_test.other",
        "43 refusal_test.inner",
    ]


def test_no_actor_means_no():
    with pytest.raises(NotAllowed):
        inner(None)
    assert told() == []


def test_who_may_is_not_disturbed():
    outer(WORKER)
    assert [verb for _, verb, _ in told()] == ["test.outer", "test.inner"]
