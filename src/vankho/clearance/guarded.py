"""A net below the gate: guarded rows are reached through questions that name the actor, or by saying `unguarded`."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class _Refusing:
    def __get__(self, instance: Any, owner: type) -> NoReturn:
        raise AttributeError(f"{owner.__name__} rows come from known_to(actor), or from `unguarded` with a reason")


class Guarded(models.Model):
    """No usable `objects`: forgetting to ask who may know is an error, not a leak."""

    unguarded = models.Manager()
    objects = _Refusing()

    class Meta:
        abstract = True
