"""The watch folder of each agency: the scanner puts files there, they are taken in and left untouched."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings

from vankho.clearance.actor import system
from vankho.lib.vietnamese import fold
from vankho.orgs import queries as orgs
from vankho.preservation import actions as preservation

from .actions.intake import Arrival, receive
from .models import Intake, SeenInFolder

log = structlog.get_logger(__name__)

SETTLED_SECONDS = 2.0
"""A file that was written to more recently may still be on its way from the scanner."""


def folder_of(agency_id: UUID, agency_name: str) -> Path:
    """Where the scanner of an agency puts its files; made when it is not there."""
    name = "-".join(fold(agency_name).replace("/", " ").split())
    path: Path = settings.OFFICE.office / "watch" / f"{name}-{str(agency_id)[-4:]}"
    path.mkdir(parents=True, exist_ok=True)
    return path


def take_in() -> None:
    """Take in every settled file of every watch folder once; a second run takes nothing twice."""
    for agency in orgs.book_keeping_agencies():
        key = orgs.sealing_key(agency.pk)
        if key is None:
            continue
        for path, mark in _new_files(folder_of(agency.pk, agency.name), agency.pk):
            _take(path, mark, agency.pk, key.recipient)


def _new_files(folder: Path, agency_id: UUID) -> Iterator[tuple[Path, str]]:
    for entry in sorted(os.scandir(folder), key=lambda found: found.name):
        if entry.name.startswith((".", "~")) or entry.name.endswith((".tmp", ".part")):
            continue
        if not entry.is_file(follow_symlinks=False):
            continue
        facts = entry.stat(follow_symlinks=False)
        if time.time() - facts.st_mtime < SETTLED_SECONDS:
            continue
        mark = hashlib.sha256(f"{entry.name}\0{facts.st_size}\0{facts.st_mtime_ns}".encode("utf-8", "surrogateescape"))
        if not SeenInFolder.objects.filter(agency_id=agency_id, mark=mark.hexdigest()).exists():
            yield Path(entry.path), mark.hexdigest()


def _take(path: Path, mark: str, agency_id: UUID, recipient: str) -> None:
    try:
        with path.open("rb") as file:
            received = preservation.receive(iter(lambda: file.read(1 << 20), b""))
    except OSError as error:
        log.warning("watch_folder_unreadable", error=type(error).__name__)
        return
    name = path.name.encode("utf-8", "replace").decode()
    arrival = Arrival(agency_id, recipient, name, Intake.Source.WATCH_FOLDER, received, mark)
    receive(system("watch_folder", agency_id), arrival)
