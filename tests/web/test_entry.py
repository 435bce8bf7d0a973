"""The entry form through the browser's door: what was read is proposed, checked, asked about and registered."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.arriving import arrived, read_through
from vankho.ledger import queries as ledger
from vankho.lib.dates import format_date
from vankho.records import actions as records
from vankho.records import queries
from vankho.records.actions.registration import Entry
from vankho.records.rules import IncomingFacts

pytestmark = pytest.mark.django_db

TYPED = {
    "issuer": "Tỉnh ủy Lam Sơn",
    "issuer_superior": "",
    "reference": "211-CV/TU",
    "issued_on": "30/10/2025",
    "received_on": "3/11/2025",
    "type_name": "Công văn",
    "subject": "Về việc lưu trữ, quản lý tài liệu khi sắp xếp tổ chức bộ máy",
    "urgency": "1",
    "family": "party",
    "recipients": "- Như trên;\n- Lưu Văn phòng.",
    "page_count": "3",
}


def typed(**changed) -> dict[str, str]:
    return {**TYPED, "verb": "save", **changed}


def lines(cast):
    return list(queries.known_to(cast.lan).order_by("number"))


def test_what_was_read_stands_in_the_form_and_the_unsure_is_marked(cast, signed_in):
    scan = read_through(cast, so_ky_hieu=("211-CV/TU", 0.97), ngay=("2025-10-30", 0.6), do_khan=("THƯỢNG KHẨN", 0.95))
    page = signed_in("lan").get(reverse("enter", args=[scan.pk])).content.decode()
    assert 'value="211-CV/TU"' in page
    assert 'value="30/10/2025"' in page
    assert '<option value="2" selected>Thượng khẩn</option>' in page
    assert f'value="{format_date(timezone.localdate())}"' in page, "the day of arrival is today"
    assert page.count("chưa chắc</span>") == 1
    assert 'data-boxes="[[10, 20, 110, 50]]"' in page
    assert "1 trên 1 tệp" in page
    assert "Độ mật" not in page, "an open installation has no level to choose"


def test_one_press_registers_with_the_scan_and_tells_the_ledger(cast, signed_in):
    records.open_book(cast.lan, "2025", 1205)
    scan = read_through(cast)
    answer = signed_in("lan").post(reverse("enter", args=[scan.pk]), typed())
    assert answer["Location"] == reverse("document", args=["2025", 1205])
    [line] = lines(cast)
    assert (line.number, line.issued_on, line.urgency, line.page_count) == (1205, date(2025, 10, 30), 1, 3)
    assert line.recipients == ["Như trên", "Lưu Văn phòng"]
    assert [file.sha256 for file in queries.files_of(cast.lan, line)] == [scan.sha256]
    told = ledger.history("records.incomingdocument", line.pk)
    assert [entry.verb for entry in told] == ["records.incoming_registered"]


def test_others_neither_see_nor_enter_it(cast, signed_in):
    scan = read_through(cast)
    for name in ("minh", "quan", "kien", "hung"):
        client = signed_in(name)
        assert client.get(reverse("enter", args=[scan.pk])).status_code == 404, name
        assert client.post(reverse("enter", args=[scan.pk]), typed()).status_code == 404, name
        assert client.post(reverse("draft", args=[scan.pk]), typed()).status_code == 404, name
    assert lines(cast) == []
    assert signed_in("minh").get(reverse("enter_paper")).status_code == 404
    assert signed_in("lan").post(reverse("enter", args=[scan.pk]), typed()).status_code == 302


def test_every_fault_is_named_beside_its_field_and_the_typed_text_stays(cast, signed_in):
    answer = signed_in("lan").post(
        reverse("enter_paper"),
        typed(issuer="", subject=" ", issued_on="31/2/2025", received_on="5/3", page_count="ba"),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for name in ("issuer", "subject", "issued_on", "received_on", "page_count"):
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}_fault"' in page
    assert "Không có ngày «31/2/2025»" in page
    assert "thiếu năm" in page
    assert 'value="211-CV/TU"' in page
    assert lines(cast) == []


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"issuer": "x" * 251}, "issuer"),
        ({"subject": "x" * 2001}, "subject"),
        ({"urgency": "9"}, "urgency"),
        ({"family": "guild"}, "family"),
        ({"received_on": ""}, "received_on"),
        ({"page_count": "9999999"}, "page_count"),
    ],
)
def test_what_the_register_cannot_hold_is_a_fault_and_no_number_is_used(cast, signed_in, changed, name):
    answer = signed_in("lan").post(reverse("enter_paper"), typed(**changed))
    assert answer.status_code == 422
    assert f'id="id_{name}_fault"' in answer.content.decode()
    assert signed_in("lan").post(reverse("enter_paper"), typed()).status_code == 302
    assert [line.number for line in lines(cast)] == [1]


def test_save_and_next_opens_the_next_scan_and_keeps_what_is_pinned(cast, signed_in):
    first, second = read_through(cast, co_quan_ban_hanh=("Tỉnh ủy Lam Sơn", 0.95)), read_through(cast)
    client = signed_in("lan")
    answer = client.post(reverse("enter", args=[first.pk]), typed(verb="next", pin_issuer="on"))
    assert answer["Location"] == reverse("enter", args=[second.pk])
    page = client.get(answer["Location"]).content.decode()
    assert 'value="Tỉnh ủy Lam Sơn"' in page
    assert 'name="pin_issuer" tabindex="-1" checked' in page
    answer = client.post(reverse("enter", args=[second.pk]), typed(verb="next", reference="212-CV/TU"))
    assert answer["Location"] == reverse("intakes")
    assert "pin" not in client.session["pins"]


def test_one_press_registers_and_presents_to_the_leader(cast, signed_in):
    scan = read_through(cast)
    client = signed_in("lan")
    page = client.get(reverse("enter", args=[scan.pk])).content.decode()
    assert page.index("Lê Văn Hùng, Bí thư") < page.index("Hoàng Thị Hạnh, Chánh Văn phòng")
    client.post(reverse("enter", args=[scan.pk]), typed(verb="present", present_to=str(cast.post("hung"))))
    [line] = lines(cast)
    assert line.state == "presented"
    assert [w.task for w in queries.waiting_for(cast.hung)] == ["direct"]


def test_presenting_to_nobody_uses_no_number(cast, signed_in):
    answer = signed_in("lan").post(reverse("enter_paper"), typed(verb="present", present_to=str(cast.post("minh"))))
    assert answer.status_code == 422
    assert lines(cast) == []
    signed_in("lan").post(reverse("enter_paper"), typed())
    assert lines(cast)[0].number == 1


class TestDuplicates:
    """The same paper comes a second time."""

    @pytest.fixture
    def known(self, cast):
        facts = IncomingFacts(
            "Tỉnh ủy Lam Sơn", "Về lưu trữ", date(2025, 11, 1), "211-CV/TU", issued_on=date(2025, 10, 30)
        )
        return records.register_incoming(cast.lan, Entry(facts))

    def test_it_is_asked_about_once_before_saving(self, cast, signed_in, known):
        client = signed_in("lan")
        asked = client.post(reverse("enter_paper"), typed(verb="next"))
        page = asked.content.decode()
        assert asked.status_code == 422
        assert f"số đến {known.number}" in page
        assert f'value="{known.pk}"' in page
        assert 'name="verb" value="next">Vẫn vào sổ' in page
        assert len(lines(cast)) == 1
        assert client.post(reverse("enter_paper"), typed(verb="next", confirmed=str(known.pk))).status_code == 302
        assert len(lines(cast)) == 2

    def test_its_paper_version_takes_no_second_number(self, cast, signed_in, known):
        scan = read_through(cast)
        answer = signed_in("lan").post(reverse("enter", args=[scan.pk]), typed(verb=f"attach:{known.pk}"))
        assert answer["Location"] == reverse("document", args=["2025", known.number])
        [line] = lines(cast)
        assert line.paper_received_on == date(2025, 11, 3)
        assert [file.kind for file in queries.files_of(cast.lan, line)] == ["paper_version"]
        verbs = [told.verb for told in ledger.history("records.incomingdocument", line.pk)]
        assert verbs[-1] == "records.paper_version_attached"

    def test_nothing_is_attached_to_what_is_not_there(self, cast, signed_in, known):
        for wrong in ("attach:nonsense", "attach:00000000-0000-7000-8000-000000000000"):
            assert signed_in("lan").post(reverse("enter_paper"), typed(verb=wrong)).status_code == 404
        assert lines(cast)[0].paper_received_on is None

    def test_leaving_the_reference_says_so_at_once_but_not_to_another_agency(self, cast, signed_in, known):
        asked = {"issuer": "tỉnh ủy lam sơn", "reference": "0211 - CV/TU", "issued_on": "301025"}
        said = signed_in("lan").get(reverse("duplicates"), asked).content.decode()
        assert "Đã có" in said
        assert str(known.pk) in said
        assert signed_in("quan").get(reverse("duplicates"), asked).content.decode().strip() == ""
        assert signed_in("lan").get(reverse("duplicates"), {"reference": "9-CV/TU"}).content.decode().strip() == ""

    def test_a_scan_read_as_a_known_paper_says_so_from_the_start(self, cast, signed_in, known):
        scan = read_through(cast, so_ky_hieu=("211-CV/TU", 0.95))
        client = signed_in("lan")
        page = client.get(reverse("enter", args=[scan.pk])).content.decode()
        assert "Gần giống" in page
        assert 'id="confirmed" value=""' in page, "seen is not yet confirmed"

    def test_the_same_bytes_are_asked_about_too(self, cast, signed_in):
        client = signed_in("lan")
        first = read_through(cast)
        client.post(reverse("enter", args=[first.pk]), typed())
        again = read_through(cast, same_as=first)
        page = client.get(reverse("enter", args=[again.pk])).content.decode()
        assert "cùng một tệp quét" in page
        assert 'id="confirmed" value=""' in page
        assert client.post(reverse("enter", args=[again.pk]), typed(reference="9-CV/TU")).status_code == 422
        assert len(lines(cast)) == 1


def test_a_draft_is_kept_and_comes_back(cast, signed_in):
    scan = read_through(cast, trich_yeu=("Về việc đọc sai", 0.95))
    client = signed_in("lan")
    said = client.post(reverse("draft", args=[scan.pk]), typed(subject="Về việc đã gõ dở", csrfmiddlewaretoken="x"))
    assert said.content.decode().startswith("Đã lưu nháp ")
    page = client.get(reverse("enter", args=[scan.pk])).content.decode()
    assert "Về việc đã gõ dở" in page
    assert "Đã khôi phục bản nháp" in page
    assert set(queries.intake(cast.lan, scan.pk).draft) <= set(TYPED)


def test_the_draft_of_a_paper_without_scan_ends_when_it_is_entered(cast, signed_in):
    client = signed_in("lan")
    client.post(reverse("paper_draft"), typed(subject="Gõ dở"))
    assert "Gõ dở" in client.get(reverse("enter_paper")).content.decode()
    assert client.post(reverse("enter_paper"), typed(verb="next"))["Location"] == reverse("enter_paper")
    assert "Gõ dở" not in client.get(reverse("enter_paper")).content.decode()


def test_a_number_given_on_paper_is_offered_and_taken(cast, signed_in):
    records.open_book(cast.lan, "2025", 1205)
    records.declare_paper_numbers(cast.lan, "2025", 1205, 1206, "Mất điện")
    client = signed_in("lan")
    client.post(reverse("enter_paper"), typed(use_paper_number="on", verb="next"))
    client.post(reverse("enter_paper"), typed(reference="212-CV/TU"))
    assert [line.number for line in lines(cast)] == [1205, 1207]


def test_pickers_answer_with_or_without_marks_and_by_initials(cast, signed_in):
    client = signed_in("lan")
    for asked in ("tỉnh ủy", "tinh uy lam", "tuls", "TU"):
        assert "Tỉnh ủy Lam Sơn" in client.get(reverse("organs"), {"q": asked}).content.decode(), asked
    assert client.get(reverse("organs"), {"q": "không có"}).content.decode().strip() == ""
    for asked in ("cong van", "cv", "Công"):
        assert "Công văn" in client.get(reverse("types"), {"q": asked, "family": "party"}).content.decode(), asked
    assert signed_in("minh").get(reverse("organs"), {"q": "TU"}).status_code == 404


def test_the_first_button_of_the_form_is_a_plain_save(cast, signed_in):
    """Enter presses the first button where no script runs: it must never attach or present."""
    scan = read_through(cast)
    signed_in("lan").post(reverse("enter_paper"), typed())
    page = signed_in("lan").post(reverse("enter", args=[scan.pk]), typed()).content.decode()
    form = page[page.index('id="entry"') :]
    assert form[form.index("<button") :].split(">")[0].count('name="verb" value="save"') == 1
    assert "attach:" in form


def test_two_windows_cannot_enter_one_scan_twice(cast, signed_in):
    scan = read_through(cast)
    client = signed_in("lan")
    assert client.post(reverse("enter", args=[scan.pk]), typed()).status_code == 302
    again = client.post(reverse("enter", args=[scan.pk]), typed(reference="213-CV/TU"))
    assert again.status_code == 409
    line = lines(cast)[0]
    page = again.content.decode()
    assert f"Tệp này đã vào sổ, số đến {line.number}" in page
    assert reverse("document", args=[line.book, line.number]) in page
    assert len(lines(cast)) == 1


def test_a_scan_taken_out_of_the_list_is_not_said_to_be_entered(cast, signed_in):
    scan = read_through(cast)
    client = signed_in("lan")
    client.post(reverse("discard_intake", args=[scan.pk]), {"reason": "Quét nhầm"})
    again = client.get(reverse("enter", args=[scan.pk]))
    assert again.status_code == 409
    assert "vừa được xử lý" in again.content.decode()
    assert "đã vào sổ, số" not in again.content.decode()


def test_a_form_sent_after_signing_out_leads_back_to_its_page_and_says_so(cast, client):
    address = reverse("enter", args=[read_through(cast).pk])
    sent_on = client.post(address, typed(), headers={"referer": f"http://testserver{address}"})
    assert sent_on["Location"] == f"/dang-nhap?next={quote(address, safe='')}&chua_luu=1"
    assert "chưa được lưu" in client.get(sent_on["Location"]).content.decode()
    assert not lines(cast)
    elsewhere = client.post(address, typed(), headers={"referer": "https://example.com/x"})
    assert elsewhere["Location"] == "/dang-nhap"


def test_what_is_still_being_read_cannot_be_entered(cast, signed_in):
    waiting = arrived(cast)
    assert signed_in("lan").get(reverse("enter", args=[waiting.pk])).status_code == 409


def test_an_unsealed_level_cannot_be_smuggled_in(cast, signed_in):
    signed_in("lan").post(reverse("enter_paper"), typed(level="1"))
    assert lines(cast)[0].level == 0


class TestBytes:
    """Pictures and originals leave only to those who may see the paper."""

    def test_the_picture_is_private_and_asked_for_each_time(self, cast, signed_in):
        scan = read_through(cast)
        url = reverse("page_picture", args=[scan.sha256, 0])
        answer = signed_in("lan").get(url)
        assert answer.content == b"RIFF-invented-webp"
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-cache"
        assert signed_in("lan").get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert signed_in("quan").get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 404
        assert signed_in("minh").get(url).status_code == 404
        assert signed_in("lan").get(reverse("page_picture", args=[scan.sha256, 9])).status_code == 404

    def test_the_original_comes_down_whole_and_asleep(self, cast, signed_in):
        scan = read_through(cast)
        url = reverse("original", args=[scan.sha256])
        answer = signed_in("lan").get(url)
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"].startswith("sandbox")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert signed_in("quan").get(url).status_code == 404
        assert signed_in("lan").get(reverse("original", args=[".."])).status_code == 404


@pytest.mark.parametrize(("short", "full"), [("cv", "Công văn"), ("QĐ", "Quyết định"), ("Thư ngỏ", "Thư ngỏ")])
def test_an_abbreviated_type_stands_in_full_in_the_register(cast, signed_in, short, full):
    signed_in("lan").post(reverse("enter_paper"), typed(type_name=short))
    assert lines(cast)[0].type_name == full
