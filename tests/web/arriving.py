"""Papers that have arrived: made with the acts that take them in and read them, with invented contents."""

from __future__ import annotations

import itertools

from vankho.clearance.actor import system
from vankho.digitisation import actions as digitisation
from vankho.formats.reading import FieldValue, Line, PageReading, Recognition, Word
from vankho.preservation import actions as preservation
from vankho.preservation import queries as kept
from vankho.records import actions as records
from vankho.records.actions.intake import Arrival

_numbers = itertools.count(1)

PICTURE = b"RIFF-invented-webp"


def arrived(cast, name: str = "", data: bytes = b""):
    """A file has come in at Ngọc Sơn and waits to be read."""
    from vankho.orgs import queries as orgs

    number = next(_numbers)
    key = orgs.sealing_key(cast.agency.pk)
    received = preservation.receive([data or b"%PDF-1.4 invented " + str(number).encode()])
    arrival = Arrival(cast.agency.pk, key.recipient, name or f"quet-{number:03}.pdf", "upload", received)
    return records.receive(cast.lan, arrival)


def read_through(cast, pages: int = 1, name: str = "", same_as=None, **fields: tuple):
    """A file has come in and was read: ``read_through(cast, so_ky_hieu=("211-CV/TU", 0.97))``."""
    intake = arrived(cast, name, kept.open_verified(same_as.sha256) if same_as else b"")
    data = kept.spooled_bytes(kept.spooled(intake.spooled_id))
    bytes_kept = preservation.put_bytes(data, "application/pdf")
    page = PageReading(0, 1240, 1754, (Line((Word("Số", (10, 20, 40, 50), 0.9),)),))
    found = {key: FieldValue(value, sure, 0, ((10, 20, 110, 50),)) for key, (value, sure) in fields.items()}
    for number in range(pages):
        preservation.keep_preview(bytes_kept.sha256, number, PICTURE)
    recognition = Recognition("ok", pages=(page,) * pages, fields=found, image_count=pages)
    worker = system("worker", cast.agency.pk)
    digitisation.finish_reading(worker, digitisation.Finished(intake, recognition, bytes_kept))
    intake.refresh_from_db()
    return intake
