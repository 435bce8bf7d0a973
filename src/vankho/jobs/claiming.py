"""Taking a job by lease and heartbeat: a dead worker's lease runs out, and the next worker takes over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from .models import Job
from .tasks import Task, known_task, task_named

TELL_EVERY_SECONDS = 0.5
"""Progress is for people; every telling is a flush of the disk."""


class LeaseLost(RuntimeError):
    """Another worker has taken the job over; whatever this one still did must not be written."""


def _free(now: datetime) -> Q:
    return Q(state=Job.State.QUEUED, due__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now)


def claim(worker: str) -> Job | None:
    """Take the oldest job that is due or whose lease ran out; one that died too often is parked and passed over."""
    while (job := _take_oldest(worker)) is not None:
        if job.state == Job.State.RUNNING:
            return job
    return None


def _take_oldest(worker: str) -> Job | None:
    now = datetime.now(UTC)
    if not Job.objects.filter(_free(now)).exists():
        return None
    with transaction.atomic():
        free = Job.objects.filter(_free(now)).order_by("due", "id")
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        job = free.first()
        if job is None:
            return None
        task = known_task(job.task)
        if task is None:
            return _park(job, "unknown_task")
        if job.tries >= task.max_tries:
            return _park(job, job.failure or "worker_died")
        job.state, job.worker, job.tries = Job.State.RUNNING, worker, job.tries + 1
        job.lease_until = now + timedelta(seconds=task.lease_seconds)
        job.save(update_fields=["state", "worker", "tries", "lease_until"])
        return job


def _park(job: Job, failure: str) -> Job:
    job.state, job.failure = Job.State.PARKED, failure
    job.save(update_fields=["state", "failure"])
    return job


def _mine(job: Job) -> Q:
    return Q(pk=job.pk, worker=job.worker, state=Job.State.RUNNING, tries=job.tries)


def finish(job: Job) -> None:
    Job.objects.filter(_mine(job)).update(state=Job.State.DONE, lease_until=None, failure="")


def fail(job: Job, failure: str) -> None:
    """Keep the failure; the job is tried again after a while, or parked when its tries are used up."""
    spent = job.tries >= task_named(job.task).max_tries
    Job.objects.filter(_mine(job)).update(
        state=Job.State.PARKED if spent else Job.State.QUEUED,
        due=datetime.now(UTC) + timedelta(seconds=2**job.tries),
        lease_until=None,
        failure=failure,
    )


def retry(job_id: UUID) -> None:
    """«Thử lại»: give a parked job fresh tries."""
    Job.objects.filter(pk=job_id, state=Job.State.PARKED).update(
        state=Job.State.QUEUED, tries=0, due=datetime.now(UTC), failure=""
    )


class Progress:
    """What a running task tells: how far it is. Raises `LeaseLost` when it should stop."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told_at = 0.0
        self.lost = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told_at < TELL_EVERY_SECONDS and not self.lost.is_set():
            return
        self._told_at = now
        if self.lost.is_set() or not Job.objects.filter(_mine(self._job)).update(done_steps=done, all_steps=total):
            raise LeaseLost(str(self._job.pk))


def keep_lease(job: Job, task: Task, progress: Progress, stop: threading.Event, close: Callable[[], None]) -> None:
    """Renew the lease until told to stop; runs in a thread of its own beside the task."""
    try:
        while not stop.wait(task.lease_seconds / 3):
            until = datetime.now(UTC) + timedelta(seconds=task.lease_seconds)
            try:
                is_kept = Job.objects.filter(_mine(job)).update(lease_until=until)
            except DatabaseError:  # busy for a moment: the lease has two more beats to go
                continue
            if not is_kept:
                progress.lost.set()
                return
    finally:
        close()
