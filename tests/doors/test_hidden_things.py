"""What is hidden from somebody changes nothing he sees: no list, no count, no facet, no suggestion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.doors.knocking import ask, knock, said, taken_back, without_chance
from tests.doors.table import DOORS
from tests.doors.world import World, registered, scanned, what_followed
from vankho.clearance.levels import Level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "label", "word"),
    [
        ("lan", "GET register", "zqopensubject"),
        ("lan", "GET register_export", "zqopensubject"),
        ("lan", "GET register_print", "zqopensubject"),
        ("lan", "POST register_pdf", "zqopensubject"),
        ("lan", "GET intakes", "zqintakefile"),
        ("lan", "GET enter", "zqintakedraft"),
        ("lan", "GET diversions", "zqenvelopesender"),
        ("minh", "GET original open_scan", "zqopenbytes"),
        ("minh", "GET document open noi-dung", "zqopenscan"),
        ("minh", "GET document open xu-ly", "zqopendirection"),
        ("hung", "GET document confidential dien-bien", "zqconfidentialsubject"),
        ("hung", "GET petitions", "zqpetitionwriter"),
        ("hung", "GET search everything of a year", "zqconfidentialtype"),
        ("tuyet", "GET case_files", "zqfiletitle"),
        ("quan", "GET register", "zqforeignsubject"),
        ("an", "GET people", "trần văn minh"),
    ],
)
def test_the_words_are_there_for_those_who_may_know(world: World, name: str, label: str, word: str):
    """Without this the search for leaks could look in the wrong place."""
    door = next(door for door in DOORS if door.label == label)
    with taken_back():
        assert word in said(knock(world, name, door))


@pytest.mark.parametrize(
    "word",
    ["zqopensubject", "zqopenscan", "zqconfidentialsubject", "zqconfidentialscan", "zqpetitionscan", "zqintakescan"],
)
def test_a_word_one_may_not_know_is_found_like_one_that_exists_nowhere(world: World, word: str):
    nowhere = "xk" + word[2:][::-1]
    for name in ("tuyet", "binh", "quan", "toan"):
        if word in said(ask(world, "hung", "GET", "/tim", {"q": word})) and name == "tuyet" and "open" in word:
            continue  # Tuyết knows every open line
        hidden, absent = (
            without_chance(said(ask(world, name, "GET", "/tim", {"q": q, "moi": "1"}))) for q in (word, nowhere)
        )
        assert hidden.replace(word, "…") == absent.replace(nowhere, "…"), name


def a_confidential_line(world: World) -> None:
    told = {"level": int(Level.CONFIDENTIAL), "type_name": "Zqnewtype"}
    registered(world.cast.oanh, "new", scanned(world.cast, "new", by="oanh"), **told)


def a_line_elsewhere(world: World) -> None:
    registered(world.cast.quan, "new", scanned(world.cast, "new", by="quan"))


def a_line(world: World) -> None:
    registered(world.cast.lan, "new", scanned(world.cast, "new"))


def a_petition(world: World) -> None:
    from tests.doors.world import DAY
    from vankho.records import actions as records
    from vankho.records.actions.registration import PetitionFacts

    records.register_petition(
        world.cast.lan, PetitionFacts(DAY, "Về zqnew", "Bà Zqnew", intake=scanned(world.cast, "new"))
    )


def a_scan(world: World) -> None:
    scanned(world.cast, "new")


def a_stopped_scan(world: World) -> None:
    from tests.doors.world import arrived
    from vankho.clearance.actor import system
    from vankho.records import actions as records

    intake = arrived(world.cast, "new")
    records.stop_intake(system("worker", world.cast.agency.pk), intake, int(Level.SECRET), 2)


def a_job_file(world: World) -> None:
    from vankho.casefiles import actions as casefiles
    from vankho.casefiles.actions import CaseFileFacts

    casefiles.open_case_file(world.cast.minh, CaseFileFacts("ZQNEW", "Hồ sơ zqnew"))


HIDDEN_FROM: list[tuple[Callable[[World], Any], str, str]] = [
    (a_confidential_line, "hung", "tuyet minh toan"),
    (a_line_elsewhere, "quan", "lan hung kien"),
    (a_line, "hung", "binh thao toan"),
    (a_petition, "thao", "minh toan"),
    (a_scan, "lan", "hung toan"),
    (a_stopped_scan, "kien", "minh toan"),
    (a_job_file, "hung", "lan binh toan"),
]

_ALWAYS = ("register_print", "register_export")
"""The book has a row at every number, also where what stands there is not to be read (records-office §7.2).
A sheet carries the second it was made."""
PAGES = {
    (door.route, door.about): door
    for door in DOORS
    if door.method == "GET" and not door.names_a_thing and " " not in door.about and not door.about.startswith("zq")
}
PAGES |= {("search", d.about): d for d in DOORS if d.route == "search" and d.about.startswith(("everything", "a word"))}


def seen(world: World, name: str) -> dict[str, str]:
    return {
        door.label: without_chance(said(knock(world, name, door)))
        for door in PAGES.values()
        if door.expected(name) == (200,) and door.route not in _ALWAYS
    }


@pytest.fixture(scope="module")
def seen_before(world: World) -> dict[str, dict[str, str]]:
    """What each saw in the office as it was made."""
    names = {name for _, knower, others in HIDDEN_FROM for name in (knower, *others.split())}
    return {name: seen(world, name) for name in names}


@pytest.mark.parametrize(("happens", "knower", "others"), HIDDEN_FROM)
def test_what_is_hidden_changes_no_page(
    world: World,
    seen_before: dict[str, dict[str, str]],
    happens: Callable[[World], Any],
    knower: str,
    others: str,
):
    try:
        with taken_back():
            happens(world)
            what_followed()
            assert seen(world, knower) != seen_before[knower], "it did happen"
            for name in others.split():
                after = seen(world, name)
                assert [label for label in after if after[label] != seen_before[name][label]] == [], name
    finally:
        what_followed()  # the index is no part of what was taken back
