"""Knocking at a door, and what stands in the answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from tests.doors.table import Door
from tests.doors.world import World
from vankho.ledger.models import Entry

_FRESH_EACH_TIME = re.compile(
    r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|nonce-|nonce="|(?:tham chiếu|reference) )[\w+/=-]+', re.IGNORECASE
)

_EXPIRES = re.compile(r"^expires: .*$", re.IGNORECASE | re.MULTILINE)
"""Told with the second of the answer."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done in here is undone at the end."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def knock(world: World, name: str, door: Door, address: str = "", **headers: str) -> HttpResponse:
    """Knock as this person; without a name, as nobody."""
    return ask(world, name, door.method, address or door.address(world), dict(door.told(world)), headers)


def ask(
    world: World,
    name: str,
    method: str,
    address: str,
    told: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One request through the whole stack; lighter than Django's client, which keeps a copy of every context."""
    factory = RequestFactory(headers=headers)
    if name:
        factory.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[name]
    make = getattr(factory, method.lower())
    request = make(address, told or {})
    request._dont_enforce_csrf_checks = True
    return _handler().get_response(request)


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def said(answer: HttpResponse) -> str:
    """Everything a reader of the answer learns, unpacked, in lower case; with the names of its headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{_unpacked(answer.content)}".lower()


def _unpacked(body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if body.startswith(b"%PDF-1") and b"startxref" in body:
        return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body))
    return body.decode(errors="replace")


def without_chance(text: str) -> str:
    """The answer without what is drawn afresh for every request."""
    return _EXPIRES.sub("", _FRESH_EACH_TIME.sub(r"\1…", text))


def told_in_ledger() -> int:
    """Acts so far; refusals are no acts."""
    return Entry.objects.exclude(verb="clearance.refused").count()
