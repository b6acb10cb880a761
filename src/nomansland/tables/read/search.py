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
from nomansland.tables.models.seen import listed
from nomansland.tables.sight import sight

# What `indexed` says: the keys, MANY where they were not fetched, None where nobody asked.
Found = frozenset[int] | None
MANY: frozenset[int] = frozenset({-1})
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
        found = f'SELECT "{key}" FROM "{table}" WHERE nomansland_words(lemmas) @@ %s::tsquery'
        return RawSQL(found, [_tsquery(groups)])
    return RawSQL(f'SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH %s', [_fts(groups)])


def _among(reach: str, rows: RawSQL, found: Found) -> Any:
    """Keys among those that the index found.

    Where a word stands nearly everywhere the table is gone through in its own order until a page is full, and each row
    is looked up among the hits: that is far less than to sort all of them. The sum keeps SQLite from going from the
    hits to their rows. Of few hits the keys are known, so that no planner can guess how many there are.
    """
    if found is MANY:
        return In(F(reach) + Value(0), rows)
    return Q(**{f"{reach}__in": rows if found is None else listed(found)})


def _written(folded: str, text: str) -> Any:
    """Rows that hold a text as it is written; both are folded, so bytes are compared, which LIKE does not."""
    return GreaterThan(StrIndex(F(folded), Value(text)), 0)


def _hits(query: str, model: Any, key: str, reach: str, folded: str, keys: Found = None) -> Q:
    """Rows that hold every word of a query in any form, and its quoted parts as they are written."""
    if not query.strip():
        return Q()
    if not sight().clear:
        return _hits_of_what_is_shown(query, model, key, reach, keys)
    found = Q()
    groups = asked(query)
    if groups:
        found &= Q(_among(reach, _rows(model, key, groups), keys))
    for part in _QUOTED.findall(query):
        found &= Q(_written(folded, fold(part)))
    return found if groups else found & Q(_written(folded, fold(query)))


def _hits_of_what_is_shown(query: str, model: Any, key: str, reach: str, keys: Found) -> Q:
    """Whole words only, and none that is cut: no search may tell what a page does not show."""
    groups = [(known, "") for known, _ in asked(query) if known]
    if cut_text(query) != query or not groups:
        return Q(pk__in=[])
    return Q(_among(reach, _rows(model, key, groups), keys))


def indexed(query: str, of_claims: bool, most: int) -> Found:
    """Keys of the readings (or claims) whose words answer a query, `MANY` where they are more than `most`."""
    shown = asked(query) if sight().clear else [(known, "") for known, _ in asked(query)]
    if not shown:
        return None
    model, key = (ClaimWords, "claim_id") if of_claims else (ReadingWords, "reading_id")
    rows = _rows(model, key, shown)
    with connection.cursor() as cursor:
        cursor.execute(f"{rows.sql} LIMIT {most + 1:d}", rows.params)
        keys = frozenset(one for (one,) in cursor.fetchall())
    return MANY if len(keys) > most else keys


def quotes(query: str) -> bool:
    """True where part of a query stands between quotation marks, so that texts have to be gone through."""
    return sight().clear and (bool(_QUOTED.search(query)) or (bool(query.strip()) and not asked(query)))


def number_of_hits(query: str, of_claims: bool) -> int | None:
    """How many readings (or claims) a query finds, counted in the index alone.

    None where that would not be the number of rows that are seen: some are hidden, something is cut, or a part of the
    query stands between quotation marks.
    """
    groups = asked(query)
    if not groups or not sight().clear or sight().keys or _QUOTED.search(query):
        return None
    model, key = (ClaimWords, "claim_id") if of_claims else (ReadingWords, "reading_id")
    rows = _rows(model, key, groups)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({rows.sql}) AS found", rows.params)
        return int(cursor.fetchone()[0])


def read_hits(query: str, keys: Found = None) -> Q:
    """Reports that were read and that a query finds; `keys` is what `indexed` says of it, where that was asked."""
    return _hits(query, ReadingWords, "reading_id", "reading__pk", "folded", keys)


def waiting_hits(query: str) -> Q:
    """Reports that wait to be read and that hold the words of a query as they are written."""
    found = Q(reading__isnull=True)
    for word in fold(query.replace('"', " ")).split():
        found &= Q(folded__contains=word)
    return found


def report_hits(query: str) -> Q:
    """Reports that a query finds; one that waits to be read is found by its text as it is written."""
    return read_hits(query) | waiting_hits(query) if query.strip() else Q()


def claim_hits(query: str, prefix: str = "", keys: Found = None) -> Q:
    """Claims that a query finds; `prefix` is the way to the claim from another table, with its `__`.

    `keys` is what `indexed` says of the query, where that was asked.
    """
    return _hits(query, ClaimWords, "claim_id", f"{prefix}pk", f"{prefix}folded", keys)
