"""Who is who, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from vankho.clearance.actor import ACCOUNT_ROLE, Actor
from vankho.clearance.gate import may
from vankho.clearance.levels import Level
from vankho.lib.vietnamese import matches_typed, person_sort_key, sort_key

from . import words
from .models import Account, Agency, AgencySymbol, Appointment, Clearance, SealingKey, in_force


def today() -> date:
    return timezone.localdate()


def actor_for(account: Account, agency_id: UUID | None = None, at: datetime | None = None) -> Actor:
    """The actor an account is at an instant, in one agency (the first it holds a post in, unless one is named)."""
    at = at or datetime.now(UTC)
    on = timezone.localdate(at)
    held = list(_appointments(account.person_id, on)) if account.person_id else []
    chosen = [a for a in held if a.post.agency_id == agency_id] or (
        [a for a in held if a.post.agency_id == held[0].post.agency_id] if held else []
    )
    return Actor(
        id=str(account.pk),
        name=held[0].person.full_name if held else str(account.person or account.login),
        post=", ".join(a.post.title for a in chosen),
        agency_id=chosen[0].post.agency_id if chosen else None,
        person_id=account.person_id,
        post_ids=frozenset(a.post_id for a in chosen),
        roles=frozenset({ACCOUNT_ROLE, *(role for a in chosen for role in a.post.roles)}),
        clearance=_clearance(account.person_id, on) if account.person_id else Level.OPEN,
        at=at,
    )


def _appointments(person_id: UUID, on: date) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(in_force(on), person_id=person_id)
    held = held.filter(in_force(on, "post__valid_from", "post__valid_to")).order_by("post__order")
    return held.select_related("post__agency", "person")


def clearance_of(person_id: UUID) -> Level:
    """Up to which level a person may know today."""
    return _clearance(person_id, today())


def works_elsewhere(person_id: UUID, agency_id: UUID) -> bool:
    """Whether a person also holds a post in another agency."""
    return _appointments(person_id, today()).exclude(post__agency_id=agency_id).exists()


def _clearance(person_id: UUID, on: date) -> Level:
    granted = Clearance.objects.filter(in_force(on), person_id=person_id).order_by("-level").first()
    return Level(granted.level) if granted else Level.OPEN


def agencies_of(account: Account) -> list[Agency]:
    """The agencies an account may act for today."""
    held = _appointments(account.person_id, today()) if account.person_id else Appointment.objects.none()
    return list(dict.fromkeys(a.post.agency for a in held))


def agency(agency_id: UUID) -> Agency:
    return Agency.objects.get(pk=agency_id)


def book_keeping_agencies() -> list[Agency]:
    """The agencies that have registers in this installation."""
    return list(Agency.objects.filter(keeps_books=True, ended_on__isnull=True).order_by("path"))


@dataclass(frozen=True)
class Holder:
    """A post and who is in it today."""

    post_id: UUID
    person_id: UUID
    name: str
    title: str
    roles: frozenset[str]


def holders(agency_id: UUID, *roles: str) -> list[Holder]:
    """Who holds a post in an agency today; with roles given, only posts that carry one of them. By post, then name."""
    rows = Appointment.objects.filter(in_force(today()), post__agency_id=agency_id)
    held = sorted(
        rows.select_related("post", "person"),
        key=lambda a: (a.post.order, person_sort_key(a.person.full_name)),
    )
    all_of_them = [
        Holder(a.post_id, a.person_id, a.person.full_name, a.post.title, frozenset(a.post.roles)) for a in held
    ]
    return [h for h in all_of_them if not roles or not h.roles.isdisjoint(roles)]


@dataclass(frozen=True)
class Staff:
    """Somebody in a post of an agency, for the page of whoever administers it."""

    appointment_id: UUID
    name: str
    title: str
    roles: list[str]
    since: date
    login: str


def staff(actor: Actor) -> list[Staff]:
    """Who holds which post in the actor's agency today."""
    if not may(actor, "orgs.see_people"):
        return []
    held = Appointment.objects.filter(in_force(today()), post__agency_id=actor.agency).select_related("post", "person")
    logins = dict(Account.objects.filter(person__in=[a.person_id for a in held]).values_list("person_id", "login"))
    rows = sorted(held, key=lambda a: (a.post.order, person_sort_key(a.person.full_name)))
    return [
        Staff(
            appointment_id=a.pk,
            name=a.person.full_name,
            title=a.post.title,
            roles=[words.ROLES[role].partition(":")[0] for role in a.post.roles],
            since=a.valid_from,
            login=logins.get(a.person_id, ""),
        )
        for a in rows
    ]


def appointment(actor: Actor, appointment_id: UUID) -> Appointment:
    """An appointment in the actor's own agency, for whoever administers it."""
    found = None
    if may(actor, "orgs.see_people"):
        held = Appointment.objects.filter(in_force(today()), pk=appointment_id, post__agency_id=actor.agency)
        found = held.select_related("person", "post").first()
    if found is None:
        raise Http404
    return found


def login_of(person_id: UUID) -> str:
    return Account.objects.values_list("login", flat=True).get(person_id=person_id)


@dataclass(frozen=True)
class Organ:
    """An issuer the registry knows: enough to suggest it and to put its name in a register line."""

    id: UUID
    name: str
    symbols: tuple[str, ...]
    parent: str


def organs_like(typed: str, limit: int = 10) -> list[Organ]:
    """Organs whose name or symbol answers to what was typed: with or without marks, or by initials."""
    found = [
        organ
        for organ in _registry()
        if matches_typed(organ.name, typed) or any(s.casefold() == typed.casefold() for s in organ.symbols)
    ]
    return sorted(found, key=lambda organ: (not _begins(organ, typed), len(organ.name), sort_key(organ.name)))[:limit]


def _begins(organ: Organ, typed: str) -> bool:
    return organ.name.casefold().startswith(typed.casefold())


def _registry() -> list[Organ]:
    symbols: dict[UUID, list[str]] = {}
    for key, symbol in AgencySymbol.objects.filter(scheme="reference").values_list("agency_id", "symbol"):
        symbols.setdefault(key, []).append(symbol)
    rows = Agency.objects.exclude(rank=Agency.Rank.UNIT).values_list("pk", "name", "parent__name")
    return [Organ(key, name, tuple(symbols.get(key, ())), parent or "") for key, name, parent in rows]


def sealing_key(agency_id: UUID) -> SealingKey | None:
    """The key that papers of an agency are sealed with today."""
    keys = SealingKey.objects.filter(in_force(today()), agency_id=agency_id)
    return keys.order_by("-pk").first()


def locked_identities(agency_id: UUID) -> list[bytes]:
    """Every key papers of an agency may have been sealed with, newest first."""
    keys = SealingKey.objects.filter(agency_id=agency_id).order_by("-pk")
    return [bytes(key.locked_identity) for key in keys]


def account_for_login(login: str) -> Account | None:
    return Account.objects.filter(Q(login=login.strip().lower())).first()
