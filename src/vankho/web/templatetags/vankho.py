"""Filters every template has: dates, numbers and states as people write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template

from vankho.lib import dates, numbers

register = template.Library()


@register.filter
def ngay(value: date | datetime | None) -> str:
    """05/03/2025; an instant is told by its day in Vietnam."""
    if isinstance(value, datetime):
        value = dates.local_date(value)
    return dates.format_date(value) if value else ""


@register.filter
def luc(value: datetime | None) -> str:
    """05/03/2025 14:32"""
    return dates.format_instant(value) if value else ""


@register.filter
def so(value: Any) -> str:
    """1.234,5"""
    return numbers.grouped(value) if value is not None else ""
