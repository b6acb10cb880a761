"""The command line of `study`: the group, tables of points, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nomansland.cli import main
from nomansland.cli_study import COMMANDS
from nomansland.tables import Case, disconnect

GOOD = "x,y,t,name\n0,0,0,a\n1,0,1,b\n0,1,9,c\n5,5,2,d\n5,6,3,e\n"


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["study", *words])


@pytest.fixture
def points(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_measurement_can_be_asked_how_it_is_called(name: str) -> None:
    done = _run(name, "--help")
    assert done.exit_code == 0
    assert f"nomansland study {name}" in done.output


def test_the_counts_of_a_case_are_had_in_four_ways(tmp_path: Path) -> None:
    case = str(Case.create(tmp_path / "case").folder)
    ways = (["--case", case], [case], ["counts", case], ["--case", case, "counts"])
    for words in ways:
        done = _run("--format", "json", *words)
        disconnect()
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout) == {"estimates": [], "limits": []}


def test_an_unknown_measurement_is_refused() -> None:
    done = _run("knocks")
    assert done.exit_code == 2
    assert "No such command 'knocks'" in done.stderr


def test_knox_prints_observed_expected_and_p_with_a_notice(points: Path) -> None:
    done = _run("knox", str(points), "--space", "1.5", "--time", "1", "--permutations", "99")
    assert done.exit_code == 0, done.output
    assert done.stderr == "note: not read: name.\n"
    rows = dict(line.split("  ", 1) for line in done.stdout.splitlines() if "  " in line)
    assert rows["observed"].strip() == "2"
    # Of ten pairs four are close in space (ab, ac, bc, de) and three in time (ab, bd, de).
    assert rows["expected"].strip() == "1.2"
    assert 0 < float(rows["p"]) <= 1
    assert "99 permutations of the dates, seed 0" in rows["p by"]


def test_knox_in_json_says_how_p_was_made(points: Path) -> None:
    done = _run("knox", str(points), "--space", "1.5", "--time", "1", "--seed", "3", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["observed"], found["permutations"], found["seed"]) == (2, 999, 3)
    assert found["expected"] == pytest.approx(1.2)
    assert "seed 3" in found["p_by"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mantel",), "statistic"),
        (("jacquez", "--k", "1"), "by row"),
        (("local", "--space", "1.5", "--time", "1"), "p after Holm"),
        (("k", "--space", "1,2", "--time", "1,3"), "area"),
    ],
)
def test_the_other_measurements_print_a_table_or_json(points: Path, words: tuple[str, ...], said: str) -> None:
    name, *options = words
    done = _run(name, str(points), *options, "--permutations", "19")
    assert done.exit_code == 0, done.output
    assert said in done.stdout
    assert "19 permutations of the dates, seed 0" in done.stdout
    assert "exchangeable" in done.stdout
    found = json.loads(_run(name, str(points), *options, "--permutations", "19", "--format", "json").stdout)
    assert found["permutations"] == 19
    values = found["p"] if isinstance(found["p"], list) else [found["p"]]
    assert all(0 < value <= 1 for value in values)


def test_k_takes_a_border_and_a_period(points: Path, tmp_path: Path) -> None:
    border = tmp_path / "border.csv"
    border.write_text("x,y\n-1,-1\n9,-1\n9,9\n-1,9\n", "utf-8")
    words = ("k", str(points), "--space", "2", "--time", "3", "--border", str(border), "--format", "json")
    found = json.loads(_run(*words, "--period", "-1,20").stdout)
    assert (found["area"], found["period"]) == (100.0, [-1.0, 20.0])
    short = _run(*words, "--period", "3")
    assert short.exit_code == 2
    assert "begin and an end" in short.stderr
    wrong = _run("k", str(points), "--space", "2;3", "--time", "3")
    assert wrong.exit_code == 2
    assert "no list of numbers" in wrong.stderr


def test_what_stands_before_the_name_holds_after_it(points: Path) -> None:
    done = _run("--format", "json", "knox", str(points), "--space", "1.5", "--time", "1")
    assert json.loads(done.stdout)["observed"] == 2


def test_dates_are_days(tmp_path: Path) -> None:
    path = tmp_path / "dated.csv"
    path.write_text("t;y;x\n2024-02-28;0;0\n2024-03-01;0;1\n2024-05-01;7;7\n", "utf-8")
    done = _run("knox", str(path), "--space", "1", "--time", "2", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["observed"], found["time_unit"]) == (1, "days")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("x,y\n1,2\n", "has no column t"),
        ("x,y,t,t\n1,2,3,4\n", "more than one column t"),
        ("x,y,t\n1,2,3\n1,,3\n1,2,3\n", "line 3: y is empty"),
        ("x,y,t\n1,2,3\n\n1,2,nan\n", "line 4: t is 'nan', not a finite number"),
        ('x,y,t\n1,2,3\n"1,5",2,3\n', "write a decimal point"),
        ("x,y,t\n1,2,3\n1,2\n", "line 3: 2 cells, the header has 3"),
        ("x,y,t\n1,2,2024-01-01\n1,2,3\n", "line 3: t is '3', not an ISO date"),
        ("x,y,t\n1,2,3\n1,2,2024-01-01\n", "line 3: t is '2024-01-01', not a number"),
        (
            "x,y,t\n1,2,2024-01-31T10:00\n",
            "line 2: t is '2024-01-31T10:00', not a number; dates are written 2024-01-31",
        ),
        ("x,y,t\n1,2,3\n1,2,3\n", "2 events are too few"),
        ("x,y,t\n" + "a,2,3\n" * 12, "and 2 more"),
    ],
)
def test_a_table_is_refused_as_a_whole_with_the_line_and_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    done = _run("knox", str(path), "--space", "1", "--time", "2")
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_table_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00")
    done = _run("knox", str(path), "--space", "1", "--time", "2")
    assert done.exit_code == 2
    assert "UTF-8" in done.stderr


def test_the_measurements_are_functions_of_the_package_and_load_nothing_before() -> None:
    from nomansland import study

    assert all(callable(getattr(study, name)) for name in study.__all__ if name != "LIMITS")
    with pytest.raises(AttributeError, match="no attribute 'knocks'"):
        _ = study.knocks
    words = "import sys, nomansland.study, nomansland.cli; sys.exit('numba' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
