"""People and posts: who works here, with which duties, signing in under which name."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from vankho.clearance.gate import may
from vankho.lib.dates import format_date
from vankho.orgs import actions as orgs
from vankho.orgs import queries, words
from vankho.orgs.actions import PostFacts
from vankho.orgs.errors import LoginTaken, WrongDates
from vankho.web.parts import Field, filled
from vankho.web.records.typed import Typed
from vankho.web.requests import Asked


def people(request: Asked) -> HttpResponse:
    if not may(request.actor, "orgs.see_people"):
        raise Http404
    shown = {"staff": queries.staff(request.actor), "may_appoint": may(request.actor, "orgs.appoint")}
    return render(request, "people/people.html", shown)


def add_person(request: Asked) -> HttpResponse:
    """Appoint somebody and open an account; the first password is shown once and kept nowhere."""
    if not may(request.actor, "orgs.appoint"):
        raise Http404
    fields = [
        Field("name", "Họ và tên", is_needed=True),
        Field("title", "Chức vụ", is_needed=True),
        Field("roles", "Nhiệm vụ trên hệ thống", "checks", choices=list(words.ROLES.items()), is_needed=True),
        Field("since", "Từ ngày", "date", format_date(timezone.localdate()), is_needed=True),
        Field("login", "Tên đăng nhập", hint="Chữ không dấu, số, dấu chấm; bỏ trống nếu không cần tài khoản."),
    ]
    if request.method != "POST":
        values: dict[str, object] = {field.name: field.value for field in fields}
        return render(request, "people/add_person.html", {"fields": filled(fields, values, {})})
    typed = Typed(request.POST)
    secret = _appoint(request, typed)
    if typed.faults:
        kept = typed.kept() | {"roles": request.POST.getlist("roles")}
        shown = {"fields": filled(fields, kept, typed.faults), "faults": typed.faults}
        return render(request, "people/add_person.html", shown, status=422)
    return render(
        request, "people/added.html", {"name": typed.text("name"), "login": typed.text("login"), "secret": secret}
    )


def _appoint(request: Asked, typed: Typed) -> str:
    name, title, login = typed.text("name", 100), typed.text("title", 150), typed.text("login", 60)
    roles = [role for role in request.POST.getlist("roles") if role in words.ROLES]
    since = typed.day("since") or timezone.localdate()
    for field, missing in (("name", not name), ("title", not title), ("roles", not roles)):
        if missing:
            typed.faults[field] = words.FAULTS[f"{field}_missing"]
    if typed.faults:
        return ""
    agency = queries.agency(request.actor.agency)
    try:
        return orgs.take_on(request.actor, agency, name, PostFacts(title, tuple(roles)), since, login)
    except LoginTaken as taken:
        typed.faults["login"] = taken.sentence()
    except WrongDates as wrong:
        typed.faults["since"] = wrong.sentence()
    return ""


@require_POST
def end_appointment(request: Asked, appointment_id: UUID) -> HttpResponse:
    """Somebody leaves a post today; what was done in it stays as it was."""
    orgs.end_appointment(request.actor, queries.appointment(request.actor, appointment_id), timezone.localdate())
    messages.success(request, "Đã ghi thôi giữ chức vụ từ hôm nay.")
    return redirect("people")


@require_POST
def reset_password(request: Asked, appointment_id: UUID) -> HttpResponse:
    """A fresh password for somebody of this agency; shown once."""
    held = queries.appointment(request.actor, appointment_id)
    login = queries.login_of(held.person_id)
    secret = orgs.reset_password(request.actor, login)
    return render(request, "people/added.html", {"name": held.person.full_name, "login": login, "secret": secret})
