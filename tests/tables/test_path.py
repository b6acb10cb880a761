"""A source on its way into a case: killed at any point, nothing acknowledged is lost, doubled or half there."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nomansland.archive import verify
from nomansland.tables import Case, connect, disconnect

POINTS = ("begin", "row", "ledger row", "before commit", "committed")

TAKE_IN = """
import os, signal, sys
from nomansland.tables import Case, connect
from nomansland.words import Report

case, stop = Case.open(sys.argv[1]), sys.argv[2]
connect(case)
from django.db import connection, transaction
from nomansland.tables import write

store, turn = case.store(), 0

def die(name):
    if turn == 3 and name == stop:
        os.kill(os.getpid(), signal.SIGKILL)

def watch(execute, sql, params, many, context):
    if sql.startswith("SELECT"):
        die("begin")
    done = execute(sql, params, many, context)
    if sql.startswith('INSERT INTO "tables_report"'):
        die("row")
    if sql.startswith('INSERT INTO "tables_ledger"'):
        die("ledger row")
    return done

with connection.execute_wrapper(watch):
    for turn in range(5):
        data = b"The platoon stayed where it was, day %d." % turn
        held = store.keep(data, f"source {turn}", "text/plain")
        report = Report(f"r{turn}", data.decode(), holding=held.sha256)
        with write.transaction():
            transaction.on_commit(lambda: die("committed"))
            write.save_holdings([held])
            write.save_reports([report])
            die("before commit")
        os.write(1, f"{report.id}\\n".encode())
"""


def run(case: Case, stop: str) -> list[str]:
    command = [sys.executable, "-c", TAKE_IN, str(case.folder), stop]
    done = subprocess.run(command, capture_output=True, timeout=120)
    assert done.returncode == (-signal.SIGKILL if stop else 0), done.stderr.decode()
    return done.stdout.decode().split()


@pytest.mark.parametrize("stop", POINTS)
def test_killed_on_the_way_and_run_again(any_case: Case, stop: str) -> None:
    from nomansland.tables import read, write

    disconnect()
    said = run(any_case, stop)
    assert said == ["r0", "r1", "r2"]
    connect(any_case)
    kept = [report.id for report in read.reports_to_read()]
    assert kept == [*said, "r3"] if stop == "committed" else kept == said
    assert len(list(read.ledger("reports"))) == len(kept) == len(list(read.ledger("holding")))
    assert read.ledger_fault() is None
    left = [fault.kind for fault in verify(any_case.folder, indexed=read.holdings())]
    assert left == ([] if stop == "committed" else ["index"]), "bytes were kept and their row was not committed"
    write.save_holdings(any_case.store())
    assert list(verify(any_case.folder, indexed=read.holdings())) == []
    disconnect()
    assert run(any_case, "") == ["r0", "r1", "r2", "r3", "r4"]
    connect(any_case)
    assert [report.id for report in read.reports_to_read()] == ["r0", "r1", "r2", "r3", "r4"]
    assert len(list(read.holdings())) == 5 and read.ledger_fault() is None
    assert list(verify(any_case.folder, indexed=read.holdings())) == []


def test_copying_the_folder_copies_the_case(case: Case, tmp_path: Path) -> None:
    from nomansland.tables import read

    disconnect()
    run(case, "")
    shutil.copytree(case.folder, tmp_path / "copy")
    shutil.rmtree(case.folder)
    copy = Case.open(tmp_path / "copy")
    connect(copy)
    assert len(list(read.reports_to_read())) == 5 and len(copy.store()) == 5
    assert list(verify(copy.folder, indexed=read.holdings())) == []
