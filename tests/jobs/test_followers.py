"""Followers: every entry at least once, in order, the cursor moved in the transaction of what was done about it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vankho.clearance.actor import system
from vankho.jobs import following
from vankho.jobs.claiming import Progress
from vankho.jobs.following import Follower, advance, lag
from vankho.jobs.models import Cursor, Job
from vankho.jobs.tasks import task
from vankho.jobs.worker import Worker
from vankho.ledger.queries import Told
from vankho.ledger.writing import acting, record

WORKER = system("test")


@task("follow_test.note")
def note(progress: Progress, seq: int) -> None: ...


class Listening:
    """Enqueues a job for each entry it hears, and fails as often as it was told to."""

    def __init__(self, fails: int = 0) -> None:
        self.heard: list[int] = []
        self.fails = fails

    def __call__(self, entries: Sequence[Told]) -> None:
        for told in entries:
            self.heard.append(told.seq)
            note.enqueue(str(told.seq), seq=told.seq)
        if self.fails:
            self.fails -= 1
            raise ZeroDivisionError


def follower(handle: Listening, name: str = "follow_test", batch: int = 200) -> Follower:
    return Follower(name, frozenset({"test.wanted"}), handle, batch)


def tell(*verbs: str) -> None:
    for verb in verbs:
        with acting():
            record(WORKER, f"test.{verb}", ("test.thing", "1"))


def cursor() -> int:
    return Cursor.objects.values_list("seq", flat=True).filter(pk="follow_test").first() or 0


pytestmark = pytest.mark.django_db


def test_hears_what_it_wants_in_order_and_passes_the_rest():
    listening = Listening()
    tell("wanted", "other", "wanted", "other")
    assert lag(follower(listening)) == 4
    assert advance(follower(listening)) == 4
    assert listening.heard == [1, 3]
    assert (advance(follower(listening)), lag(follower(listening)), cursor()) == (0, 0, 4)


def test_goes_on_in_batches():
    listening = Listening()
    tell(*["wanted"] * 5)
    assert [advance(follower(listening, batch=2)) for _ in range(4)] == [2, 2, 1, 0]
    assert listening.heard == [1, 2, 3, 4, 5]


def test_a_failure_takes_back_what_was_done_and_hears_it_again():
    listening = Listening(fails=1)
    tell("wanted", "wanted")
    with pytest.raises(ZeroDivisionError):
        advance(follower(listening))
    assert (Job.objects.count(), cursor()) == (0, 0)
    advance(follower(listening))
    assert listening.heard == [1, 2, 1, 2]
    assert (Job.objects.count(), cursor()) == (2, 2)


def test_hearing_again_asks_for_no_work_twice():
    tell("wanted", "wanted")
    advance(follower(Listening()))
    Cursor.objects.update(seq=0)
    advance(follower(Listening()))
    assert Job.objects.count() == 2


def test_one_that_fails_does_not_stop_the_others(monkeypatch):
    bad, good = Listening(fails=100), Listening()
    both = {"bad": follower(bad, "bad"), "good": follower(good, "good")}
    monkeypatch.setattr(following, "_followers", both)
    tell("wanted")
    worker = Worker()
    for _ in range(2):
        worker.follow()
    assert good.heard == [1]
    assert len(bad.heard) == 2
