from __future__ import annotations

from django.db import models

from vankho.lib.identifiers import time_ordered_uuid


class Blob(models.Model):
    """Bytes kept for good under their SHA-256; never edited."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    puid = models.CharField(max_length=20, blank=True)
    """PRONOM identifier of the format."""
    kept_at = models.DateTimeField(auto_now_add=True)


class Spooled(models.Model):
    """Bytes that have just arrived: encrypted on disk from the first byte, under a key of their own."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SEALED = "sealed"
        RELEASED = "released"
        ERASED = "erased"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    recipient = models.CharField(max_length=80)
    """Public half of the key that it is sealed with if it has to be."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    arrived_at = models.DateTimeField(auto_now_add=True)
