from __future__ import annotations

from django.db import models

from vankho.clearance.guarded import Guarded
from vankho.lib.identifiers import time_ordered_uuid


class Incident(Guarded):
    """A paper with a secrecy stamp turned up here: when, how many pages, which bytes. Nothing of what it says."""

    class State(models.TextChoices):
        OPEN = "open", "Chờ xử lý"
        PICKED_UP = "picked_up", "Đã lấy gói niêm phong"
        FALSE_ALARM = "false_alarm", "Báo nhầm, đã trả lại"
        ERASED = "erased", "Đã bàn giao và xóa"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    intake_id = models.UUIDField(unique=True)
    found_at = models.DateTimeField()
    page_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=100, blank=True)
    picked_up_by = models.CharField(max_length=100, blank=True)
