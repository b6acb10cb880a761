"""Every migration is tried up and down, with data, on both databases."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from nomansland.review import decide
from nomansland.tables import Case, connect
from nomansland.words import Claim, Passage, Publication, Reading, Report

TEXT = "They would not board the trucks."


def fill() -> None:
    from nomansland.tables import write

    report = Report("r1", TEXT)
    write.save_reports([report])
    write.save_readings(
        [Reading(report, "en", Publication(), (Claim("c01", "r1", "refusal.order", Passage(TEXT, 0, 32)),))]
    )
    write.add_decision(decide("claim", "r1:c01", "accept", "Olha"))


def names() -> list[str]:
    folder = Path(__file__).parents[2] / "src" / "nomansland" / "tables" / "migrations"
    return sorted(path.stem for path in folder.glob("0*.py"))


def test_down_step_by_step_and_up_again_keeps_the_data(any_case: Case) -> None:
    from django.db import DatabaseError, connection, transaction

    from nomansland.tables import read
    from nomansland.tables.migrate import migrate

    fill()
    before = (read.reading("r1"), read.decisions(), list(read.ledger()))
    for name in reversed(names()[:-1]):
        assert migrate(name) == 1
    assert migrate() == len(names()) - 1 and migrate() == 0
    assert (read.reading("r1"), read.decisions(), list(read.ledger())) == before
    assert read.ledger_fault() is None
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tables_ledger")


def test_all_the_way_down_leaves_no_table_and_up_makes_them_again(any_case: Case) -> None:
    from django.db import connection

    from nomansland.tables import read
    from nomansland.tables.migrate import migrate

    fill()
    assert migrate("zero") == len(names())
    assert [name for name in connection.introspection.table_names() if name.startswith("tables_")] == []
    assert migrate() == len(names())
    fill()
    assert len(read.decisions()) == 1


def test_the_models_are_what_the_migrations_make(case: Case) -> None:
    from django.core.management import call_command

    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_an_empty_server_database_gets_its_tables(tmp_path: Path, new_database: Callable[[str | None], str]) -> None:
    made = Case.create(tmp_path / "case")
    url = new_database(None)
    (made.folder / "case.toml").write_text((made.folder / "case.toml").read_text() + f'database = "{url}"\n')
    connect(Case.open(made.folder))
    fill()
    connect(Case.open(made.folder))
    from nomansland.tables import read

    assert len(read.decisions()) == 1


def test_many_that_open_a_new_case_at_once_make_its_tables_once(tmp_path: Path) -> None:
    folder = Case.create(tmp_path / "case").folder
    code = "import sys; from nomansland.tables import Case, connect; connect(Case.open(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", code, str(folder)], stderr=subprocess.PIPE) for _ in range(4)]
    said = [process.communicate(timeout=120)[1].decode() for process in running]
    assert said == [""] * 4
    connect(Case.open(folder))
    fill()


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    from nomansland.words.errors import CaseError

    with pytest.raises(CaseError, match="cannot be opened"):
        connect(Case(tmp_path, {"version": 1, "database": f"postgresql:///x?host={tmp_path}"}))
