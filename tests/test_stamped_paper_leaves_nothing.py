"""A page stamped MẬT comes in by mistake: nothing of it can be read on disk, in the database, in logs, anywhere."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from subprocess import PIPE, Popen  # noqa: TID251 - the name of what `RealOffice.start` gives

import pytest
import typst

from tests.real_office import real_office
from tests.stamped_office import NAME
from vankho.lib.vietnamese import fold

pytestmark = pytest.mark.slow

PAGE = """
#set page(paper: "a4", margin: 3cm)
#set text(size: 14pt, lang: "vi")
ĐẢNG ỦY XÃ NGỌC SƠN #h(1fr) ĐẢNG CỘNG SẢN VIỆT NAM

Số 07-BC/ĐU

#box(stroke: 1.6pt, inset: 8pt)[#text(size: 20pt, weight: "bold")[MẬT]]

#align(center)[#text(weight: "bold")[BÁO CÁO]]

Phương án bố trí lực lượng khu vực Hang Dơi Trắng do đồng chí Khuất Minh Tuyền trực tiếp chỉ huy.

Các tổ công tác xuất phát từ cầu Ngầm Đá Xanh, báo cáo kết quả về Ban Chỉ huy quân sự xã.
"""
WORDS = ("Hang Dơi", "Khuất Minh", "Đá Xanh", "07-BC", Path(NAME).stem)
"""What may stand nowhere, as written and folded as the index folds it."""


class Office:
    """A process that is asked by a word a line; `root` holds all it may write: office, temporary files, logs."""

    def __init__(self, root: Path, process: Popen[bytes]) -> None:
        self.root, self.process = root, process

    def __call__(self, *words: str) -> str:
        self.process.stdin.write(" ".join(words).encode() + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().decode().strip()
        assert answer or words == ("release_and_die",), (self.root / "log").read_text()
        return answer

    def traces(self, data: bytes) -> list[str]:
        """Where something of the page can be read, in files or in the database's own answers."""
        pieces = [data[at : at + 48] for at in range(64, len(data) - 48, 997)]
        wanted = [form.encode() for word in WORDS for form in (word, word.lower(), fold(word))] + pieces
        places = {str(path.relative_to(self.root)): path.read_bytes() for path in files(self.root)}
        places["the database's answers"] = bytes.fromhex(self("text"))
        return [f"{place}: {found!r}" for place, held in places.items() for found in wanted if found in held]


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and path.name != "page.png"]


@pytest.fixture(scope="module")
def page() -> bytes:
    return typst.compile(PAGE.encode(), format="png", ppi=200.0)


@pytest.fixture
def office(tmp_path, page, monkeypatch):
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "page.png").write_bytes(page)
    with (
        real_office(tmp_path / "office", os.environ.get("VANKHO_TEST_DATABASE", "")) as made,
        (tmp_path / "log").open("wb") as log,
        made.start("-m", "tests.stamped_office", stdin=PIPE, stdout=PIPE, stderr=log) as process,
    ):
        office = Office(tmp_path, process)
        office.made = made
        assert office("found") == "done"
        office("upload", str(tmp_path / "page.png"))
        yield office
        process.stdin.close()


def test_waiting_its_bytes_are_unreadable(office, page):
    assert office("states") == "arrived"
    assert [trace for trace in office.traces(page) if NAME[:-4] not in trace] == []  # the tray still names the file


def test_stopped_nothing_of_it_can_be_read_anywhere(office, page):
    office("work")
    assert office("states") == "stopped"
    assert office.traces(page) == []
    assert {path.suffix for path in (office.root / "office" / "spool").iterdir()} == {".age", ".sealed"}
    assert not any((office.root / "tmp").rglob("*"))


def test_a_false_alarm_is_released_intact(office, page):
    office("work")
    office("release")
    office("work")
    assert office("states") == "ready"
    assert office("original").split()[0] == hashlib.sha256(page).hexdigest()
    assert list((office.root / "office" / "spool").iterdir()) == []


def test_a_true_one_is_picked_up_locked_and_erased(office, page):
    office("work")
    assert int(office("pick_up")) > len(page)
    assert office.traces(page) == []
    office("erase")
    assert office("states") == "diverted"
    assert office.traces(page) == []
    assert list((office.root / "office" / "spool").iterdir()) == []


def test_a_release_that_lost_its_power_half_way_leaves_nothing_after_the_erasing(office, page):
    """The custodian opened it, the machine died, and on second thought it was a secret after all."""
    office("work")
    office("release_and_die")
    with (
        (office.root / "log").open("ab") as log,
        office.made.start("-m", "tests.stamped_office", stdin=PIPE, stdout=PIPE, stderr=log) as process,
    ):
        again = Office(office.root, process)
        assert again("states") == "stopped"
        again("pick_up")
        again("erase")
        assert again.traces(page) == []
        process.stdin.close()
