"""The default index: what it knows, how honest its radii are, how fast it opens."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from nomansland.terrain import Terrain
from nomansland.terrain.gazetteer import is_current
from nomansland.terrain.geo import distance_km
from nomansland.words.errors import TerrainError


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Артёмовске", "Bakhmut"),
        ("Krasnoarmeysk", "Pokrovsk"),
        ("Сватовом", "Svatove"),
        ("Pereval's'k", "Perevalsk"),
        ("Клещеевкой", "Klishchiivka"),
        ("Купянском", "Kupiansk"),
        ("Petrograd", "Saint Petersburg"),
        ("Красном Луче", "Khrustalnyi"),
        ("Варшаві", "Warsaw"),
        ("Работино", "Robotyne"),
    ],
)
def test_names_in_every_form(default: Terrain, surface: str, name: str) -> None:
    assert name in {hit.spot.name for hit in default.lookup(surface)}


def test_nothing_is_found_for_what_is_no_name(default: Terrain) -> None:
    assert default.lookup("Ыгнпрст") == ()


def test_opening_takes_less_than_half_a_second(default: Terrain) -> None:
    started = time.perf_counter()
    Terrain(default.path).lookup("Харкові")
    assert time.perf_counter() - started < 0.5


def test_administrative_membership_comes_from_codes(default: Terrain) -> None:
    for hit in default.lookup("Rozsypne"):
        assert hit.spot.oblast[:4] == hit.spot.code[:4] == hit.spot.raion[:4]


def test_a_settlement_without_a_point_has_its_communitys_radius(default: Terrain) -> None:
    rows = default._db.execute("select radius from place where source like 'middle of its%' and rank > 0").fetchall()
    assert len(rows) > 10_000
    assert min(radius for (radius,) in rows) >= 12
    assert any("without a point" in lack for lack in default.lacks)


def test_every_row_of_the_supplement_fits_one_settlement(default: Terrain) -> None:
    assert not [lack for lack in default.lacks if lack.startswith("supplement")]


def test_an_adjective_leads_to_its_town(default: Terrain) -> None:
    for adjective, name in (("авдіївськ", "Avdiivka"), ("купянск", "Kupiansk"), ("торецьк", "Toretsk")):
        spot = default.of_adjective(adjective)
        assert spot is not None and spot.name == name


def test_the_border_is_told_by_settlements(default: Terrain) -> None:
    from nomansland.terrain.regions import lexicon

    belgorod = lexicon().by_slug["belgorod-oblast"]
    near, far = (
        default.distance_to_region((49.97, 38.61), belgorod),
        default.distance_to_region((48.15, 38.58), belgorod),
    )
    assert near is not None and far is not None and near < 40 < 120 < far


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.sqlite3"
    path.write_text("not a database", encoding="utf-8")
    with pytest.raises(TerrainError):
        Terrain(path)
    assert not is_current(path)


@pytest.mark.data
def test_points_agree_with_a_full_gazetteer(default: Terrain, data: Path) -> None:
    """Of the points that the default index gives, 98 of 100 lie within eight kilometres of another source."""
    import csv

    near = every = 0
    with (data / "gazetteer_ua" / "settlements.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            spot = (
                default.named(row["katottg"]) if row["lat"] and not row["coord_source"].startswith("hromada") else None
            )
            if spot and spot.point and spot.radius_km <= 8:
                every += 1
                near += distance_km(spot.point, (float(row["lat"]), float(row["lon"]))) <= 8
    assert every > 3_000
    assert near / every > 0.98


def test_a_town_that_geonames_has_twice_is_there_once(default: Terrain) -> None:
    towns = [hit.spot for hit in default.lookup("Льгов") if hit.spot.country == "RU"]
    assert [town.code for town in towns] == ["geonames:535347"] and towns[0].rank == 3


def test_no_settlement_of_the_index_lies_in_two_oblasts(default: Terrain) -> None:
    rows = sqlite3.connect(default.path).execute(
        "select code, oblast, raion, hromada from place where country = 'UA' and code like 'UA%' and rank > 0"
    )
    told = [{code[:4] for code in row if code} for row in rows]
    assert len(told) > 29_000 and all(len(oblasts) == 1 for oblasts in told)
