"""Every door is tried by everybody: the status, and no word of what one may not know."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.knocking import knock, said, taken_back, told_in_ledger, without_chance
from tests.doors.table import DOORS, Door
from tests.doors.world import EVERYBODY, World

pytestmark = pytest.mark.django_db

COMPARED = ("lan", "tuyet", "binh", "quan")
"""Whose 404 is compared with that of a thing which is not there: a stranger, and each kind of not being let in."""


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + (pattern.name or f"unnamed at {pattern.pattern}")
        else:
            yield from routes(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)


def test_every_route_has_a_row():
    there = set(routes(get_resolver().url_patterns))
    assert there - {door.route for door in DOORS} == set(), "routes nobody has said who may come through"
    assert {door.route for door in DOORS} - there == set(), "rows of routes that are gone"


def leaks(world: World, name: str, door: Door, answer: str) -> list[str]:
    """Hidden words in an answer; those that the asker typed himself tell him nothing."""
    hidden = [word.lower() for words in world.hidden_from(name).values() for word in words]
    for typed in map(str, door.told(world).values()):
        if any(word in typed.lower() for word in hidden):
            answer = answer.replace(typed.lower(), "")
    return [word for word in hidden if word in answer]


def wrongs(world: World, door: Door) -> list[str]:
    """What is wrong at one door, for everybody."""
    found = []
    for name in EVERYBODY.split():
        with taken_back():
            before = told_in_ledger()
            answer = knock(world, name, door)
            acts = told_in_ledger() - before
        if answer.status_code not in door.expected(name):
            found.append(f"{name}: {answer.status_code} instead of {door.expected(name)}")
        if answer.status_code >= 400 and acts:
            found.append(f"{name}: refused, and yet something was done")
        if answer.status_code < 300 and door.method == "GET" and acts:
            found.append(f"{name}: looking changed something")
        found += [f"{name}: learns {word}" for word in leaks(world, name, door, said(answer))]
        if (
            answer.status_code == 404
            and name in COMPARED
            and door.names_a_thing
            and without_chance(said(answer)) != nothing(world, name, door)
        ):
            found.append(f"{name}: is told something else than where nothing is")
    return found


def nothing(world: World, name: str, door: Door) -> str:
    """What is said at this door where there is nothing; asked once for each person."""
    key = (name, door.method, door.route)
    if key not in world.answers:
        with taken_back():
            world.answers[key] = without_chance(said(knock(world, name, door, door.address_of_nothing(world))))
    return world.answers[key]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.label)
def test_the_cast_at_every_door(world, door):
    assert not (found := wrongs(world, door)), "\n".join(found)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.label)
def test_nobody_gets_no_further_than_the_sign_in_page(world, door):
    if door.route in ("sign_in", "sign_out", "alive"):
        return
    whole = knock(world, "", door)
    assert whole.status_code == 302
    assert whole["Location"].partition("?")[0] == "/dang-nhap"
    part = knock(world, "", door, **{"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"], part.content) == (204, "/dang-nhap", b"")
