"""Maps of the front from every kind of source, and what is wrong with a bad one."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import shapefile
from click.testing import CliRunner

from nomansland.cli_terrain import terrain as command
from nomansland.terrain import Front, Terrain
from nomansland.terrain.front import inside, write
from nomansland.terrain.frontcheck import agreement, read_official
from nomansland.terrain.frontgrid import Cells
from nomansland.terrain.frontimport import import_days
from nomansland.terrain.frontlists import Period, held_on, settlements
from nomansland.terrain.frontsources import named_day, read_maps
from nomansland.words.errors import NomanslandError, TerrainError

SQUARE = [[37.0, 48.0], [38.0, 48.0], [38.0, 49.0], [37.0, 49.0], [37.0, 48.0]]
DONETSK, KYIV, MARIUPOL = (48.0, 37.8), (50.45, 30.52), (47.1, 37.55)


def save(path: Path, features: Sequence[dict[str, Any]]) -> Path:
    """A GeoJSON file."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def area(ring: Sequence[Sequence[float]] = SQUARE, **properties: Any) -> dict[str, Any]:
    """One polygon."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [list(ring)]}}


def table(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.DictWriter(handle, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-06-10.geojson", date(2023, 6, 10)),
        ("deepstatemap_data_20240708.geojson", date(2024, 7, 8)),
        ("UkraineControlMapAO07JAN2023.shp", date(2023, 1, 7)),
        ("AssessedRussianAdvancesinUkraineAPR132023.zip", date(2023, 4, 13)),
        ("Kursk Incursion Russian Advances in Russia June 10, 2025.zip", date(2025, 6, 10)),
        ("AssessedRussianInfiltrationAreasinUkraineOCT072025.geojson", date(2025, 10, 7)),
        ("VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022.geojson", None),
        ("UkraineControlMapAO02FEB22024.zip", None),
        ("control_latest_2023.zip", None),
        ("map.geojson", None),
        ("2023-13-45.geojson", None),
    ],
)
def test_the_day_is_in_the_name(name: str, day: date | None) -> None:
    assert named_day(Path("folder") / name) == day


def test_a_polygon_without_properties_is_occupied_ground(folder: Path, default: Terrain) -> None:
    path = folder / "deepstatemap_data_20240708.geojson"
    path.write_text(json.dumps({"type": "MultiPolygon", "coordinates": [[SQUARE]]}), encoding="utf-8")
    ((day, occupied, contested),) = read_maps([path], default)
    assert day == date(2024, 7, 8) and len(occupied) == 1 and not contested


ISW = {
    "UkraineControlMapAO10JUN2023": "occupied",
    "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022": "occupied",
    "AssessedRussianAdvancesinUkraineJUN102023": "contested",
    "AssessedRussianInfiltrationAreasinUkraineJUN102023": "contested",
    "ClaimedRussianTerritoryinUkraineJUN102023": "contested",
    "ClaimedUkrainianCounteroffensivesJUN102023": "",
    "ReportedUkrainianPartisanWarfareJUN102023": "",
    "Kursk Incursion Ukrainian Advances in Russia June 10, 2023": "",
    "Kursk Incursion Russian Claims in Russia June 10, 2023": "",
}


def test_layers_of_one_day_are_one_map(folder: Path, default: Terrain) -> None:
    day_folder = folder / "2023-06-10"
    day_folder.mkdir()
    for name in ISW:
        save(day_folder / f"{name}.geojson", [area()])
    ((day, occupied, contested),) = read_maps([folder], default)
    assert day == date(2023, 6, 10)
    told = list(ISW.values())
    assert (len(occupied), len(contested)) == (told.count("occupied"), told.count("contested"))


@pytest.mark.parametrize(("name", "kind"), ISW.items())
def test_each_layer_is_what_its_name_says(folder: Path, default: Terrain, name: str, kind: str) -> None:
    (folder / "2023-06-10").mkdir()
    ((_, occupied, contested),) = read_maps([save(folder / "2023-06-10" / f"{name}.geojson", [area()])], default)
    assert (len(occupied), len(contested)) == (kind == "occupied", kind == "contested")


def test_features_with_a_day_each(folder: Path, default: Terrain) -> None:
    path = save(folder / "all.geojson", [area(date=f"2023-06-{day:02d}") for day in (20, 1, 2)])
    assert [row[0].day for row in read_maps([path], default)] == [1, 2, 20]
    assert [row[0].day for row in read_maps([path], default, every=7)] == [1, 20]


@pytest.mark.parametrize("metres", [False, True])
def test_a_shapefile_in_degrees_or_metres(folder: Path, default: Terrain, metres: bool) -> None:
    radius = 6378137.0
    ring = [
        [radius * math.radians(lon), radius * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))]
        if metres
        else [lon, lat]
        for lon, lat in SQUARE
    ]
    with shapefile.Writer(str(folder / "UkraineControlMapAO10JUN2023")) as out:
        out.field("Type", "C")
        out.poly([ring[::-1]])
        out.record("Assessed Russian control")
    ((day, occupied, _),) = read_maps([folder / "UkraineControlMapAO10JUN2023.shp"], default)
    assert day == date(2023, 6, 10)
    assert inside((48.5, 37.5), occupied[0]) and not inside((47.5, 37.5), occupied[0])


def control(folder: Path, sides: dict[str, str]) -> Path:
    """A control file of three towns on two days, without their points."""
    rows = [
        {"geonameid": code, "date": day, "status": side} for day in (20230610, 20230611) for code, side in sides.items()
    ]
    return table(folder / "control_latest_2023.csv", rows)


POINTS = {"1": DONETSK, "2": KYIV, "3": MARIUPOL}


@pytest.mark.parametrize(("first", "other"), [("RU", "UA"), ("UA", "RU")])
def test_a_control_file_with_its_settlements(folder: Path, default: Terrain, first: str, other: str) -> None:
    path = control(folder, {"1": first, "2": other, "3": "CONTESTED"})
    points = [{"geonameid": code, "latitude": lat, "longitude": lon} for code, (lat, lon) in POINTS.items()]
    maps = list(read_maps([path, table(folder / "settlements.csv", points)], default))
    assert [row[0] for row in maps] == [date(2023, 6, 10), date(2023, 6, 11)]
    front = Front(maps[0][0], (), tuple(maps[0][1]), tuple(maps[0][2]))
    sides = {"RU": "RF", "UA": "UA"}
    assert [front.side_of(point) for point in (DONETSK, KYIV, MARIUPOL)] == [sides[first], sides[other], "contested"]


def panel(folder: Path, named: str, sides: dict[str, str]) -> Path:
    """A control file as VIINA 2.0 publishes it: a .zip of a year, with the status of each of its sources."""
    rows = [
        {
            named: code,
            "date": f"202306{day:02d}",
            "status_wiki": "UA",
            "status_boost": "UA",
            "status_dsm": side,
            "status_isw": "",
            "status": side,
            "vcontrol_version": "20260913044905332209",
        }
        for code, side in sides.items()
        for day in range(1, 11)
    ]
    kind = "control" if named == "geonameid" else "kontrol"
    path = table(folder / f"{kind}_latest_2023.csv", rows)
    with ZipFile(folder / f"{kind}_latest_2023.zip", "w") as out:
        out.write(path, path.name)
        out.writestr(f"__MACOSX/._{path.name}", b"")
    path.unlink()
    return folder / f"{kind}_latest_2023.zip"


def around(lat: float, lon: float, **properties: Any) -> dict[str, Any]:
    """The ground of a settlement, as a polygon."""
    return area(
        [[lon + a, lat + b] for a, b in ((-0.1, -0.1), (0.1, -0.1), (0.1, 0.1), (-0.1, 0.1), (-0.1, -0.1))],
        **properties,
    )


@pytest.mark.parametrize(("first", "other"), [("RU", "UA"), ("UA", "RU")])
@pytest.mark.parametrize("named", ["geonameid", "kod"])
def test_a_panel_of_a_year_with_its_shapes(folder: Path, default: Terrain, named: str, first: str, other: str) -> None:
    codes = {"geonameid": ("1", "2", "3"), "kod": ("UA14000000000000001", "UA80000000000000002", "UA14000000000000003")}
    path = panel(folder, named, dict(zip(codes[named], (first, other, "CONTESTED"), strict=True)))
    shapes = [
        # the published shapes have the number with a fraction, and those by code have no point of their own
        around(*point, geonameid=float(code), latitude=point[0], longitude=point[1])
        if named == "geonameid"
        else around(*point, kod=code)
        for code, point in zip(codes[named], (DONETSK, KYIV, MARIUPOL), strict=True)
    ]
    maps = list(read_maps([path, save(folder / "UA_tess.geojson", shapes)], default, every=7))
    assert [row[0] for row in maps] == [date(2023, 6, 1), date(2023, 6, 8)]
    front = Front(maps[1][0], (), tuple(maps[1][1]), tuple(maps[1][2]))
    sides = {"RU": "RF", "UA": "UA"}
    assert [front.side_of(point) for point in (DONETSK, KYIV, MARIUPOL)] == [sides[first], sides[other], "contested"]


def test_a_folder_of_two_tables_is_refused(folder: Path, default: Terrain) -> None:
    with ZipFile(folder / "two.zip", "w") as out:
        out.writestr("a.csv", "geonameid,date,status\n")
        out.writestr("b.csv", "geonameid,date,status\n")
    with pytest.raises(TerrainError, match="2 tables"):
        list(read_maps([folder / "two.zip"], default))


def test_a_control_file_alone_says_what_it_needs(folder: Path, default: Terrain) -> None:
    with pytest.raises(TerrainError, match="known point") as error:
        list(read_maps([control(folder, {"1": "RU"})], default))
    assert "longitude, latitude" in str(error.value.todo)


def test_an_unknown_status_is_refused(folder: Path, default: Terrain) -> None:
    rows = [{"geonameid": "1", "date": "2023-06-10", "status": "XX", "latitude": 48.0, "longitude": 37.8}]
    with pytest.raises(TerrainError, match="xx"):
        list(read_maps([table(folder / "control.csv", rows)], default))


def listed(folder: Path, rows: Sequence[tuple[str, str, str, str]]) -> Path:
    """An official list."""
    names = ("code", "name", "start", "end")
    return table(folder / "list.csv", [{"section": "occupied", **dict(zip(names, row, strict=True))} for row in rows])


def test_an_official_list_by_what_a_place_lies_in(folder: Path, default: Terrain) -> None:
    spot = next(one for one in settlements(default) if one.rank == 4 and one.oblast.startswith("UA14"))
    name = default.official(spot)
    path = listed(
        folder,
        [
            (spot.oblast, "область", "2022-03-01", ""),
            (spot.raion, f"район за винятком м. {name}", "2022-03-01", "2022-04-01"),
        ],
    )
    periods = read_official(path)
    assert held_on(periods, spot, name, date(2023, 1, 1))
    assert not held_on(periods, spot, "Інша", date(2023, 1, 1))
    assert not held_on(periods, spot, name, date(2022, 2, 28))
    maps = list(read_maps([path], default, every=10))
    assert spot.point and maps[0][1] == [] and any(inside(spot.point, ring) for ring in maps[-1][1])


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("2023-06-10.geojson", "{", "not a map"),
        ("map.geojson", '{"features": []}', "of which day"),
        ("2023-06-10.csv", "a,b\n1,2\n", "no table of control"),
        ("days.jsonl", '{"date": "never", "occupied": []}\n', "not a map"),
        ("2023-06-10.shp", "shape?", "not a map|damaged"),
        ("2023-06-11.geojson", '{"features": []}', "no occupied ground"),
    ],
)
def test_a_bad_source_is_refused_by_name(folder: Path, default: Terrain, name: str, text: str, why: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(TerrainError, match=why) as error:
        list(import_days([folder / name], default))
    assert error.value.todo


def test_a_grid_goes_with_the_nearest_settlement() -> None:
    cells = Cells({"a": (48.0, 36.0), "b": (48.0, 36.2)}, [(48.0, 36.4)])
    (ring,) = cells.rings(["b"])
    assert inside((48.0, 36.2), ring) and not inside((48.0, 36.0), ring) and not inside((48.0, 36.4), ring)
    assert inside((48.0, 36.1), cells.rings(["a", "b"])[0])


def test_agreement_counts_by_month(default: Terrain) -> None:
    spot = next(one for one in settlements(default) if one.rank == 4)
    assert spot.point
    lat, lon = spot.point
    ring = ((lat - 1, lon - 1), (lat - 1, lon + 1), (lat + 1, lon + 1), (lat + 1, lon - 1))
    fronts = [Front(date(2023, month, 1), (), occupied=(ring,)) for month in (5, 6)]
    may, june = agreement(fronts, {spot.code: [Period(date(2023, 5, 15), date.max)]}, default)
    assert (may.month, may.agree, may.only_map) == ("2023-05", 0.0, 1)
    assert (june.month, june.agree, june.settlements) == ("2023-06", 1.0, 1)


def test_the_commands_answer(folder: Path) -> None:
    path = folder / "front.geojson"
    write([Front(date(2023, 6, 1), (((50.0, 37.0), (49.0, 37.0)),))], path)
    run = CliRunner().invoke(command, ["front", "at", "49.5,37.5", "--on", "2023-06-11", "--front", str(path)])
    assert run.exit_code == 0 and "RF" in run.output and "10 days" in run.output
    refused = CliRunner().invoke(command, ["front", "at", "95,37.5", "--front", str(path)])
    assert isinstance(refused.exception, NomanslandError)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("50.6,36.6", "Russian territory"),
        ("Белгород", "Russian territory"),
        ("47.24,39.7", "Russian territory"),
        ("52.4,31.0", "outside Ukraine: BY"),
        ("44.0,33.0", "cannot tell"),
        ("44.95,34.1", "RF"),
        ("49.99,36.23", "UA"),
    ],
)
def test_no_side_is_told_of_ground_outside_ukraine(place: str, told: str) -> None:
    run = CliRunner().invoke(command, ["front", "at", place, "--on", "2023-06-11"])
    row = next(line for line in run.output.splitlines() if line.startswith("│"))
    assert run.exit_code == 0 and row.split("│")[2].strip() == told


@pytest.mark.data
def test_the_official_list_and_the_daily_maps_agree(default: Terrain, data: Path) -> None:
    days = (row for row in read_maps([data / "frontline_deepstate" / "daily_2022.jsonl.gz"], default, every=120))
    fronts = [Front(day, (), tuple(occupied), tuple(contested)) for day, occupied, contested in days]
    official = read_official(data / "occupation_official" / "territories_2025-05-07.csv")
    months = agreement(fronts, official, default, share=3)
    # in the first weeks of April the list ends periods later than the map does
    assert len(months) == 3 and all(month.agree > 0.9 for month in months[1:])


@pytest.mark.data
def test_an_official_list_puts_a_village_by_the_border_behind_the_front(default: Terrain, data: Path) -> None:
    source = data / "occupation_official" / "territories_2025-05-07.csv"
    fronts = list(import_days([source], default, every=240))
    standing = min(fronts, key=lambda front: abs((front.day - date(2022, 12, 20)).days)).at((49.966, 38.613))
    assert standing.side == "RF" and standing.distance_km == pytest.approx(49, abs=7)
