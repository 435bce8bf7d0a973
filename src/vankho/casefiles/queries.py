"""Which files there are, cut to what the actor may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may
from vankho.records import queries as records

from . import policy
from .models import CaseFile, CaseItem

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


def known_to(actor: Actor) -> QuerySet[CaseFile]:
    """Leaders and the head of office know their agency's files; others the files of their own posts."""
    if not may(actor, "casefiles.see"):
        return CaseFile.unguarded.none()
    files = CaseFile.unguarded.filter(agency_id=actor.agency, level__lte=actor.clearance)
    if actor.has_role(*policy.WHOLE_AGENCY):
        return files
    return files.filter(post_id__in=actor.post_ids)


def case_file(actor: Actor, file_id: UUID) -> CaseFile:
    found = known_to(actor).filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found


def case_files(actor: Actor) -> list[CaseFile]:
    """Open files first, one's own before others', then newest; `documents` counts those in it the actor may know."""
    return list(_in_order(actor).annotate(documents=_documents_known_to(actor))[:500])


def open_files(actor: Actor) -> list[CaseFile]:
    """Where something can be filed, one's own files first."""
    return list(_in_order(actor).filter(closed_on__isnull=True)[:500])


def _in_order(actor: Actor) -> QuerySet[CaseFile]:
    mine = Case(When(post_id__in=actor.post_ids, then=0), default=1)
    closed_last = F("closed_on").desc(nulls_first=True)
    return known_to(actor).annotate(mine=mine).order_by(closed_last, "mine", "-year", "-opened_on", "code")


def _documents_known_to(actor: Actor) -> Coalesce:
    """A count that tells of hidden documents would be a leak. Each item is looked up: no list of all that is known."""
    known = CaseItem.unguarded.filter(Exists(records.known_one_by_one(actor).filter(pk=OuterRef("document"))))
    counted = known.filter(file=OuterRef("pk")).order_by().values("file").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True)
class Listed:
    position: int
    document: IncomingDocument


def documents_in(actor: Actor, file: CaseFile) -> list[Listed]:
    """The documents of a file that the actor may know, in their order."""
    items = CaseItem.unguarded.filter(file=case_file(actor, file.pk)).order_by("position")
    rows = list(items.values_list("position", "document_id"))
    known = records.documents(actor, [document for _, document in rows])
    return [Listed(position, known[key]) for position, key in rows if key in known]


def files_of(actor: Actor, document_id: UUID) -> list[CaseFile]:
    """The files a document lies in, of those the actor may know."""
    return list(known_to(actor).filter(items__document=document_id).order_by("code"))


def suggested_for(actor: Actor, document: IncomingDocument) -> CaseFile | None:
    """The open file this document most likely belongs to: where the newest paper of the same issuer and type lies."""
    alike = records.known_one_by_one(actor).filter(issuer=document.issuer, type_name=document.type_name)
    lying = CaseItem.unguarded.filter(Exists(alike.filter(pk=OuterRef("document"))))
    in_open = lying.filter(file__in=known_to(actor), file__closed_on__isnull=True)
    newest = in_open.select_related("file").order_by("-added_at").first()
    return newest.file if newest else None
