"""A table of points, the commands, and the simulated front that makes both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from nomansland.cli import main
from nomansland.study.convergence import read_points
from nomansland.study.events import located
from nomansland.study.simulated import World, draw
from nomansland.terrain.front import Fronts
from nomansland.words.errors import StudyError

HEADER = "side,date,km"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "points.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["study", *map(str, args)])


def test_a_table_without_sectors_gets_belts_of_50_km(tmp_path: Path) -> None:
    points, notices = read_points(table(tmp_path, "RF,2023-07-01,12", "ua,2023-07-03,120.5"))
    assert notices == ()
    assert (points.counts(), points.length, points.days) == ((1, 1), 120.5, 3.0)
    assert [points.sectors[one] for one in points.sector] == ["km 0-50", "km 100-150"]
    assert not points.grounded


def test_columns_that_are_not_used_are_told(tmp_path: Path) -> None:
    path = table(tmp_path, "RF,2023-07-01,12,x,49,38", header=f"{HEADER},weather,lat,lon")
    points, notices = read_points(path)
    assert notices == ("Columns that are not used: weather.",)
    assert points.grounded


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("XX,2023-07-01,12", "the side is 'XX'"),
        ("RF,July,12", "the date is 'July'"),
        ("RF,2023-07-01,", "km is missing"),
        ("RF,2023-07-01,-3", "below zero"),
        ("RF,2023-07-01,inf", "km is 'inf'"),
        ("RF,2023-07-01,far", "km is 'far'"),
        ("RF,2023-07-01,3,4", "more cells"),
        ("RF", "the date is None"),
    ],
)
def test_one_bad_row_refuses_the_table_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = table(tmp_path, "RF,2023-07-01,12", row)
    with pytest.raises(StudyError, match="line 3: ") as error:
        read_points(path)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("rows", "header", "words"),
    [((), HEADER, "has no row"), (("RF,2023-07-01",), "side,date", "no column 'km'"), ((), "", "no column 'side'")],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, rows: Sequence[str], header: str, words: str) -> None:
    with pytest.raises(StudyError, match=words):
        read_points(table(tmp_path, *rows, header=header))


def test_a_point_beyond_the_front_and_a_lone_latitude_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="beyond the front of 100 km"):
        read_points(table(tmp_path, "RF,2023-07-01,120"), 100.0)
    with pytest.raises(StudyError, match="lat and lon"):
        read_points(table(tmp_path, "RF,2023-07-01,12,49,", header=f"{HEADER},lat,lon"))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    path.write_bytes(b"side,date,km\nRF,2023-07-01,\xff\n")
    assert run("convergence", "--points", path).exit_code == 2


def test_the_command_refuses_little_data_and_still_lists(tmp_path: Path) -> None:
    path = table(tmp_path, "RF,2023-07-01,12", "UA,2023-07-03,20")
    done = run("convergence", "--points", path)
    assert done.exit_code == 1
    assert "1 located incident of the Russian side" in done.stdout
    assert "row 1" in done.stdout and "row 2" in done.stdout


def simulated(folder: Path, *options: object) -> Path:
    done = run("simulate", "--out", folder, *options)
    assert done.exit_code == 0, done.output
    return folder


def result(*args: object) -> dict[str, Any]:
    done = run("convergence", "--format", "json", "--permutations", 99, *args)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_simulated_table_is_measured_with_its_limits(tmp_path: Path) -> None:
    world = simulated(tmp_path / "world", "--planted", 0.5, "--seed", 3)
    found = result("--points", world / "points.csv")
    assert {"null", "assumptions", "sensitivity", "left_out", "limits", "primary", "surface", "nearest"} <= found.keys()
    assert found["primary"]["p"] <= 0.05
    assert found == result("--points", world / "points.csv")
    shown = run("convergence", "--points", world / "points.csv", "--permutations", 99).stdout
    assert all(limit.split(";")[0][:60] in shown.replace("\n", " ") for limit in found["limits"])


def test_the_same_seed_simulates_the_same_files(tmp_path: Path) -> None:
    one, same, other = (
        simulated(tmp_path / name, "--rf", 12, "--ua", 9, "--days", 90, "--seed", seed)
        for name, seed in (("one", 4), ("same", 4), ("other", 5))
    )
    for name in ("points.csv", "reports.jsonl", "front.geojson", "world.json"):
        assert (one / name).read_bytes() == (same / name).read_bytes()
    assert (one / "points.csv").read_bytes() != (other / "points.csv").read_bytes()


def test_every_simulated_report_says_that_it_is_invented(tmp_path: Path) -> None:
    world = simulated(tmp_path / "world", "--rf", 12, "--ua", 9, "--days", 90)
    reports = [json.loads(line) for line in (world / "reports.jsonl").read_text("utf-8").splitlines()]
    assert reports
    assert all("Invented by a simulation." in one["text"] and "Simulated" in one["outlet"] for one in reports)


def test_simulated_reports_take_the_whole_path(tmp_path: Path) -> None:
    from nomansland import console
    from nomansland.flow import How
    from nomansland.study.convergence import at_the_front
    from nomansland.work import read_files

    world = simulated(tmp_path / "world", "--rf", 30, "--ua", 30, "--days", 360, "--vague-days", 3)
    rows = (world / "points.csv").read_text("utf-8").splitlines()[1:]
    record, quarantined = read_files([str(world / "reports.jsonl")], How(), console.quiet_track)
    assert not quarantined
    kept, _ = at_the_front(located(record.readings, record.incidents).primary, Fronts.load(world / "front.geojson"))
    for side in ("RF", "UA"):
        simulated_ones = sum(row.startswith(side) for row in rows)
        assert 0.8 * simulated_ones <= sum(one.side == side for one in kept) <= simulated_ones
    days = [(one.last - one.first).days for one in kept]
    assert min(days) == 3 == sorted(days)[len(days) // 2]


def test_a_world_that_would_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="less than"):
        draw(World(self_excited=0.6, cross_excited=0.5), 1)


def test_a_planted_share_of_a_world_stands_near_the_other_side() -> None:
    def near(planted: float) -> float:
        drawn = draw(World(offensives=0, planted=planted, rf=400, ua=300), 5)
        rf, ua = drawn.side == 0, drawn.side == 1
        close = (abs(drawn.km[rf][:, None] - drawn.km[ua]) < 10) & (abs(drawn.day[rf][:, None] - drawn.day[ua]) < 7)
        return float(close.any(axis=1).mean())

    assert near(0.0) < 0.1 < 0.25 < near(0.3)


def test_offensives_that_come_later_to_one_side_move_its_days() -> None:
    def early(side: int, behind: float) -> float:
        made = World(days=5000, offensives=30, in_offensives=1.0, behind_days=behind, rf=6000, ua=6000)
        drawn = draw(made, 5)
        return float(np.quantile(drawn.day[drawn.side == side], 0.02))

    assert early(0, 60.0) == early(0, 0.0)
    assert early(1, 60.0) - early(1, 0.0) == pytest.approx(60, abs=10)


def test_an_undetected_world_is_empty_and_a_half_detected_one_is_half() -> None:
    assert len(draw(World(detected=0.0), 1).km) == 0
    whole, half = len(draw(World(rf=2000, ua=2000), 1).km), len(draw(World(rf=2000, ua=2000, detected=0.5), 1).km)
    assert half == pytest.approx(whole / 2, rel=0.05)
