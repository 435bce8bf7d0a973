from __future__ import annotations

from django.db import models
from django.db.models import Q

from vankho.clearance.guarded import Guarded
from vankho.lib.identifiers import time_ordered_uuid

from .words import PARTS, URGENCIES


class Intake(Guarded):
    """What has arrived and is not yet registered: one scanned file on its way to the entry form."""

    class State(models.TextChoices):
        ARRIVED = "arrived"
        READY = "ready"
        STOPPED = "stopped"
        REFUSED = "refused"
        REGISTERED = "registered"
        DIVERTED = "diverted"
        DISCARDED = "discarded"

    class Source(models.TextChoices):
        UPLOAD = "upload"
        WATCH_FOLDER = "watch_folder"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    source = models.CharField(max_length=20, choices=Source)
    name = models.CharField(max_length=255, blank=True)
    """The file's name; emptied when the paper is stopped, for a name can tell too much."""
    arrived_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.CharField(max_length=100, blank=True)
    spooled_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.ARRIVED)
    fault_code = models.CharField(max_length=60, blank=True)
    fault = models.TextField(blank=True)
    notices = models.JSONField(default=list)
    """Sentences about what was noticed while reading (a wrong extension, active content)."""
    stamp_level = models.PositiveSmallIntegerField(default=0)
    draft = models.JSONField(default=dict)
    """What a clerk has typed so far: scratch, not an act."""
    released = models.BooleanField(default=False)
    """The custodian has said that the stamp search was wrong about it."""

    @property
    def level(self) -> int:
        """What its stamp says; a stopped one tells nobody anything and is handled by custodians of every clearance."""
        return 0 if self.state == self.State.STOPPED else self.stamp_level

    class Meta:
        indexes = [models.Index(fields=["agency_id", "state", "arrived_at"])]


class SeenInFolder(models.Model):
    """A file in a watch folder that was taken in already; no names, only a digest of name, size and time."""

    agency_id = models.UUIDField()
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_id", "mark"], name="records_seen_once")]


class Urgency(models.IntegerChoices):
    """NĐ 30/2020 PL I; 66-QĐ/TW and edXML name the fourth."""

    ORDINARY = 0, URGENCIES[0]
    URGENT = 1, URGENCIES[1]
    VERY_URGENT = 2, URGENCIES[2]
    EXPRESS = 3, URGENCIES[3]
    EXPRESS_TIMED = 4, URGENCIES[4]


class IncomingDocument(Guarded):
    """One line of the arrival register. Its number and day never change; corrections are told to the ledger."""

    class State(models.TextChoices):
        REGISTERED = "registered"
        PRESENTED = "presented"
        DIRECTED = "directed"
        IN_PROGRESS = "in_progress"
        DONE = "done"

    class Filing(models.TextChoices):
        NOT_YET = ""
        IN_FILE = "file"
        NO_FILE = "no_file"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    book = models.CharField(max_length=20)
    """The period of its register: a calendar year."""
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    registered_at = models.DateTimeField(auto_now_add=True)
    registered_by = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(default=0)
    family = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=250)
    issuer_superior = models.CharField(max_length=250, blank=True)
    reference_number = models.CharField(max_length=20, blank=True)
    reference_symbol = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=90, blank=True)
    """As it is written on the paper; never repaired."""
    type_name = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    place = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=2000)
    signatory = models.CharField(max_length=100, blank=True)
    signatory_title = models.CharField(max_length=100, blank=True)
    mandate = models.CharField(max_length=150, blank=True)
    recipients = models.JSONField(default=list)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.ORDINARY)
    page_count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.REGISTERED)
    due_on = models.DateField(null=True)
    handed_to = models.CharField(max_length=250, blank=True)
    """«Đơn vị hoặc người nhận» of the register."""
    handed_on = models.DateField(null=True)
    filing = models.CharField(max_length=8, choices=Filing, default=Filing.NOT_YET, blank=True)
    no_file_reason = models.CharField(max_length=300, blank=True)
    paper_received_on = models.DateField(null=True)
    """When the paper version of what had come electronically arrived: attached, never numbered again."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "book", "number"], name="records_arrival_number_once"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(filing=""), name="records_done_is_filed"),
            models.CheckConstraint(
                condition=~Q(filing="no_file") | ~Q(no_file_reason=""), name="records_no_file_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "-book", "-number"], name="records_register_order"),
            models.Index(fields=["agency_id", "state", "due_on"]),
            models.Index(fields=["agency_id", "reference_number"]),
            models.Index(fields=["agency_id", "received_on"], name="records_arrived_on"),
            # A filter that finds little must not walk the whole register: 80 ms for each count at 100,000 lines.
            models.Index(fields=["agency_id", "issuer", "-book", "-number"], name="records_register_by_issuer"),
            models.Index(fields=["agency_id", "type_name", "-book", "-number"], name="records_register_by_type"),
        ]


class DocumentFile(Guarded):
    """Kept bytes that belong to a document: its scan, the later paper version, a direction written by hand."""

    class Kind(models.TextChoices):
        SCAN = "scan"
        PAPER_VERSION = "paper_version"
        DIRECTION = "direction"

    document = models.ForeignKey(IncomingDocument, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.SCAN)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    page_count = models.PositiveIntegerField(default=0)


class Presentation(Guarded):
    """The clerk lays a document before somebody who may direct it."""

    document = models.ForeignKey(IncomingDocument, on_delete=models.PROTECT, related_name="presentations")
    post_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=100)
    proposal = models.CharField(max_length=500, blank=True)
    presented_at = models.DateTimeField(auto_now_add=True)


class Direction(Guarded):
    """What a leader decided: who leads, who cooperates, what to do, by when. All are kept, the latest leads."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    document = models.ForeignKey(IncomingDocument, on_delete=models.PROTECT, related_name="directions")
    given_by = models.CharField(max_length=100)
    given_by_title = models.CharField(max_length=150, blank=True)
    given_on = models.DateField()
    entered_by = models.CharField(max_length=100)
    text = models.CharField(max_length=2000)
    due_on = models.DateField(null=True)
    written_by_hand = models.BooleanField(default=False)
    image_sha256 = models.CharField(max_length=64, blank=True)
    """The picture of a direction written by hand; its bytes are a `DocumentFile` of the line."""
    at = models.DateTimeField(auto_now_add=True)


class Assignment(Guarded):
    """A post's part in a document."""

    class Part(models.TextChoices):
        LEAD = "lead", PARTS["lead"]
        COOPERATING = "cooperating", PARTS["cooperating"]

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ tiếp nhận"
        ACCEPTED = "accepted", "Đang xử lý"
        DONE = "done", "Đã xong"
        RETURNED = "returned", "Đã trả lại"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    document = models.ForeignKey(IncomingDocument, on_delete=models.PROTECT, related_name="assignments")
    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="assignments")
    post_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=100)
    part = models.CharField(max_length=12, choices=Part)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    due_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    accepted_at = models.DateTimeField(null=True)

    @property
    def is_superseded(self) -> bool:
        """A later direction took its place; nobody gave it back (that takes a reason)."""
        return self.state == self.State.RETURNED and not self.note

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["direction", "post_id"], name="records_one_part_each"),
            models.UniqueConstraint(fields=["direction"], condition=Q(part="lead"), name="records_one_lead"),
        ]
        indexes = [
            models.Index(fields=["post_id", "state", "due_on"], name="records_parts_of_a_post"),
            # Who may know a line is asked line by line: by post alone, SQLite walks through all the parts of a person.
            models.Index(fields=["document", "post_id"], name="records_part_of_post"),
        ]


class Petition(Guarded):
    """Đơn, thư: its own book, known to those who handle petitions and to nobody else."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    book = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    received_on = models.DateField()
    writer = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=2000)
    sha256 = models.CharField(max_length=64, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "book", "number"], name="records_petition_number_once")
        ]


class Diversion(Guarded):
    """What went its own way without being opened or registered here: only what stands on the envelope is kept."""

    class Kind(models.TextChoices):
        UNOPENED = "unopened", "Bì gửi đích danh, không bóc"
        CIPHER_TELEGRAM = "cipher_telegram", "Điện mật"
        SECRET_ENVELOPE = "secret_envelope", "Bì có dấu A, B, C"
        PETITION = "petition", "Đơn, thư"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency_id = models.UUIDField()
    kind = models.CharField(max_length=16, choices=Kind)
    received_on = models.DateField()
    sender = models.CharField(max_length=250, blank=True)
    envelope_number = models.CharField(max_length=60, blank=True)
    handed_to = models.CharField(max_length=150)
    handed_at = models.DateTimeField(auto_now_add=True)
    handed_by = models.CharField(max_length=100)
    returned_as_business = models.BooleanField(default=False)
    """The addressee found it to be agency business and gave it back to be registered (NĐ 30 Đ. 21)."""


class HiddenMatch(Guarded):
    """A new line probably repeats something the clerk may not know of; only the custodian is told."""

    agency_id = models.UUIDField()
    document = models.ForeignKey(IncomingDocument, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=100)
