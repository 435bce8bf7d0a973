"""A document comes in, is registered, directed, worked on and filed: the first journey, through the actions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.ledger import queries as ledger
from vankho.records import actions as records
from vankho.records import queries
from vankho.records.actions.registration import Entry
from vankho.records.actions.routing import DirectionFacts
from vankho.records.rules import IncomingFacts

RECEIVED = date(2025, 11, 3)


def facts(**changed) -> IncomingFacts:
    told = {
        "issuer": "Tỉnh ủy Lam Sơn",
        "subject": "Về việc lưu trữ, quản lý tài liệu khi sắp xếp tổ chức bộ máy",
        "received_on": RECEIVED,
        "reference": "211-CV/TU",
        "issued_on": date(2025, 10, 30),
        "type_name": "Công văn",
    }
    return IncomingFacts(**{**told, **changed})


@pytest.mark.django_db
def test_from_the_post_to_the_file(cast):
    records.open_book(cast.lan, "2025", 1205)
    line = records.register_incoming(cast.lan, Entry(facts()))
    assert (line.number, line.book, line.reference_number, line.reference_symbol) == (1205, "2025", "211", "CV/TU")

    records.present(cast.lan, line, cast.post("hung"), "Kính trình đồng chí Bí thư cho ý kiến")
    assert [w.task for w in queries.waiting_for(cast.hung)] == ["direct"]
    due = RECEIVED + timedelta(days=5)
    records.direct(cast.hung, line, DirectionFacts(cast.post("minh"), "Tham mưu trả lời", [cast.post("binh")], due))

    [waiting] = queries.waiting_for(cast.minh)
    assert (waiting.task, waiting.due_on) == ("accept", due)
    records.accept(cast.minh, queries.my_assignment(cast.minh, line))
    file = casefiles.finish(
        cast.minh, line, Filing(new_file=CaseFileFacts("01.VP", "Sắp xếp tổ chức bộ máy", "10 năm"))
    )

    done = queries.document(cast.lan, line.pk)
    assert (done.state, done.filing) == ("done", "file")
    assert file.items.get().document_id == line.pk
    verbs = [told.verb for told in ledger.history("records.incomingdocument", line.pk)]
    assert verbs == [
        "records.incoming_registered",
        "records.presented",
        "records.directed",
        "records.accepted",
        "records.done",
    ]
    assert list(ledger.flaws()) == []


@pytest.mark.django_db
def test_who_directs_to_himself_has_accepted_with_the_same_press(cast):
    line = records.register_incoming(cast.lan, Entry(facts()))
    records.direct(cast.hung, line, DirectionFacts(cast.post("hung"), ""))
    assert queries.document(cast.hung, line.pk).state == "in_progress"
