"""Judging and reading what has arrived, in a bounded child process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from vankho.clearance import levels
from vankho.clearance.actor import Actor, system
from vankho.formats.reading import Recognition, StampLevel
from vankho.jobs.claiming import Progress
from vankho.jobs.tasks import task
from vankho.jobs.worker import every
from vankho.preservation import actions as preservation
from vankho.preservation import queries as kept
from vankho.records import actions as records
from vankho.records import queries as papers

from . import actions
from .readers import readers

if TYPE_CHECKING:
    from vankho.records.models import Intake


@every("digitisation.readers_rest", seconds=15)
def let_readers_rest() -> None:
    """What reads takes memory only while there is something to read."""
    readers.dismiss_idle()


@task("digitisation.read_intake", lease_seconds=30, max_tries=3)
def read_intake(progress: Progress, intake_id: str) -> None:
    """Search a file for stamps, then read it. Ends with the file let through, stopped or refused; safe to repeat."""
    intake = papers.intake_to_judge(UUID(intake_id))
    if intake is None:
        return
    worker = system("worker", intake.agency_id)
    data = kept.open_verified(intake.sha256) if intake.released else kept.spooled_bytes(kept.spooled(intake.spooled_id))
    pictures = _Pictures()
    read = _read(data, intake, progress, pictures)
    if read.error and read.error.code == "file.reader_failed":
        # A reader ended from outside (memory, an operator) says nothing about the file: once more before refusing it.
        pictures = _Pictures()
        read = _read(data, intake, progress, pictures)
    if read.status == "secret_stamp":
        level = max((hit.level for hit in read.stamps), default=StampLevel.CONFIDENTIAL)
        records.stop_intake(worker, intake, int(level), read.image_count)
    elif read.status != "ok":
        fault = read.error
        records.refuse_intake(worker, intake, fault.code if fault else read.status, fault.message if fault else "")
    else:
        _keep(worker, intake, read, data, pictures)


def _read(data: bytes, intake: Intake, progress: Progress, pictures: _Pictures) -> Recognition:
    """A file the custodian has released is read whatever its stamps; a lost lease ends the reading half-way."""
    ceiling = StampLevel.TOP_SECRET if intake.released else StampLevel(levels.ceiling(settings.OFFICE.ceiling))
    with readers.borrowed() as reader:
        read = reader.read(data, intake.name, ceiling, progress, pictures.take)
    if not intake.released:
        return read
    return replace(read, fields={name: value for name, value in read.fields.items() if name != "do_mat"})


class _Pictures:
    """Pages as the screen will show them, held back in memory until the whole file has been let through."""

    def __init__(self) -> None:
        self._of_image: dict[int, list[bytes]] = {}

    def take(self, image: int, picture: bytes) -> None:
        self._of_image.setdefault(image, []).append(picture)

    def by_page(self, read: Recognition) -> Iterator[tuple[int, bytes]]:
        """Number of the logical page and its picture; a page left unread has none."""
        left = {image: iter(pictures) for image, pictures in self._of_image.items()}
        for number, page in enumerate(read.pages):
            if page.width and (picture := next(left.get(page.image, iter(())), None)):
                yield number, picture


def _keep(worker: Actor, intake: Intake, read: Recognition, data: bytes, pictures: _Pictures) -> None:
    from vankho.formats.containers import media_type_of

    bytes_kept = preservation.put_bytes(data, media_type_of(data) or "application/octet-stream")
    for number, picture in pictures.by_page(read):
        preservation.keep_preview(bytes_kept.sha256, number, picture)
    actions.finish_reading(worker, actions.Finished(intake, read, bytes_kept))
