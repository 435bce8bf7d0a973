"""Quantities as Vietnamese readers write them: 1.234,5. Years, document and file numbers are never grouped."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_WRITTEN = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


class NumberNotUnderstood(ValueError):
    code = "number.unreadable"


def grouped(quantity: int | float | Decimal, places: int | None = None) -> str:
    """``1234.5`` → ``1.234,5``; `places` fixes the digits after the comma (halves away from zero), None keeps them.

    Raises:
        ValueError: the quantity is not finite.
    """
    exact = Decimal(str(quantity))
    if not exact.is_finite():
        raise ValueError(f"{quantity} is no quantity")
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    written = f"{exact:,f}"
    if places is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.translate(str.maketrans(",.", ".,"))


def parse_number(text: str) -> Decimal:
    """``1.234,5`` or ``1234,5`` → Decimal("1234.5").

    Raises:
        NumberNotUnderstood: anything else, such as ``1.5``, which could be one and a half or a wrongly grouped number.
    """
    typed = text.strip()
    if not _WRITTEN.fullmatch(typed):
        raise NumberNotUnderstood(typed)
    return Decimal(typed.replace(".", "").replace(",", "."))
