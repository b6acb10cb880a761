"""Tables of lists: what is read, what is refused and with which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nomansland.cli import main
from nomansland.study.lists import read_table, table
from nomansland.tables import Case, disconnect
from nomansland.words.errors import StudyError, StudyRefused

GOOD = "A,B,C,count\n1,0,0,30\n0,1,0,25\n0,0,1,20\n1,1,0,9\n1,0,1,7\n0,1,1,6\n1,1,1,3\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "lists.csv"
    path.write_text(text, "utf-8")
    return path


def _run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["study", "lists", str(path), "--quiet", *words])


def test_a_table_is_read_by_pattern(tmp_path: Path) -> None:
    found = read_table(_file(tmp_path, GOOD))
    assert found.names == ("A", "B", "C")
    assert found.observed == 100
    assert [found.overlap(mask) for mask in (1, 2, 4, 3, 5, 6, 7)] == [49, 43, 36, 12, 10, 9, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B,C\n1,0,0\n0,1,1\n", "no count"),
        (GOOD.replace("1,1,1,3", "2,1,1,3"), "line 8: column 'A' holds '2'"),
        (GOOD.replace("1,1,1,3", "1,1,1,-3"), "line 8: the count '-3'"),
        (GOOD.replace("1,1,1,3", "1,1,1,2.5"), "line 8: the count '2.5'"),
        (GOOD.replace("1,1,1,3", "1,1,1,three"), "line 8: the count 'three'"),
        (GOOD + "1,1,0,4\n", "line 9: the pattern of line 5 again"),
        (GOOD + "0,0,0,4\n", "line 9: a count of those on no list"),
        (GOOD + "1,1\n", "line 9: it has 2 cells, the header 4"),
        ("A,A,C,count\n1,0,0,30\n", "names a list twice"),
        ("A,B,C,count\n", "has no row"),
        ("", "has no row"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(StudyError) as error:
        read_table(_file(tmp_path, text))
    assert words in str(error.value)
    assert not isinstance(error.value, StudyRefused)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A,B,count\n1,0,3\n0,1,4\n1,1,2\n", "three are needed"),
        ("A,B,C,count\n1,0,0,3\n0,1,0,4\n0,0,1,2\n", "No two lists share"),
        ("A,B,C,count\n1,0,0,3\n0,1,0,4\n1,1,0,2\n", "Nobody is on list 'C'"),
    ],
)
def test_a_table_that_carries_no_estimate_is_refused(tmp_path: Path, text: str, words: str) -> None:
    done = _run(_file(tmp_path, text))
    assert done.exit_code == 2
    assert words in done.stderr
    assert "estimate" not in done.stdout


def test_zero_rows_may_be_left_out_or_given() -> None:
    short = table(("A", "B", "C"), [(1, 5), (2, 4), (4, 3), (3, 2)])
    whole = table(("A", "B", "C"), [(1, 5), (2, 4), (4, 3), (3, 2), (5, 0), (6, 0), (7, 0), (0, 0)])
    assert short.counts.tolist() == whole.counts.tolist()


def test_the_command_prints_the_spread_beside_the_estimate(tmp_path: Path) -> None:
    done = _run(_file(tmp_path, GOOD), "--draws", "50")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("estimate "))
    assert lines[at + 1].startswith("over 8 models from ")


def test_json_holds_every_method_with_its_interval(tmp_path: Path) -> None:
    done = _run(_file(tmp_path, GOOD), "--draws", "50", "--format", "json")
    found = json.loads(done.stdout)
    assert {"estimate", "spread", "assumptions", "limits"} <= set(found)
    assert all(row["low"] <= row["estimate"] <= row["high"] for row in found["rows"])
    assert {row["method"].split(",")[0] for row in found["rows"]} >= {
        "stepwise", "smallest AIC", "smallest BIC", "averaged by AIC", "averaged by BIC", "latent classes",
        "at least (Chao)", "Bayesian average",
    }  # fmt: skip


@pytest.mark.parametrize("words", [("--threshold", "0"), ("--threshold", "1.5"), ("--draws", "-1")])
def test_settings_without_sense_are_refused(tmp_path: Path, words: tuple[str, str]) -> None:
    done = _run(_file(tmp_path, GOOD), *words)
    assert done.exit_code == 2


def test_the_order_of_lists_and_rows_changes_nothing(tmp_path: Path) -> None:
    rows = [line.split(",") for line in GOOD.splitlines()]
    turned = "\n".join(",".join((row[2], row[0], row[1], row[3])) for row in (rows[0], *reversed(rows[1:])))
    one = json.loads(_run(_file(tmp_path, GOOD), "--draws", "0", "--format", "json").stdout)
    other = json.loads(_run(_file(tmp_path, turned), "--draws", "0", "--format", "json").stdout)
    assert one["estimate"] == pytest.approx(other["estimate"])
    assert one["spread"] == pytest.approx(other["spread"])


def test_a_case_without_collectors_is_refused_on_both_sides(tmp_path: Path) -> None:
    case = str(Case.create(tmp_path / "case").folder)
    words = ["study", "sites", case, "--from", "2022-10-01", "--to", "2022-12-31", "--quiet"]
    done = CliRunner().invoke(main, words)
    disconnect()
    assert done.exit_code == 2, done.output
    lines = [line for line in done.stdout.splitlines() if line.startswith("Refused: ")]
    assert len(lines) == 2 and "three are needed" in lines[0]
    told = CliRunner().invoke(main, [*words, "--format", "json"])
    disconnect()
    assert [one["side"] for one in json.loads(told.stdout)] == ["RF", "UA"]


def test_an_interval_without_an_upper_end_is_said_in_words_and_null_in_json(tmp_path: Path) -> None:
    few = _file(tmp_path, "A,B,C,count\n1,0,0,3\n0,1,0,4\n0,0,1,2\n1,1,0,1\n")
    assert "no upper end" in _run(few, "--draws", "50").stdout
    first = json.loads(_run(few, "--draws", "50", "--format", "json").stdout)["rows"][0]
    assert first["high"] is None and "of 50 resamples had no estimate" in first["note"]
