"""Granting numbers. Every function here must be called inside an act, as its last step but one before the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db import models
from django.db.models import Count, Max, Min

from vankho.ledger.queries import Flaw

from .errors import AlreadyStarted, NotNext, OutOfOrder
from .models import Grant, Series


def series_for(kind: str, agency_id: UUID, period: str) -> Series:
    """The series, made with its first number 1 when nobody has opened it yet."""
    series, _ = Series.objects.get_or_create(kind=kind, agency_id=agency_id, period=period, defaults={"last": 0})
    return series


def _locked(series: Series) -> Series:
    return Series.objects.select_for_update().get(pk=series.pk)


def start_at(series: Series, first: int) -> None:
    """Let the series begin at `first`. Raises `AlreadyStarted` once a number was granted."""
    series = _locked(series)
    if series.last >= series.first:
        raise AlreadyStarted(last=series.last)
    series.first, series.last = first, first - 1
    series.save(update_fields=["first", "last"])


def take_number(series: Series, bearer: models.Model) -> int:
    """Grant the next number to `bearer`. The row stays locked until the act commits: no double, no gap."""
    series = _locked(series)
    series.last += 1
    series.save(update_fields=["last"])
    _grant(series, series.last, bearer).save(force_insert=True)
    return series.last


def _grant(series: Series, number: int, bearer: models.Model) -> Grant:
    return Grant(series=series, number=number, object_type=bearer._meta.label_lower, object_id=str(bearer.pk))


def reserve_paper_block(series: Series, first: int, last: int) -> None:
    """Declare that `first`…`last` were given on paper. The machine goes on after them; their lines are awaited."""
    series = _locked(series)
    if first != series.last + 1 or last < first:
        raise NotNext(expected=series.last + 1)
    Grant.objects.bulk_create([Grant(series=series, number=n, on_paper=True) for n in range(first, last + 1)])
    series.last = last
    series.save(update_fields=["last"])


def take_paper_number(series: Series, number: int, bearer: models.Model) -> int:
    """Give `bearer` a number that was already given on paper. Raises `OutOfOrder` unless it is the next awaited one."""
    series = _locked(series)
    waiting = Grant.objects.filter(series=series, object_id="").order_by("number").first()
    if waiting is None or waiting.number != number:
        raise OutOfOrder(number=number, expected=waiting.number if waiting else "—")
    waiting.object_type, waiting.object_id = bearer._meta.label_lower, str(bearer.pk)
    waiting.save(update_fields=["object_type", "object_id"])
    return number


def next_number(kind: str, agency_id: UUID, period: str) -> int:
    """What the next number would be; it is granted only while saving."""
    series = Series.objects.filter(kind=kind, agency_id=agency_id, period=period).first()
    return series.last + 1 if series else 1


def has_granted(kind: str, agency_id: UUID, period: str) -> bool:
    return Grant.objects.filter(series__kind=kind, series__agency_id=agency_id, series__period=period).exists()


def awaited_paper_numbers(kind: str, agency_id: UUID, period: str) -> list[int]:
    """Numbers given on paper whose lines nobody has entered yet, in order."""
    waiting = Grant.objects.filter(series__kind=kind, series__agency_id=agency_id, series__period=period, object_id="")
    return list(waiting.order_by("number").values_list("number", flat=True))


def periods(kind: str, agency_id: UUID) -> list[str]:
    """The periods of an agency's series of a kind, newest first."""
    series = Series.objects.filter(kind=kind, agency_id=agency_id).order_by("-period")
    return list(series.values_list("period", flat=True))


def bounds(kind: str, agency_id: UUID, period: str) -> tuple[int, int] | None:
    """The first and the last number that were granted; None where none was."""
    series = Series.objects.filter(kind=kind, agency_id=agency_id, period=period).first()
    return (series.first, series.last) if series and series.last >= series.first else None


def flaws() -> Iterator[Flaw]:
    """Every series that is not exactly `first`…`last`."""
    counted = Series.objects.annotate(n=Count("grants"), low=Min("grants__number"), high=Max("grants__number"))
    for series in counted.order_by("kind", "agency_id", "period"):
        want = series.last - series.first + 1
        place = f"series {series.kind} {series.agency_id} {series.period}"
        if series.n != want:
            yield Flaw(place, f"{want} numbers were granted, {series.n} are there")
        elif want and (series.low, series.high) != (series.first, series.last):
            yield Flaw(place, f"runs {series.low}…{series.high} instead of {series.first}…{series.last}")


def bearers(kind: str) -> Iterator[tuple[str, tuple[UUID, str, int]]]:
    """What bears each number of a kind: its id, and (agency, period, number)."""
    grants = Grant.objects.filter(series__kind=kind).exclude(object_id="")
    rows = grants.values_list("object_id", "series__agency_id", "series__period", "number")
    for key, agency_id, period, number in rows.iterator():
        yield key, (agency_id, period, number)
