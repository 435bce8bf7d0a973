"""Who is acting: an account in a post of an agency at an instant. Always an argument, never looked up from the air."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from .levels import Level

SYSTEM_ROLE = "system"
ACCOUNT_ROLE = "account"
"""What everybody who has signed in is, with or without a post."""


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    post: str = ""
    """The post's title, as the ledger will remember it."""
    agency_id: UUID | None = None
    person_id: UUID | None = None
    post_ids: frozenset[UUID] = frozenset()
    roles: frozenset[str] = frozenset()
    clearance: Level = Level.OPEN
    acting_for: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def agency(self) -> UUID:
        """The agency acted for; for an actor of none the nil UUID, which owns nothing."""
        return self.agency_id or UUID(int=0)

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def system(name: str, agency_id: UUID | None = None) -> Actor:
    """The program itself, named after the part that acts (``worker``, ``watch_folder``, ``setup``)."""
    return Actor(id=f"system:{name}", name=f"Văn Khố ({name})", agency_id=agency_id, roles=frozenset({SYSTEM_ROLE}))
