"""The reader process: the same answers as reading here, and a death of the process is an answer too."""

from __future__ import annotations

import io
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from tests.formats.drawn_pages import scan_of, tiff_of
from vankho.formats import _run, wire
from vankho.formats.ocr import tessdata_folder
from vankho.formats.reader import Reader, ReaderLimits
from vankho.formats.reading import (
    Fault,
    FieldValue,
    Line,
    PageReading,
    Recognition,
    StampHit,
    StampLevel,
    Word,
)

pytestmark = pytest.mark.skipif(
    not (tessdata_folder() / "vie.traineddata").exists(), reason="the Vietnamese model is not installed"
)


@pytest.fixture
def children(monkeypatch):
    """Process numbers of the readers started during a test, in order."""
    started = []

    class Watched(_run.Companion):
        def __init__(self, module):
            super().__init__(module)
            started.append(self.pid)

    monkeypatch.setattr("vankho.formats.reader.Companion", Watched)
    return started


@pytest.fixture
def reader(children):
    with Reader() as reader:
        yield reader


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def killer(children, at_step):
    """A progress listener that kills the reader once, when so many steps are done."""
    killed = []

    def on_progress(done, total):
        if done == at_step and not killed:
            killed.append(done)
            os.kill(children[-1], signal.SIGKILL)

    return on_progress


TWO_PAGES = tiff_of(scan_of(), scan_of())


def test_one_process_serves_many_files_and_leaves_with_its_owner(reader, children):
    steps, shown = [], []
    result = reader.read(
        TWO_PAGES,
        "cv.tif",
        on_progress=lambda *step: steps.append(step),
        on_preview=lambda index, picture: shown.append((index, Image.open(io.BytesIO(picture)).size)),
    )
    assert result.status == "ok"
    assert "Văn phòng Tỉnh ủy theo dõi, đôn đốc" in result.pages[0].text
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    width, height = scan_of().size
    assert [index for index, _ in shown] == [0, 1]
    assert all(w == 1240 and abs(h / w - height / width) < 0.01 for _, (w, h) in shown)
    assert reader.read(b"", "trong.pdf").error.code == "file.empty"
    assert len(children) == 1
    reader.close()
    assert not alive(children[0])


def test_a_crash_while_reading_a_page_costs_that_page_only(reader, children):
    result = reader.read(TWO_PAGES, "cv.tif", on_progress=killer(children, 3))
    assert result.status == "ok"
    assert [warning.code for warning in result.warnings] == ["file.page_too_slow"]
    assert result.pages[0].lines
    assert not result.pages[1].lines
    assert len(children) == 2


def test_a_crash_during_the_stamp_search_rejects_the_file_and_the_next_one_is_read(reader, children):
    result = reader.read(TWO_PAGES, "cv.tif", on_progress=killer(children, 1))
    assert (result.status, result.error.code) == ("rejected", "file.reader_failed")
    assert not result.pages
    assert reader.read(TWO_PAGES, "cv.tif").status == "ok"


def test_a_file_out_of_time_is_rejected_and_its_process_ended(children):
    with Reader(ReaderLimits(start_seconds=0.0, page_seconds=0.01)) as reader:
        assert reader.read(TWO_PAGES, "cv.tif").error.code == "file.too_costly"
        assert not alive(children[0])


def test_a_worn_process_is_replaced(children):
    with Reader(ReaderLimits(documents_per_process=2)) as reader:
        for _ in range(5):
            reader.read(b"", "trong.pdf")
    assert len(children) == 3


def test_threads_take_turns(reader):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda index: reader.read(b"", f"{index}.pdf").error.message, range(8)))
    assert all(f"«{index}.pdf»" in answer for index, answer in enumerate(answers))


def test_a_reader_outlives_the_thread_that_started_it(reader, children):
    thread = threading.Thread(target=lambda: reader.read(b"", "a.pdf"))
    thread.start()
    thread.join()
    assert reader.read(b"", "b.pdf").error.code == "file.empty"
    assert len(children) == 1


def test_nothing_is_lost_on_the_wire():
    line = Line((Word("Số", (1, 2, 3, 4), 0.9),))
    recognition = Recognition(
        "ok",
        error=Fault("a", "b"),
        warnings=(Fault("c", "d"),),
        pages=(PageReading(0, 100, 200, (line,), 90, blank=False, stamped=(line,)),),
        fields={"noi_nhan": FieldValue(["x", "y"], 0.5, 0, ((1, 2, 3, 4),), ("z",))},
        stamps=(StampHit(StampLevel.SECRET, (5, 6, 7, 8), 0.8, "TỐI MẬT"),),
        image_count=1,
        seconds=1.5,
    )
    pipe = io.BytesIO()
    wire.send(pipe, {"recognition": wire.packed(recognition)}, b"raw")
    pipe.seek(0)
    head, payload = wire.receive(pipe)
    assert (wire.unpacked(head["recognition"]), payload) == (recognition, b"raw")
    assert wire.receive(pipe) is None
