"""Acts of the clerk that the entry form does with one press."""

from __future__ import annotations

from uuid import UUID

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.records import policy as policy
from vankho.records.models import IncomingDocument

from .registration import Entry, register_incoming
from .routing import present


@action("records.register_incoming")
def register_and_present(actor: Actor, entry: Entry, to_post: UUID | None) -> IncomingDocument:
    """Enter a document and lay it before a leader: both or neither, so no number is used when nobody is there."""
    document = register_incoming(actor, entry)
    present(actor, document, to_post)
    document.refresh_from_db()
    return document
