from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from vankho.clearance.levels import Level
from vankho.lib.identifiers import time_ordered_uuid


def in_force(on: date, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose dates cover a day; an open end lasts."""
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on}))


class Dated(models.Model):
    """Something that holds from a day to a day, both included."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Agency(models.Model):
    """An agency, or a unit inside one. It lives from a day to a day; its key outlives every name and number."""

    class Family(models.TextChoices):
        PARTY = "party"
        STATE = "state"
        FRONT = "front"
        UNION = "union"
        YOUTH = "youth"

    class Rank(models.TextChoices):
        CENTRE = "centre"
        PROVINCE = "province"
        DISTRICT = "district"
        COMMUNE = "commune"
        BASE = "base"
        UNIT = "unit"

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    name = models.CharField(max_length=250)
    """The name in force; earlier and later ones stand in `AgencyName`."""
    family = models.CharField(max_length=10, choices=Family)
    rank = models.CharField(max_length=10, choices=Rank)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=500, db_index=True)
    """Keys from the root down to itself, each followed by a slash."""
    keeps_books = models.BooleanField(default=False)
    """Whether it has its own registers in this installation."""
    founded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(founded_on__isnull=True) | Q(ended_on__gte=F("founded_on")),
                name="orgs_ends_after_founding",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency_id(self) -> uuid.UUID:
        """An agency is its own agency: acts on it are asked about like acts on what it holds."""
        return self.pk

    def save(self, *args: object, **kwargs: object) -> None:
        above = self.parent.path if self.parent else ""
        self.path = f"{above}{self.pk}/"
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class AgencyName(Dated):
    """A name an agency bears or bore."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=250)


class AgencySymbol(Dated):
    """What stands for an agency in a reference: scoped by its parent and dated, for every province prints ``TU``."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="symbols")
    scheme = models.CharField(max_length=20, default="reference")
    symbol = models.CharField(max_length=40)


class Term(models.Model):
    """A committee's term of office; numbering series of the Party side live as long (HD 36 II.1.3)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="terms")
    label = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    full_name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.full_name


class Role(models.TextChoices):
    """The duties of records-office §5.1; a post carries some of them."""

    REGISTRY_CLERK = "registry_clerk", "Văn thư cơ quan"
    OFFICE_HEAD = "office_head", "Chánh văn phòng"
    LEADER = "leader", "Lãnh đạo cơ quan"
    UNIT_HEAD = "unit_head", "Trưởng đơn vị"
    OFFICER = "officer", "Chuyên viên"
    PETITION_OFFICER = "petition_officer", "Người xử lý đơn, thư"
    SECRET_CUSTODIAN = "secret_custodian", "Người được giao quản lý bí mật nhà nước"
    CIPHER_OFFICER = "cipher_officer", "Cơ yếu"
    SYSTEM_ADMIN = "system_admin", "Quản trị hệ thống"


class Post(Dated):
    """A post in an agency (or one of its units), with the duties that come with it."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="unit_posts")
    title = models.CharField(max_length=150)
    roles = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=100)
    """Rank in lists: lower stands first."""

    def __str__(self) -> str:
        return self.title


class Appointment(Dated):
    """A person in a post from a day to a day."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")


class Clearance(Dated):
    """Up to which level a person may know, and by which decision."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances")
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name) for level in Level])
    basis = models.CharField(max_length=250)


class NeedToKnow(Dated):
    """A named person may know a named thing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs_to_know")
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    basis = models.CharField(max_length=250, blank=True)


class SealingKey(Dated):
    """What sealed papers of an agency are locked with; only its custodian's pass phrase opens the other half."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sealing_keys")
    recipient = models.CharField(max_length=80)
    """age X25519 public key."""
    locked_identity = models.BinaryField()
    """The private key, itself locked with the custodian's pass phrase (`formats.passphrase`)."""


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What one person signs in with; never shared."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid)
    login = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    def __str__(self) -> str:
        return self.login
