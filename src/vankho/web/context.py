"""What every page shows around its content: who acts for which agency, what waits, whether this is practice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vankho.clearance.gate import may
from vankho.orgs import queries as orgs

from .navigation import groups


def page(request: HttpRequest) -> dict[str, Any]:
    shown: dict[str, Any] = {"is_practice": settings.OFFICE.is_practice}
    actor = getattr(request, "actor", None)
    if actor is not None and request.user.is_authenticated:
        agencies = orgs.agencies_of(request.user)
        shown |= {
            "actor": actor,
            "agencies": agencies,
            "agency_name": next((agency.name for agency in agencies if agency.pk == actor.agency_id), ""),
            "may_search": may(actor, "records.see_register"),
            "navigation": groups(actor, request.resolver_match.url_name if request.resolver_match else ""),
        }
    return shown
