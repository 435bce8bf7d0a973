"""Entering papers: duplicates cut to the asker, paper numbers, petitions, diversions, corrections."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404
from django.utils import timezone

from tests.web.arriving import read_through
from tests.web.papers import RECEIVED, directed, registered
from vankho.clearance.errors import NotAllowed
from vankho.digitisation import queries as digitisation
from vankho.ledger import queries as ledger
from vankho.ledger.models import Value
from vankho.numbering import series as numbering
from vankho.numbering.errors import NotNext, OutOfOrder
from vankho.records import actions as records
from vankho.records import entering, proof, queries, registers
from vankho.records.actions.registration import Entry, Envelope, PetitionFacts
from vankho.records.errors import AboveCeiling, AlreadyEntered, Incomplete
from vankho.records.models import Diversion, IncomingDocument, Intake
from vankho.records.rules import IncomingFacts
from vankho.search import queries as finding
from vankho.search.indexing import Indexer

pytestmark = pytest.mark.django_db


def facts(**changed) -> IncomingFacts:
    told = {
        "issuer": "Tỉnh ủy Lam Sơn",
        "subject": "Về việc lưu trữ tài liệu",
        "received_on": RECEIVED,
        "reference": "211-CV/TU",
        "issued_on": date(2025, 10, 30),
    }
    return IncomingFacts(**{**told, **changed})


def verbs(thing: str, key: object) -> list[str]:
    return [told.verb for told in ledger.history(thing, key)]


@pytest.fixture
def all_is_proved():
    yield
    assert [*ledger.flaws(), *numbering.flaws(), *proof.flaws()] == []


@pytest.fixture
def confidential(settings):
    settings.OFFICE = settings.OFFICE.model_copy(update={"ceiling": "confidential"})


# Duplicates


def test_a_likely_duplicate_is_shown_to_who_may_know_it(cast):
    line = registered(cast)
    [found] = queries.duplicates(cast.lan, facts(reference="0211 – cv/tu"))
    assert (found.document.pk, found.why) == (line.pk, "same_reference")
    assert queries.duplicates(cast.quan, facts()) == []
    assert queries.duplicates(cast.minh, facts()) == []


def test_the_same_bytes_are_a_duplicate_whatever_was_typed(cast):
    scan = read_through(cast)
    line = records.register_incoming(cast.lan, Entry(facts(), scan))
    [found] = queries.duplicates(cast.lan, facts(reference="9-BC/ĐU", issuer="Khác"), scan.sha256)
    assert (found.document.pk, found.why) == (line.pk, "same_bytes")


def test_a_hidden_match_is_told_to_the_custodian_and_to_nobody_else(cast, confidential, all_is_proved):
    hidden = registered(cast, level=1)
    assert queries.duplicates(cast.lan, facts()) == []
    assert [d.document.pk for d in queries.duplicates(cast.hung, facts())] == [hidden.pk]
    line = registered(cast)
    [match] = queries.hidden_matches(cast.kien)
    assert (match.document_id, match.what) == (line.pk, "same_reference")
    for other in (cast.lan, cast.hung, cast.hanh, cast.an, cast.quan):
        assert list(queries.hidden_matches(other)) == []
    told = [told.values for told in ledger.history("records.incomingdocument", line.pk)]
    assert str(hidden.pk) not in str(told)
    assert str(hidden.number) not in {value for values in told for name, value in values.items() if name != "number"}


def test_a_match_one_knows_is_no_business_of_the_custodian(cast):
    registered(cast)
    registered(cast)
    assert list(queries.hidden_matches(cast.kien)) == []


def test_what_is_too_secret_for_the_machine_is_not_entered(cast, all_is_proved):
    with pytest.raises(AboveCeiling):
        registered(cast, level=1)
    assert queries.next_number(cast.lan, RECEIVED) == 1


# Numbers


def test_every_fault_is_named_and_no_number_used(cast, all_is_proved):
    with pytest.raises(Incomplete) as refused:
        registered(cast, issuer=" ", subject="", issued_on=date(2025, 12, 1))
    assert set(refused.value.faults) == {"issuer", "subject", "issued_on"}
    assert registered(cast).number == 1


def test_numbers_given_on_paper_are_entered_in_their_order_after_the_power_cut(cast, all_is_proved):
    records.open_book(cast.lan, "2025", 1205)
    assert registered(cast).number == 1205
    records.declare_paper_numbers(cast.lan, "2025", 1206, 1208, "Mất điện sáng 03/11")
    assert registered(cast).number == 1209
    assert queries.awaited_paper_numbers(cast.lan, RECEIVED) == [1206, 1207, 1208]
    with pytest.raises(OutOfOrder):
        records.register_incoming(cast.lan, Entry(facts(), paper_number=1207))
    for number in (1206, 1207, 1208):
        assert records.register_incoming(cast.lan, Entry(facts(), paper_number=number)).number == number
    with pytest.raises(OutOfOrder):
        records.register_incoming(cast.lan, Entry(facts(), paper_number=1208))
    numbers = IncomingDocument.unguarded.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1205, 1206, 1207, 1208, 1209]


@pytest.mark.parametrize(("first", "last", "reason"), [(3, 5, "Mất điện"), (1, 0, "Mất điện")])
def test_a_paper_block_begins_after_the_last_number(cast, first, last, reason, all_is_proved):
    with pytest.raises(NotNext):
        records.declare_paper_numbers(cast.lan, "2025", first, last, reason)


def test_paper_numbers_are_declared_with_their_reason(cast):
    with pytest.raises(Incomplete):
        records.declare_paper_numbers(cast.lan, "2025", 1, 2, " ")


def test_one_scan_is_entered_once(cast, all_is_proved):
    scan = read_through(cast)
    records.register_incoming(cast.lan, Entry(facts(), scan))
    for again in (
        lambda: records.register_incoming(cast.lan, Entry(facts(), scan)),
        lambda: records.register_petition(cast.lan, PetitionFacts(RECEIVED, "Đơn", intake=scan)),
        lambda: records.discard_intake(cast.lan, scan, "nhầm"),
    ):
        with pytest.raises(AlreadyEntered):
            again()
    assert registered(cast).number == 2


def test_the_paper_version_gets_no_second_number(cast, all_is_proved):
    line, paper = registered(cast), read_through(cast)
    records.attach_paper_version(cast.lan, line, paper, RECEIVED)
    assert queries.next_number(cast.lan, RECEIVED) == 2
    assert [file.kind for file in queries.files_of(cast.lan, line)] == ["paper_version"]
    assert queries.intake(cast.lan, paper.pk).state == "registered"


def test_another_agency_registers_in_its_own_book(cast, all_is_proved):
    records.open_book(cast.lan, "2025", 1205)
    assert (registered(cast).number, registered(cast, by="quan").number) == (1205, 1)
    for name in ("minh", "hung", "kien", "an"):
        with pytest.raises(NotAllowed):
            registered(cast, by=name)


# Petitions


@pytest.fixture
def petition(cast):
    scan = read_through(cast, name="don-to-cao-ong-Khuat.pdf", so_ky_hieu=("", 0.1))
    told = PetitionFacts(RECEIVED, "Tố cáo ông Khuất lấn đất", writer="Lò Thị Mai", address="Bản Đanh", intake=scan)
    return records.register_petition(cast.lan, told)


def test_a_petition_has_its_own_book(cast, petition, all_is_proved):
    assert petition.number == 1
    assert queries.next_number(cast.lan, RECEIVED) == 1
    assert verbs("records.petition", petition.pk) == ["records.petition_registered"]


def test_only_its_officers_know_of_a_petition(cast, petition):
    for name in ("thao", "hung", "tuyet"):
        assert [p.subject for p in queries.petitions(getattr(cast, name))] == [petition.subject]
        assert digitisation.original(getattr(cast, name), petition.sha256)
    for name in ("lan", "hanh", "minh", "binh", "kien", "an", "quan"):
        actor = getattr(cast, name)
        assert list(queries.petitions(actor)) == []
        with pytest.raises(Http404):
            digitisation.original(actor, petition.sha256)
        with pytest.raises(Http404):
            digitisation.reading(actor, petition.sha256)


def test_a_petition_shows_in_no_list_count_search_or_warning(cast, petition, own_office):
    indexer = Indexer()
    indexer.step()
    indexer.close()
    for name in ("lan", "hanh", "hung", "minh", "quan"):
        actor = getattr(cast, name)
        assert list(queries.known_to(actor)) == []
        assert queries.waiting_for(actor) == []
        assert finding.find(actor, "tố cáo lấn đất").total == 0
        assert finding.find(actor, "Lò Thị Mai").total == 0
        assert queries.duplicates(actor, facts(), petition.sha256) == []
    assert registers.page(cast.hung, registers.RegisterFilter()).total == 0
    assert entering.tray_counts(cast.lan) == {}
    assert entering.queue(cast.lan).total == 0
    assert list(queries.hidden_matches(cast.kien)) == []


def test_the_ledger_and_the_tray_keep_nothing_of_what_a_petition_says(cast, petition):
    values = " ".join(Value.objects.values_list("value", flat=True))
    for word in ("Khuất", "Lò Thị Mai", "Bản Đanh", "don-to-cao"):
        assert word not in values
    assert [row.name for row in Intake.unguarded.all()] == [""]


# Diversions


def test_a_diverted_envelope_keeps_only_what_stands_on_it(cast, all_is_proved):
    told = Envelope("unopened", RECEIVED, "Đồng chí Bí thư", "Ban Nội chính", "12")
    line = records.divert(cast.lan, told)
    kept = Diversion.unguarded.values().get(pk=line.pk)
    assert {name for name, value in kept.items() if value not in ("", False)} == {
        "id", "agency_id", "kind", "received_on", "sender", "envelope_number", "handed_to", "handed_at", "handed_by",
    }  # fmt: skip
    assert queries.next_number(cast.lan, RECEIVED) == 1
    assert [d.pk for d in queries.diversions(cast.lan)] == [line.pk]
    assert list(queries.diversions(cast.minh)) == list(queries.diversions(cast.quan)) == []
    records.return_envelope(cast.lan, line)
    assert verbs("records.diversion", line.pk) == ["records.diverted", "records.envelope_returned"]


def test_an_envelope_goes_to_somebody(cast):
    with pytest.raises(Incomplete):
        records.divert(cast.lan, Envelope("cipher_telegram", RECEIVED, " "))
    assert not Diversion.unguarded.exists()


# Corrections


def test_a_correction_keeps_before_and_after(cast, all_is_proved):
    line = registered(cast)
    changes = {"subject": "Về việc khác", "reference": "212-CV/TU", "urgency": 1}
    records.correct(cast.lan, line, changes, "Gõ nhầm")
    row = queries.document(cast.lan, line.pk)
    assert (row.subject, row.reference_number, row.urgency, row.number) == ("Về việc khác", "212", 1, line.number)
    told = ledger.history("records.incomingdocument", line.pk)[-1]
    assert told.values == {
        "reason": "Gõ nhầm",
        "subject": "Về việc khác",
        "subject.before": line.subject,
        "reference": "212-CV/TU",
        "reference.before": "211-CV/TU",
        "urgency": "1",
        "urgency.before": "0",
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 7},
        {"book": "2024"},
        {"received_on": date(2025, 1, 1)},
        {"level": 0, "state": "done"},
        {"subject": "Về việc lưu trữ tài liệu khi sắp xếp tổ chức bộ máy"},
        {},
    ],
)
def test_number_days_and_what_is_unchanged_are_not_corrected(cast, changes):
    line = registered(cast)
    with pytest.raises(Incomplete):
        records.correct(cast.lan, line, changes, "Thử")
    assert verbs("records.incomingdocument", line.pk) == ["records.incoming_registered"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"subject": " "}, "Thử"), ({"issued_on": timezone.localdate()}, "Thử"), ({"subject": "Khác"}, "  ")],
)
def test_a_correction_that_would_be_a_fault_changes_nothing(cast, changes, reason):
    line = registered(cast)
    with pytest.raises(Incomplete):
        records.correct(cast.lan, line, changes, reason)
    assert queries.document(cast.lan, line.pk).subject == line.subject


def test_only_the_clerk_of_the_agency_corrects(cast):
    line = directed(cast)
    for name in ("minh", "hung", "quan"):
        with pytest.raises(NotAllowed):
            records.correct(getattr(cast, name), line, {"subject": "Khác"}, "Thử")
