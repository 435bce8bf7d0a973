"""The account of every act. Text only and no foreign keys: it stays readable whatever happens to the tables above."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from django.db import models


class Entry(models.Model):
    """One act. What the values were stands in `Value`, where it can be shredded; here only keyed hashes of them."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    actor_name = models.TextField()
    actor_post = models.TextField(blank=True)
    agency = models.CharField(max_length=36, blank=True, db_index=True)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    facts = models.JSONField()
    """name → HMAC-SHA256 of the value under a key of its own."""
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def computed_digest(self) -> str:
        """SHA-256 over everything in the entry and the digest before it."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        told = [
            self.seq,
            at,
            self.actor,
            self.actor_name,
            self.actor_post,
            self.agency,
            self.verb,
            self.object_type,
            self.object_id,
            self.facts,
            self.previous,
        ]
        canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class Value(models.Model):
    """What a fact of an entry was, and the key of its hash. Erasing the row leaves the proof and shreds the content."""

    seq = models.BigIntegerField()
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seq", "name"], name="ledger_value_once")]


class Head(models.Model):
    """The end of the chain, one row: locked only while the last statements of an act are written."""

    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
