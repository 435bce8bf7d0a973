"""A filter that is forgotten is noticed: each is taken away by itself, and a door that was right is wrong at once."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from tests.doors.table import DOORS
from tests.doors.test_every_route import wrongs
from tests.doors.world import World
from vankho.casefiles import queries as casefiles
from vankho.clearance import gate
from vankho.digitisation import queries as digitisation
from vankho.orgs import queries as orgs
from vankho.records import queries as records
from vankho.records import registers
from vankho.search import queries as search
from vankho.secrecy import queries as secrecy

pytestmark = pytest.mark.django_db

OWN_AGENCY, UP_TO_CLEARANCE = "agency_id=actor.agency", "level__lte=actor.clearance"
ANYTHING = "pk__isnull=False"
EVERY_LINE = "IncomingDocument.unguarded"
ALL_AGENCIES = 'frozenset(f"agency:{line.agency_id}" for line in IncomingDocument.unguarded.all())'

TAKEN_AWAY: list[tuple[ModuleType, str, str, str, str]] = [
    # room, question, the filter in it, what stands there without the filter, the door that notices
    (records, "_cut", OWN_AGENCY, ANYTHING, "GET document open"),
    (records, "_cut", OWN_AGENCY, ANYTHING, "GET register"),
    (records, "_cut", UP_TO_CLEARANCE, ANYTHING, "GET document confidential"),
    (records, "_cut", UP_TO_CLEARANCE, ANYTHING, "GET register_export"),
    (records, "_cut", "mine.filter(has_a_part)", "mine", "GET document fresh ho-so"),
    (records, "_cut", "mine.filter(has_a_part)", "mine", "GET desk chua-xong"),
    (records, "arrived", OWN_AGENCY, ANYTHING, "GET enter"),
    (records, "arrived", OWN_AGENCY, ANYTHING, "POST add_petition with a scan"),
    (records, "arrived", OWN_AGENCY, ANYTHING, "GET intakes"),
    (records, "arrived", OWN_AGENCY, ANYTHING, "GET original intake"),
    (records, "arrived", 'not may(actor, "records.see_intakes")', "False", "GET enter"),
    (records, "arrived", 'not may(actor, "records.see_intakes")', "False", "GET page_picture intake"),
    (records, "arrived", "stamp_level__lte=actor.clearance", ANYTHING, "GET enter with a stamp"),
    (records, "arrived", "stamp_level__lte=actor.clearance", ANYTHING, "GET intakes"),
    (records, "arrived", "stamp_level__lte=actor.clearance", ANYTHING, "GET page_picture marked"),
    (records, "may_read_file", "known_one_by_one(actor)", EVERY_LINE, "GET page_picture confidential_scan"),
    (records, "may_read_file", "state=Intake.State.READY", ANYTHING, "GET original petition_scan"),
    (records, "may_read_file", "petitions(actor)", "Petition.unguarded", "GET page_picture petition_scan"),
    (records, "petitions", OWN_AGENCY, ANYTHING, "GET petition"),
    (records, "petitions", OWN_AGENCY, ANYTHING, "GET petitions"),
    (records, "petitions", 'not may(actor, "records.see_petitions")', "False", "GET petition"),
    (records, "diversions", OWN_AGENCY, ANYTHING, "GET diversions"),
    (records, "diversions", OWN_AGENCY, ANYTHING, "POST return_envelope"),
    (records, "diversions", 'not may(actor, "records.see_diversions")', "False", "POST return_envelope"),
    (records, "duplicates", "documents(actor, ", f"{EVERY_LINE}.in_bulk(", "GET duplicates of 88-CV/BCY"),
    (records, "reading_tokens", "actor.has_role(*policy.WHOLE_REGISTER)", "True", "GET search everything of a year"),
    (
        records,
        "reading_tokens",
        'frozenset({f"agency:{actor.agency_id}"})',
        ALL_AGENCIES,
        "GET search everything of a year",
    ),
    (search, "find", "int(actor.clearance)", "3", "GET search everything of a year"),
    (registers, "_register_of", "known_to(actor)", EVERY_LINE, "GET register"),
    (registers, "_register_of", "known_to(actor)", EVERY_LINE, "GET register_export"),
    (registers, "_register_of", 'not may(actor, "records.see_register")', "False", "GET register"),
    (registers, "choices", "known_to(actor)", EVERY_LINE, "GET register"),
    (registers, "slots", "known_to(actor)", EVERY_LINE, "GET register_print"),
    (registers, "slots", "known_to(actor)", EVERY_LINE, "POST register_pdf"),
    (digitisation, "page_picture", "records.may_read_file(actor, sha256)", "True", "GET page_picture open_scan"),
    (digitisation, "original", "not records.may_read_file(actor, sha256)", "False", "GET original open_scan"),
    (casefiles, "known_to", OWN_AGENCY, ANYTHING, "GET case_file open"),
    (casefiles, "known_to", OWN_AGENCY, ANYTHING, "GET case_files"),
    (casefiles, "known_to", UP_TO_CLEARANCE, ANYTHING, "GET case_file confidential"),
    (casefiles, "known_to", "files.filter(post_id__in=actor.post_ids)", "files", "GET case_file open"),
    (casefiles, "known_to", "files.filter(post_id__in=actor.post_ids)", "files", "GET document done ho-so"),
    (secrecy, "incidents", OWN_AGENCY, ANYTHING, "GET incident"),
    (secrecy, "incidents", 'not may(actor, "secrecy.see_incidents")', "False", "GET incident"),
    (orgs, "staff", "post__agency_id=actor.agency", ANYTHING, "GET people"),
    (orgs, "appointment", "post__agency_id=actor.agency", ANYTHING, "POST end_appointment"),
    (orgs, "appointment", 'may(actor, "orgs.see_people")', "True", "POST reset_password"),
    (gate, "decide", "rule.roles.isdisjoint(actor.roles)", "False", "GET petitions"),
    (gate, "decide", "rule.roles.isdisjoint(actor.roles)", "False", "POST correct fresh"),
    (gate, "decide", "thing is not None and not rule.also(actor, thing)", "False", "POST finish shared"),
]


def without(room: ModuleType, question: str, piece: str, instead: str) -> object:
    """The question as it would be with the filter forgotten."""
    source = inspect.getsource(getattr(room, question))
    assert piece in source, f"{room.__name__}.{question} no longer filters by {piece}: say here what it does now"
    names: dict[str, object] = {}
    exec("from __future__ import annotations\n" + source.replace(piece, instead), vars(room), names)
    return names[question]


@pytest.mark.parametrize(("room", "question", "piece", "instead", "label"), TAKEN_AWAY)
def test_a_forgotten_filter_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, room: ModuleType, question: str, piece: str, instead: str, label: str
):
    door = next(door for door in DOORS if door.label == label)
    monkeypatch.setattr(room, question, without(room, question, piece, instead))
    assert wrongs(world, door), f"nobody notices at {label}"
