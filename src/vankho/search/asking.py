"""What a search is asked with and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

HIGHEST_LEVEL = 3
"""The numbers of `vankho.clearance.Level`: 0 open, 1 confidential, 2 secret, 3 top secret."""


class Order(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Access:
    """What the asker may know. Part of every query, so that totals and facets are cut by it as hits are.

    `tokens` are compared with `IndexDocument.readers`; without any, nothing is found.
    """

    tokens: frozenset[str]
    ceiling: int
    """The highest level the asker may know."""
    everything: bool = False
    """Every document up to the ceiling, whoever its readers are."""

    @property
    def is_empty(self) -> bool:
        return self.ceiling < 0 or not (self.tokens or self.everything)


@dataclass(frozen=True, slots=True)
class Filters:
    """Values of one field are alternatives; filters of different fields all hold. Days are included at both ends."""

    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    arrived_from: date | None = None
    arrived_to: date | None = None
    dated_from: date | None = None
    dated_to: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float
    """By relevance only comparable within one answer; 0.0 when ordered newest first."""


@dataclass(frozen=True, slots=True)
class Found:
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str | int, int], ...]] = field(default_factory=dict)
    """For kind, agency, type, issuer and year: value and count, most frequent first."""
    unmarked_total: int | None = None
    """How many there are when marks are not regarded; only where marks were typed and nothing has them."""
    suggestion: str | None = None
    """Words that do find something, where a word typed finds nothing at all."""
