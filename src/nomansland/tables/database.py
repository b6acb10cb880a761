"""From a case to Django's database settings, and the one call that opens a case for reading and writing."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from nomansland.tables.case import Case
from nomansland.words.errors import CaseError

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY"
# Kibibytes of the file that each connection keeps in memory; the default of 2,000 is soon used up by a search.
_PRAGMAS += "; PRAGMA cache_size=-65536"
_BUSY_SECONDS = 30


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def database_settings(case: Case) -> dict[str, Any]:
    """Django's settings of one database.

    Raises
    ------
    CaseError
        Where `database` of case.toml is an address of another kind.
    """
    name = case.database
    if name.startswith(("postgresql://", "postgres://")):
        return _postgresql(name)
    if "://" in name:
        raise CaseError(f"{name.split(':')[0]} is no database for a case.", todo="Use postgresql:// or a file.")
    return {
        "ENGINE": "nomansland.tables.sqlite",
        "NAME": str(case.folder / name),
        "OPTIONS": {"timeout": _BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS},
    }


def connect(case: Case, migrate: bool = True, **overrides: Any) -> None:
    """Open a case in this process: Django is set up on the first call, later calls change the database.

    Parameters
    ----------
    case : Case
        The case to open; only one is open at a time.
    migrate : bool
        Bring the tables up to this version of the program.
    **overrides
        Django settings (the desk sets its middleware with them).

    Raises
    ------
    CaseError
        Where the database cannot be reached.
    """
    import django
    from django.conf import settings
    from django.db import DatabaseError, connections

    database = database_settings(case)
    if not settings.configured:
        from nomansland.tables import settings as defaults

        values = {name: getattr(defaults, name) for name in dir(defaults) if name.isupper()}
        values |= {"SECRET_KEY": secrets.token_urlsafe(48), "DATABASES": {"default": database}} | overrides
        settings.configure(**values)
        django.setup()
    else:
        for name, value in overrides.items():
            setattr(settings, name, value)
        disconnect()
        settings.DATABASES["default"] = connections.configure_settings({"default": database})["default"]
        connections.settings["default"] = settings.DATABASES["default"]
    if database["ENGINE"] == "nomansland.tables.sqlite":
        Path(database["NAME"]).touch(mode=0o600)
    try:
        if migrate:
            from nomansland.tables.migrate import migrate as bring_up

            bring_up()
        connections["default"].ensure_connection()
    except DatabaseError as error:
        raise CaseError(f"The database of {case.folder} cannot be opened: {error}") from error


def disconnect() -> None:
    """Close this thread's connection; the next query opens a new one."""
    from django.db import connections

    for alias in connections:
        connection = connections[alias]
        connection.close()
        del connections[alias]
