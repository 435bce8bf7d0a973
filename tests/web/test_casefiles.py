"""Job files on the screen: the list, one file, opening, closing; and that counts and lists tell of nothing hidden."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.papers import accepted, registered
from vankho.casefiles import actions as casefiles
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.ledger import queries as ledger

pytestmark = pytest.mark.django_db

LIST = "/ho-so"


def opened(actor, code="01.VP", title="Sắp xếp tổ chức bộ máy", **more):
    return casefiles.open_case_file(actor, CaseFileFacts(code, title, **more))


def at(file, name="case_file") -> str:
    return reverse(name, args=[file.pk])


def filed(cast, file, **changed):
    line = accepted(cast, **changed)
    casefiles.finish(cast.minh, line, Filing(file_id=file.pk))
    return line


def last_told(file) -> str:
    return ledger.history("casefiles.casefile", file.pk)[-1].verb


def test_addresses(cast):
    assert (reverse("case_files"), reverse("open_case_file")) == (LIST, "/ho-so/mo")


def test_open_files_stand_first_and_ones_own_before_others(cast, signed_in):
    closed = opened(cast.minh, "01.VP", "Đã xong", retention="5 năm")
    filed(cast, closed)
    casefiles.close_case_file(cast.minh, closed)
    opened(cast.minh, "02.VP", "Của Minh")
    opened(cast.hung, "03.BT", "Của Hùng")
    html = signed_in("hung").get(LIST).content.decode()
    assert html.index("Của Hùng") < html.index("Của Minh") < html.index("Đã xong")
    assert "Của Hùng" not in signed_in("minh").get(LIST).content.decode()


def test_without_files_the_list_offers_to_open_one(cast, signed_in):
    assert "Mở hồ sơ đầu tiên" in signed_in("minh").get(LIST).content.decode()


@pytest.mark.parametrize(("name", "status"), [("minh", 200), ("hung", 200), ("binh", 404), ("lan", 404), ("quan", 404)])
def test_a_file_is_known_to_its_keeper_and_the_heads_of_the_agency(cast, signed_in, name, status):
    assert signed_in(name).get(at(opened(cast.minh))).status_code == status


def test_the_list_is_closed_to_those_without_job_files(cast, signed_in):
    assert [signed_in("an").get(url).status_code for url in (LIST, reverse("open_case_file"))] == [404, 404]
    assert signed_in("an").post(reverse("open_case_file"), {"code": "1", "title": "x"}).status_code == 404


def test_documents_stand_in_their_order_with_links(cast, signed_in):
    file = opened(cast.minh)
    first, second = filed(cast, file, reference="9-CV/TU"), filed(cast, file, reference="1-CV/TU")
    html = signed_in("minh").get(at(file)).content.decode()
    addresses = [reverse("document", args=[line.book, line.number]) for line in (first, second)]
    assert html.index(addresses[0]) < html.index(addresses[1])


def test_a_document_one_may_not_know_is_neither_shown_nor_counted(cast, signed_in):
    file = opened(cast.minh)
    filed(cast, file)
    casefiles.put_in_file(cast.hung, registered(cast, subject="Chỉ lãnh đạo biết"), file)
    for name, known in (("minh", 1), ("hung", 2)):
        browser = signed_in(name)
        inside, listed = browser.get(at(file)).content.decode(), browser.get(LIST).content.decode()
        assert f"{known} văn bản" in inside
        assert f'data-label="Văn bản">{known}</td>' in listed
        assert ("Chỉ lãnh đạo biết" in inside) == (known == 2)


def test_opening_a_file(cast, signed_in):
    asked = {"code": "05.VP", "title": "Đại hội Đảng bộ", "retention": "Vĩnh viễn", "opened_on": "1/11/2025"}
    response = signed_in("minh").post(reverse("open_case_file"), asked, follow=True)
    html = response.content.decode()
    assert "Đã mở hồ sơ 05.VP." in html
    assert "01/11/2025" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": " "}, "Chưa có số, ký hiệu hồ sơ."),
        ({"title": ""}, "Chưa có tiêu đề hồ sơ."),
        ({"code": "01.VP"}, "đã có hồ sơ mang số"),
        ({"opened_on": "hôm qua"}, "Không hiểu ngày"),
    ],
)
def test_an_opening_with_faults_keeps_what_was_typed(cast, signed_in, changed, said):
    from django.utils import timezone

    opened(cast.minh, opened_on=timezone.localdate())
    asked = {"code": "02.VP", "title": "Tên đã gõ", "retention": "70 năm", **changed}
    response = signed_in("minh").post(reverse("open_case_file"), asked)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert 'value="70 năm"' in response.content.decode()


def test_closing_takes_a_retention(cast, signed_in):
    file = opened(cast.minh)
    filed(cast, file)
    browser = signed_in("minh")
    assert browser.post(at(file, "close_case_file"), {}).status_code == 422
    html = browser.post(at(file, "close_case_file"), {"retention": "10 năm"}, follow=True).content.decode()
    assert "Đã kết thúc" in html
    assert "10 năm" in html
    assert at(file, "close_case_file") not in html
    assert last_told(file) == "casefiles.closed"
    assert browser.post(at(file, "close_case_file"), {"retention": "5 năm"}).status_code == 409


def test_an_empty_file_is_not_closed_and_offers_no_button(cast, signed_in):
    file = opened(cast.minh, retention="5 năm")
    browser = signed_in("minh")
    assert at(file, "close_case_file") not in browser.get(at(file)).content.decode()
    assert browser.post(at(file, "close_case_file")).status_code == 409
    assert last_told(file) == "casefiles.opened"


def test_nothing_is_added_to_a_closed_file(cast, signed_in):
    file = opened(cast.minh, retention="5 năm")
    filed(cast, file)
    casefiles.close_case_file(cast.minh, file)
    line = accepted(cast)
    browser = signed_in("minh")
    document = reverse("finish", args=[line.book, line.number])
    assert file.title not in browser.get(document).content.decode()
    assert browser.post(document, {"how": "file", "file": file.pk}).status_code == 409
