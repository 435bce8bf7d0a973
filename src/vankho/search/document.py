"""What the index keeps of a document, and under which fields.

Every text stands in two streams of words: as written (``…_exact``: small letters, tone place forgiven) and without
marks (``…_folded``). The texts themselves are not stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tantivy import Document, Filter, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from vankho.lib.vietnamese import exact, fold
from vankho.search.asking import HIGHEST_LEVEL
from vankho.search.language import LONGEST_WORD, reference_key, without_zeros

SCHEMA_VERSION = 1
"""Raised whenever the fields, or the way a text becomes words, change."""

TEXTS = ("reference", "subject", "names", "body")
FACETS = ("kind", "agency", "type", "issuer", "year")
CURSOR_ID = "\0cursor"
"""The entry that holds the cursor: inside the index, so that one commit moves both or neither."""
_CHOICES = ("kind", "agency", "type", "issuer", "urgency", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDocument:
    id: str
    kind: str
    """``incoming``, ``casefile`` …; petitions are never put into the index."""
    agency: str
    readers: Sequence[str]
    """Access tokens, such as ``agency:<uuid>`` or ``post:<uuid>``; one in common with `Access.tokens` is enough."""
    level: int
    newest: int
    """Larger is newer; orders answers newest first. Not negative."""
    type: str = ""
    issuer: str = ""
    urgency: str = ""
    state: str = ""
    year: int | None = None
    arrived_on: date | None = None
    dated_on: date | None = None
    reference: str = ""
    """Number and symbol as written: ``211-CV/TU``."""
    numbers: Sequence[str] = ()
    """Further numbers it is known by, such as the arrival number."""
    subject: str = ""
    names: Sequence[str] = ()
    """Names people would type: issuing organ, type in words, signatory."""
    pages: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"no level {self.level}")


def build_schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("reader", "number", "reference_key"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _CHOICES:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in FACETS)
    for name in TEXTS:
        builder.add_text_field(f"{name}_exact", tokenizer_name="words")
        builder.add_text_field(f"{name}_folded", tokenizer_name="words")
    builder.add_integer_field("level", indexed=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_integer_field("arrived", fast=True)
    builder.add_integer_field("dated", fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_integer_field("cursor", stored=True)
    return builder.build()


def register_words(index: Index) -> None:
    """Tell an opened index how text becomes words; it is not kept in the index."""
    longest_bytes = LONGEST_WORD * 4
    analyzer = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(longest_bytes)).build()
    index.register_tokenizer("words", analyzer)


def cursor_entry(cursor: int) -> Document:
    entry = Document()
    entry.add_text("id", CURSOR_ID)
    entry.add_integer("cursor", cursor)
    return entry


def entry(document: IndexDocument) -> Document:
    made = Document()
    made.add_text("id", document.id)
    for reader in document.readers:
        made.add_text("reader", reader)
    for name in _CHOICES:
        if value := getattr(document, name):
            made.add_text(name, value)
    _add_numbers(made, document)
    _add_reference(made, document)
    for name, texts in (
        ("reference", (document.reference,)),
        ("subject", (document.subject,)),
        ("names", document.names),
        ("body", document.pages),
    ):
        _add_texts(made, name, texts)
    return made


def _add_numbers(made: Document, document: IndexDocument) -> None:
    made.add_integer("level", document.level)
    made.add_unsigned("newest", document.newest)
    for name, value in (
        ("year", document.year),
        ("arrived", document.arrived_on.toordinal() if document.arrived_on else None),
        ("dated", document.dated_on.toordinal() if document.dated_on else None),
    ):
        if value is not None:
            made.add_integer(name, value)


def _add_reference(made: Document, document: IndexDocument) -> None:
    key = reference_key(document.reference)
    if key:
        made.add_text("reference_key", key)
    for number in (key.partition("-")[0], *document.numbers):
        if number.isdigit():
            made.add_text("number", without_zeros(number))


def _add_texts(made: Document, name: str, texts: Sequence[str]) -> None:
    for text in texts:
        if text:
            made.add_text(f"{name}_exact", exact(text))
            made.add_text(f"{name}_folded", fold(text))
