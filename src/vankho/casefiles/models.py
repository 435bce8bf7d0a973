from __future__ import annotations

from django.db import models

from vankho.clearance.guarded import Guarded
from vankho.lib.identifiers import time_ordered_uuid


class CaseFile(Guarded):
    """One job file. Never less secret than what it holds."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    year = models.CharField(max_length=4)
    code = models.CharField(max_length=40)
    """Number and symbol of the file, as the file plan or the officer gives it, e.g. ``01.TCCB``."""
    title = models.CharField(max_length=500)
    retention = models.CharField(max_length=60, blank=True)
    """As the plan says; checked against the schedule when the file is closed."""
    level = models.PositiveSmallIntegerField(default=0)
    post_id = models.UUIDField(db_index=True)
    opened_by = models.CharField(max_length=100)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_id", "year", "code"], name="casefiles_code_once")]


class CaseItem(Guarded):
    """A document in a file; one document may lie in several without being copied (NĐ 30 PL VI.4e)."""

    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="items")
    document = models.ForeignKey("records.IncomingDocument", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    added_by = models.CharField(max_length=100)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "document"], name="casefiles_document_once_a_file"),
            models.UniqueConstraint(fields=["file", "position"], name="casefiles_position_once"),
        ]
