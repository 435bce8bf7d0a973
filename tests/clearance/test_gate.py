"""The gate as a table: who, what, which thing, and why not."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

import pytest

from vankho.clearance import gate
from vankho.clearance.actions import action
from vankho.clearance.actor import Actor, system
from vankho.clearance.levels import Level
from vankho.clearance.policy import NoPolicyRow, allow, register, rule_for
from vankho.records.models import IncomingDocument

HERE, ELSEWHERE, POST = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
CLERK = Actor("1", "Lan", "Văn thư", HERE, post_ids=frozenset({POST}), roles=frozenset({"registry_clerk"}))


@dataclass
class Thing:
    agency_id: uuid.UUID | None = HERE
    level: int = 0
    post_id: uuid.UUID = POST


register(
    "gate_test",
    {
        "work": allow("registry_clerk", "system"),
        "own": allow("registry_clerk", "leader", also=lambda actor, thing: thing.post_id in actor.post_ids),
        "anywhere": allow("registry_clerk", own_agency_only=False),
        "nobody": allow(),
    },
)

CASES = [
    (CLERK, "work", None, "allowed"),
    (CLERK, "work", Thing(), "allowed"),
    (CLERK, "work", object(), "allowed"),
    (None, "work", None, "no_actor"),
    (None, "work", Thing(), "no_actor"),
    (None, "nobody", None, "no_actor"),
    (CLERK, "nobody", None, "role"),
    (replace(CLERK, roles=frozenset()), "work", None, "role"),
    (replace(CLERK, roles=frozenset({"leader", "officer"})), "work", Thing(), "role"),
    (replace(CLERK, roles=frozenset({"leader", "registry_clerk"})), "work", Thing(), "allowed"),
    (CLERK, "work", Thing(agency_id=ELSEWHERE), "agency"),
    (replace(CLERK, agency_id=None), "work", Thing(), "agency"),
    (replace(CLERK, agency_id=None), "work", None, "allowed"),
    (CLERK, "work", Thing(agency_id=None), "allowed"),
    (CLERK, "anywhere", Thing(agency_id=ELSEWHERE), "allowed"),
    (system("worker"), "work", Thing(agency_id=ELSEWHERE), "allowed"),
    (system("worker", HERE), "work", Thing(), "allowed"),
    (system("worker", HERE), "work", Thing(agency_id=ELSEWHERE), "agency"),
    (system("worker"), "anywhere", Thing(), "role"),
    (CLERK, "work", Thing(level=1), "level"),
    (CLERK, "anywhere", Thing(agency_id=ELSEWHERE, level=3), "level"),
    (replace(CLERK, clearance=Level.CONFIDENTIAL), "work", Thing(level=1), "allowed"),
    (replace(CLERK, clearance=Level.CONFIDENTIAL), "work", Thing(level=2), "level"),
    (replace(CLERK, clearance=Level.TOP_SECRET), "work", Thing(level=3), "allowed"),
    (replace(CLERK, clearance=Level.TOP_SECRET), "work", Thing(agency_id=ELSEWHERE), "agency"),
    (CLERK, "own", Thing(), "allowed"),
    (CLERK, "own", Thing(post_id=uuid.uuid4()), "circumstance"),
    (CLERK, "own", None, "allowed"),
    (CLERK, "own", Thing(level=1), "level"),
]


@pytest.mark.parametrize(("actor", "verb", "thing", "reason"), CASES)
def test_the_gate(actor, verb, thing, reason):
    decision = gate.decide(actor, f"gate_test.{verb}", thing)
    assert (decision.reason, bool(decision), decision.allowed) == (reason, reason == "allowed", reason == "allowed")
    assert gate.may(actor, f"gate_test.{verb}", thing) is decision.allowed


def test_a_verb_without_a_row_is_found_at_import():
    with pytest.raises(NoPolicyRow):

        @action("gate_test.forgotten")
        def forgotten(actor: Actor) -> None: ...


def test_a_verb_without_a_row_has_no_rule():
    with pytest.raises(NoPolicyRow):
        rule_for("gate_test.forgotten")
    with pytest.raises(NoPolicyRow):
        gate.may(CLERK, "gate_test.forgotten")


@pytest.mark.parametrize("use", ["objects.all()", "objects.get(pk=1)", "objects.unguarded"])
def test_a_guarded_model_has_no_usable_objects(use):
    with pytest.raises(AttributeError, match="known_to"):
        eval(f"IncomingDocument.{use}", {"IncomingDocument": IncomingDocument})


def test_every_guarded_model_refuses():
    from django.apps import apps

    from vankho.clearance.guarded import Guarded

    guarded = [model for model in apps.get_models() if issubclass(model, Guarded)]
    assert {"IncomingDocument", "Intake", "Petition", "Incident", "Reading", "CaseFile"} <= {
        m.__name__ for m in guarded
    }
    for model in guarded:
        with pytest.raises(AttributeError, match="known_to"):
            _ = model.objects
