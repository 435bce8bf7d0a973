from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vankho.lib.identifiers import time_ordered_uuid


class Series(models.Model):
    """One run of numbers: of a kind, of an agency, for a period (a year or a term)."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    kind = models.CharField(max_length=40)
    agency_id = models.UUIDField()
    period = models.CharField(max_length=40)
    first = models.PositiveIntegerField(default=1)
    """Where it starts: an office that joins in mid-year starts where its paper book stopped."""
    last = models.PositiveIntegerField()
    """The highest number granted; ``first - 1`` before the first."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "agency_id", "period"], name="numbering_one_series"),
            models.CheckConstraint(condition=Q(last__gte=F("first") - 1), name="numbering_last_not_before_first"),
        ]


class Grant(models.Model):
    """One number and what bears it. A number given on paper waits here for its line until somebody enters it."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="grants")
    number = models.PositiveIntegerField()
    granted_at = models.DateTimeField(auto_now_add=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="numbering_number_once"),
            models.CheckConstraint(
                condition=Q(on_paper=True) | ~Q(object_id=""), name="numbering_only_paper_numbers_wait"
            ),
        ]
        indexes = [models.Index(fields=["series", "number"], condition=Q(object_id=""), name="numbering_awaited")]
