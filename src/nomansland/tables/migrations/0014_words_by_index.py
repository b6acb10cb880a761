"""PostgreSQL: the words of a row by a function whose cost the planner knows, so that it takes the index.

`array_to_tsvector` is planned as if it cost nothing: for a word that stands in a third of all rows the planner went
through the table and made the words of every row anew, twenty times the work of asking the index.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

TABLES = ("tables_readingwords", "tables_claimwords")
# A function in plain SQL would be put in place of its call, and its cost forgotten.
FUNCTION = """
CREATE FUNCTION nomansland_words(lemmas text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS $$ BEGIN RETURN array_to_tsvector(string_to_array(lemmas, ' ')); END $$
"""
BEFORE = "array_to_tsvector(string_to_array(lemmas, ' '))"
AFTER = "nomansland_words(lemmas)"


def _index(editor: Any, words: str) -> None:
    for table in TABLES:
        editor.execute(f"DROP INDEX {table}_gin", params=None)
        editor.execute(f"CREATE INDEX {table}_gin ON {table} USING gin ({words})", params=None)
        # Without numbers on the words the planner takes every one of them for a rare one.
        editor.execute(f"ANALYZE {table}", params=None)


def begin(apps: Any, editor: Any) -> None:
    """Index the words by the function."""
    if editor.connection.vendor == "postgresql":
        editor.execute(FUNCTION, params=None)
        _index(editor, AFTER)


def leave(apps: Any, editor: Any) -> None:
    """Index them as before."""
    if editor.connection.vendor == "postgresql":
        _index(editor, BEFORE)
        editor.execute("DROP FUNCTION nomansland_words(text)", params=None)


class Migration(migrations.Migration):
    """Another expression in two indexes."""

    dependencies: ClassVar = [("tables", "0013_job")]
    operations: ClassVar = [migrations.RunPython(begin, leave)]
