"""Bring the tables of the open case up, or down, to a migration."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

_LOCK = 0x6E6F6D61


def migrate(target: str | None = None) -> int:
    """Run what is outstanding and return how many migrations that were.

    Parameters
    ----------
    target : str or None
        Name of a migration to go up or down to, `zero` for none at all; None for the newest.
    """
    executor = MigrationExecutor(connection)
    leaves = [(app, name) for app, name in executor.loader.graph.leaf_nodes() if app == "tables"]
    goal = leaves if target is None else [("tables", None if target == "zero" else target)]
    plan = executor.migration_plan(goal)
    if not plan:
        return 0
    if connection.vendor != "postgresql":
        executor.migrate(goal, plan)
        return len(plan)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(goal)
        executor.migrate(goal, plan)
    return len(plan)
