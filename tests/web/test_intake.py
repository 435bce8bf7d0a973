"""The tray through the browser's door: files come in, are listed with their state, and nothing secret shows."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.arriving import arrived, read_through
from vankho.clearance.actor import system
from vankho.digitisation import queries as digitisation
from vankho.jobs import claiming
from vankho.jobs.following import advance, followers
from vankho.ledger import queries as ledger
from vankho.preservation import queries as preservation
from vankho.preservation import spool
from vankho.records import actions as records
from vankho.records import queries

pytestmark = pytest.mark.django_db


def sent(*names: str, size: int = 20) -> dict:
    return {"files": [SimpleUploadedFile(name, b"%PDF-1.4 " + name.encode() + b"x" * size) for name in names]}


def tray(client) -> str:
    return client.get(reverse("intakes")).content.decode()


def follow() -> None:
    for follower in followers():
        while advance(follower):
            pass


def test_sent_files_wait_encrypted_under_their_names(cast, signed_in):
    answer = signed_in("lan").post(reverse("intakes"), sent("Công văn 211.pdf", "b.pdf"))
    assert answer.status_code == 302
    first, second = queries.intakes(cast.lan, "arrived")
    assert [first.name, second.name] == ["Công văn 211.pdf", "b.pdf"]
    assert preservation.spooled_bytes(preservation.spooled(first.spooled_id)).startswith(b"%PDF-1.4 ")
    assert "Công văn 211.pdf" in tray(signed_in("lan"))
    assert [told.verb for told in ledger.history("records.intake", first.pk)] == ["records.intake_arrived"]


def test_two_hundred_files_in_one_go(cast, signed_in):
    names = [f"quet-{number:03}.pdf" for number in range(200)]
    assert signed_in("lan").post(reverse("intakes"), sent(*names)).status_code == 302
    assert [intake.name for intake in queries.intakes(cast.lan, "arrived")] == names


def test_more_than_two_hundred_at_once_are_refused_in_words(cast, signed_in):
    answer = signed_in("lan").post(reverse("intakes"), sent(*(f"{number}.pdf" for number in range(201))))
    assert answer.status_code == 400
    assert "không quá 200 tệp" in answer.content.decode()
    assert queries.intakes(cast.lan, "arrived") == []


def test_only_those_who_keep_the_register_send_and_see(cast, signed_in):
    for name in ("minh", "hung", "kien"):
        assert signed_in(name).get(reverse("intakes")).status_code == 404
        assert signed_in(name).post(reverse("intakes"), sent("a.pdf")).status_code == 404
    signed_in("lan").post(reverse("intakes"), sent("cua-ngoc-son.pdf"))
    assert "cua-ngoc-son" not in tray(signed_in("quan"))
    assert len(queries.intakes(cast.lan, "arrived")) == 1
    assert len(spool.present()) == 1, "what was refused left nothing in the spool"


def test_a_file_too_large_is_named_and_the_others_come_in(cast, signed_in, settings):
    settings.OFFICE = settings.OFFICE.model_copy(update={"max_upload_megabytes": 1})
    files = sent("a.pdf")["files"] + sent("to.pdf", size=1_200_000)["files"] + sent("c.pdf")["files"]
    answer = signed_in("lan").post(reverse("intakes"), {"files": files}, follow=True)
    page = answer.content.decode()
    assert "Không nhận tệp «to.pdf»" in page
    assert [intake.name for intake in queries.intakes(cast.lan, "arrived")] == ["a.pdf", "c.pdf"]
    assert len(spool.present()) == 2


def test_a_script_gets_its_answer_in_words(cast, signed_in, settings):
    client = signed_in("lan")
    assert client.post(reverse("intakes"), sent("a.pdf"), headers={"HX-Request": "true"}).status_code == 200
    settings.OFFICE = settings.OFFICE.model_copy(update={"max_upload_megabytes": 1})
    answer = client.post(reverse("intakes"), sent("to.pdf", size=1_200_000), headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer.content.decode().startswith("Không nhận tệp «to.pdf»")
    assert client.post(reverse("intakes"), {}, headers={"HX-Request": "true"}).status_code == 422


def test_without_a_sealing_key_nothing_is_taken(cast, signed_in):
    cast.agency.sealing_keys.all().delete()
    assert "khóa niêm phong" in tray(signed_in("lan"))
    answer = signed_in("lan").post(reverse("intakes"), sent("a.pdf"))
    assert answer.status_code == 409
    assert queries.intakes(cast.lan, "arrived") == []
    assert spool.present() == set()


def test_each_state_has_its_words_and_its_step(cast, signed_in):
    ready = read_through(cast, pages=3, name="san-sang.pdf")
    refused = arrived(cast, "hong.pdf")
    sentence = "Tệp hỏng từ trang 4. Chưa có gì được lưu. Hãy quét lại."
    records.refuse_intake(system("worker", cast.agency.pk), refused, "formats.broken", sentence)
    page = tray(signed_in("lan"))
    assert f'href="{reverse("enter", args=[ready.pk])}"' in page
    assert "Vào sổ (1)" in page
    assert sentence in page
    assert f'action="{reverse("discard_intake", args=[refused.pk])}"' in page
    assert "every 2s" not in page, "nothing is under way"


def test_a_stopped_paper_shows_its_sentence_and_nothing_else(cast, signed_in, django_capture_on_commit_callbacks):
    stopped = arrived(cast, "danh-sach-bi-mat.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        records.stop_intake(system("worker", cast.agency.pk), stopped, 2, 17)
    client = signed_in("lan")
    page = tray(client)
    assert "Đã dừng: nghi có dấu mật — đã chuyển người quản lý bí mật nhà nước" in page
    [row] = [part for part in page.split("<tr") if str(stopped.pk) in part]
    assert "danh-sach" not in page
    assert "href" not in row
    assert "17" not in row.replace(str(stopped.pk), "")
    assert client.get(reverse("enter", args=[stopped.pk])).status_code == 404
    assert client.get(reverse("discard_intake", args=[stopped.pk])).status_code == 404


def test_progress_is_shown_while_the_machine_reads(cast, signed_in):
    intake = arrived(cast)
    follow()
    client = signed_in("lan")
    part = client.get(reverse("intakes"), headers={"HX-Request": "true", "HX-Target": "arrivals"}).content.decode()
    assert "Chờ đọc" in part
    assert "every 2s" in part
    assert "<html" not in part
    job = claiming.claim("reader")
    claiming.Progress(job)(3, 8)
    assert '<progress value="3" max="8"' in tray(client)
    assert digitisation.reading_progress([intake])[intake.pk].done == 3


def test_what_the_machine_gave_up_is_read_again_on_request(cast, signed_in):
    intake = arrived(cast)
    follow()
    for _ in range(3):
        job = claiming.claim("reader")
        claiming.fail(job, "1a2b3c4d")
        type(job).objects.update(due=job.asked_at)
    client = signed_in("lan")
    page = tray(client)
    assert "số tham chiếu 1a2b3c4d" in page
    assert signed_in("quan").post(reverse("read_again", args=[intake.pk])).status_code == 404
    assert signed_in("lan").post(reverse("read_again", args=[intake.pk])).status_code == 302
    assert "Chờ đọc" in tray(client)
    assert [told.verb for told in ledger.history("records.intake", intake.pk)][-1] == "digitisation.reading_asked_again"


def test_a_refused_file_leaves_the_list_and_a_misfeed_only_with_a_reason(cast, signed_in):
    refused, ready = arrived(cast, "hong.pdf"), read_through(cast, name="nham.pdf")
    records.refuse_intake(system("worker", cast.agency.pk), refused, "formats.broken", "Tệp hỏng.")
    client = signed_in("lan")
    assert client.post(reverse("discard_intake", args=[refused.pk]), {"reason": "Tệp hỏng"}).status_code == 302
    assert client.post(reverse("discard_intake", args=[ready.pk]), {"reason": " "}).status_code == 422
    assert signed_in("quan").post(reverse("discard_intake", args=[ready.pk]), {"reason": "x"}).status_code == 404
    assert [intake.name for intake in queries.intakes(cast.lan, "ready", "refused")] == ["nham.pdf"]
    assert signed_in("lan").post(reverse("discard_intake", args=[ready.pk]), {"reason": "Quét nhầm"}).status_code == 302
    told = ledger.history("records.intake", ready.pk)[-1]
    assert (told.verb, told.values["reason"]) == ("records.intake_discarded", "Quét nhầm")


def test_all_that_was_refused_leaves_with_one_press_and_hides_nothing(cast, signed_in):
    worker = system("worker", cast.agency.pk)
    for name in ("hong-1.pdf", "hong-2.pdf"):
        records.refuse_intake(worker, arrived(cast, name), "formats.broken", "Tệp hỏng.")
    ready = read_through(cast)
    assert "Bỏ cả 2 tệp" in tray(signed_in("lan"))
    assert signed_in("minh").post(reverse("discard_refused")).status_code == 404
    signed_in("quan").post(reverse("discard_refused"))
    assert len(queries.intakes(cast.lan, "refused")) == 2
    signed_in("lan").post(reverse("discard_refused"))
    assert queries.intakes(cast.lan, "refused", "ready") == [ready]


def test_the_clerk_learns_where_the_scanner_writes(cast, signed_in):
    assert "/watch/dang-uy-xa-ngoc-son-" in tray(signed_in("lan"))


@pytest.mark.django_db
def test_a_stranger_fills_no_spool(client, cast, own_office):
    stray = SimpleUploadedFile("cv.pdf", b"%PDF-1.7 " * 1000, content_type="application/pdf")
    assert client.post("/tiep-nhan", {"files": stray}).status_code == 302
    assert not any((own_office / "spool").glob("*"))
