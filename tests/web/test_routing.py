"""Each step of a document's way through its page: done, refused, and what the ledger was told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.papers import accepted, directed, presented, registered, scan, verbs_told
from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts
from vankho.records import queries

pytestmark = pytest.mark.django_db


def step(line, name) -> str:
    return reverse(name, args=[line.book, line.number])


def now(cast, line):
    return queries.document(cast.lan, line.pk)


def told(line) -> str:
    return verbs_told(line)[-1]


def test_the_clerk_presents_to_the_first_leader(cast, signed_in):
    line = registered(cast)
    browser = signed_in("lan")
    html = browser.get(step(line, "present")).content.decode()
    assert html.index("Lê Văn Hùng") < html.index("Hoàng Thị Hạnh")
    response = browser.post(step(line, "present"), {"to": cast.post("hung"), "proposal": "Giao Văn phòng"})
    assert response.status_code == 302
    assert now(cast, line).state == "presented"
    assert told(line) == "records.presented"
    assert "Văn thư đề xuất" in signed_in("hung").get(step(line, "document")).content.decode()
    browser = signed_in("lan")
    again = browser.post(step(line, "present"), {"to": ""})
    assert again.status_code == 422
    assert "Chưa chọn người để trình." in again.content.decode()


def test_an_officer_does_not_present(cast, signed_in):
    line = directed(cast)
    assert signed_in("minh").post(step(line, "present"), {"to": cast.post("hung")}).status_code == 403
    assert now(cast, line).state == "directed"


def test_a_stranger_learns_nothing_from_any_step(cast, signed_in):
    from vankho.web.records.routing import STEPS

    line = presented(cast)
    browser = signed_in("quan")
    for one in STEPS.values():
        assert browser.get(step(line, one.url_name)).status_code == 404
        assert browser.post(step(line, one.url_name), {}).status_code == 404


def test_a_leader_directs(cast, signed_in):
    line = presented(cast)
    asked = {
        "lead": cast.post("minh"),
        "cooperating": [cast.post("binh")],
        "text": "Giao đ/c Minh tham mưu.",
        "due_on": "10112025",
    }
    signed_in("hung").post(step(line, "direct"), asked)
    [direction] = queries.course(cast.lan, line).directions
    assert (direction.text, str(direction.due_on)) == ("Giao đ/c Minh tham mưu.", "2025-11-10")
    assert [w.task for w in queries.waiting_for(cast.binh)] == ["accept"]
    assert told(line) == "records.directed"


def test_a_direction_with_faults_keeps_what_was_typed(cast, signed_in):
    line = presented(cast)
    asked = {"lead": "", "text": "Ý kiến dài đã gõ", "due_on": "31/2/2025"}
    response = signed_in("hung").post(step(line, "direct"), asked)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Ý kiến dài đã gõ" in html
    assert 'value="31/2/2025"' in html
    assert "Không có ngày" in html
    assert 'role="alert" tabindex="-1"' in html
    assert now(cast, line).state == "presented"


@pytest.mark.parametrize(("due", "said"), [("1/11/2025", "Hạn xử lý trước ngày đến."), ("mai", "Không hiểu ngày")])
def test_a_due_day_that_cannot_be_is_told_at_its_field(cast, signed_in, due, said):
    line = presented(cast)
    response = signed_in("hung").post(step(line, "direct"), {"lead": cast.post("minh"), "due_on": due})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_nobody_is_given_a_part_who_could_not_accept_it(cast, signed_in):
    line = presented(cast)
    for post in (cast.post("thao"), cast.post("quan")):
        assert signed_in("hung").post(step(line, "direct"), {"lead": post}).status_code == 409
    assert now(cast, line).state == "presented"


def test_whoever_directs_to_himself_works_on_it_at_once(cast, signed_in):
    line = presented(cast)
    browser = signed_in("hung")
    browser.post(step(line, "direct"), {"lead": cast.post("hung")})
    assert now(cast, line).state == "in_progress"
    assert f'action="{step(line, "finish")}"' in browser.get(step(line, "document")).content.decode()


def test_a_clerk_who_heads_the_office_directs_at_once_instead_of_presenting_to_himself(cast, signed_in):
    line = registered(cast, by="quan")
    browser = signed_in("quan")
    assert f'action="{step(line, "direct")}"' in browser.get(step(line, "document")).content.decode()
    browser.post(step(line, "direct"), {"lead": cast.post("quan")})
    browser.post(step(line, "finish"), {"how": "none", "no_file_reason": "Để biết"})
    assert queries.document(cast.quan, line.pk).state == "done"
    assert verbs_told(line) == ["records.incoming_registered", "records.directed", "records.done"]


def test_after_a_step_the_next_thing_that_waits_is_opened(cast, signed_in):
    first, second = presented(cast), presented(cast)
    browser = signed_in("hung")
    response = browser.post(step(first, "direct"), {"lead": cast.post("minh"), "then": "next"})
    assert response["Location"] == step(second, "document")


def test_the_leader_gives_it_back_to_the_clerk_with_a_reason(cast, signed_in):
    line = presented(cast)
    browser = signed_in("hung")
    assert browser.post(step(line, "send_back"), {"reason": " "}).status_code == 422
    browser.post(step(line, "send_back"), {"reason": "Thiếu phụ lục"})
    assert now(cast, line).state == "registered"
    assert told(line) == "records.sent_back"
    assert [w.task for w in queries.waiting_for(cast.lan)] == ["present"]
    html = signed_in("lan").get(step(line, "document")).content.decode()
    assert "Lê Văn Hùng trả lại: Thiếu phụ lục" in html


def test_a_direction_written_by_hand_keeps_its_picture(cast, signed_in):
    line, image = registered(cast), scan(cast, "but-phe.jpg")
    asked = {
        "given_by": cast.post("hung"),
        "given_on": "4/11/2025",
        "text": "Giao Minh",
        "lead": cast.post("minh"),
        "image": image.pk,
    }
    browser = signed_in("lan")
    assert "but-phe.jpg" in browser.get(step(line, "written_direction")).content.decode()
    browser.post(step(line, "written_direction"), asked)
    [direction] = queries.course(cast.lan, line).directions
    assert (direction.given_by, direction.entered_by) == ("Lê Văn Hùng", "Nguyễn Thị Lan")
    assert direction.image_sha256 == image.sha256
    assert (
        reverse("page_picture", args=[image.sha256, 0])
        in browser.get(step(line, "document") + "?muc=xu-ly").content.decode()
    )
    assert queries.intake(cast.lan, image.pk).state == "registered"


def test_a_written_direction_of_tomorrow_is_refused(cast, signed_in):
    line = registered(cast)
    asked = {"given_by": cast.post("hung"), "given_on": "1/1/2090", "lead": cast.post("minh")}
    assert signed_in("lan").post(step(line, "written_direction"), asked).status_code == 422
    assert signed_in("minh").post(step(line, "written_direction"), asked).status_code == 404


def test_what_a_lead_returns_waits_for_the_clerk_when_nobody_had_presented_it(cast, signed_in):
    line = registered(cast)
    asked = {"given_by": cast.post("hung"), "given_on": "4/11/2025", "lead": cast.post("minh")}
    signed_in("lan").post(step(line, "written_direction"), asked)
    signed_in("minh").post(step(line, "return_assignment"), {"reason": "Không thuộc phần việc"})
    assert now(cast, line).state == "registered"
    assert [w.task for w in queries.waiting_for(cast.lan)] == ["present"]


def test_accept_once(cast, signed_in):
    line = directed(cast)
    browser = signed_in("minh")
    assert browser.post(step(line, "accept")).status_code == 302
    assert now(cast, line).state == "in_progress"
    assert told(line) == "records.accepted"
    assert browser.post(step(line, "accept")).status_code == 409
    assert verbs_told(line).count("records.accepted") == 1


def test_return_takes_a_reason_and_waits_for_the_leader_again(cast, signed_in):
    line = directed(cast)
    browser = signed_in("minh")
    refused = browser.post(step(line, "return_assignment"), {"reason": ""})
    assert "Cần ghi lý do." in refused.content.decode()
    browser.post(step(line, "return_assignment"), {"reason": "Việc của Ban Xây dựng Đảng"})
    assert now(cast, line).state == "presented"
    assert [w.task for w in queries.waiting_for(cast.hung)] == ["direct"]
    assert told(line) == "records.assignment_returned"
    html = signed_in("hung").get(step(line, "document")).content.decode()
    assert "Trần Văn Minh trả lại: Việc của Ban Xây dựng Đảng" in html


def test_whoever_cooperates_ends_his_part_and_not_the_document(cast, signed_in):
    line = directed(cast, cooperating=["binh"])
    browser = signed_in("binh")
    browser.post(step(line, "accept"))
    assert f'action="{step(line, "finish_part")}"' in browser.get(step(line, "document")).content.decode()
    assert browser.post(step(line, "finish"), {"how": "none", "no_file_reason": "x"}).status_code == 403
    browser.post(step(line, "finish_part"), {"note": "Đã gửi số liệu"})
    assert queries.waiting_for(cast.binh) == []
    assert told(line) == "records.part_finished"
    assert now(cast, line).state == "directed"


def test_accepting_and_finishing_is_one_press(cast, signed_in):
    line = directed(cast)
    browser = signed_in("minh")
    assert "Tiếp nhận và kết thúc" in browser.get(step(line, "finish")).content.decode()
    browser.post(step(line, "finish"), {"how": "none", "no_file_reason": "Để biết"})
    assert now(cast, line).state == "done"
    assert verbs_told(line)[-2:] == ["records.accepted", "records.done"]


def test_finishing_opens_a_file_in_the_same_act(cast, signed_in):
    line = accepted(cast)
    asked = {"how": "new", "code": "01.VP", "title": "Sắp xếp tổ chức bộ máy", "retention": "10 năm"}
    response = signed_in("minh").post(step(line, "finish"), asked, follow=True)
    assert "đã lập vào hồ sơ 01.VP" in response.content.decode()
    assert (now(cast, line).state, now(cast, line).filing) == ("done", "file")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"how": "new", "code": "", "title": ""}, "Chưa có số, ký hiệu hồ sơ."),
        ({"how": "new", "code": "01.VP", "title": "Trùng số"}, "đã có hồ sơ mang số"),
        ({"how": "none", "no_file_reason": " "}, "Chưa ghi lý do"),
        ({"how": "file", "file": ""}, "Chưa chọn hồ sơ."),
        ({"how": "new", "code": "x" * 41, "title": "Dài"}, "Dài quá 40"),
    ],
)
def test_a_finishing_that_fails_leaves_everything_as_it_was(cast, signed_in, asked, said):
    line = directed(cast)
    casefiles.open_case_file(cast.minh, CaseFileFacts("01.VP", "Đã có"))
    response = signed_in("minh").post(step(line, "finish"), asked)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert now(cast, line).state == "directed"
    assert "records.accepted" not in verbs_told(line)


def test_a_file_one_may_not_know_cannot_be_chosen(cast, signed_in):
    line = accepted(cast)
    others = casefiles.open_case_file(cast.binh, CaseFileFacts("09.VP", "Của Bình"))
    browser = signed_in("minh")
    assert "Của Bình" not in browser.get(step(line, "finish")).content.decode()
    assert browser.post(step(line, "finish"), {"how": "file", "file": others.pk}).status_code == 404
    assert now(cast, line).state == "in_progress"


def test_the_file_of_the_newest_paper_alike_is_suggested_and_an_invitation_needs_none(cast, signed_in):
    browser = signed_in("minh")
    browser.post(step(accepted(cast), "finish"), {"how": "new", "code": "01.VP", "title": "Sắp xếp"})
    alike = browser.get(step(accepted(cast), "finish")).content.decode()
    assert 'value="file" checked' in alike
    assert "01.VP · Sắp xếp (gợi ý)" in alike
    invitation = browser.get(step(accepted(cast, type_name="Giấy mời"), "finish")).content.decode()
    assert 'value="none" checked' in invitation
    assert "hết tác dụng sau cuộc họp" in invitation


def corrected(line, **changed):
    told = {
        "issuer": line.issuer,
        "reference": line.reference,
        "issued_on": "30/10/2025",
        "type_name": line.type_name,
        "subject": line.subject,
        "urgency": "0",
        "page_count": "0",
        "reason": "Gõ nhầm",
    }
    return {**told, **changed}


def test_the_clerk_corrects_with_a_reason(cast, signed_in):
    line = registered(cast)
    browser = signed_in("lan")
    browser.post(step(line, "correct"), corrected(line, reference="212-CV/TU"))
    assert (now(cast, line).reference, now(cast, line).reference_number) == ("212-CV/TU", "212")
    assert told(line) == "records.incoming_corrected"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"subject": "Khác", "reason": ""}, "Cần ghi lý do."),
        ({"subject": ""}, "Chưa có trích yếu."),
        ({"issued_on": "4/11/2025"}, "Ngày văn bản sau ngày đến."),
        ({}, "Chưa có chỗ nào được sửa."),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(cast, signed_in, changed, said):
    line = registered(cast)
    response = signed_in("lan").post(step(line, "correct"), corrected(line, **changed))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert told(line) == "records.incoming_registered"


def test_the_paper_version_is_attached_and_takes_no_number(cast, signed_in):
    line, paper = registered(cast), scan(cast, "ban-giay.pdf")
    browser = signed_in("lan")
    browser.post(step(line, "attach_paper"), {"received_on": "5/11/2025", "image": paper.pk})
    assert [file.kind for file in queries.files_of(cast.lan, line)] == ["paper_version"]
    assert told(line) == "records.paper_version_attached"
    assert registered(cast).number == line.number + 1
    assert f"{step(line, 'attach_paper')}" not in browser.get(step(line, "document")).content.decode()


def test_a_step_that_is_no_longer_open_says_in_which_state_the_line_is(cast, signed_in):
    line = accepted(cast)
    response = signed_in("lan").get(step(line, "present"))
    assert response.status_code == 409
    assert "Đang xử lý" in response.content.decode()
