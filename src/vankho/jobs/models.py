from __future__ import annotations

from django.db import models

from vankho.lib.identifiers import time_ordered_uuid


class Job(models.Model):
    """One piece of work. A worker holds it by a lease it renews; a lease that ran out is anybody's."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        PARKED = "parked"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    task = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)
    """Names the work, so that asking for it twice makes one job."""
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    due = models.DateTimeField()
    done_steps = models.PositiveIntegerField(default=0)
    all_steps = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    """What went wrong at the last try, for people: a sentence or a reference number, never a document's content."""
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due"])]


class Cursor(models.Model):
    """How far a follower has read the ledger."""

    follower = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField(default=0)
