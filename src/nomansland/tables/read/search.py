"""Search by dictionary form: an index of words on either database, and literal text between quotation marks."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan, In

from nomansland.tables.cut import cut_text
from nomansland.tables.fold import fold
from nomansland.tables.lemmas import asked
from nomansland.tables.models import ClaimWords, ReadingWords
from nomansland.tables.sight import sight

_QUOTED = re.compile('["“”„«]([^"“”„«»]*)["“”»]')


def _fts(groups: list[tuple[tuple[str, ...], str]]) -> str:
    """A query of SQLite's FTS5: words are quoted, so none of them is read as an operator."""
    return " AND ".join(
        "(" + " OR ".join([*(f'"{one}"' for one in known), *([f'"{prefix}" *'] if prefix else [])]) + ")"
        for known, prefix in groups
    )


def _tsquery(groups: list[tuple[tuple[str, ...], str]]) -> str:
    """The same for PostgreSQL."""
    return " & ".join(
        "(" + " | ".join([*(f"'{one}'" for one in known), *([f"'{prefix}':*"] if prefix else [])]) + ")"
        for known, prefix in groups
    )


def _rows(model: Any, key: str, groups: list[tuple[tuple[str, ...], str]]) -> RawSQL:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        words = "array_to_tsvector(string_to_array(lemmas, ' '))"
        return RawSQL(f'SELECT "{key}" FROM "{table}" WHERE {words} @@ %s::tsquery', [_tsquery(groups)])
    return RawSQL(f'SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH %s', [_fts(groups)])


def _among(reach: str, rows: RawSQL, walk: bool) -> Any:
    """Keys among those that the index found.

    With `walk` the table is gone through in its own order until a page is full, and each row is looked up among the
    hits: where a word stands nearly everywhere that is far less than to sort all hits. The sum keeps SQLite from
    going from the hits to their rows.
    """
    return In(F(reach) + Value(0), rows) if walk else Q(**{f"{reach}__in": rows})


def _written(folded: str, text: str) -> Any:
    """Rows that hold a text as it is written; both are folded, so bytes are compared, which LIKE does not."""
    return GreaterThan(StrIndex(F(folded), Value(text)), 0)


def _hits(query: str, model: Any, key: str, reach: str, folded: str, walk: bool = False) -> Q:
    """Rows that hold every word of a query in any form, and its quoted parts as they are written."""
    if not query.strip():
        return Q()
    if not sight().clear:
        return _hits_of_what_is_shown(query, model, key, reach, walk)
    found = Q()
    groups = asked(query)
    if groups:
        found &= Q(_among(reach, _rows(model, key, groups), walk))
    for part in _QUOTED.findall(query):
        found &= Q(_written(folded, fold(part)))
    return found if groups else found & Q(_written(folded, fold(query)))


def _hits_of_what_is_shown(query: str, model: Any, key: str, reach: str, walk: bool) -> Q:
    """Whole words only, and none that is cut: no search may tell what a page does not show."""
    groups = [(known, "") for known, _ in asked(query) if known]
    if cut_text(query) != query or not groups:
        return Q(pk__in=[])
    return Q(_among(reach, _rows(model, key, groups), walk))


def indexed_hits(query: str, of_claims: bool) -> int:
    """How many reports (or claims) hold every word of a query in some form, whoever may see them."""
    groups = asked(query)
    if not groups:
        return 0
    model, key = (ClaimWords, "claim_id") if of_claims else (ReadingWords, "reading_id")
    rows = _rows(model, key, groups)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows.sql}) AS found", rows.params)
        return int(cursor.fetchone()[0])


def read_hits(query: str, walk: bool = False) -> Q:
    """Reports that were read and that a query finds."""
    return _hits(query, ReadingWords, "reading_id", "reading__pk", "folded", walk)


def waiting_hits(query: str) -> Q:
    """Reports that wait to be read and that hold the words of a query as they are written."""
    found = Q(reading__isnull=True)
    for word in fold(query.replace('"', " ")).split():
        found &= Q(folded__contains=word)
    return found


def report_hits(query: str) -> Q:
    """Reports that a query finds; one that waits to be read is found by its text as it is written."""
    return read_hits(query) | waiting_hits(query) if query.strip() else Q()


def claim_hits(query: str, prefix: str = "", walk: bool = False) -> Q:
    """Claims that a query finds; `prefix` is the way to the claim from another table, with its `__`."""
    return _hits(query, ClaimWords, "claim_id", f"{prefix}pk", f"{prefix}folded", walk)
