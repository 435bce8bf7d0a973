"""A day in a commune: sixty papers by every way they come, a power cut, and a page that must not be here."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from tests.cast import PASS_PHRASE
from tests.formats.drawn_pages import encoded, scan_of, text_pdf, tiff_of
from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.jobs.worker import work_off
from vankho.ledger import queries as ledger
from vankho.numbering import series as numbering
from vankho.preservation import queries as preservation
from vankho.records import actions as records
from vankho.records import proof, queries, registers, watching
from vankho.records.actions.registration import Entry, Envelope, PetitionFacts
from vankho.records.actions.routing import DirectionFacts
from vankho.records.rules import IncomingFacts
from vankho.search import queries as finding
from vankho.search.tasks import _indexer as indexer
from vankho.secrecy import actions as secrecy
from vankho.secrecy import queries as incidents

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SECRET_LINES = (
    "Số 07-BC/ĐU",
    "Phương án bố trí lực lượng khu vực Hang Dơi Trắng",
    "do đồng chí Khuất Minh Tuyền trực tiếp chỉ huy.",
)
SECRET_WORDS = ("Hang Dơi Trắng", "Khuất Minh Tuyền", "07-BC", "lo-xam-07")


def stamped(page: Image.Image) -> Image.Image:
    """A grey copy of a page with a framed MẬT under the number."""
    from vankho.lib.office import load

    page = page.copy()
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(load().build / "fonts" / "Tinos-Bold.ttf"), 64)
    left, top = 260, 420
    box = pen.textbbox((left, top), "MẬT", font=font)
    pen.text((left, top), "MẬT", font=font, fill=70)
    pen.rectangle((box[0] - 24, box[1] - 18, box[2] + 24, box[3] + 18), outline=70, width=6)
    return page


def put(folder, name, data):
    """The scanner has finished with a file a while ago."""
    path = folder / name
    path.write_bytes(data)
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))
    return path


def letter(number: int) -> tuple[str, ...]:
    return (
        "TỈNH ỦY LAM SƠN",
        f"Số {number}-CV/TU",
        f"V/v rà soát danh mục hồ sơ đợt {number}",
        "Kính gửi: các đảng ủy xã",
        f"Đề nghị báo cáo kết quả đợt {number} trước ngày 15.",
    )


def facts(number: int, **changed) -> IncomingFacts:
    told = {
        "issuer": "Tỉnh ủy Lam Sơn",
        "subject": f"rà soát danh mục hồ sơ đợt {number}",
        "received_on": timezone.localdate(),
        "reference": f"{number}-CV/TU",
        "type_name": "Công văn",
    }
    return IncomingFacts(**{**told, **changed})


def everything_on_disk(office) -> bytes:
    return b"".join(path.read_bytes() for path in office.rglob("*") if path.is_file())


def test_a_day_in_a_commune(committed, cast, own_office, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    today = timezone.localdate()
    book = str(today.year)
    records.open_book(cast.lan, book, 1205)
    folder = watching.folder_of(cast.agency.pk, cast.agency.name)

    # Morning: the scanner's batch, one grey file with a stamped third page among it.
    sources = [put(folder, f"cv-{n}.pdf", text_pdf(letter(n))) for n in range(1, 47)]
    clean = scan_of(letter(90))
    batch = tiff_of(clean, scan_of(letter(91)), stamped(scan_of(SECRET_LINES)), clean)
    sources.append(put(folder, "lo-xam-07.tif", batch))
    before = {path: path.read_bytes() for path in sources}
    work_off()
    waiting = queries.intakes(cast.lan, "ready")
    assert len(waiting) == 46
    assert {path: path.read_bytes() for path in sources} == before, "the watch folder is left untouched"
    for intake in waiting:
        number = int(intake.name.removeprefix("cv-").removesuffix(".pdf"))
        records.register_incoming(cast.lan, Entry(facts(number), intake))

    # What goes its own way.
    records.divert(cast.lan, Envelope("unopened", today, "Đồng chí Hùng", sender="Ban Tổ chức Tỉnh ủy"))
    records.divert(cast.lan, Envelope("cipher_telegram", today, "Cơ yếu", sender="Cơ yếu tỉnh"))
    [opened] = [line for line in queries.diversions(cast.lan) if line.kind == "unopened"]
    records.return_envelope(cast.lan, opened)
    records.register_incoming(cast.lan, Entry(facts(200, issuer="Ban Tổ chức Tỉnh ủy Lam Sơn")))
    petition = records.register_petition(
        cast.lan, PetitionFacts(today, "Tố cáo việc cấp đất ở thôn Mít", writer="Ông Lò Kín")
    )

    # The paper version of what had come electronically is attached, not numbered again.
    [same] = queries.duplicates(cast.lan, facts(1))
    assert same.why == "same_reference"
    put(folder, "ban-giay-1.jpg", encoded(scan_of(letter(1)), "JPEG"))
    put(folder, "but-phe.jpg", encoded(scan_of(("Giao Văn phòng tham mưu", "Hùng")), "JPEG"))
    work_off()
    scans = {intake.name: intake for intake in queries.intakes(cast.lan, "ready")}
    records.attach_paper_version(cast.lan, same.document, scans["ban-giay-1.jpg"], today)

    # A direction written by hand on the paper, entered by the clerk with its picture; the officer files.
    written = DirectionFacts(
        cast.post("minh"),
        "Giao Văn phòng tham mưu",
        due_on=today + timedelta(days=3),
        given_by_post=cast.post("hung"),
        image=scans["but-phe.jpg"],
    )
    records.enter_written_direction(cast.lan, same.document, written)
    records.accept(cast.minh, queries.my_assignment(cast.minh, same.document))
    casefiles.finish(cast.minh, same.document, Filing(new_file=CaseFileFacts("01.VP", "Rà soát hồ sơ", "10 năm")))

    # The power fails: four numbers on paper; two more are given by machine before these are entered, in order.
    upcoming = queries.next_number(cast.lan, today)
    records.declare_paper_numbers(cast.lan, book, upcoming, upcoming + 3, "Mất điện, vào sổ giấy")
    for number in (301, 302):
        records.register_incoming(cast.lan, Entry(facts(number)))
    for offset in range(4):
        records.register_incoming(cast.lan, Entry(facts(400 + offset), paper_number=upcoming + offset))
    for number in range(500, 507):
        records.register_incoming(cast.lan, Entry(facts(number)))
    work_off()

    # The evening: the book is whole.
    lines = registers.slots(cast.lan, book, *registers.bounds(cast.lan, book))
    assert [slot.number for slot in lines] == list(range(1205, 1265))
    assert all(slot.line for slot in lines)
    for flaws in (ledger.flaws, numbering.flaws, proof.flaws, preservation.flaws):
        assert list(flaws()) == []

    # The petition is hidden from others: not in the register, not found, not told.
    assert queries.petitions(cast.thao).get().pk == petition.pk
    for person in (cast.minh, cast.binh, cast.lan, cast.an, cast.quan):
        assert not queries.petitions(person).exists()
        assert finding.find(person, "thôn Mít").total == 0
    assert finding.find(cast.lan, "danh muc ho so").total >= 40

    # Nothing of the secret page is readable anywhere in the office or in temporary files.
    [incident] = incidents.waiting_for(cast.kien)
    assert (incident.page_count, incidents.waiting_for(cast.lan)) == (4, [])
    indexer.close()
    disk = everything_on_disk(own_office / "spool") + everything_on_disk(own_office / "blobs")
    disk += everything_on_disk(own_office / "index") + everything_on_disk(own_office / "previews")
    disk += everything_on_disk(tmp_path / "tmp") + database_text()
    assert batch[:64] not in disk
    for words in SECRET_WORDS:
        assert words.encode() not in disk

    # A false alarm would come back byte for byte; here the custodian carries it away and it is erased.
    package = secrecy.pick_up(cast.kien, incident)
    assert batch[:64] not in package
    secrecy.erase_after_pick_up(cast.kien, incident, "Thượng úy Vi Văn Cường")
    assert not any((own_office / "spool").iterdir())
    assert PASS_PHRASE.encode() not in disk


def database_text() -> bytes:
    """Every row of every table, as text."""
    from django.apps import apps

    rows = [
        repr(row)
        for model in apps.get_models()
        for row in model._base_manager.values_list()  # _base_manager: guarded rows have no `objects`
    ]
    return "\n".join(rows).encode()
