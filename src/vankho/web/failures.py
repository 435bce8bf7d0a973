"""What people see when something cannot be done: what happened, what was kept, what to do, and the code."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vankho.clearance.errors import NotAllowed
from vankho.lib.errors import VankhoError

log = structlog.get_logger(__name__)


class FailureMiddleware:
    """Turns what a view could not do into a page; an htmx request gets the same words as a part of one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Nobody types a NUL, and PostgreSQL takes none: such a request ends here as what it is, not as an error."""
        if any("\x00" in str(value) for value in kwargs.values()):
            return not_found(request, Http404())
        typed = (*request.GET.lists(), *request.POST.lists())
        if any("\x00" in text for name, texts in typed for text in (name, *texts)):
            return say(request, "Nội dung gửi lên có ký tự không đọc được nên chưa lưu được gì. Hãy nhập lại.", 400)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Http404 | SuspiciousOperation):
            return None  # Django hands them to `not_found` and `not_understood`
        if isinstance(error, VankhoError):
            return say(request, error.sentence(), 403 if isinstance(error, NotAllowed) else 409)
        reference = secrets.token_hex(4)
        route = request.resolver_match.route if request.resolver_match else ""
        log.error("page_failed", reference=reference, route=route, exc_info=error)
        return say(
            request,
            f"Trang này gặp lỗi ngoài dự kiến. Những gì đã lưu trước đó vẫn còn. Hãy thử lại; nếu vẫn lỗi, báo quản trị"
            f" số tham chiếu {reference}.",
            500,
        )


def say(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    template = "parts/failure.html" if request.headers.get("HX-Request") else "failure.html"
    return render(request, template, {"sentence": sentence, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there and not to be known: the same page."""
    return say(request, "Không tìm thấy trang hoặc tài liệu này.", 404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came is no request a page could have sent, or carries more files than one request may."""
    return say(
        request,
        "Không đọc được yêu cầu này. Chưa có gì được lưu. Nếu đang gửi tệp, hãy gửi mỗi lần không quá 200 tệp.",
        400,
    )


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    return say(request, "Phiên làm việc đã cũ nên chưa lưu được gì. Hãy tải lại trang rồi làm lại.", 403)
