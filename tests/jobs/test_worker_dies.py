"""A worker is really killed with a job in its hands: its lease runs out and the next worker does the job, once."""

from __future__ import annotations

import os
import signal
from subprocess import PIPE  # noqa: TID251 - a name only

import pytest

from tests.real_office import real_office

pytestmark = pytest.mark.slow

WORKER = """
import sys, time
from datetime import UTC, datetime
import django
django.setup()
from vankho.jobs.claiming import claim
from vankho.jobs.models import Job
from vankho.jobs.tasks import task
from vankho.jobs.worker import run_job

@task("die_test.work", lease_seconds=2)
def work(progress, where):
    progress(1, 2)
    if sys.argv[1] == "hang":
        print("holding", flush=True)
        time.sleep(60)
    open(where, "a").write(sys.argv[1])

if sys.argv[1] == "hang":
    work.enqueue("a", where=sys.argv[2])
until = time.monotonic() + 60
while (job := claim(sys.argv[1])) is None and time.monotonic() < until:
    time.sleep(0.1)
run_job(job)
print(*Job.objects.values_list("state", "tries").get())
"""


def test_the_next_worker_takes_over(tmp_path):
    with real_office(tmp_path / "office", os.environ.get("VANKHO_TEST_DATABASE", "")) as office:
        done = tmp_path / "done"
        with office.start("-c", WORKER, "hang", str(done), stdout=PIPE) as dying:
            assert dying.stdout.readline() == b"holding\n"
            os.kill(dying.pid, signal.SIGKILL)
        next_one = office.do("-c", WORKER, "next", str(done))
        assert next_one.stdout.split() == ["done", "2"], next_one.stderr
        assert done.read_text() == "next"
