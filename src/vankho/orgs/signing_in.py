"""Counting wrong passwords: after too many the account is closed for a while, and the ledger is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import F

from vankho.clearance.actor import system
from vankho.ledger.writing import acting, record

from .models import Account

MOST_FAILURES = 8
LOCKED = timedelta(minutes=10)


def is_locked(account: Account) -> bool:
    return account.locked_until is not None and account.locked_until > datetime.now(UTC)


def failed(account: Account) -> None:
    """Count a wrong password; the one too many locks the account."""
    Account.objects.filter(pk=account.pk).update(failed_attempts=F("failed_attempts") + 1)
    if Account.objects.filter(pk=account.pk, failed_attempts__gte=MOST_FAILURES).exists():
        with acting():
            Account.objects.filter(pk=account.pk).update(failed_attempts=0, locked_until=datetime.now(UTC) + LOCKED)
            record(system("sign_in"), "orgs.account_locked", account)


def succeeded(account: Account) -> None:
    if account.failed_attempts:
        Account.objects.filter(pk=account.pk).update(failed_attempts=0, locked_until=None)
