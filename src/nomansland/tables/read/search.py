"""Search by dictionary form: an index of words on either database, and literal text between quotation marks."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

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


def _hits(query: str, model: Any, key: str, reach: str, folded: str) -> Q:
    """Rows that hold every word of a query in any form, and its quoted parts as they are written."""
    if not query.strip():
        return Q()
    if not sight().clear:
        return _hits_of_what_is_shown(query, model, key, reach)
    found = Q()
    for part in _QUOTED.findall(query):
        found &= Q(**{f"{folded}__contains": fold(part)})
    groups = asked(query)
    if groups:
        return found & Q(**{f"{reach}__in": _rows(model, key, groups)})
    return found & Q(**{f"{folded}__contains": fold(query)})


def _hits_of_what_is_shown(query: str, model: Any, key: str, reach: str) -> Q:
    """Whole words only, and none that is cut: no search may tell what a page does not show."""
    groups = [(known, "") for known, _ in asked(query) if known]
    if cut_text(query) != query or not groups:
        return Q(pk__in=[])
    return Q(**{f"{reach}__in": _rows(model, key, groups)})


def report_hits(query: str) -> Q:
    """Reports that a query finds; one that waits to be read is found by its text as it is written."""
    if not query.strip():
        return Q()
    waiting = Q(reading__isnull=True)
    for word in fold(query.replace('"', " ")).split():
        waiting &= Q(folded__contains=word)
    return _hits(query, ReadingWords, "reading_id", "reading__pk", "folded") | waiting


def claim_hits(query: str, prefix: str = "") -> Q:
    """Claims that a query finds; `prefix` is the way to the claim from another table, with its `__`."""
    return _hits(query, ClaimWords, "claim_id", f"{prefix}pk", f"{prefix}folded")
