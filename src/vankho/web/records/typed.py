"""A posted form as it is read: what cannot be understood is noted beside its field, what was typed is kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from vankho.lib.dates import DateNotUnderstood, parse_date
from vankho.lib.vietnamese import nfc
from vankho.web.intake.words import DATE_FAULTS, TOO_LONG


class Typed:
    """`faults` names each field that could not be understood, with its sentence."""

    def __init__(self, posted: QueryDict) -> None:
        self._posted = posted
        self.faults: dict[str, str] = {}

    def text(self, name: str, longest: int = 2000) -> str:
        typed = nfc(self._posted.get(name) or "").replace("\r\n", "\n").strip()
        if len(typed) > longest:
            self.faults[name] = TOO_LONG.format(longest=longest)
        return typed

    def day(self, name: str) -> date | None:
        typed = self.text(name)
        if not typed:
            return None
        try:
            return parse_date(typed, timezone.localdate())
        except DateNotUnderstood as unclear:
            self.faults[name] = DATE_FAULTS[unclear.code].format(typed=typed)
            return None

    def key(self, name: str) -> UUID | None:
        return _key(self.text(name))

    def keys(self, name: str) -> list[UUID]:
        return [key for key in map(_key, self._posted.getlist(name)) if key]

    def whole(self, name: str) -> int:
        """A count; anything else reads as 0."""
        typed = self.text(name)
        return int(typed) if typed.isdecimal() and len(typed) < 7 else 0

    def kept(self) -> dict[str, object]:
        """What was typed, to stand in the form again; a list where a field has several answers."""
        return {name: values if len(values) > 1 else values[0] for name, values in self._posted.lists() if values}


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
