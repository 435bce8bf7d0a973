"""Registered lines for the tests of pages, made through the acts people do; a scan comes with a recorded reading."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from vankho.clearance.actor import system
from vankho.digitisation import actions as digitisation
from vankho.formats.reading import Line, PageReading, Recognition, Word
from vankho.preservation import actions as preservation
from vankho.records import actions as records
from vankho.records import queries
from vankho.records.actions.intake import Arrival
from vankho.records.actions.registration import Entry
from vankho.records.actions.routing import DirectionFacts
from vankho.records.rules import IncomingFacts

RECEIVED = date(2025, 11, 3)
PAGES = ("VỀ VIỆC LƯU TRỮ TÀI LIỆU", "khi sắp xếp tổ chức bộ máy")


def registered(cast, intake=None, by="lan", **changed):
    """A line in the register of a clerk's agency: Ngọc Sơn's, entered by Lan."""
    told = {
        "issuer": "Tỉnh ủy Lam Sơn",
        "subject": "Về việc lưu trữ tài liệu khi sắp xếp tổ chức bộ máy",
        "received_on": RECEIVED,
        "reference": "211-CV/TU",
        "issued_on": date(2025, 10, 30),
        "type_name": "Công văn",
    }
    return records.register_incoming(getattr(cast, by), Entry(IncomingFacts(**{**told, **changed}), intake))


def scan(cast, name="CV-211.pdf", pages=PAGES):
    """A scan of these pages that waits for the entry form, read beforehand."""
    data = name.encode() * 8
    received = preservation.receive([data])
    arrival = Arrival(cast.agency.pk, _recipient(cast), name, "upload", received)
    intake = records.receive(cast.lan, arrival)
    kept = preservation.put_bytes(data, "application/pdf")
    picture = io.BytesIO()
    Image.new("L", (100, 140), 255).save(picture, "JPEG")
    for number in range(len(pages)):
        preservation.keep_preview(kept.sha256, number, picture.getvalue())
    read = Recognition("ok", pages=tuple(_page(text) for text in pages), image_count=len(pages))
    digitisation.finish_reading(system("worker", cast.agency.pk), digitisation.Finished(intake, read, kept))
    return queries.intake(cast.lan, intake.pk)


def _recipient(cast) -> str:
    from vankho.orgs import queries as orgs

    return orgs.sealing_key(cast.agency.pk).recipient


def _page(text: str) -> PageReading:
    words = tuple(Word(word, (10 + 60 * n, 20, 60 + 60 * n, 40), 0.9) for n, word in enumerate(text.split()))
    return PageReading(0, 800, 1130, (Line(words),))


def presented(cast, **changed):
    line = registered(cast, **changed)
    records.present(cast.lan, line, cast.post("hung"))
    return line


def directed(cast, lead="minh", cooperating=(), **changed):
    line = presented(cast, **changed)
    posts = [cast.post(name) for name in cooperating]
    records.direct(cast.hung, line, DirectionFacts(cast.post(lead), "Tham mưu trả lời.", posts, date(2025, 11, 10)))
    return line


def accepted(cast, lead="minh", **changed):
    line = directed(cast, lead, **changed)
    records.accept(getattr(cast, lead), queries.my_assignment(getattr(cast, lead), line))
    return line


def verbs_told(line) -> list[str]:
    from vankho.ledger import queries as ledger

    return [told.verb for told in ledger.history("records.incomingdocument", line.pk)]
