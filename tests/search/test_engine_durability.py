"""What is left of the index after a kill, damage, a second writer, a rebuilding."""

import json
import multiprocessing
import os
import random
import signal
import time

import pytest

from vankho.search.asking import Access
from vankho.search.document import IndexDocument
from vankho.search.errors import IndexBusy, IndexDamaged, IndexOutdated
from vankho.search.index import SearchIndex
from vankho.search.writer import SearchWriter, rebuilding

EVERYTHING = Access(frozenset(), ceiling=3, everything=True)
_PROCESSES = multiprocessing.get_context("spawn")


def document(number, subject="Về việc lưu trữ"):
    return IndexDocument(
        id=f"d{number}", kind="incoming", agency="a", readers=["agency:a"], level=0, newest=number, subject=subject,
        reference=f"{number}-CV/TU", pages=[f"trang {number} của văn bản"],
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    with rebuilding(tmp_path / "index") as writer:
        writer.commit(0)
    return tmp_path / "index"


def ids(index, words="", access=EVERYTHING):
    return {hit.id for hit in index.find(words, access, limit=10_000).hits}


def write_for_ever(folder, committed):
    with SearchWriter(folder) as writer:
        number = writer.cursor()
        while True:
            number += 1
            writer.put([document(number)])
            writer.commit(number)
            committed.send(number)


def test_after_a_kill_the_index_stands_exactly_at_its_cursor(folder):
    chance = random.Random(20251101)
    for _ in range(4):
        receiving, sending = _PROCESSES.Pipe(duplex=False)
        writing = _PROCESSES.Process(target=write_for_ever, args=(folder, sending))
        writing.start()
        sending.close()
        seen = receiving.recv()
        time.sleep(chance.random() / 3)
        os.kill(writing.pid, signal.SIGKILL)
        writing.join()
        while receiving.poll():
            try:
                seen = receiving.recv()
            except EOFError:
                break
        index = SearchIndex(folder)
        cursor = index.cursor()
        assert cursor in (seen, seen + 1)  # killed between the commit and telling of it
        assert ids(index) == {f"d{number}" for number in range(1, cursor + 1)}


def test_what_was_not_committed_is_not_there(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1)])
        writer.commit(1)
        writer.put([document(2)])
        writer.remove(["d1"])
    assert ids(SearchIndex(folder)) == {"d1"}
    with SearchWriter(folder) as writer:
        assert writer.cursor() == 1


def test_putting_again_doubles_nothing(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1), document(2), document(1, "Về nhân sự")])
        writer.commit(1)
        writer.put([document(2, "Về đất đai")])
        writer.commit(2)
    index = SearchIndex(folder)
    assert index.find("", EVERYTHING).total == 2
    assert ids(index, "nhân sự") == {"d1"}
    assert ids(index, "đất đai") == {"d2"}
    assert ids(index, "lưu trữ") == set()


def test_removing(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1), document(2)])
        writer.commit(1)
        writer.remove(["d1", "never there"])
        writer.commit(2)
    assert ids(SearchIndex(folder)) == {"d2"}


def commit_once(folder, answer):
    try:
        with SearchWriter(folder) as writer:
            writer.put([document(9)])
            writer.commit(writer.cursor() + 1)
        answer.put("written")
    except IndexBusy:
        answer.put("busy")


def in_another_process(folder):
    answer = _PROCESSES.Queue()
    other = _PROCESSES.Process(target=commit_once, args=(folder, answer))
    other.start()
    said = answer.get(timeout=60)
    other.join()
    return said


def test_a_reader_sees_what_another_process_commits_and_two_cannot_write(folder):
    index = SearchIndex(folder)
    assert ids(index) == set()
    with SearchWriter(folder):
        assert in_another_process(folder) == "busy"
        with pytest.raises(IndexBusy):
            SearchWriter(folder)
    assert in_another_process(folder) == "written"
    assert (ids(index), index.cursor()) == ({"d9"}, 1)


def test_readers_go_on_while_the_index_is_built_anew(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1)])
        writer.commit(5)
    index = SearchIndex(folder)
    with rebuilding(folder) as fresh:
        fresh.put([document(2)])
        fresh.commit(6)
        assert ids(index) == {"d1"}
    assert (ids(index), index.cursor()) == ({"d2"}, 6)


def test_a_rebuilding_that_fails_changes_nothing(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1)])
        writer.commit(5)
    with pytest.raises(AttributeError), rebuilding(folder) as fresh:
        fresh.put([document(2), None])
    assert ids(SearchIndex(folder)) == {"d1"}
    assert len([found for found in folder.iterdir() if found.is_dir()]) == 1


def test_a_writer_of_a_replaced_index_is_told(folder):
    with SearchWriter(folder) as old:
        with rebuilding(folder) as fresh:
            fresh.commit(6)
        old.put([document(1)])
        with pytest.raises(IndexBusy):
            old.commit(7)
    assert SearchIndex(folder).cursor() == 6


def test_nothing_of_what_was_removed_is_on_the_disk_after_a_rebuilding(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1, "tuyệtmậtxyz"), document(2, "tuyệtmậtxyz")])
        writer.commit(5)
    assert b"tuyetmatxyz" in everything_on_disk(folder)
    with rebuilding(folder) as fresh:
        fresh.put([document(3)])
        fresh.commit(6)
    assert b"tuyetmatxyz" not in everything_on_disk(folder)


def everything_on_disk(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_missing_index_says_so(tmp_path):
    for attempt in (SearchIndex, SearchWriter):
        with pytest.raises(IndexDamaged):
            attempt(tmp_path / "nowhere")


@pytest.mark.parametrize("kind", ["meta.json", "current", "store", "term", "pos", "fast"])
@pytest.mark.parametrize("damage", ["gone", "half", "other bytes"])
def test_damage_is_said_and_healed_by_rebuilding(folder, kind, damage):
    with SearchWriter(folder) as writer:
        writer.put(document(number) for number in range(50))
        writer.commit(5)
    for file in [found for found in folder.rglob(f"*{kind}") if found.is_file()]:
        harm(file, damage)
    with pytest.raises(IndexDamaged):
        use(folder)
    with rebuilding(folder) as fresh:
        fresh.put([document(1)])
        fresh.commit(6)
    assert ids(SearchIndex(folder), "lưu trữ") == {"d1"}


def use(folder):
    index = SearchIndex(folder)
    index.cursor()
    index.find("lưu trữ", EVERYTHING)
    index.find('"văn bản"', EVERYTHING)


def harm(file, damage):
    held = file.read_bytes()
    file.unlink()
    if damage != "gone":
        file.write_bytes({"empty": b"", "half": held[: len(held) // 2], "other bytes": b"\xa5" * len(held)}[damage])


def test_an_index_of_another_version_says_so(folder):
    current = json.loads((folder / "current").read_text())
    (folder / "current").write_text(json.dumps(current | {"schema": 0}))
    with pytest.raises(IndexOutdated):
        SearchIndex(folder)
    with pytest.raises(IndexOutdated):
        SearchWriter(folder)


def test_many_small_commits_do_not_make_many_files(folder):
    with SearchWriter(folder) as writer:
        for number in range(1, 31):
            writer.put([document(number)])
            writer.commit(number)
    with SearchWriter(folder) as writer:
        writer.commit(31)
    assert len(list(folder.rglob("*.store"))) <= 15
    assert SearchIndex(folder).find("", EVERYTHING).total == 30


def test_a_lost_vocabulary_costs_only_the_suggestion(folder):
    with SearchWriter(folder) as writer:
        writer.put([document(1), document(2)])
        writer.commit(1)
    index = SearchIndex(folder)
    assert index.find("truu", EVERYTHING).suggestion == "tru"
    for vocabulary in folder.rglob("words.sqlite"):
        vocabulary.write_bytes(b"no database")
    lost = index.find("truu", EVERYTHING)
    assert (lost.total, lost.suggestion) == (0, None)
