"""Bytes on their way to the screen: pictures of pages, and the kept file itself as a download."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from vankho.digitisation import queries as digitisation
from vankho.web.requests import Asked


@require_safe
def page_picture(request: Asked, sha256: str, number: int) -> HttpResponse:
    """The picture of a page. The browser may keep it, but asks each time whether it may still be seen."""
    picture = digitisation.page_picture(request.actor, sha256, number)
    tag = f'"{sha256[:32]}-{number}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(picture, content_type="image/jpeg")
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def original(request: Asked, sha256: str) -> HttpResponse:
    """The kept bytes, untouched. Never shown inside a page: what is active in them stays asleep in the browser."""
    file = digitisation.download(request.actor, sha256)
    response = HttpResponse(file.data, content_type=file.media_type)
    name = file.name or sha256[:12] + (mimetypes.guess_extension(file.media_type) or "")
    response["Content-Disposition"] = content_disposition_header(True, PurePath(name).name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
