"""The rows of a case on SQLite, put into an empty case on PostgreSQL by COPY: the same case on both databases."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pysqlite3
from psycopg import sql

# In the order of their foreign keys.
TABLES = (
    "report", "reading", "claim", "readingwords", "claimwords", "incident", "incident_claims", "site", "site_claims",
    "contradiction", "retelling", "retelling_reports", "decision", "ledger",
)  # fmt: skip


def copy(source: Path, url: str) -> dict[str, int]:
    """Copy all tables of `source`, an SQLite file, to the database at `url`; how many rows there were in each."""
    out = {}
    with pysqlite3.connect(f"file:{source}?mode=ro", uri=True) as before, psycopg.connect(url) as after:
        after.execute("SET TimeZone = 'UTC'")
        for name in TABLES:
            out[name] = _table(before, after, f"tables_{name}")
    with psycopg.connect(url, autocommit=True) as after:
        # As the server does by itself some minutes later.
        after.execute("VACUUM ANALYZE")
    return out


def _table(before: pysqlite3.Connection, after: psycopg.Connection[tuple[object, ...]], table: str) -> int:
    rows, number = before.execute(f'SELECT * FROM "{table}"'), 0
    columns = [one[0] for one in rows.description]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with after.cursor().copy(into) as writing:
        for row in rows:
            writing.write_row([None if one is None else str(one) for one in row])
            number += 1
    if "id" in columns:
        highest = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), coalesce(max(id), 1)) FROM {}")
        after.execute(highest.format(sql.Literal(table), sql.Identifier(table)))
    return number
