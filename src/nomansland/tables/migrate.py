"""Bring the tables of the open case up, or down, to a migration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from nomansland.archive.disk import locked

_LOCK = 0x6E6F6D61
# the tables of the case, and those of the queue of its background work
_APPS = ("tables", "django_tasks_database")


def migrate(target: str | None = None) -> int:
    """Run what is outstanding and return how many migrations that were.

    Parameters
    ----------
    target : str or None
        Name of a migration to go up or down to, `zero` for none at all; None for the newest.
    """
    executor = MigrationExecutor(connection)
    leaves = [(app, name) for app, name in executor.loader.graph.leaf_nodes() if app in _APPS]
    goal = leaves if target is None else [("tables", None if target == "zero" else target)]
    plan = executor.migration_plan(goal)
    if not plan:
        return 0
    with _alone():
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(goal)
        executor.migrate(goal, plan)
    return len(plan)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold off other processes that open the case at the same moment."""
    if connection.vendor != "postgresql":
        name = Path(connection.settings_dict["NAME"])
        with locked(name.with_name(f"{name.name}.lock")):
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
