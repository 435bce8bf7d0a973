"""One file in, one answer out; and nothing of a stamped paper leaves before its level is allowed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image

from tests.formats.drawn_pages import LETTER, scan_of, scanned_pdf, text_pdf, tiff_of
from vankho.formats import recognition as recognising
from vankho.formats.ocr import tessdata_folder
from vankho.formats.reading import StampHit, StampLevel
from vankho.formats.recognition import recognise, to_json

CORPUS = Path(os.environ.get("VANKHO_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
pytestmark = pytest.mark.skipif(
    not (tessdata_folder() / "vie.traineddata").exists(), reason="the Vietnamese model is not installed"
)
needs_corpus = pytest.mark.skipif(not (CORPUS / "scans").exists(), reason="the shared corpus is not here")


@pytest.fixture
def stamped_pages(monkeypatch):
    """Makes the search find a stamp on the pictures named; the search itself has its own tests."""

    def find_on(level, *indices):
        calls = iter(range(1000))

        def find_stamps(image, dpi):
            return [StampHit(level, (1, 2, 30, 40), 0.97, "TỐI MẬT")] if next(calls) in indices else []

        monkeypatch.setattr(recognising, "find_stamps", find_stamps)

    return find_on


def test_a_letter_is_read_with_its_text_and_pages(stamped_pages):
    stamped_pages(StampLevel.OPEN)
    result = recognise(tiff_of(scan_of(), Image.new("L", (1654, 2339), 240)), "cv.tif")
    assert result.status == "ok"
    assert result.image_count == 2
    assert [page.blank for page in result.pages] == [False, True]
    answer = to_json(result, "cv.tif")
    assert "Văn phòng Tỉnh ủy theo dõi, đôn đốc" in answer["pages"][0]["text"]
    assert answer["text"].split("\f") == [page["text"] for page in answer["pages"]]
    assert answer["confidence"].keys() == answer["fields"].keys()
    json.dumps(answer)


def test_a_stamp_on_the_last_page_stops_everything_before_any_text_or_picture(stamped_pages):
    stamped_pages(StampLevel.SECRET, 1)
    seen = []
    result = recognise(
        tiff_of(scan_of(), scan_of()), "cv.tif", StampLevel.CONFIDENTIAL, previews=lambda *shown: seen.append(shown)
    )
    assert result.status == "secret_stamp"
    assert (result.image_count, len(result.stamps)) == (2, 1)
    assert not result.pages
    assert not result.fields
    assert not seen
    answer = to_json(result, "cv.tif")
    assert (answer["pages"], answer["text"], answer["fields"]) == ([], "", {})


def test_at_the_level_of_the_stamp_all_is_read_and_the_level_is_a_field(stamped_pages):
    stamped_pages(StampLevel.SECRET, 0)
    result = recognise(scanned_pdf(scan_of()), "cv.pdf", StampLevel.SECRET)
    assert result.status == "ok"
    assert result.fields["do_mat"].value == "Tối mật"
    assert result.pages[0].lines


def test_a_level_word_alone_on_a_line_of_text_stops_what_the_picture_search_missed(stamped_pages):
    stamped_pages(StampLevel.OPEN)
    paper = text_pdf(("TUYỆT MẬT", "Kính gửi Ban Thường vụ Tỉnh ủy", "Báo cáo tình hình trong tháng vừa qua."))
    assert recognise(paper, "bc.pdf").status == "secret_stamp"
    assert recognise(paper, "bc.pdf", StampLevel.TOP_SECRET).fields["do_mat"].value == "Tuyệt mật"


def test_previews_are_the_upright_logical_pages_that_boxes_are_measured_on(stamped_pages):
    stamped_pages(StampLevel.OPEN)
    shown, steps = [], []
    lying = Image.fromarray(np.rot90(np.asarray(scan_of())))
    result = recognise(
        scanned_pdf(lying),
        "cv.pdf",
        progress=lambda *step: steps.append(step),
        previews=lambda index, picture: shown.append((index, picture.size)),
    )
    assert result.pages[0].rotation == 90
    assert shown == [(0, (result.pages[0].width, result.pages[0].height))] == [(0, scan_of().size)]
    assert steps == [(1, 2), (2, 2)]


def test_a_refused_file_is_an_answer_with_a_sentence():
    answer = to_json(recognise(b"", "trong.pdf"), "trong.pdf")
    assert answer["status"] == "rejected"
    assert answer["error"]["code"] == "file.empty"
    assert "«trong.pdf»" in answer["error"]["message"]


EXPECTED = {
    "a_cut.pdf": ("rejected", "file.corrupt", []),
    "a_encrypted.pdf": ("needs_password", "file.needs_password", []),
    "a_owner_locked.pdf": ("ok", None, ["file.owner_locked"]),
    "a_empty.pdf": ("rejected", "file.empty", []),
    "a_huge_page.pdf": ("rejected", "file.page_too_large", []),
    "a_many_pages.pdf": ("rejected", "file.too_many_pages", []),
    "a_jpeg_named.pdf": ("ok", None, ["file.name_differs"]),
    "a_pdf_named.tif": ("ok", None, ["file.name_differs"]),
    "a_cut.tif": ("ok", None, ["file.pages_lost"]),
    "a_active.pdf": ("ok", None, ["file.active_content", "file.attachments"]),
}


@needs_corpus
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_broken_file_of_the_corpus_has_its_answer(stamped_pages, name):
    stamped_pages(StampLevel.OPEN)
    result = recognise((CORPUS / "scans" / "broken" / name).read_bytes(), name)
    status, code, warnings = EXPECTED[name]
    assert result.status == status
    assert (result.error and result.error.code) == code
    assert [warning.code for warning in result.warnings] == warnings


def test_a_stamp_written_into_a_text_pdf_stops_it_though_it_stands_beside_a_date():
    page = text_pdf_beside("MẬT", "Hòa Thượng, ngày 05 tháng 3 năm 2024")
    assert recognise(page, "cv.pdf").status == "secret_stamp"
    assert recognise(text_pdf_beside("CÔNG TÁC BẢO MẬT", "ngày 05"), "cv.pdf").status == "ok"


def text_pdf_beside(left: str, right: str) -> bytes:
    """A page without any picture whose first line has something at each end."""
    body = f'#set text(lang: "vi")\n{left} #h(1fr) {right}\n\n' + "\n\n".join(LETTER)
    return typst.compile(body.encode())
