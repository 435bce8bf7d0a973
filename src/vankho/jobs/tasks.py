"""Asking for work: the same shape as Django's tasks (`@task`, `enqueue`), so that its engine can be exchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .models import Job


@dataclass(frozen=True)
class Task:
    """A named piece of work. It may run more than once: it must be safe to repeat."""

    name: str
    run: Callable[..., None]
    lease_seconds: int
    max_tries: int

    def enqueue(self, key: str, **arguments: Any) -> Job:
        """Ask for the work inside the caller's transaction; the same `key` is one job, however often asked."""
        job, _ = Job.objects.get_or_create(
            key=f"{self.name}:{key}",
            defaults={"task": self.name, "arguments": arguments, "due": datetime.now(UTC)},
        )
        return job


_tasks: dict[str, Task] = {}


def task(name: str, *, lease_seconds: int = 30, max_tries: int = 3) -> Callable[[Callable[..., None]], Task]:
    """Declare a task; its function gets the job's `Progress` and the arguments it was enqueued with."""

    def wrap(run: Callable[..., None]) -> Task:
        _tasks[name] = Task(name, run, lease_seconds, max_tries)
        return _tasks[name]

    return wrap


def task_named(name: str) -> Task:
    return _tasks[name]


def known_task(name: str) -> Task | None:
    """None for work that another version of the program has asked for."""
    return _tasks.get(name)
