"""CPU of the pages people open most, in an office with a long register: desk, register and search, for three people.

    python bench/pages.py --lines 100000

A scratch office on SQLite is filled in bulk (a fifth of the lines has a read scan), indexed, and asked through the
program's own door, middleware and templates included. Every text and name is invented.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2022, 1, 4)
BAR_MS = 150
KINDS = (
    ("Công văn", "CV"),
    ("Báo cáo", "BC"),
    ("Kế hoạch", "KH"),
    ("Thông báo", "TB"),
    ("Quyết định", "QĐ"),
    ("Hướng dẫn", "HD"),
    ("Tờ trình", "TTr"),
    ("Giấy mời", "GM"),
    ("Nghị quyết", "NQ"),
    ("Chỉ thị", "CT"),
)
ISSUERS = (
    ("Tỉnh ủy Lam Giang", "TU"),
    ("Văn phòng Tỉnh ủy Lam Giang", "VPTU"),
    ("Ban Tổ chức Tỉnh ủy Lam Giang", "BTCTU"),
    ("Ủy ban Kiểm tra Tỉnh ủy Lam Giang", "UBKTTU"),
    ("Ban Nội chính Tỉnh ủy Lam Giang", "BNCTU"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy Lam Giang", "BTGDVTU"),
    ("Đảng ủy xã Bình Sơn", "ĐU"),
    ("Ủy ban nhân dân xã Ngọc Lâm", "UBND"),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lam Giang", "MTTQ"),
    ("Hội Nông dân xã Ngọc Lâm", "HND"),
    ("Trường Trung học cơ sở Ngọc Lâm", "THCS"),
    ("Công an xã Ngọc Lâm", "CAX"),
)
MATTERS = (
    "lưu trữ, quản lý tài liệu", "sắp xếp tổ chức bộ máy", "công tác cán bộ", "thu ngân sách", "phòng, chống thiên tai",
    "xây dựng nông thôn mới", "kiểm tra, giám sát", "kết nạp đảng viên", "chuyển đổi số", "giải phóng mặt bằng",
    "tiếp công dân", "học tập nghị quyết", "chính sách người có công", "quản lý đất đai", "an toàn giao thông",
    "bảo vệ rừng", "tiêm chủng mở rộng", "đào tạo, bồi dưỡng", "thi đua, khen thưởng", "quốc phòng địa phương",
)  # fmt: skip
WAYS = (
    "Về việc tăng cường {0} và {1}", "Triển khai {0} năm {2}", "Tình hình {0} quý {3} năm {2}", "Kết quả {0}, {1}",
    "Hướng dẫn thực hiện {0} gắn với {1} trên địa bàn", "Mời họp bàn {0}", "Đôn đốc báo cáo {0} trước ngày {4}",
)  # fmt: skip
PLACES = ("Đồng Mây", "Bản Khe", "Xóm Rộc", "Thôn Vàng", "Khe Lim", "Bến Sỏi", "Núi Ấm", "Phố Cũ", "Làng Chanh")
REPORTED = (
    "Căn cứ chương trình công tác, các chi bộ tại {place} tổ chức {0}; {n} đồng chí tham dự, ý kiến được ghi biên bản.",
    "Qua {1}, đã rà soát {n} trường hợp, chuyển {m} hồ sơ về văn phòng để tổng hợp.",
    "Đề nghị các đơn vị ở {place} gửi báo cáo về {0} trước ngày {m} tháng tới.",
    "Thường trực giao văn phòng theo dõi {1}, định kỳ báo cáo kết quả với cấp ủy.",
)
SEARCHES = ("tổ chức bộ máy", "to chuc bo may", "nong thon moi Đồng Mây", "kiểm tra giám sát quý III", "chuyen doi so")


def _subject(chance: random.Random, year: int) -> str:
    first, second = chance.sample(MATTERS, 2)
    return chance.choice(WAYS).format(
        first, second, year, chance.choice(("I", "II", "III", "IV")), chance.randint(5, 28)
    )


def _page(chance: random.Random) -> str:
    told = chance.choices(REPORTED, k=12)
    return "\n".join(
        one.format(
            *chance.sample(MATTERS, 2), place=chance.choice(PLACES), n=chance.randint(3, 240), m=chance.randint(1, 28)
        )
        for one in told
    )


def _days(count: int, until: date) -> Iterator[date]:
    """Working days from `FIRST_DAY` to `until`, each repeated so that `count` lines come in evenly."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((until - FIRST_DAY).days + 1)]
    days = [day for day in days if day.weekday() < 5]
    return (days[place * len(days) // count] for place in range(count))


class Office:
    """The scratch office: one commune with its register, everything else as the sample province has it."""

    def __init__(self, lines: int) -> None:
        from django.core.management import call_command
        from django.utils import timezone

        from vankho.config.tasks import count_for_the_planner
        from vankho.orgs import queries as orgs
        from vankho.training.sample import make_province

        call_command("migrate", verbosity=0)
        self.is_filled = orgs.account_for_login("vanthu.nl") is not None
        if not self.is_filled:
            make_province()
        self.clerk, self.leader, self.officer = (
            orgs.account_for_login(f"{who}.nl") for who in ("vanthu", "bithu", "chuyenvien")
        )
        self.today = timezone.localdate()
        self._chance = random.Random(11)
        if not self.is_filled:
            self._fill(lines)
        count_for_the_planner()

    def _fill(self, count: int) -> None:
        from vankho.orgs import queries as orgs

        self._actors = [orgs.actor_for(account) for account in (self.leader, self.officer)]
        agency = self._actors[0].agency_id
        numbers: dict[str, int] = {}
        batch = []
        for place, day in enumerate(_days(count, self.today)):
            book = str(day.year)
            numbers[book] = numbers.get(book, 0) + 1
            batch.append(self._line(agency, book, numbers[book], day, count - place))
            if len(batch) == 2000:
                self._store(batch)
                batch = []
        self._store(batch)
        self._grant(agency, numbers)

    def _line(self, agency, book: str, number: int, day: date, from_the_end: int):
        from vankho.records.models import IncomingDocument

        chance = self._chance
        (issuer, symbol), (kind, short) = chance.choice(ISSUERS), chance.choice(KINDS)
        urgency = chance.choices((0, 1, 2, 3), (90, 6, 3, 1))[0]
        state = "done"
        if from_the_end < 400:
            state = chance.choice(("registered", "presented", "directed", "in_progress", "done"))
        elif from_the_end < 6000:
            state = chance.choices(("done", "in_progress"), (60, 40))[0]
        issued = day - timedelta(days=chance.randint(0, 6))
        return IncomingDocument(
            agency_id=agency, book=book, number=number, received_on=day, registered_by="Nguyễn Thị Lan", issuer=issuer,
            reference=f"{number % 900 + 1}-{short}/{symbol}", reference_number=str(number % 900 + 1),
            reference_symbol=f"{short}/{symbol}", type_name=kind, issued_on=issued, subject=_subject(chance, day.year),
            signatory="Lê Văn Hùng", urgency=urgency, page_count=chance.randint(1, 9), state=state,
            due_on=day + timedelta(days=chance.randint(3, 40)) if state != "registered" else (day if urgency else None),
            handed_to="" if state in ("registered", "presented") else "Trần Văn Minh (Chuyên viên Văn phòng)",
            handed_on=None if state in ("registered", "presented") else day,
            filing="no_file" if state == "done" else "", no_file_reason="Để biết" if state == "done" else "",
        )  # fmt: skip

    def _store(self, lines) -> None:
        from vankho.digitisation.models import Reading, ReadPage
        from vankho.records.models import Assignment, Direction, DocumentFile, IncomingDocument, Presentation

        leader, officer = self._actors
        IncomingDocument.unguarded.bulk_create(lines)
        shown = [line for line in lines if line.state == "presented"]
        Presentation.unguarded.bulk_create(
            Presentation(document=line, post_id=next(iter(leader.post_ids)), name=leader.name) for line in shown
        )
        given = [
            line
            for line in lines
            if line.state in ("directed", "in_progress") or (line.state == "done" and line.number % 40 == 0)
        ]
        directions = [
            Direction(
                document=line,
                given_by=leader.name,
                given_on=line.received_on,
                entered_by=leader.name,
                text="",
                due_on=line.due_on,
            )
            for line in given
        ]
        Direction.unguarded.bulk_create(directions)
        states = {"directed": "waiting", "in_progress": "accepted", "done": "done"}
        Assignment.unguarded.bulk_create(
            Assignment(
                document=one.document,
                direction=one,
                post_id=next(iter(officer.post_ids)),
                name=officer.name,
                part="lead",
                state=states[one.document.state],
                due_on=one.due_on,
            )
            for one in directions
        )
        scanned = [line for line in lines if line.number % 5 == 0]
        files = [
            DocumentFile(document=line, sha256=line.pk.hex * 2, media_type="application/pdf", page_count=2)
            for line in scanned
        ]
        DocumentFile.unguarded.bulk_create(files)
        readings = [Reading(sha256=file.sha256, image_count=2) for file in files]
        Reading.unguarded.bulk_create(readings)
        ReadPage.unguarded.bulk_create(
            ReadPage(reading=reading, number=number, width=1654, height=2339, text=_page(self._chance))
            for reading in readings
            for number in (0, 1)
        )

    def _grant(self, agency, numbers: dict[str, int]) -> None:
        from vankho.numbering.models import Grant, Series
        from vankho.records.models import IncomingDocument
        from vankho.records.rules import ARRIVAL_SERIES

        for book, last in numbers.items():
            series = Series.objects.create(kind=ARRIVAL_SERIES, agency_id=agency, period=book, last=last)
            lines = IncomingDocument.unguarded.filter(agency_id=agency, book=book).values_list("pk", "number")
            Grant.objects.bulk_create(
                (
                    Grant(series=series, number=number, object_type="records.incomingdocument", object_id=str(key))
                    for key, number in lines
                ),
                batch_size=5000,
            )

    def index(self) -> None:
        from vankho.records.models import IncomingDocument
        from vankho.search.indexing import documents, folder
        from vankho.search.writer import rebuilding

        keys = list(IncomingDocument.unguarded.order_by("pk").values_list("pk", flat=True))
        with rebuilding(folder()) as writer:
            for start in range(0, len(keys), 1000):
                writer.put(documents(keys[start : start + 1000]))
            writer.commit(0)


def measured(ask: Callable[[], object], times: int) -> tuple[float, float]:
    """CPU milliseconds, p50 and p95; the first two asks warm what a running server has warm."""
    taken = []
    for place in range(times + 2):
        start = time.process_time()
        ask()
        if place >= 2:
            taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def statements(ask: Callable[[], object]) -> int:
    """How many SQL statements one ask takes."""
    from django.db import connection

    told = []

    def count(execute, sql, *rest):
        told.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        answer = ask()
    assert answer.status_code == 200, answer
    return len(told)


def pages(office: Office) -> dict[str, str]:
    year, last_year = office.today.year, office.today.year - 1
    return {
        "desk": "/",
        "desk, late": "/?xem=qua-han",
        "desk, unfinished": "/?xem=chua-xong",
        "register": "/van-ban-den",
        "register, deep": f"/van-ban-den?sau={last_year - 1}-40",
        "register, back": f"/van-ban-den?truoc={last_year - 1}-40",
        "register, year and month": f"/van-ban-den?nam={last_year}&thang=3",
        "register, late": "/van-ban-den?qua-han=1",
        "register, issuer": "/van-ban-den?tac-gia=C%C3%B4ng+an+x%C3%A3+Ng%E1%BB%8Dc+L%C3%A2m",
        "register, year and type": f"/van-ban-den?nam={year}&loai=B%C3%A1o+c%C3%A1o",
        "register, no such issuer": "/van-ban-den?tac-gia=Kh%C3%B4ng+c%C3%B3",
        **{f"search, {words}": f"/tim?q={words}" for words in SEARCHES},
        "search, cut by year": f"/tim?q=ke hoach&nam={last_year}",
        "search, newest": "/tim?q=tổ chức&xep=moi-nhat",
        "search, nothing": "/tim?q=zzyzx",
    }


def measure(office: Office, times: int) -> float:
    from django.test import Client

    worst = 0.0
    print(f"{'page':34} {'who':8} {'p50 ms':>8} {'p95 ms':>8} {'SQL':>4}")
    for who in ("clerk", "leader", "officer"):
        browser = Client()
        browser.force_login(getattr(office, who))
        for name, address in pages(office).items():
            asked = statements(lambda browser=browser, address=address: browser.get(address))
            median, p95 = measured(lambda browser=browser, address=address: browser.get(address), times)
            worst = max(worst, p95)
            print(f"{name:34} {who:8} {median:8.1f} {p95:8.1f} {asked:4}{'  over the bar' if p95 > BAR_MS else ''}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--office", type=Path, help="fill this folder and leave it, or ask what it holds")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vankho-bench-") as scratch:
        os.environ["VANKHO_OFFICE"] = str(told.office or scratch)
        os.environ["VANKHO_DATABASE"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "vankho.config.settings"
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        django.setup()
        start = time.process_time()
        office = Office(told.lines)
        print(f"{told.lines} lines made in {time.process_time() - start:.0f} s CPU")
        start = time.process_time()
        if not office.is_filled:
            office.index()
            print(f"indexed in {time.process_time() - start:.0f} s CPU")
        worst = measure(office, told.times)
        print(f"worst p95 {worst:.0f} ms, bar {BAR_MS} ms")


if __name__ == "__main__":
    main()
