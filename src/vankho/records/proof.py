"""Whether register, numbers and files agree."""

from __future__ import annotations

from collections.abc import Iterator

from vankho.ledger.queries import Flaw
from vankho.numbering import series as numbering
from vankho.preservation import queries as preservation

from . import rules
from .models import DocumentFile, IncomingDocument, Petition


def flaws() -> Iterator[Flaw]:
    """Every line without its number, every number without its line, every file without its bytes."""
    for kind, model in ((rules.ARRIVAL_SERIES, IncomingDocument), (rules.PETITION_SERIES, Petition)):
        granted = dict(numbering.bearers(kind))
        lines = model.unguarded.values_list("pk", "agency_id", "book", "number")
        for key, agency, book, number in lines.iterator():
            if granted.pop(str(key), None) != (agency, book, number):
                yield Flaw(f"line {book}/{number} of {agency}", "does not bear the number that was granted to it")
        for bearer, (agency, book, number) in granted.items():
            yield Flaw(f"number {book}/{number} of {agency}", f"was granted to {bearer}, which is not there")
    kept = preservation.known()
    for line, sha256 in DocumentFile.unguarded.values_list("document_id", "sha256").iterator():
        if sha256 not in kept:
            yield Flaw(f"document {line}", f"its file {sha256} was never kept")
