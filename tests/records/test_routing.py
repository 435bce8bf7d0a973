"""The way of a document: each step only from the states it goes from, done only with a file or a reason."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from tests.web.papers import directed, presented, registered
from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.casefiles.errors import NothingChosen
from vankho.clearance import actions as clearance
from vankho.clearance.errors import NotAllowed
from vankho.ledger import queries as ledger
from vankho.records import actions as records
from vankho.records import queries, rules
from vankho.records.actions.routing import DirectionFacts
from vankho.records.errors import AlreadyEntered, Incomplete, StepNotAllowed
from vankho.records.models import Assignment, IncomingDocument

pytestmark = pytest.mark.django_db


def accepted(cast):
    line = directed(cast)
    records.accept(cast.minh, queries.my_assignment(cast.minh, line))
    return line


def done(cast):
    line = accepted(cast)
    casefiles.finish(cast.minh, line, Filing(no_file_reason="Để biết"))
    return line


STATES = {
    "registered": registered,
    "presented": presented,
    "directed": directed,
    "in_progress": accepted,
    "done": done,
}

STEPS = {
    "present": lambda cast, line: records.present(cast.lan, line, cast.post("hung")),
    "direct": lambda cast, line: records.direct(cast.hung, line, DirectionFacts(cast.post("binh"), "Xử lý")),
    "send_back": lambda cast, line: records.send_back(cast.hung, line, "Không phải của tôi"),
    "finish": lambda cast, line: casefiles.finish(who_finishes(cast, line), line, Filing(no_file_reason="Để biết")),
}


def who_finishes(cast, line):
    """Whoever leads it; the clerk what nobody leads."""
    return cast.minh if state(cast, line) in ("directed", "in_progress") else cast.lan


def state(cast, line) -> str:
    return queries.document(cast.lan, line.pk).state


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("start", STATES)
def test_a_step_is_taken_only_from_where_it_goes(cast, start, step):
    line = STATES[start](cast)
    before = ledger.head()
    assert state(cast, line) == start
    if rules.may_step(step, start):
        STEPS[step](cast, line)
        return
    with pytest.raises(StepNotAllowed):
        STEPS[step](cast, line)
    assert (state(cast, line), ledger.head()) == (start, before)


@pytest.mark.parametrize("act", [records.accept, lambda actor, part: records.return_assignment(actor, part, "Nhầm")])
def test_a_part_is_dealt_with_once_and_only_by_its_own(cast, act):
    line = directed(cast)
    part = Assignment.unguarded.get(document=line)
    with pytest.raises(NotAllowed):
        act(cast.binh, part)
    act(cast.minh, part)
    with pytest.raises((AlreadyEntered, StepNotAllowed)):
        records.accept(cast.minh, part)


def test_a_new_direction_takes_the_old_parts_away(cast):
    line = accepted(cast)
    records.direct(cast.hung, line, DirectionFacts(cast.post("binh"), "Đồng chí Bình làm"))
    assert queries.waiting_for(cast.minh) == []
    assert [waiting.task for waiting in queries.waiting_for(cast.binh)] == ["accept"]
    with pytest.raises(NotAllowed):
        casefiles.finish(cast.minh, line, Filing(no_file_reason="x"))


def test_the_lead_does_not_also_cooperate(cast):
    line = presented(cast)
    with pytest.raises(Incomplete) as refused:
        records.direct(cast.hung, line, DirectionFacts(cast.post("minh"), "", [cast.post("minh")]))
    assert set(refused.value.faults) == {"cooperating"}
    assert state(cast, line) == "presented"


def test_who_only_cooperates_does_not_finish_the_document_and_it_is_told(cast, monkeypatch):
    monkeypatch.setattr(clearance, "_refused_at", {})
    line = directed(cast, cooperating=("binh",))
    before = ledger.head()[0]
    filing = Filing(new_file=CaseFileFacts("01.VP", "Sắp xếp tổ chức"))
    with pytest.raises(NotAllowed):
        casefiles.finish(cast.binh, line, filing)
    told = [(told.verb, told.values.get("verb")) for told in ledger.entries_after(before, 10)]
    assert told == [("clearance.refused", "records.mark_done")]
    assert state(cast, line) == "directed"
    assert casefiles.queries.case_files(cast.binh) == []


def test_done_takes_a_file_or_a_reason(cast):
    line = accepted(cast)
    with pytest.raises(NothingChosen):
        casefiles.finish(cast.minh, line, Filing(no_file_reason="  "))
    assert state(cast, line) == "in_progress"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'done'",
        "state = 'done', filing = 'no_file'",
        "filing = 'no_file'",
        "state = 'done', filing = ''",
    ],
)
def test_the_database_itself_refuses_done_without_file_or_reason(cast, change):
    line = accepted(cast)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_incomingdocument SET {change}")
    line.refresh_from_db()
    assert line.state == "in_progress"


def test_the_database_itself_refuses_a_number_twice(cast):
    line, other = registered(cast), registered(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        IncomingDocument.unguarded.filter(pk=other.pk).update(number=line.number)
