"""Founding agencies, appointing people, opening accounts, making sealing keys."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import pyrage

from vankho.clearance.actions import action
from vankho.clearance.actor import SYSTEM_ROLE, Actor
from vankho.clearance.levels import Level
from vankho.formats import passphrase
from vankho.ledger.writing import record

from . import policy as policy
from . import queries
from .errors import LoginTaken, PostsElsewhere, WrongDates
from .models import Account, Agency, AgencyName, AgencySymbol, Appointment, Clearance, Person, Post, SealingKey, Term

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another in print


def random_pass_phrase(groups: int = 4) -> str:
    """Random words to print once: groups of four characters, about 20 bits each."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(groups))


@dataclass(frozen=True)
class AgencyFacts:
    name: str
    family: str
    rank: str
    parent: Agency | None = None
    symbol: str = ""
    keeps_books: bool = False
    founded_on: date | None = None
    ended_on: date | None = None


@action("orgs.found_agency")
def found_agency(actor: Actor, facts: AgencyFacts) -> Agency:
    """Enter an agency or a unit in the tree. Raises `WrongDates` when it would exist before its parent."""
    if facts.parent and facts.parent.founded_on and facts.founded_on and facts.founded_on < facts.parent.founded_on:
        raise WrongDates(what=f"«{facts.name}» có trước cơ quan cấp trên")
    agency = Agency(
        name=facts.name,
        family=facts.family,
        rank=facts.rank,
        parent=facts.parent,
        keeps_books=facts.keeps_books,
        founded_on=facts.founded_on,
        ended_on=facts.ended_on,
    )
    agency.save()
    since = facts.founded_on or date(1900, 1, 1)
    AgencyName.objects.create(agency=agency, name=facts.name, valid_from=since)
    if facts.symbol:
        AgencySymbol.objects.create(agency=agency, symbol=facts.symbol, valid_from=since, valid_to=facts.ended_on)
    record(actor, "orgs.agency_founded", agency, name=facts.name, symbol=facts.symbol or None)
    return agency


@action("orgs.found_agency")
def declare_term(actor: Actor, agency: Agency, label: str, starts_on: date) -> Term:
    """Declare that a committee's term began: its numbering series start again."""
    Term.objects.filter(agency=agency, ends_on__isnull=True).update(ends_on=starts_on)
    term = Term.objects.create(agency=agency, label=label, starts_on=starts_on)
    record(actor, "orgs.term_declared", agency, label=label, starts_on=starts_on)
    return term


@dataclass(frozen=True)
class PostFacts:
    title: str
    roles: tuple[str, ...]
    unit: Agency | None = None
    order: int = 100


@action("orgs.appoint")
def appoint(actor: Actor, agency: Agency, person_name: str, facts: PostFacts, since: date) -> Appointment:
    """Put a person (new by that name) in a new post of an agency from a day on."""
    if agency.founded_on and since < agency.founded_on:
        raise WrongDates(what="chức vụ có trước cơ quan")
    person = Person(full_name=" ".join(person_name.split()))
    person.save()
    return _put_in_post(actor, agency, person, facts, since)


@action("orgs.appoint")
def appoint_also(actor: Actor, agency: Agency, person: Person, facts: PostFacts, since: date) -> Appointment:
    """Put somebody who is known already in a further post."""
    return _put_in_post(actor, agency, person, facts, since)


def _put_in_post(actor: Actor, agency: Agency, person: Person, facts: PostFacts, since: date) -> Appointment:
    post = Post.objects.create(
        agency=agency,
        unit=facts.unit,
        title=facts.title,
        roles=list(facts.roles),
        order=facts.order,
        valid_from=since,
    )
    held = Appointment.objects.create(post=post, person=person, valid_from=since)
    record(actor, "orgs.appointed", person, post=facts.title, roles=list(facts.roles), since=since, agency=agency.name)
    return held


@action("orgs.appoint")
def take_on(actor: Actor, agency: Agency, person_name: str, facts: PostFacts, since: date, login: str) -> str:
    """Appoint somebody and, with a login, open the account in the same act; returns the password to show once."""
    held = appoint(actor, agency, person_name, facts, since)
    return open_account(actor, held.person, login)[1] if login else ""


@action("orgs.appoint")
def end_appointment(actor: Actor, held: Appointment, on: date) -> None:
    """Somebody leaves a post: the day before is the last; whoever is left without a post signs in no more."""
    held.valid_to = on - timedelta(days=1)
    held.save(update_fields=["valid_to"])
    record(actor, "orgs.appointment_ended", held.person, post=held.post.title, on=on)


@action("orgs.open_account")
def open_account(actor: Actor, person: Person, login: str, must_change: bool = True) -> tuple[Account, str]:
    """Open an account and return it with its password, which is kept nowhere: print it once."""
    login = login.strip().lower()
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)
    password = random_pass_phrase(3)
    account = Account(login=login, person=person, must_change_password=must_change)
    account.set_password(password)
    account.save()
    record(actor, "orgs.account_opened", account, login=login, person=person.full_name)
    return account, password


@action("orgs.reset_password")
def reset_password(actor: Actor, login: str) -> str:
    """A fresh random password for an account, kept nowhere: print it once. Its owner changes it at the next sign-in."""
    account = Account.objects.get_by_natural_key(login)
    elsewhere = account.person_id and queries.works_elsewhere(account.person_id, actor.agency)
    if elsewhere and not actor.has_role(SYSTEM_ROLE):
        raise PostsElsewhere
    password = random_pass_phrase(3)
    account.set_password(password)
    account.must_change_password, account.failed_attempts, account.locked_until = True, 0, None
    account.save()
    record(actor, "orgs.password_reset", account)
    return password


@action("orgs.change_password")
def change_password(actor: Actor, password: str) -> None:
    """Give oneself another password; the caller has checked the old one and the strength of the new."""
    account = Account.objects.get(pk=actor.id)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(actor, "orgs.password_changed", account)


@action("orgs.grant_clearance")
def grant_clearance(actor: Actor, person: Person, level: Level, basis: str, since: date) -> None:
    """Let a person know up to a level, by a decision that is named."""
    Clearance.objects.create(person=person, level=level, basis=basis, valid_from=since)
    record(actor, "orgs.clearance_granted", person, level=level.name, basis=basis, since=since)


@action("orgs.make_sealing_key")
def make_sealing_key(actor: Actor, agency: Agency, pass_phrase: str, since: date) -> SealingKey:
    """Make the key that stopped papers are sealed with. The pass phrase is the custodian's and is kept nowhere."""
    identity = pyrage.x25519.Identity.generate()
    key = SealingKey.objects.create(
        agency=agency,
        recipient=str(identity.to_public()),
        locked_identity=passphrase.lock(str(identity).encode(), pass_phrase),
        valid_from=since,
    )
    record(actor, "orgs.sealing_key_made", agency, recipient=key.recipient)
    return key
