"""Cost of searching: CPU per question for three people, size beside the text, time until a document is found.

    python bench/search.py --documents 100000

The texts are made from all Vietnamese syllables with the frequencies of natural text, mixed with the standing phrases
of offices; two words in a hundred are damaged as OCR damages them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from vankho.lib.vietnamese import fold, nfc
from vankho.search.asking import Access, Order
from vankho.search.document import IndexDocument
from vankho.search.index import SearchIndex
from vankho.search.writer import SearchWriter, rebuilding

ONSETS = re.split(" ", "b c ch d đ g gh gi h kh l m n ng nh ph qu r s t th tr v x")
RIMES = re.split(
    " ",
    "a ai an ang anh ao ăm ăn âm ân âu e em en ê ên êu i ia iên in inh iêu "
    "o oa oan oi ong ô ôi ôn ông ơ ơi ơn u ua uân ui ung uôc uy ư ưa ưng ươi ương",
)
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0323", "\u0303"]
PHRASES = [
    "sắp xếp tổ chức bộ máy của hệ thống chính trị", "lưu trữ, quản lý tài liệu", "chỉnh lý tài liệu tồn đọng",
    "kết luận của Ban Thường vụ Tỉnh ủy", "công tác cán bộ và đào tạo, bồi dưỡng", "xây dựng nông thôn mới",
    "kiểm tra, giám sát thi hành kỷ luật Đảng", "nghị quyết đại hội đảng bộ các cấp", "giải phóng mặt bằng dự án đường",
    "phòng, chống tham nhũng, lãng phí", "số hóa hồ sơ khi sắp xếp đơn vị hành chính", "báo cáo tình hình thực hiện",
    "đề nghị các đồng chí nghiên cứu, cho ý kiến", "bàn giao hồ sơ, tài liệu giữa các cơ quan",
    "chế độ văn thư, lưu trữ",
]  # fmt: skip
TYPES = ["CV", "BC", "QĐ", "TB", "KL", "NQ", "HD", "KH", "TTr", "CT"]
PROVINCES, COMMUNES = 34, 97
QUESTIONS = {
    "common": ["tài liệu", "to chuc", "dang", "bao cao"],
    "rare": [],
    "middle": [],
    "and": ["to chuc bo may", "luu tru tai lieu", "ban giao ho so co quan", "tổ chức bộ máy tỉnh ủy"],
    "phrase": ['"tổ chức bộ máy"', '"can bo"', '"sap xep to chuc"', '"to chức bo máy"'],
    "beginning": ["chin*", "ngh*", "th*", '"hệ thống chi*"'],
    "marked": ["đường", "nghị quyết đại hội", "lưu trữ, quản lý tài liệu"],
    "slip": ["duonng", "quyeet", "tailieu", "ngihep"],
    "wrong marks": ["tố chưc bố may"],
    "reference": ["211-CV/TU", "211-QĐ/TU", "1204", "cv tu", "17-NQ/TU"],
    "nothing asked": [""],
}


class Texts:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        syllables = [nfc(onset + _with_tone(rime, tone)) for onset in ONSETS for rime in RIMES for tone in TONES]
        self.chance.shuffle(syllables)
        weights = 1 / np.arange(1, len(syllables) + 1)
        self.syllables = np.array(syllables, dtype=object)
        self.bounds = np.cumsum(weights / weights.sum())

    def words(self, count: int) -> list[str]:
        picked = self.syllables[np.searchsorted(self.bounds, self.numbers.random(count))].tolist()
        for place in self.numbers.integers(0, count, count // 50).tolist():
            picked[place] = self._damaged(picked[place])
        for place in self.numbers.integers(0, count, count // 25).tolist():
            picked[place] = self.chance.choice(PHRASES)
        return picked

    def _damaged(self, word: str) -> str:
        place = self.chance.randrange(len(word))
        return word[:place] + self.chance.choice("abcdehilmnorstuxđươ01") + word[place + 1 :]


def _with_tone(rime: str, tone: str) -> str:
    vowel = next(place for place, letter in enumerate(rime) if letter in "aăâeêioôơuưy")
    return rime[: vowel + 1] + tone + rime[vowel + 1 :]


def documents(count: int, seed: int = 1) -> Iterator[tuple[IndexDocument, int]]:
    """Documents and the bytes of their text."""
    texts = Texts(seed)
    for number in range(count):
        length = texts.chance.randint(150, 600)
        words = texts.words(length + 12)
        subject, pages = (
            " ".join(words[:12]),
            [" ".join(words[12 : 12 + length // 2]), " ".join(words[12 + length // 2 :])],
        )
        yield _document(texts.chance, number, subject, pages), sum(len(text.encode()) for text in (subject, *pages))


def _document(chance: random.Random, number: int, subject: str, pages: list[str]) -> IndexDocument:
    province = min(int(chance.paretovariate(0.7)) - 1, PROVINCES - 1)
    commune = chance.randrange(COMMUNES)
    kind = chance.choice(TYPES)
    grants = [f"post:{chance.randrange(4_000)}" for _ in range(chance.randrange(3))]
    return IndexDocument(
        id=f"018f0000-0000-7000-8000-{number:012}",
        kind="incoming",
        agency=f"{province}-{commune}",
        readers=[f"agency:{province}-{commune}", f"agency:{province}", *grants],
        level=chance.choices([0, 1, 2, 3], [92, 6, 1.6, 0.4])[0],
        newest=number,
        type=kind,
        issuer=f"issuer-{chance.randrange(300)}",
        year=2000 + chance.randrange(26),
        reference=f"{chance.randrange(1, 900)}-{kind}/TU",
        numbers=[str(number % 5_000)],
        subject=subject,
        names=["Tỉnh ủy Thanh Hóa", "Công văn"],
        pages=pages,
    )


def people() -> dict[str, Access]:
    posts = frozenset(f"post:{number}" for number in range(20))
    return {
        "commune": Access(frozenset({"agency:1-5"}) | posts, ceiling=0),
        "province": Access(frozenset({"agency:1"}) | frozenset(f"post:{n}" for n in range(200)), ceiling=1),
        "national": Access(frozenset(), ceiling=2, everything=True),
    }


def build(folder: Path, count: int) -> None:
    started, text_bytes, made_cpu = time.perf_counter(), 0, 0.0
    with rebuilding(folder) as writer:
        batch: list[IndexDocument] = []
        for document, size in documents(count):
            text_bytes += size
            batch.append(document)
            if len(batch) == 2_000:
                before = time.process_time()
                writer.put(batch)
                made_cpu += time.process_time() - before
                batch = []
        writer.put(batch)
        before = time.process_time()
        writer.commit(count)
        made_cpu += time.process_time() - before
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    vocabulary = sum(file.stat().st_size for file in folder.rglob("words.sqlite"))
    wall = time.perf_counter() - started
    print(f"built {count} documents, {text_bytes / 1e6:.0f} MB of text, in {wall:.0f} s wall, made texts included")
    print(f"  index {size / 1e6:.0f} MB = {size / text_bytes:.2f} x text (vocabulary {vocabulary / 1e6:.1f} MB of it)")
    print(f"  indexing {made_cpu:.0f} CPU s = {count / made_cpu:.0f} documents/s")
    print(f"  largest memory of the writing process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


def questions(seed: int = 1) -> list[tuple[str, str]]:
    texts = Texts(seed)
    asked = QUESTIONS | {
        "rare": [fold(word) for word in texts.syllables[-8:]],
        "middle": [fold(word) for word in texts.syllables[200:208]],
    }
    return [(kind, words) for kind, several in asked.items() for words in several]


def _cpu_ms(index: SearchIndex, words: str, access: Access, order: Order, facets: bool) -> tuple[float, int]:
    before = time.process_time()
    total = index.find(words, access, order=order, facets=facets).total
    return (time.process_time() - before) * 1_000, total


def ask(folder: Path, rounds: int) -> None:
    index = SearchIndex(folder)
    asked = questions()
    worst: dict[str, list[float]] = {}
    for name, access in people().items():
        for title, order, facets in (
            ("relevance + facets", Order.RELEVANCE, True),
            ("relevance", Order.RELEVANCE, False),
            ("newest + facets", Order.NEWEST, True),
        ):
            spent = []
            for turn in range(rounds + 1):
                for kind, words in asked:
                    took, _ = _cpu_ms(index, words, access, order, facets)
                    if turn:
                        spent.append(took)
                        if title == "relevance + facets":
                            worst.setdefault(kind, []).append(took)
            print(f"{name:9} {title:19} CPU ms  {_quantiles(spent)}")
    for kind, spent in worst.items():
        print(f"  {kind:14} {_quantiles(spent)}")
    status = Path("/proc/self/status").read_text()
    own = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    print(f"memory of the asking process, mapped index not counted: {int(own.split()[1]) / 1e3:.0f} MB")


def _quantiles(spent: list[float]) -> str:
    p50, p95, p99 = np.percentile(spent, [50, 95, 99])
    return f"p50 {p50:6.2f}  p95 {p95:6.2f}  p99 {p99:6.2f}  max {max(spent):6.2f}"


def repair(folder: Path, count: int = 200) -> None:
    """How many frequent words, each damaged in one letter, come back as the suggestion."""
    texts, index, access = Texts(seed=1), SearchIndex(folder), people()["national"]
    damaged = [(fold(word), fold(texts._damaged(word))) for word in texts.syllables[:4_000] if len(word) >= 4]
    asked = [(word, slip) for word, slip in damaged if slip != word and not index.find(slip, access).total][:count]
    before = time.process_time()
    offered = [index.find(slip, access, facets=False).suggestion for _, slip in asked]
    spent = (time.process_time() - before) * 1_000 / max(len(asked), 1)
    right = sum(suggestion == word for suggestion, (word, _) in zip(offered, asked, strict=True))
    print(f"of {len(asked)} damaged words that find nothing, {right} are repaired as meant;")
    print(f"  {len(asked) - offered.count(None)} get a suggestion that finds something; {spent:.1f} CPU ms each")


def appear(folder: Path, turns: int = 20) -> None:
    """Commit one document and find it from an open reader, as often as a busy office does."""
    index = SearchIndex(folder)
    access = people()["national"]
    committed, found, cpu = [], [], time.process_time()
    with SearchWriter(folder) as writer:
        for number, (document, _) in enumerate(documents(turns, seed=2)):
            started = time.perf_counter()
            writer.put([document])
            writer.commit(writer.cursor() + 1)
            committed.append((time.perf_counter() - started) * 1_000)
            index.find(document.reference, access)
            found.append((time.perf_counter() - started) * 1_000)
            assert index.cursor() == writer.cursor(), number
    print(f"one document, put and committed, wall ms: {_quantiles(committed)}")
    print(f"one document, put, committed and found:   {_quantiles(found)}")
    print(f"  {(time.process_time() - cpu) / turns * 1_000:.0f} CPU ms for each, merging included")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="keep the index here, or ask the one that is there")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary) / "index"
        if not (folder / "current").exists():
            _apart(build, folder, chosen.documents)
        _apart(ask, folder, chosen.rounds)
        _apart(repair, folder)
        _apart(appear, folder)


def _apart(step, *arguments) -> None:
    """In a process of its own, so that its memory and CPU are its own."""
    process = multiprocessing.get_context("spawn").Process(target=step, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main()
