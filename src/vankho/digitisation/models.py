from __future__ import annotations

import json
import zlib
from typing import Any

from django.db import models

from vankho.clearance.guarded import Guarded


class Reading(Guarded):
    """What was read from kept bytes. Belongs to the bytes, so that the same scan is read once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    read_at = models.DateTimeField(auto_now_add=True)
    image_count = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    """name → {value, confidence, page, boxes, candidates}"""
    notices = models.JSONField(default=list)
    seconds = models.FloatField(default=0)


class ReadPage(Guarded):
    """One logical page: its words, and where they stand on its picture."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    blank = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    packed_words = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="digitisation_page_once")]

    @property
    def words(self) -> list[dict[str, Any]]:
        """In reading order: ``{"t": text, "b": [left, top, right, bottom], "c": confidence, "l": line}``."""
        words: list[dict[str, Any]] = json.loads(zlib.decompress(bytes(self.packed_words))) if self.packed_words else []
        return words
