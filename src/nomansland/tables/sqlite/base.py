"""The backend: `pysqlite3` stands in for `sqlite3` before Django's own backend is loaded.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode that two connections write, and many interpreters carry such a
version. The swap stays in force for the process: two builds of SQLite that open one file break each other's locks.
"""

from __future__ import annotations

import sys
from typing import Any

import pysqlite3
from django.core.exceptions import ImproperlyConfigured

OLDEST = (3, 51, 3)

if "django.db.backends.sqlite3.base" not in sys.modules:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from django.db.backends.sqlite3 import base  # noqa: E402

_database: Any = vars(base)["Database"]
if _database.sqlite_version_info < OLDEST:
    raise ImproperlyConfigured(
        f"SQLite {_database.sqlite_version} can corrupt a case; at least 3.51.3 is needed (package pysqlite3)."
    )


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, on the other build."""
