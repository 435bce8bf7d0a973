"""The worker: follows the ledger, runs what is periodic, and does jobs one after another in each of its threads."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connections

from .claiming import LeaseLost, Progress, claim, fail, finish, keep_lease
from .following import Follower, advance, followers
from .models import Job
from .tasks import task_named

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Periodic:
    name: str
    seconds: float
    run: Callable[[], None]


_periodic: dict[str, Periodic] = {}


def every(name: str, seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare something the worker does again and again, each in a thread of its own."""

    def wrap(run: Callable[[], None]) -> Callable[[], None]:
        _periodic[name] = Periodic(name, seconds, run)
        return run

    return wrap


def run_job(job: Job) -> None:
    """Do one claimed job; its outcome is kept whatever happens to it."""
    task = task_named(job.task)
    progress, stop = Progress(job), threading.Event()
    beat = threading.Thread(target=keep_lease, args=(job, task, progress, stop, connections.close_all), daemon=True)
    beat.start()
    try:
        task.run(progress, **job.arguments)
    except LeaseLost:
        log.warning("job_taken_over", job=str(job.pk), task=job.task)
    except Exception as error:
        reference = secrets.token_hex(4)
        log.error("job_failed", job=str(job.pk), task=job.task, reference=reference, exc_info=error)
        fail(job, reference)
    else:
        finish(job)
    finally:
        stop.set()
        beat.join()


class Worker:
    """Everything that happens behind the pages, in one process."""

    def __init__(self, job_threads: int = 1) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"
        self._stop = threading.Event()
        self._job_threads = job_threads

    def run(self) -> None:
        """Work until `stop` is called."""
        loops = [
            threading.Thread(target=self._loop, args=("jobs", self._one_job, POLL_SECONDS))
            for _ in range(self._job_threads)
        ]
        loops += [threading.Thread(target=self._loop, args=(p.name, p.run, p.seconds)) for p in _periodic.values()]
        for loop in loops:
            loop.start()
        self._loop("followers", self.follow, POLL_SECONDS)
        for loop in loops:
            loop.join()

    def stop(self) -> None:
        self._stop.set()

    def _loop(self, name: str, step: Callable[[], object], seconds: float) -> None:
        while not self._stop.is_set():
            try:
                busy = step()
            except Exception as error:
                log.error("worker_step_failed", step=name, exc_info=error)
                connections.close_all()
                busy = False
            close_old_connections()
            if not busy:
                self._stop.wait(seconds)
        connections.close_all()

    def follow(self) -> bool:
        """Give every follower its next batch; one that fails hears it again later and does not hold up the others."""
        return sum(self._advance(follower) for follower in followers()) > 0

    def _advance(self, follower: Follower) -> int:
        try:
            return advance(follower)
        except Exception as error:
            log.error("follower_failed", follower=follower.name, error=type(error).__name__)
            log.debug("follower_failed_trace", exc_info=True)
            return 0

    def _one_job(self) -> bool:
        job = claim(self.name)
        if job is None:
            return False
        run_job(job)
        return True


def work_off() -> None:
    """Do everything that is due now, in this thread, until nothing is left: for tests and the command line."""
    busy = True
    while busy:
        busy = sum(advance(follower) for follower in followers()) > 0
        for periodic in _periodic.values():
            periodic.run()
        while (job := claim("here")) is not None:
            run_job(job)
            busy = True
