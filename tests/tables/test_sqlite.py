"""The SQLite that is used is one that is safe with several writers, and it is used safely."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nomansland.tables import Case
from nomansland.tables.fold import fold


def test_the_build_and_its_settings(case: Case) -> None:
    from django.db import connection

    with connection.cursor() as cursor:

        def ask(question: str) -> object:
            cursor.execute(question)
            return cursor.fetchone()[0]

        version = tuple(int(part) for part in str(ask("SELECT sqlite_version()")).split("."))
        assert version >= (3, 51, 3)
        assert ask("PRAGMA journal_mode") == "wal"
        assert ask("PRAGMA synchronous") == 2
        assert ask("PRAGMA foreign_keys") == 1
        assert ask("PRAGMA busy_timeout") == 30_000


def test_others_cannot_read_the_file(case: Case) -> None:
    from nomansland.tables import write

    write.append("release", {})
    assert all(path.stat().st_mode & 0o077 == 0 for path in case.folder.glob("case.sqlite3*"))


def test_a_transaction_takes_its_lock_at_once(case: Case) -> None:
    import pysqlite3
    from django.db import transaction

    other = pysqlite3.connect(case.folder / "case.sqlite3", timeout=0, isolation_level=None)
    with transaction.atomic(), pytest.raises(pysqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_an_older_build_is_refused() -> None:
    """A process whose sqlite3 was loaded by Django before the backend could put the other one in its place."""
    code = (
        "import types, sys\n"
        "import pysqlite3.dbapi2 as new\n"
        "old = types.ModuleType('pysqlite3'); old.__dict__.update(vars(new)); old.dbapi2 = old\n"
        "old.sqlite_version_info, old.sqlite_version = (3, 40, 1), '3.40.1'\n"
        "sys.modules['pysqlite3'] = sys.modules['pysqlite3.dbapi2'] = old\n"
        "import nomansland.tables.sqlite.base\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode != 0 and "3.40.1 can corrupt a case" in done.stderr


def test_help_does_not_wait_for_django() -> None:
    code = "import sys, nomansland.tables; print(sorted({'django', 'cryptography', 'orjson'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ЁЛКА  Їжак", "елка їжак"),
        ("Zaporizhzhia — Šostka", "zaporizhzhia — sostka"),
        ("п’ятсот пʼятсот п`ятсот", "п'ятсот п'ятсот п'ятсот"),
        ("Straße\x00\n№ 5", "strasse no 5"),
        ("Йод і Єва", "йод і єва"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded == fold(folded)
