"""The ledger and the decisions can only grow: triggers refuse what would change or remove a row."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

TABLES = ("tables_ledger", "tables_decision")

SQLITE = """
CREATE TRIGGER {table}_no_{low} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION nomansland_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION nomansland_append_only()
"""


def guard(apps: Any, editor: Any) -> None:
    """Set the triggers."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_FUNCTION.replace("%%", "%"), params=None)
        for table in TABLES:
            editor.execute(POSTGRESQL.format(table=table), params=None)
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(SQLITE.format(table=table, low=verb.lower(), verb=verb), params=None)


def unguard(apps: Any, editor: Any) -> None:
    """Take the triggers away: only a migration down does this."""
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP TRIGGER {table}_append_only ON {table}", params=None)
        editor.execute("DROP FUNCTION nomansland_append_only()", params=None)
        return
    for table in TABLES:
        for low in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{low}", params=None)


class Migration(migrations.Migration):
    """Guards on both databases."""

    dependencies: ClassVar = [("tables", "0001_tables")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
