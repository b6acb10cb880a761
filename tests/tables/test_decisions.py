"""Decisions are rows that nothing changes; a stale one is refused; none is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from nomansland.review import decide
from nomansland.tables import Case, connect
from nomansland.words import Claim, Passage, Publication, Reading, Report
from nomansland.words.codec import from_json
from nomansland.words.decided import Decision
from nomansland.words.errors import ReviewError, StaleDecision

TEXT = "The platoon stayed in the dugout. Nobody was punished for it, the officer said."


def told(*types: str) -> Reading:
    claims = tuple(
        Claim(f"c{number:02}", "r1", kind, Passage.of(TEXT, number, number + 20))
        for number, kind in enumerate(types, 1)
    )
    return Reading(Report("r1", TEXT), "en", Publication(), claims)


@pytest.fixture
def filled(any_case: Case) -> Case:
    from nomansland.tables import write

    reading = told("refusal.order", "response.denial")
    write.save_reports([reading.report])
    write.save_readings([reading])
    return any_case


def test_a_decision_is_kept_with_what_was_seen(filled: Case) -> None:
    from nomansland.tables import read, write

    made = write.add_decision(decide("claim", "r1:c01", "accept", "Olha"))
    assert made.seen == read.seen("claim", "r1:c01") != ""
    assert read.decisions() == (made,) == read.decisions("claim", "r1:c01") and read.decisions("site") == ()
    assert write.add_decision(made) == made and read.decisions() == (made,)
    assert [finding.state for finding in read.findings()] == ["accepted", "undecided"]
    (entry,) = read.ledger("decision")
    assert from_json(Decision, entry.data) == made


def test_another_decision_under_a_taken_id_is_refused(filled: Case) -> None:
    from nomansland.tables import write

    made = write.add_decision(decide("claim", "r1:c01", "accept", "Olha"))
    with pytest.raises(ReviewError, match="Another decision"):
        write.add_decision(replace(made, verdict="reject"))


def test_what_changed_since_it_was_shown_is_not_decided_on(filled: Case) -> None:
    from nomansland.tables import read, write

    shown = read.seen("claim", "r1:c01")
    reading = told("refusal.order", "response.denial")
    write.save_readings([replace(reading, claims=(replace(reading.claims[0], side="UA"), reading.claims[1]))])
    with pytest.raises(StaleDecision, match="changed since"):
        write.add_decision(decide("claim", "r1:c01", "accept", "Olha", seen=shown))
    assert read.decisions() == ()


def test_the_second_of_two_editors_is_told_of_the_first(filled: Case) -> None:
    from nomansland.tables import read, write

    shown = read.last_decision("claim", "r1:c01")
    first = write.add_decision(decide("claim", "r1:c01", "accept", "Olha"), after=shown)
    with pytest.raises(StaleDecision, match="meanwhile"):
        write.add_decision(decide("claim", "r1:c01", "reject", "Ivan"), after=shown)
    assert read.last_decision("claim", "r1:c01") == first.id
    write.add_decision(decide("claim", "r1:c01", "reject", "Ivan"), after=first.id)
    assert read.findings()[0].state == "disputed"


def test_a_decision_follows_its_claim_through_a_new_pass(filled: Case) -> None:
    from nomansland.tables import read, write

    made = write.add_decision(decide("claim", "r1:c02", "accept", "Olha"))
    old = told("refusal.order", "response.denial").claims[1]
    write.save_readings([replace(told(), claims=(replace(old, id="c01", confidence=0.5),))])
    assert [(finding.claim, finding.state) for finding in read.findings()] == [("r1:c01", "accepted")]
    assert read.last_decision("claim", "r1:c01") == made.id and read.decisions("claim", "r1:c01") == (made,)
    assert read.decisions("claim", "r1:c02") == (made,), "what has no claim now is found by the name it had"


def test_undoing(filled: Case) -> None:
    from nomansland.tables import read, write

    made = write.add_decision(decide("claim", "r1:c01", "reject", "Olha"))
    undo = decide("claim", "r1:c01", "undo", "Olha", undoes=made.id)
    write.add_decision(undo)
    assert read.findings()[0].state == "undecided" and len(read.decisions()) == 2
    with pytest.raises(ReviewError, match="undone already"):
        write.add_decision(decide("claim", "r1:c01", "undo", "Ivan", undoes=made.id))
    with pytest.raises(ReviewError, match="cannot be undone"):
        write.add_decision(decide("claim", "r1:c01", "undo", "Ivan", undoes=undo.id))
    with pytest.raises(ReviewError, match="no decision nobody"):
        write.add_decision(decide("claim", "r1:c01", "undo", "Ivan", undoes="nobody"))


@pytest.mark.parametrize("target", ["claim", "incident", "site", "contradiction", "retelling"])
def test_what_is_not_there_is_not_decided_on(filled: Case, target: str) -> None:
    from nomansland.tables import read, write

    with pytest.raises(ReviewError, match=f"no {target}"):
        write.add_decision(decide(target, "r1:c77", "accept", "Olha"))
    assert list(read.ledger("decision")) == []


@pytest.mark.parametrize("table", ["tables_decision", "tables_ledger"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET data = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_change_what_was_written(filled: Case, table: str, statement: str) -> None:
    from django.db import DatabaseError, connection, transaction

    from nomansland.tables import read, write

    made = write.add_decision(decide("claim", "r1:c01", "accept", "Olha"))
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert "append-only" in str(refused.value) or (statement.startswith("TRUNCATE") and connection.vendor == "sqlite")
    assert read.decisions() == (made,) and read.ledger_fault() is None


def test_a_changed_ledger_is_noticed_where_the_guard_was_taken_away(filled: Case) -> None:
    from django.db import connection

    from nomansland.tables import read, write
    from nomansland.tables.migrate import migrate

    for claim in ("r1:c01", "r1:c02"):
        write.add_decision(decide("claim", claim, "accept", "Olha"))
    migrate("0001_tables")
    for statement, fault in (
        ("UPDATE tables_ledger SET data = replace(data, 'accept', 'reject') WHERE seq = 3", "Entry 3 was changed"),
        ("DELETE FROM tables_ledger WHERE seq = 2", "Entry 2 is missing"),
        ("UPDATE tables_ledger SET previous = hash WHERE seq = 1", "Entry 1 does not follow"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(statement)
        assert str(read.ledger_fault()).startswith(fault)


WRITER = """
import os, sys
from nomansland.review import decide
from nomansland.tables import Case, connect
connect(Case.open(sys.argv[1]))
from nomansland.tables import write
os.write(1, b"ready\\n")
for number in range(int(sys.argv[2])):
    made = write.add_decision(decide("claim", "r1:c01", "accept", f"{sys.argv[3]}-{number}"))
    os.write(1, f"{made.id}\\n".encode())
"""


def writer(case: Case, number: int, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(case.folder), str(number), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def test_many_writers_lose_nothing(filled: Case) -> None:
    from nomansland.tables import read

    running = [writer(filled, 12, f"editor {number}") for number in range(4)]
    said: set[str] = set()
    for process in running:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        said |= set(output.decode().split()[1:])
    assert len(said) == 48 and {made.id for made in read.decisions()} == said
    assert read.ledger_fault() is None and len(list(read.ledger("decision"))) == 48
    assert read.findings()[0].people == 48


def test_a_killed_writer_loses_nothing_that_it_acknowledged(filled: Case) -> None:
    from nomansland.tables import disconnect, read

    rng = random.Random(3)
    said: set[str] = set()
    for turn in range(4):
        process = writer(filled, 10_000, f"editor {turn}")
        assert process.stdout is not None
        first = process.stdout.readline() + process.stdout.readline()
        time.sleep(rng.uniform(0.01, 0.1))
        process.send_signal(signal.SIGKILL)
        output = first + process.stdout.read()
        process.stdout.close()
        process.wait()
        said |= set(output[: output.rfind(b"\n") + 1].decode().split()) - {"ready"}
        disconnect()
        connect(filled)
        stored = {made.id for made in read.decisions()}
        assert said <= stored and len(stored) <= len(said) + turn + 1
        assert read.ledger_fault() is None and len(list(read.ledger("decision"))) == len(stored)
    assert len(said) >= 8
