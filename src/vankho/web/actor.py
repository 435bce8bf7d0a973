"""Who is asking: every request carries the actor its account is, in the agency it acts for."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from vankho.clearance.actor import Actor
from vankho.orgs import queries as orgs

OPEN_TO_ALL = {"sign_in", "sign_out", "alive"}
WITHOUT_NEW_PASSWORD = OPEN_TO_ALL | {"change_password"}


def _actor(request: HttpRequest) -> Actor:
    chosen = request.session.get("acting_for")
    return orgs.actor_for(request.user, UUID(chosen) if chosen else None)  # type: ignore[arg-type]


class ActorMiddleware:
    """Nobody unknown comes further than the sign-in page; a first password is changed before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            # What one person was shown stays in no cache: offices share computers.
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in OPEN_TO_ALL:
            return None
        if not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        if request.user.must_change_password and name not in WITHOUT_NEW_PASSWORD:
            return redirect("change_password")
        return None


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a part of a page asks the browser to go there as a whole."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": "/dang-nhap"})
    response = redirect("sign_in")
    if request.method == "GET":
        response["Location"] += "?" + urlencode({"next": request.get_full_path()})
    elif page := _page_of(request):
        response["Location"] += "?" + urlencode({"next": page, "chua_luu": "1"})
    return response


def _page_of(request: HttpRequest) -> str:
    """The page of ours a form was sent from; empty when the browser does not tell."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="").geturl() if page.netloc == request.get_host() else ""
