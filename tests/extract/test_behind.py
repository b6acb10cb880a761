"""A name of many places leans to those behind the front of the army that the text tells of, the same for both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from nomansland.cli import main
from nomansland.extract import extract
from nomansland.extract.behind import day_of
from nomansland.terrain import Front, Fronts, Terrain
from nomansland.terrain.front import Line, write
from nomansland.words import Reading, Report

TEXT = "20 червня 2023 року в селі Новоселівка близько сорока {} мобілізованих відмовилися йти на штурм."


@lru_cache(maxsize=2)
def read(whose: str) -> Reading:
    """A report on men of one army in a village of which there are many."""
    return extract(Report("x", TEXT.format(whose), published="2023-06-22"), Terrain.load(), "rules")


def held(reading: Reading, side: str) -> float:
    """Weight on candidates in ground that a side held."""
    place = reading.claims[0].place
    assert place is not None and len(place.candidates) > 2
    day = day_of("2023-06-20")
    assert day is not None
    return sum(
        one.weight for one in place.candidates
        if one.lat is not None and one.lon is not None and Fronts.load().at((one.lat, one.lon), day).side == side
    )  # fmt: skip


@pytest.mark.parametrize(("whose", "side", "other"), [("російських", "RF", "UA"), ("українських", "UA", "RF")])
def test_the_side_moves_weight_behind_its_front(whose: str, side: str, other: str) -> None:
    told = {"російських": read("українських"), "українських": read("російських")}[whose]
    assert held(read(whose), side) > held(told, side)
    assert held(read(whose), other) < held(told, other)


def test_the_mention_and_the_claim_agree_and_say_why() -> None:
    reading = read("російських")
    assert reading.claims[0].place is not None
    assert reading.places[0].candidates == reading.claims[0].place.candidates
    assert any("front of 2023-06-20" in why for why in reading.places[0].why)


def test_a_time_too_wide_gives_no_day() -> None:
    assert day_of("2023") is None and day_of(None) is None and day_of("2023-06") is not None


WEST: Line = ((52.0, 20.0), (52.0, 37.6), (44.0, 37.6), (44.0, 20.0))
EAST: Line = ((52.0, 37.6), (52.0, 41.0), (44.0, 41.0), (44.0, 37.6))


def line_at(path: Path, occupied: Line) -> Path:
    """A front along the meridian of 37.6, with the ground on one side of it held by Russia."""
    write([Front(date(2023, 6, 20), (((52.0, 37.6), (44.0, 37.6)),), (occupied,))], path)
    return path


def western(places: Sequence[dict[str, Sequence[dict[str, float]]]]) -> float:
    """Weight on candidates west of the meridian of 37.6."""
    return sum(one["weight"] for one in places[0]["candidates"] if one["lon"] is not None and one["lon"] < 37.6)


def test_the_front_that_is_given_is_the_one_that_weighs(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT.format("російських"), encoding="utf-8")
    weights = []
    for occupied in (WEST, EAST):
        front = line_at(tmp_path / f"{occupied[0][1]}.geojson", occupied)
        asked = ["extract", str(report), "--reader", "rules", "--format", "json", "--front", str(front)]
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 0, done.output
        weights.append(western(json.loads(done.stdout)["documents"][0]["places"]))
    assert weights[0] > weights[1]


@pytest.mark.parametrize(
    ("text", "published", "why"),
    [
        (
            "Twenty soldiers refused to go into the assault on the Kupiansk direction.",
            "2023-06-22",
            "Kupiansk sector, a name in use from",
        ),
        ("Twenty soldiers refused to fight on the southern front.", "2023-06-22", "the line of 2023-06-15"),
        ("Twenty soldiers refused to go into the assault on the Kupiansk direction.", "2021-06-22", ""),
    ],
)
def test_an_axis_is_an_area_of_its_day(text: str, published: str, why: str) -> None:
    reading = extract(Report("x", text, published=published, language="en"), Terrain.load(), "rules")
    place = reading.places[0]
    best = place.best
    assert best and best.kind == "axis" and best.radius_km >= 10 and place.point is not None
    assert why in " ".join(place.why) and bool(place.why) == bool(why)
