"""Opening a file, filing a document at the end of its work, closing the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from vankho.clearance.actions import action
from vankho.clearance.actor import Actor
from vankho.ledger.writing import record
from vankho.records import actions as records

from . import policy as policy
from . import queries
from .errors import CodeTaken, FileClosed, FileEmpty, NothingChosen
from .models import CaseFile, CaseItem

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


@dataclass(frozen=True)
class CaseFileFacts:
    code: str
    title: str
    retention: str = ""
    opened_on: date | None = None


@action("casefiles.open")
def open_case_file(actor: Actor, facts: CaseFileFacts) -> CaseFile:
    """Open a file in the actor's own post. Raises `CodeTaken`, `NothingChosen` when code or title is empty."""
    if not facts.code.strip() or not facts.title.strip() or not actor.post_ids or actor.agency_id is None:
        raise NothingChosen
    opened_on = facts.opened_on or timezone.localdate()
    code, year = facts.code.strip(), str(opened_on.year)
    if CaseFile.unguarded.filter(agency_id=actor.agency_id, year=year, code=code).exists():
        raise CodeTaken(code=code, year=year)
    file = CaseFile(
        agency_id=actor.agency_id,
        year=year,
        code=code,
        title=" ".join(facts.title.split()),
        retention=facts.retention,
        post_id=min(actor.post_ids),
        opened_by=actor.name,
        opened_on=opened_on,
    )
    file.save()
    record(actor, "casefiles.opened", file, code=code, title=file.title)
    return file


@dataclass(frozen=True)
class Filing:
    """Where a finished document goes: a file that is there, a new one, or none for a reason."""

    file_id: UUID | None = None
    new_file: CaseFileFacts | None = None
    no_file_reason: str = ""


@action("casefiles.finish")
def finish(actor: Actor, document: IncomingDocument, filing: Filing) -> CaseFile | None:
    """End the work on a document and file it in the same act; without a file it takes a reason.

    Raises `NothingChosen`, `FileClosed`, `CodeTaken`; the document then stays as it was.
    """
    if filing.no_file_reason.strip():
        records.mark_done(actor, document, filing.no_file_reason.strip())
        return None
    if filing.new_file is not None:
        file = open_case_file(actor, filing.new_file)
    elif filing.file_id is not None:
        file = queries.case_file(actor, filing.file_id)
    else:
        raise NothingChosen
    put_in_file(actor, document, file)
    records.mark_done(actor, document)
    return file


@action("casefiles.finish")
def put_in_file(actor: Actor, document: IncomingDocument, file: CaseFile) -> None:
    """Lay a document in a file; the file becomes as secret as the document. Raises `FileClosed`."""
    row = CaseFile.unguarded.select_for_update().get(pk=file.pk)
    if row.closed_on:
        raise FileClosed(code=row.code, closed_on=f"{row.closed_on:%d/%m/%Y}")
    if row.items.filter(document=document).exists():
        return record(actor, "casefiles.already_filed", row, document=document.pk)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    CaseItem.unguarded.create(file=row, document=document, position=last + 1, added_by=actor.name)
    if document.level > row.level:
        row.level = document.level
        row.save(update_fields=["level"])
    return record(actor, "casefiles.filed", row, document=document.pk)


@action("casefiles.close")
def close_case_file(actor: Actor, file: CaseFile) -> CaseFile:
    """Close a file when its matter has ended. Raises `FileEmpty`."""
    row = CaseFile.unguarded.select_for_update().get(pk=file.pk)
    if not row.items.exists():
        raise FileEmpty(code=row.code)
    row.closed_on = timezone.localdate()
    row.save(update_fields=["closed_on"])
    record(actor, "casefiles.closed", row, documents=row.items.count())
    return row
