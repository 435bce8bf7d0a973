"""The desk tells everybody what waits for him, and nobody what he is not to know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.web.arriving import read_through
from tests.web.papers import registered
from vankho.clearance.actor import system
from vankho.records import actions as records
from vankho.records.actions.routing import DirectionFacts
from vankho.records.models import Intake
from vankho.secrecy.actions import Stopped, open_incident

pytestmark = pytest.mark.django_db


def page(browser, address="/", **headers) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_waits_first_for_the_clerk_then_for_the_leader_then_for_the_officer(cast, signed_in):
    line = registered(cast)
    here = f'href="/van-ban-den/2025/{line.number}"'
    assert "Trình lãnh đạo" in page(signed_in("lan"))
    assert here not in page(signed_in("hung"))

    records.present(cast.lan, line, cast.post("hung"))
    assert here not in page(signed_in("lan"))
    told = page(signed_in("hung"))
    assert here in told
    assert "Cho ý kiến" in told

    records.direct(cast.hung, line, DirectionFacts(cast.post("minh"), "Tham mưu"))
    told = page(signed_in("minh"))
    assert here in told
    assert "Tiếp nhận" in told


def test_another_agency_reads_of_nothing(cast, signed_in):
    line = registered(cast)
    for tab in ("", "?xem=qua-han", "?xem=chua-xong", "?xem=hom-nay"):
        told = page(signed_in("quan"), f"/{tab}")
        assert line.reference not in told
        assert "<b>1</b>" not in told


def test_late_unfinished_and_todays_lines_are_counted_and_listed(cast, signed_in):
    today = timezone.localdate()
    late = registered(cast, reference="1-CV/TU", urgency=1, received_on=today - timedelta(days=9), issued_on=None)
    registered(cast, reference="2-CV/TU", received_on=today, issued_on=None)
    told = page(signed_in("hung"), "/?xem=qua-han")
    assert "Quá hạn <b>1</b>" in told
    assert "Chưa xong <b>2</b>" in told
    assert "Đến hôm nay <b>1</b>" in told
    assert "Quá hạn 9 ngày" in told
    assert late.reference in told
    assert "2-CV/TU" not in told
    assert "2-CV/TU" in page(signed_in("hung"), "/?xem=hom-nay")


def test_scans_that_wait_are_one_row_and_late_ones_say_so(cast, signed_in):
    read_through(cast)
    old = read_through(cast)
    Intake.unguarded.filter(pk=old.pk).update(arrived_at=datetime.now(UTC) - timedelta(days=9))
    told = page(signed_in("lan"))
    assert "2 bản quét chờ vào sổ" in told
    assert "1 bản đã quá hạn vào sổ" in told
    assert "bản quét chờ vào sổ" not in page(signed_in("hung"))
    assert "bản quét chờ vào sổ" not in page(signed_in("quan"))


def test_a_stopped_paper_waits_for_the_custodian_alone(cast, signed_in):
    intake = read_through(cast)
    stopped = Stopped(cast.agency.pk, intake.pk, datetime.now(UTC), 3, intake.sha256)
    incident = open_incident(system("worker", cast.agency.pk), stopped)
    assert str(incident.pk) in page(signed_in("kien"))
    assert str(incident.pk) not in page(signed_in("lan"))


def test_the_subject_of_a_confidential_line_is_covered_and_unknown_to_the_uncleared(cast, signed_in, settings):
    settings.OFFICE = settings.OFFICE.model_copy(update={"ceiling": "confidential"})
    registered(cast, level=1, subject="Phương án bảo vệ")
    told = page(signed_in("hung"), "/?xem=chua-xong")
    assert "MẬT" in told
    assert "Phương án bảo vệ" not in told
    assert "Chưa xong <b>0</b>" in page(signed_in("tuyet"), "/?xem=chua-xong")


def test_who_has_no_register_sees_only_what_waits(cast, signed_in):
    told = page(signed_in("an"))
    assert "Cần xử lý" in told
    assert "Chưa xong" not in told
    assert "Cần xử lý <b>0</b>" in told


def test_a_tab_that_is_not_ones_own_is_the_first(cast, signed_in):
    registered(cast)
    assert 'href="/van-ban-den/' not in page(signed_in("an"), "/?xem=chua-xong")
    assert 'href="/van-ban-den/' in page(signed_in("lan"), "/?xem=chua-xong")


def test_a_part_of_the_page_is_enough_when_asked_for(cast, signed_in):
    registered(cast)
    told = page(signed_in("lan"), "/", **{"HX-Request": "true"})
    assert "Trình lãnh đạo" in told
    assert "<html" not in told


def test_the_page_takes_the_same_few_statements_however_much_waits(cast, signed_in, django_assert_max_num_queries):
    for number in range(1, 13):
        registered(cast, reference=f"{number}-CV/TU")
    for name in ("lan", "hung", "minh", "kien"):
        browser = signed_in(name)
        with django_assert_max_num_queries(12):
            page(browser)
