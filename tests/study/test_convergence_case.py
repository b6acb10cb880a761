"""The command on a case: what it lists, what it refuses, and what people's decisions change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from nomansland.cli import main
from nomansland.tables import Case

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*args: object) -> dict[str, Any]:
    done = CliRunner().invoke(main, [*map(str, args), "--format", "json"])
    assert done.exit_code == 1, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def out(found: dict[str, Any], reason: str) -> int:
    return sum(int(row["number"]) for row in found["left_out"] if row["reason"] == reason)


def test_the_examples_are_too_few_and_one_pair_is_listed(case: Case) -> None:
    CliRunner().invoke(main, ["flow", "--case", str(case.folder), str(EXAMPLES), "--quiet"])
    before = run("study", "convergence", case.folder, "--today", "2026-01-01")
    assert before["primary"] is None and before["spread"] is None
    assert [row for row in before["refused"] if "Russian side" in row]
    (pair,) = before["pairs"]
    assert pair["sectors"] == ["orikhiv", "orikhiv"] and len(pair["reports"]) >= 3
    assert all(row["why"] for row in before["left_out"]) and before["left_out"]
    assert run("study", "convergence", case.folder, "--today", "2023-08-01")["withheld"] == 1

    decided = CliRunner().invoke(
        main,
        ["review", pair["rf"], "reject", "--target", "incident", "--by", "Olena", "--case", str(case.folder)],
    )
    assert decided.exit_code == 0, decided.output
    after = run("study", "convergence", case.folder, "--today", "2026-01-01")
    assert (after["rf"], after["pairs"]) == (before["rf"] - 1, [])
    assert (out(before, "rejected"), out(after, "rejected")) == (0, 1)
