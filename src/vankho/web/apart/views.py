"""What goes its own way: petitions, envelopes and cipher telegrams; and the books' numbers."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vankho.clearance.gate import may
from vankho.lib.dates import format_date
from vankho.numbering.errors import AlreadyStarted, NotNext
from vankho.records import actions as records
from vankho.records import entering, queries, words
from vankho.records.actions.registration import Envelope, PetitionFacts
from vankho.records.errors import Incomplete
from vankho.web.parts import Field, filled
from vankho.web.records.typed import Typed
from vankho.web.requests import Asked


def _today() -> date:
    return timezone.localdate()


def _form(request: Asked, title: str, fields: list[Field], typed: Typed | None = None, **more: Any) -> HttpResponse:
    values = typed.kept() if typed else {field.name: field.value for field in fields}
    faults = typed.faults if typed else {}
    shown = {"title": title, "fields": filled(fields, values, faults), "faults": faults, **more}
    return render(request, "apart/form.html", shown, status=422 if faults else 200)


def _must(request: Asked, verb: str) -> None:
    if not may(request.actor, verb):
        raise Http404


def petitions(request: Asked) -> HttpResponse:
    """The petition book, for those who handle petitions."""
    _must(request, "records.see_petitions")
    return render(request, "apart/petitions.html", {"petitions": queries.petitions(request.actor)[:200]})


def petition(request: Asked, petition_id: UUID) -> HttpResponse:
    found = queries.petitions(request.actor).filter(pk=petition_id).first()
    if found is None:
        raise Http404
    return render(request, "apart/petition.html", {"petition": found, "pages": range(found.page_count)})


def _petition_fields(request: Asked) -> list[Field]:
    scans = [("", "Không có bản quét")] + [(str(i.pk), i.name) for i in queries.intakes(request.actor, "ready")]
    return [
        Field("received_on", "Ngày đến", "date", format_date(_today()), is_needed=True),
        Field("kind", "Loại đơn", "choice", choices=[(k, k) for k in words.PETITION_KINDS]),
        Field("writer", "Người gửi", hint="Chỉ người xử lý đơn, thư và lãnh đạo thấy."),
        Field("address", "Địa chỉ"),
        Field("subject", "Nội dung tóm tắt", "long", is_needed=True),
        Field("scan", "Bản quét", "choice", request.GET.get("ban-quet", ""), choices=scans),
    ]


def add_petition(request: Asked) -> HttpResponse:
    """Enter a petition in its own book; whoever enters it does not see it afterwards unless it is theirs to handle."""
    _must(request, "records.register_petition")
    fields, title = _petition_fields(request), "Vào sổ đơn, thư"
    if request.method != "POST":
        return _form(request, title, fields)
    typed = Typed(request.POST)
    scan = typed.key("scan")
    facts = PetitionFacts(
        received_on=typed.day("received_on") or _today(),
        subject=typed.text("subject"),
        writer=typed.text("writer", 100),
        address=typed.text("address", 250),
        kind=typed.text("kind", 40),
        intake=queries.intake(request.actor, scan) if scan else None,
    )
    if not typed.faults:
        try:
            entered = records.register_petition(request.actor, facts)
        except Incomplete as lacking:
            typed.faults |= lacking.faults
        else:
            messages.success(request, f"Đã vào sổ đơn, thư: số {entered.number}.")
            return redirect("intakes" if may(request.actor, "records.see_intakes") else "petitions")
    return _form(request, title, fields, typed)


def diversions(request: Asked) -> HttpResponse:
    """The book of what was handed on unopened."""
    _must(request, "records.see_diversions")
    return render(request, "apart/diversions.html", {"lines": queries.diversions(request.actor)[:200]})


def divert(request: Asked) -> HttpResponse:
    """Hand on an envelope or a cipher telegram with nothing but what stands outside."""
    _must(request, "records.divert")
    kinds = [(kind, label) for kind, label in words.DIVERSIONS.items() if kind != "petition"]
    fields = [
        Field("kind", "Loại", "choice", choices=kinds),
        Field("received_on", "Ngày đến", "date", format_date(_today()), is_needed=True),
        Field("sender", "Nơi gửi (ghi trên bì)"),
        Field("number", "Số ghi trên bì"),
        Field("handed_to", "Chuyển cho", is_needed=True, hint="Họ tên, chức vụ người nhận; ký nhận ở sổ chuyển giao."),
    ]
    if request.method != "POST":
        return _form(request, "Chuyển thẳng, không bóc bì", fields)
    typed = Typed(request.POST)
    envelope = Envelope(
        kind=typed.text("kind", 16),
        received_on=typed.day("received_on") or _today(),
        handed_to=typed.text("handed_to", 150),
        sender=typed.text("sender", 250),
        number=typed.text("number", 60),
    )
    if envelope.kind not in dict(kinds):
        raise Http404
    if not typed.faults:
        try:
            records.divert(request.actor, envelope)
        except Incomplete as lacking:
            typed.faults |= lacking.faults
        else:
            messages.success(request, f"Đã ghi: chuyển {envelope.handed_to}.")
            return redirect("diversions")
    return _form(request, "Chuyển thẳng, không bóc bì", fields, typed)


@require_POST
def return_envelope(request: Asked, diversion_id: UUID) -> HttpResponse:
    """The addressee found agency business in it: it goes on to be registered."""
    records.return_envelope(request.actor, queries.diversion(request.actor, diversion_id))
    messages.success(request, "Đã ghi: người nhận trả lại để vào sổ.")
    return redirect("enter_paper")


def book(request: Asked) -> HttpResponse:
    """Where the year's numbers start, and numbers that were given on paper."""
    _must(request, "records.declare_paper_numbers")
    year = str(_today().year)
    typed = Typed(request.POST) if request.method == "POST" else None
    if typed is not None and _change_book(request, typed, year):
        return redirect("book")
    faults = typed.faults if typed else {}
    upcoming = queries.next_number(request.actor, _today())
    start = [Field("first", "Số đến đầu tiên", "number", hint="Ví dụ 1205 nếu sổ giấy đã dùng đến số 1204.")]
    block = [
        Field("from", "Từ số", "number", str(upcoming)),
        Field("to", "Đến số", "number"),
        Field("reason", "Lý do", value="Mất điện, vào sổ giấy"),
    ]
    values = typed.kept() if typed else {field.name: field.value for field in (*start, *block)}
    shown = {
        "year": year,
        "next": upcoming,
        "is_fresh": not entering.book_has_numbers(request.actor, year),
        "awaited": queries.awaited_paper_numbers(request.actor, _today()),
        "start": filled(start, values, faults),
        "paper_block": filled(block, values, faults),
        "faults": faults,
    }
    return render(request, "apart/book.html", shown, status=422 if faults else 200)


def _change_book(request: Asked, typed: Typed, year: str) -> bool:
    try:
        if "first" in request.POST:
            records.open_book(request.actor, year, typed.whole("first"))
            messages.success(request, f"Sổ năm {year} bắt đầu từ số {typed.whole('first')}.")
        else:
            first, last = typed.whole("from"), typed.whole("to")
            records.declare_paper_numbers(request.actor, year, first, last, typed.text("reason", 300))
            messages.success(request, f"Đã ghi: số {first}–{last} cấp trên giấy, chờ nhập theo thứ tự.")
    except (AlreadyStarted, NotNext) as refused:
        typed.faults["first" if "first" in request.POST else "from"] = refused.sentence()
    except Incomplete as lacking:
        typed.faults |= lacking.faults
    return not typed.faults
