"""From what was asked to what the index is asked: text, access and filters in one query."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from tantivy import FieldType, Occur, Query, Schema

from vankho.lib.vietnamese import ALPHABET, TONES, fold
from vankho.search.asking import HIGHEST_LEVEL, Access, Filters
from vankho.search.document import CURSOR_ID, TEXTS
from vankho.search.language import Asked, Part, Word, reference_key, without_zeros

Clause = tuple[Occur, Query]

_BOOSTS = {"reference": 4.0, "subject": 3.0, "names": 1.5, "body": 1.0}
_WHOLE_REFERENCE_BOOST = 20.0
_NUMBER_BOOST = 6.0

_MARKED_FORMS: dict[str, str] = {}
for _letter in ALPHABET:
    _toned = {unicodedata.normalize("NFC", _letter + tone) for tone in TONES} if fold(_letter) in "aeiouy" else set()
    _MARKED_FORMS[fold(_letter)] = _MARKED_FORMS.get(fold(_letter), "") + _letter + "".join(sorted(_toned))


def text_clauses(schema: Schema, asked: Asked) -> list[Clause]:
    """One clause for each part; everything asked for where nothing was typed."""
    if not asked.parts:
        return [(Occur.Must, Query.all_query())] if asked.is_blank else [(Occur.Must, Query.empty_query())]
    return [(Occur.Must, _anywhere(schema, part)) for part in asked.parts]


def _anywhere(schema: Schema, part: Part) -> Query:
    choices = [Query.boost_query(_in_text(schema, text, part), _BOOSTS[text]) for text in TEXTS]
    first = part.words[0].folded
    if not first.isdigit():
        return _any(choices)
    if len(part.words) == 1:
        number = Query.term_query(schema, "number", without_zeros(first), "basic")
        return _any([*choices, Query.boost_query(number, _NUMBER_BOOST)])
    key = reference_key(" ".join(word.folded for word in part.words))
    whole = Query.term_query(schema, "reference_key", key, "basic")
    return _any([*choices, Query.boost_query(whole, _WHOLE_REFERENCE_BOOST)])


def _in_text(schema: Schema, text: str, part: Part) -> Query:
    marked = [word.is_marked for word in part.words]
    stream = f"{text}_exact" if any(marked) else f"{text}_folded"
    keys = [word.exact if word.is_marked else word.folded for word in part.words]
    if part.is_beginning or (any(marked) and not all(marked)):
        return _by_pattern(schema, stream, part)
    if len(keys) == 1:
        return Query.term_query(schema, stream, keys[0])
    return Query.phrase_query(schema, stream, list(keys))


def _by_pattern(schema: Schema, stream: str, part: Part) -> Query:
    """A bare word in a phrase with marks keeps its right to match all spellings."""
    patterns = [_pattern(word) if part.is_marked else word.folded for word in part.words]
    if part.is_beginning:
        patterns[-1] += ".*"
    if len(patterns) == 1:
        return Query.regex_query(schema, stream, patterns[0])
    return Query.regex_phrase_query(schema, stream, list(patterns))


def _pattern(word: Word) -> str:
    if word.is_marked:
        return word.exact
    return "".join(f"[{forms}]" if len(forms := _MARKED_FORMS.get(char, char)) > 1 else char for char in word.folded)


def limits(schema: Schema, access: Access, filters: Filters, excluded_ids: Iterable[str]) -> list[Clause]:
    """Who may know and what is wanted; they decide what is found and add nothing to the score.

    Levels are cut by excluding the few above the ceiling: a set of the levels below is built over the whole index for
    every query and cost ten times as much (measured at 1 M documents: 3.3 against 0.32 ms).
    """
    clauses = [_without(schema, "level", level) for level in range(access.ceiling + 1, HIGHEST_LEVEL + 1)]
    clauses += [_without(schema, "id", excluded) for excluded in (CURSOR_ID, *excluded_ids)]
    if not access.everything:
        clauses.append(_one_of(schema, "reader", sorted(access.tokens)))
    for choice in fields(filters):
        wanted = getattr(filters, choice.name)
        if isinstance(wanted, tuple) and wanted:
            clauses.append(_one_of(schema, choice.name, wanted))
    clauses += _between(schema, "arrived", filters.arrived_from, filters.arrived_to)
    clauses += _between(schema, "dated", filters.dated_from, filters.dated_to)
    return clauses


def _between(schema: Schema, day: str, first: date | None, last: date | None) -> list[Clause]:
    if first is None and last is None:
        return []
    lower, upper = (first or date.min).toordinal(), (last or date.max).toordinal()
    return [(Occur.Must, _unscored(Query.range_query(schema, day, FieldType.Integer, lower, upper)))]


def _without(schema: Schema, name: str, unwanted: Any) -> Clause:
    return Occur.MustNot, Query.term_query(schema, name, unwanted, "basic")


def _one_of(schema: Schema, name: str, wanted: Iterable[Any]) -> Clause:
    return Occur.Must, _unscored(_any([Query.term_query(schema, name, choice, "basic") for choice in wanted]))


def _any(choices: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, choice) for choice in choices])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
