"""Signing in and out, one's own password, and which agency one acts for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from vankho.orgs import actions as orgs
from vankho.orgs import queries as people
from vankho.orgs import signing_in

from ..requests import Asked
from .forms import ChangePassword


class SignInForm(AuthenticationForm):
    """The same answer for an unknown name, a wrong password and a locked account."""

    error_messages = {
        "invalid_login": (
            "Tên đăng nhập hoặc mật khẩu không đúng. Sau nhiều lần sai, tài khoản tạm khóa 10 phút."
            " Nếu quên mật khẩu, hãy báo chánh văn phòng hoặc quản trị."
        ),
        "inactive": "Tài khoản này đã ngừng sử dụng. Hãy báo quản trị.",
    }

    def clean(self) -> dict[str, Any]:
        login = str(self.cleaned_data.get("username") or "").strip().lower()
        self.cleaned_data["username"] = login
        account = people.account_for_login(login)
        if account and signing_in.is_locked(account):
            raise self.get_invalid_login_error()
        try:
            fields = super().clean()
        except ValidationError:
            if account:
                signing_in.failed(account)
            raise
        if account:
            signing_in.succeeded(account)
        return fields


class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")


def change_password(request: Asked) -> HttpResponse:
    form = ChangePassword(request.user, request.POST or None)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        orgs.change_password(request.actor, form.cleaned_data["new"])
        account = people.account_for_login(request.user.get_username())
        assert account is not None
        update_session_auth_hash(request, account)
        return redirect("desk")
    return render(request, "accounts/change_password.html", {"form": form})


@require_POST
def act_for(request: Asked) -> HttpResponse:
    """Act for another of one's agencies; one that is not one's own changes nothing."""
    mine = {str(agency.pk) for agency in people.agencies_of(request.user)}  # type: ignore[arg-type]
    if request.POST.get("agency") in mine:
        request.session["acting_for"] = request.POST["agency"]
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "desk")


def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: it answers, nothing more."""
    return HttpResponse("ok", content_type="text/plain")
