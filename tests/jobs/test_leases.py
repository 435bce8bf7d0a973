"""Leases: who dies loses his work to the next, who lost it writes nothing more, what fails too often is parked."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from vankho.jobs import claiming, queries, tasks
from vankho.jobs.claiming import LeaseLost, Progress, claim, finish, retry
from vankho.jobs.models import Job
from vankho.jobs.tasks import task
from vankho.jobs.worker import run_job, work_off

done: list[str] = []


@task("lease_test.note", lease_seconds=30, max_tries=3)
def note(progress: Progress, what: str) -> None:
    progress(1, 1)
    done.append(what)


@task("lease_test.poison", lease_seconds=30, max_tries=3)
def poison(progress: Progress) -> None:
    raise ZeroDivisionError("Về việc không được ghi vào đâu")


@pytest.fixture(autouse=True)
def nothing_done(db):
    done.clear()


def run_out(job: Job) -> None:
    """As if the lease's time had passed without a heartbeat."""
    Job.objects.filter(pk=job.pk).update(lease_until=datetime.now(UTC) - timedelta(seconds=1))


def due_now() -> None:
    Job.objects.filter(state="queued").update(due=datetime.now(UTC))


def state(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.tries


def test_the_same_key_is_one_job():
    first, second = note.enqueue("a", what="a"), note.enqueue("a", what="b")
    assert first.pk == second.pk
    work_off()
    assert done == ["a"]


def test_a_held_job_is_nobody_elses():
    note.enqueue("a", what="a")
    assert claim("one") is not None
    assert claim("two") is None


def test_work_not_yet_due_waits():
    job = note.enqueue("a", what="a")
    Job.objects.update(due=datetime.now(UTC) + timedelta(minutes=1))
    assert claim("one") is None
    assert state(job) == ("queued", 0)


def test_the_job_of_a_dead_worker_is_taken_over_and_done_once():
    job = note.enqueue("a", what="a")
    dead = claim("one")
    run_out(job)
    taken = claim("two")
    assert taken is not None
    run_job(taken)
    finish(dead)  # the dead one turns out to have been slow only
    assert state(job) == ("done", 2)
    assert done == ["a"]


def test_the_loser_is_stopped_and_can_change_nothing():
    job = note.enqueue("a", what="a")
    loser = claim("one")
    run_out(job)
    winner = claim("two")
    with pytest.raises(LeaseLost):
        Progress(loser)(1, 2)
    run_job(loser)  # ends quietly: its first word about progress raises LeaseLost
    claiming.fail(loser, "x")
    finish(loser)
    assert state(job) == ("running", 2)
    assert done == []
    run_job(winner)
    assert (state(job), done, job.failure) == (("done", 2), ["a"], "")


def test_a_worker_that_takes_its_own_job_again_is_told_apart_by_the_try():
    job = note.enqueue("a", what="a")
    first = claim("one")
    run_out(job)
    claim("one")
    finish(first)
    assert state(job) == ("running", 2)


def test_a_failing_job_waits_longer_each_time_is_parked_and_keeps_only_a_reference():
    job = poison.enqueue("p")
    waits = []
    for _ in range(3):
        due_now()
        before = datetime.now(UTC)
        run_job(claim("one"))
        job.refresh_from_db()
        waits.append((job.due - before).total_seconds())
    assert state(job) == ("parked", 3)
    assert waits == sorted(waits)
    assert waits[0] >= 2
    assert "Về việc" not in job.failure
    assert len(job.failure) == 8
    due_now()
    assert claim("one") is None


def test_a_job_whose_workers_die_is_parked_after_its_tries():
    job = note.enqueue("a", what="a")
    for _ in range(3):
        assert claim("one") is not None
        run_out(job)
    assert claim("one") is None
    assert state(job) == ("parked", 3)
    assert queries.standings([job.key])[job.key].failure == "worker_died"
    retry(job.pk)
    assert state(job) == ("queued", 0)
    work_off()
    assert done == ["a"]


def test_retry_touches_only_what_is_parked():
    job = note.enqueue("a", what="a")
    claim("one")
    retry(job.pk)
    assert state(job) == ("running", 1)


def test_a_poisonous_job_does_not_stop_the_others():
    poison.enqueue("p")
    for n in range(3):
        note.enqueue(str(n), what=str(n))
    work_off()
    assert done == ["0", "1", "2"]


def test_parking_one_does_not_end_the_work():
    died = note.enqueue("died", what="died")
    Job.objects.update(tries=3, state="running", lease_until=datetime.now(UTC) - timedelta(seconds=1))
    note.enqueue("next", what="next")
    work_off()
    assert done == ["next"]
    assert state(died) == ("parked", 3)


def test_work_of_a_kind_this_version_does_not_know_stops_nobody():
    """Left by a newer version: an older one must not choke on it for ever."""
    strange = Job.objects.create(task="tomorrow.invented", key="tomorrow.invented:1", due=datetime.now(UTC))
    note.enqueue("a", what="a")
    work_off()
    assert done == ["a"]
    strange.refresh_from_db()
    assert strange.state == "parked"


def test_progress_is_told():
    job = note.enqueue("a", what="a")
    run_job(claim("one"))
    standing = queries.standings([job.key])[job.key]
    assert (standing.done, standing.total, standing.state) == (1, 1, "done")


@pytest.fixture
def short_lease(committed, monkeypatch):
    """A task whose lease lasts 0.6 s; its job runs as long as the test says."""
    let_go = threading.Event()

    @task("lease_test.long", lease_seconds=30)
    def long(progress: Progress) -> None:
        assert let_go.wait(30)
        progress(1, 1)
        done.append("long")

    monkeypatch.setitem(tasks._tasks, "lease_test.long", tasks.Task(long.name, long.run, 0.6, 3))
    job = tasks.task_named("lease_test.long").enqueue("x")
    held = claim("one")
    thread = threading.Thread(target=lambda: (run_job(held), connections.close_all()))
    thread.start()
    yield job, let_go, thread
    let_go.set()
    thread.join()


def wait_for(what) -> None:
    for _ in range(600):
        if what():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not come")


def lease(job: Job) -> datetime:
    return Job.objects.values_list("lease_until", flat=True).get(pk=job.pk)


@pytest.mark.slow
def test_the_heartbeat_keeps_a_long_job(short_lease):
    job, let_go, thread = short_lease
    first = lease(job)
    wait_for(lambda: lease(job) > first + timedelta(seconds=1))
    assert claim("two") is None
    let_go.set()
    thread.join()
    assert state(job) == ("done", 1)
    assert done == ["long"]


@pytest.mark.slow
def test_a_heartbeat_that_finds_the_job_taken_stops_the_loser(short_lease):
    job, let_go, thread = short_lease
    Job.objects.filter(pk=job.pk).update(worker="two", tries=2, lease_until=datetime.now(UTC) + timedelta(hours=1))
    let_go.set()
    thread.join()
    assert done == []
    assert state(job) == ("running", 2)
