"""The document page: what it shows to whom, its tabs, the words marked on the paper, and what may be done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.papers import accepted, directed, presented, registered, scan
from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.records import actions as records
from vankho.records import queries

pytestmark = pytest.mark.django_db


def address(line, tab="", **more) -> str:
    asked = "&".join(f"{name}={value}" for name, value in {"muc": tab, **more}.items() if value)
    return reverse("document", args=[line.book, line.number]) + (f"?{asked}" if asked else "")


def page(browser, line, tab="", **more) -> str:
    response = browser.get(address(line, tab, **more))
    assert response.status_code == 200
    return response.content.decode()


def test_its_address_is_book_and_number(cast):
    assert address(registered(cast)) == "/van-ban-den/2025/1"


def test_the_first_tab_says_what_it_is(cast, signed_in):
    html = page(signed_in("lan"), registered(cast, urgency=1, signatory="Lê Thị Hòa"))
    for told in ("211-CV/TU", "Tỉnh ủy Lam Sơn", "30/10/2025", "03/11/2025", "Lê Thị Hòa", "KHẨN", "Đã vào sổ"):
        assert told in html


@pytest.mark.parametrize(
    ("days", "said"), [(-2, "Quá hạn 2 ngày"), (0, "Hạn hôm nay"), (1, "Còn 1 ngày"), (9, "Còn 9 ngày")]
)
def test_a_deadline_is_said_in_words(cast, signed_in, days, said):
    due = timezone.localdate() + timedelta(days=days)
    line = registered(cast, urgency=1, received_on=min(due, timezone.localdate()))
    queries.known_to(cast.lan).filter(pk=line.pk).update(due_on=due)
    assert said in page(signed_in("lan"), line)


@pytest.mark.parametrize(("name", "status"), [("lan", 200), ("hung", 200), ("minh", 200), ("binh", 404), ("an", 404)])
def test_officers_see_what_they_were_given_and_nothing_else(cast, signed_in, name, status):
    assert signed_in(name).get(address(directed(cast))).status_code == status


def test_another_agency_gets_the_answer_of_a_number_that_is_not_there(cast, signed_in):
    browser = signed_in("quan")
    there, not_there = browser.get(address(registered(cast))), browser.get("/van-ban-den/2025/99")
    assert (there.status_code, not_there.status_code) == (404, 404)
    assert "Không tìm thấy" in there.content.decode()


def test_a_level_above_ones_clearance_is_not_there(cast, signed_in, settings):
    settings.OFFICE = settings.OFFICE.model_copy(update={"ceiling": "confidential"})
    line = registered(cast, level=1)
    assert signed_in("hung").get(address(line)).status_code == 200
    assert signed_in("tuyet").get(address(line)).status_code == 404


def test_previous_and_next_skip_what_one_may_not_know(cast, signed_in):
    first, hidden, last = directed(cast), registered(cast), directed(cast)
    html = page(signed_in("minh"), first)
    assert f'href="{address(last)}"' in html
    assert f'href="{address(hidden)}"' not in html
    assert f'href="{address(hidden)}"' in page(signed_in("lan"), first)


def test_words_asked_for_are_framed_on_the_page_and_marked_in_the_text(cast, signed_in):
    line = registered(cast, scan(cast))
    html = page(signed_in("lan"), line, q="bo may", trang=2)
    assert "Trang 2/2" in html
    assert html.count("<rect ") == 2
    assert "<mark>bộ</mark>" in html
    assert "<mark>chức</mark>" not in html
    assert "<rect " not in page(signed_in("lan"), line, q="bo may", trang=1)


def test_f7_and_f8_turn_pages_and_keep_what_was_asked(cast, signed_in):
    line = registered(cast, scan(cast))
    first, last = (page(signed_in("lan"), line, "noi-dung", q="may", trang=n) for n in (1, 99))
    assert 'data-key="F8"' in first
    assert 'data-key="F7"' not in first
    assert "trang=2&amp;q=may" in first
    assert "Trang 2/2" in last
    assert 'data-key="F8"' not in last


def test_htmx_gets_the_tab_alone(cast, signed_in):
    line = registered(cast, scan(cast))
    response = signed_in("lan").get(
        address(line, "noi-dung", trang=2), headers={"HX-Request": "true", "HX-Target": "tab"}
    )
    assert b"Trang 2/2" in response.content
    assert b"<html" not in response.content


def test_a_line_without_a_scan_says_so(cast, signed_in):
    assert "không kèm bản quét" in page(signed_in("lan"), registered(cast), "noi-dung")


def test_the_course_shows_who_has_which_part(cast, signed_in):
    line = directed(cast, cooperating=["binh"])
    html = page(signed_in("lan"), line, "xu-ly")
    for told in ("Tham mưu trả lời.", "Trần Văn Minh", "Chủ trì", "Vũ Thanh Bình", "Phối hợp", "Chờ tiếp nhận"):
        assert told in html


def test_the_history_tells_a_correction_with_before_and_after(cast, signed_in):
    line = registered(cast)
    records.correct(cast.lan, line, {"subject": "Về việc khác", "urgency": 2}, "Gõ nhầm")
    html = page(signed_in("lan"), line, "dien-bien")
    assert "<ins>Về việc khác</ins>" in html
    assert "<del>Về việc lưu trữ tài liệu" in html
    assert "<del>Thường</del>" in html
    assert "Gõ nhầm" in html
    assert "Vào sổ số đến 1." in html


def test_the_history_does_not_tell_of_refused_attempts(cast, signed_in):
    line = directed(cast)
    signed_in("minh").post(reverse("correct", args=[line.book, line.number]), {"subject": "x", "reason": "x"})
    assert "Thao tác khác" not in page(signed_in("lan"), line, "dien-bien")


def test_the_file_it_lies_in_is_named_only_to_those_who_may_know_the_file(cast, signed_in):
    line = accepted(cast)
    casefiles.finish(cast.minh, line, Filing(new_file=CaseFileFacts("01.VP", "Hồ sơ của Minh")))
    assert "Hồ sơ của Minh" in page(signed_in("minh"), line, "ho-so")
    seen_by_lan = page(signed_in("lan"), line, "ho-so")
    assert "Hồ sơ của Minh" not in seen_by_lan
    assert "Đã lập hồ sơ" in seen_by_lan


BUTTONS = {"present": "trinh", "direct": "chi-dao", "written": "but-phe", "finish": "ket-thuc", "correct": "sua"}


@pytest.mark.parametrize(
    ("make", "name", "shown"),
    [
        (registered, "lan", {"present", "written", "finish", "correct"}),
        (registered, "hung", {"direct"}),
        (presented, "hung", {"direct"}),
        (presented, "lan", {"present", "written", "finish", "correct"}),
        (directed, "minh", {"finish"}),
        (accepted, "minh", {"finish"}),
        (accepted, "lan", {"written", "correct"}),
    ],
)
def test_only_what_may_be_done_now_is_offered(cast, signed_in, make, name, shown):
    line = make(cast)
    html = page(signed_in(name), line)
    offered = {verb for verb, segment in BUTTONS.items() if f'{address(line)}/{segment}"' in html}
    assert offered == shown


def test_every_button_that_is_offered_opens(cast, signed_in):
    from vankho.records import steps
    from vankho.web.records.routing import STEPS

    for line, name in ((registered(cast), "lan"), (presented(cast), "hung"), (accepted(cast), "minh")):
        browser = signed_in(name)
        for step in steps.open_steps(getattr(cast, name), line):
            assert browser.get(reverse(STEPS[step].url_name, args=[line.book, line.number])).status_code == 200


def test_a_leader_opens_what_waits_at_the_paper_with_the_form_and_its_place_in_the_queue(cast, signed_in):
    first, second = presented(cast, intake=scan(cast)), presented(cast)
    html = page(signed_in("hung"), first)
    assert "Trang 1/2" in html
    assert f'action="{address(first)}/chi-dao"' in html
    assert "1 trên 2" in html
    assert f'href="{address(second)}"' in html
