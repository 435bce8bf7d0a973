"""What is registered is found: by number at once, by its words after the indexer's step, and only by who may know."""

from __future__ import annotations

from datetime import date

import pytest

from vankho.records import actions as records
from vankho.records.actions.registration import Entry
from vankho.records.actions.routing import DirectionFacts
from vankho.records.rules import IncomingFacts
from vankho.search import queries as finding
from vankho.search.indexing import Indexer, rebuild


@pytest.fixture
def indexer(own_office):
    indexer = Indexer()
    yield indexer
    indexer.close()


@pytest.fixture
def line(cast):
    facts = IncomingFacts(
        issuer="Tỉnh ủy Lam Sơn",
        subject="Về việc sắp xếp tổ chức bộ máy",
        received_on=date(2025, 11, 3),
        reference="211-CV/TU",
    )
    return records.register_incoming(cast.lan, Entry(facts))


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["to chuc bo may", "tổ chức bộ máy", "211-CV/TU", "Lam Sơn"])
def test_found_with_and_without_marks(cast, line, indexer, words):
    indexer.step()
    assert [shown.document.pk for shown in finding.find(cast.lan, words).shown] == [line.pk]


@pytest.mark.django_db
def test_a_number_is_found_before_it_is_indexed(cast, line, indexer):
    rebuild_empty(indexer)
    assert [shown.document.pk for shown in finding.find(cast.lan, "211-CV/TU").shown] == [line.pk]
    assert finding.find(cast.quan, "211-CV/TU").total == 0


def rebuild_empty(indexer):
    from vankho.search.indexing import folder
    from vankho.search.writer import rebuilding

    with rebuilding(folder()) as writer:
        writer.commit(0)


@pytest.mark.django_db
def test_only_who_may_know_finds_it(cast, line, indexer):
    indexer.step()
    assert finding.find(cast.quan, "tổ chức").total == 0
    assert finding.find(cast.minh, "tổ chức").total == 0
    assert finding.find(cast.an, "tổ chức").total == 0
    records.direct(cast.hung, line, DirectionFacts(cast.post("minh"), ""))
    indexer.step()
    assert finding.find(cast.minh, "tổ chức").total == 1


@pytest.mark.django_db
def test_rebuilding_finds_the_same(cast, line, own_office):
    assert rebuild() == 1
    assert finding.find(cast.lan, "bộ máy").total == 1
