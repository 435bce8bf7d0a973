"""Incidents, for the custodian of the agency they happened in."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may

from .models import Incident


def incidents(actor: Actor) -> QuerySet[Incident]:
    if not may(actor, "secrecy.see_incidents"):
        return Incident.unguarded.none()
    return Incident.unguarded.filter(agency_id=actor.agency).order_by("-found_at")


def incident(actor: Actor, incident_id: UUID) -> Incident:
    found = incidents(actor).filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found


def waiting_for(actor: Actor) -> list[Incident]:
    """Incidents the custodian has not dealt with."""
    return list(incidents(actor).filter(state__in=["open", "picked_up"]))
