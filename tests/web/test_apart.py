"""Petitions, envelopes, the book's numbers, the custodian's and the administrator's pages, at the HTTP door."""

from __future__ import annotations

import pytest

from vankho.ledger import queries as ledger
from vankho.orgs import queries as orgs
from vankho.records import queries as records


@pytest.fixture
def petition(cast, signed_in):
    told = {"received_on": "03/11/2025", "subject": "Kiến nghị về đường thôn Đồi", "writer": "Ông Hòa", "kind": "Thư"}
    assert signed_in("lan").post("/don-thu/vao-so", told).status_code == 302
    return records.petitions(cast.thao).get()


@pytest.mark.django_db
def test_a_petition_is_known_to_its_officers_only(cast, signed_in, petition):
    page = signed_in("thao").get(f"/don-thu/{petition.pk}")
    assert "Ông Hòa" in page.content.decode()
    for name in ("lan", "minh", "an", "quan", "kien"):
        assert signed_in(name).get(f"/don-thu/{petition.pk}").status_code == 404
        assert signed_in(name).get("/don-thu").status_code == 404


@pytest.mark.django_db
def test_a_petition_without_subject_keeps_what_was_typed(cast, signed_in):
    answer = signed_in("lan").post("/don-thu/vao-so", {"received_on": "3/11/2025", "writer": "Bà Mơ", "subject": " "})
    assert answer.status_code == 422
    assert "Bà Mơ" in answer.content.decode()
    assert not records.petitions(cast.thao).exists()


@pytest.mark.django_db
def test_an_envelope_is_handed_on_with_nothing_but_what_stands_outside(cast, signed_in):
    told = {"kind": "unopened", "received_on": "03/11/2025", "sender": "Tỉnh ủy", "handed_to": "Đồng chí Hùng"}
    assert signed_in("lan").post("/chuyen-thang/ghi", told).status_code == 302
    line = records.diversions(cast.lan).get()
    assert [told.verb for told in ledger.history("records.diversion", line.pk)] == ["records.diverted"]
    assert signed_in("minh").post("/chuyen-thang/ghi", told).status_code == 404


@pytest.mark.django_db
def test_the_book_starts_where_the_paper_book_stopped_and_paper_numbers_are_awaited(cast, signed_in):
    clerk = signed_in("lan")
    assert clerk.post("/so-va-so-den", {"first": "1205"}).status_code == 302
    assert clerk.post("/so-va-so-den", {"from": "1205", "to": "1207", "reason": "Mất điện"}).status_code == 302
    assert "1205, 1206, 1207" in clerk.get("/so-va-so-den").content.decode()
    for wrong in ({"first": "0"}, {"from": "1208", "to": "99999", "reason": "Mất điện"}):
        assert clerk.post("/so-va-so-den", wrong).status_code == 422
    refused = clerk.post("/so-va-so-den", {"from": "1300", "to": "1301", "reason": "Mất điện"})
    assert refused.status_code == 422
    assert "1208" in refused.content.decode()


@pytest.mark.django_db
def test_an_empty_form_for_a_person_names_what_is_missing(cast, signed_in):
    answer = signed_in("an").post("/nguoi-va-chuc-vu/them", {"name": "", "since": "22/11/2025"})
    assert answer.status_code == 422
    for sentence in ("Chưa có họ và tên.", "Chưa có chức vụ.", "Cần chọn ít nhất một nhiệm vụ."):
        assert sentence in answer.content.decode()


@pytest.mark.django_db
def test_an_administrator_takes_on_people_and_reads_nothing(cast, signed_in):
    told = {
        "name": "Lương Văn Tám",
        "title": "Chuyên viên",
        "roles": ["officer"],
        "since": "01/07/2025",
        "login": "tam",
    }
    shown = signed_in("an").post("/nguoi-va-chuc-vu/them", told)
    assert shown.status_code == 200
    assert "Lương Văn Tám" in signed_in("an").get("/nguoi-va-chuc-vu").content.decode()
    assert signed_in("an").get("/van-ban-den").status_code == 404
    assert signed_in("minh").get("/nguoi-va-chuc-vu").status_code == 404
    again = signed_in("an").post("/nguoi-va-chuc-vu/them", told)
    assert again.status_code == 422


@pytest.mark.django_db
def test_whoever_left_his_post_signs_in_to_nothing(cast, signed_in):
    staff = {one.login: one for one in orgs.staff(cast.an)}
    signed_in("an").post(f"/nguoi-va-chuc-vu/{staff['lan'].appointment_id}/thoi-giu")
    assert signed_in("lan").get("/van-ban-den").status_code == 404
