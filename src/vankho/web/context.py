"""What every page shows around its content: who acts for which agency, what waits, whether this is practice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vankho.orgs import queries as orgs

from .navigation import groups


def page(request: HttpRequest) -> dict[str, Any]:
    shown: dict[str, Any] = {"is_practice": settings.OFFICE.is_practice}
    actor = getattr(request, "actor", None)
    if actor is not None and request.user.is_authenticated:
        shown |= {
            "actor": actor,
            "agencies": orgs.agencies_of(request.user),
            "agency_name": orgs.agency(actor.agency_id).name if actor.agency_id else "",
            "navigation": groups(actor, request.resolver_match.url_name if request.resolver_match else ""),
        }
    return shown
