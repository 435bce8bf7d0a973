"""Keeping what was read, in the same act that lets the file through."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.formats.reading import FieldValue, PageReading, Recognition
from vankho.jobs import claiming
from vankho.ledger.writing import record
from vankho.preservation.actions import Kept
from vankho.records import actions as records
from vankho.records.actions.intake import Cleared

from . import policy as policy
from . import queries
from .models import Reading, ReadPage

if TYPE_CHECKING:
    from vankho.records.models import Intake


@dataclass(frozen=True)
class Finished:
    """A file that was read through, and its bytes on disk."""

    intake: Intake
    recognition: Recognition
    kept: Kept


@action("digitisation.finish_reading")
def finish_reading(actor: Actor, finished: Finished) -> None:
    """Keep a reading and let its file through to the entry form; the same bytes keep their first reading."""
    read, sha256 = finished.recognition, finished.kept.sha256
    reading, is_new = Reading.unguarded.get_or_create(
        sha256=sha256,
        defaults={
            "image_count": read.image_count,
            "fields": {name: _field(value) for name, value in read.fields.items()},
            "notices": [warning.message for warning in read.warnings],
            "seconds": read.seconds,
        },
    )
    if is_new:
        ReadPage.unguarded.bulk_create([_page(reading, n, page) for n, page in enumerate(read.pages)])
    notices = tuple(warning.message for warning in read.warnings)
    cleared = Cleared(finished.kept, len(read.pages), notices, _level(finished))
    records.clear_intake(actor, finished.intake, cleared)
    record(
        actor, "digitisation.read", ("preservation.blob", sha256), pages=len(read.pages), seconds=round(read.seconds, 2)
    )


@action("digitisation.read_again")
def read_again(actor: Actor, intake: Intake) -> None:
    """«Đọc lại»: the machine gave up reading a file; it gets fresh tries."""
    standing = queries.reading_progress([intake]).get(intake.pk)
    if standing:
        claiming.retry(standing.id)
    record(actor, "digitisation.reading_asked_again", intake)


def _level(finished: Finished) -> int:
    """The highest stamp found, which this installation may hold; none when the custodian called it a false alarm."""
    if finished.intake.released:
        return 0
    return max((int(hit.level) for hit in finished.recognition.stamps), default=0)


def _field(value: FieldValue) -> dict[str, object]:
    return {
        "value": value.value,
        "confidence": round(value.confidence, 3),
        "page": value.page,
        "boxes": [list(box) for box in value.boxes],
        "candidates": list(value.candidates),
    }


def _page(reading: Reading, number: int, page: PageReading) -> ReadPage:
    words = [
        {"t": word.text, "b": list(word.box), "c": round(word.confidence, 2), "l": n}
        for n, line in enumerate(page.lines)
        for word in line.words
    ]
    packed = zlib.compress(json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode())
    return ReadPage(
        reading=reading,
        number=number,
        width=page.width,
        height=page.height,
        blank=page.blank,
        text=page.text,
        packed_words=packed,
    )
