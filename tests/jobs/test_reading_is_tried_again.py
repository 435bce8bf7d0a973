"""A reader that is ended from outside has said nothing about the file: it is read once more, not refused."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PIL import Image

from tests.formats.drawn_pages import tiff_of
from tests.web.arriving import arrived
from vankho.digitisation.readers import readers
from vankho.digitisation.tasks import read_intake

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc"),
]


def own_readers() -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            is_reader = b"reader_process" in (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if is_reader and parent == os.getpid():
            found.append(int(folder.name))
    return found


class Killer:
    """Progress that ends the reader the first times it is told of one."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, done: int, total: int) -> None:
        if self.left and done == 1:  # of six: the search for stamps is not over
            self.left -= 1
            for reader in own_readers():
                os.kill(reader, signal.SIGKILL)


@pytest.fixture(autouse=True)
def readers_end():
    yield
    for _, reader in readers._resting:
        reader.close()
    readers._resting.clear()


@pytest.mark.parametrize(("times", "state"), [(1, "ready"), (2, "refused")])
def test_one_death_of_the_reader_refuses_nothing(cast, times, state):
    intake = arrived(cast, data=tiff_of(*[Image.new("L", (600, 800), 230)] * 3))
    killer = Killer(times)
    read_intake.run(killer, str(intake.pk))
    intake.refresh_from_db()
    assert killer.left == 0
    assert intake.state == state
