"""Standing to a front line: side, distance, position; the border is no front."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.terrain import Front, Fronts, Terrain
from nomansland.terrain.front import inside, sector_of, sectors, write
from nomansland.terrain.frontimport import Ground, front_of, read_days, thin
from nomansland.words.errors import TerrainError

LINE = ((50.0, 37.0), (49.0, 37.0), (48.0, 36.0))


def test_the_hand_of_the_line_decides_the_side() -> None:
    front = Front(date(2023, 6, 1), (LINE,))
    assert front.at((49.5, 37.5)).side == "RF"
    assert front.at((49.5, 36.5)).side == "UA"
    assert front.at((40.0, 20.0)).side is None


def test_distance_and_position() -> None:
    front = Front(date(2023, 6, 1), (LINE,))
    standing = front.at((49.0, 37.5), date(2023, 6, 11))
    assert standing.distance_km == pytest.approx(36.5, abs=0.5)
    assert standing.position_km == pytest.approx(111.2, abs=1)
    assert standing.age_days == 10


@given(st.floats(48.2, 49.8), st.floats(35.5, 38.5))
def test_areas_and_lines_agree(lat: float, lon: float) -> None:
    ring = (*LINE, (48.0, 45.0), (50.0, 45.0))
    by_line = Front(date(2023, 1, 1), (LINE,)).at((lat, lon))
    by_area = Front(date(2023, 1, 1), (LINE,), occupied=(ring,)).at((lat, lon))
    assert by_line.side == by_area.side or by_line.distance_km < 3


def test_a_contested_zone_is_neither_side() -> None:
    zone = ((49.4, 36.9), (49.6, 36.9), (49.6, 37.1), (49.4, 37.1))
    front = Front(date(2023, 1, 1), (LINE,), occupied=((*LINE, (48.0, 45.0)),), contested=(zone,))
    assert front.at((49.5, 37.0)).side == "contested"


def test_the_last_map_before_the_day_counts() -> None:
    fronts = Fronts([Front(date(2023, month, 1), (LINE,)) for month in (1, 3)])
    assert fronts.on(date(2023, 2, 20)).day == date(2023, 1, 1)
    assert fronts.on(date(2023, 3, 1)).day == date(2023, 3, 1)
    assert fronts.on(date(2022, 1, 1)).day == date(2023, 1, 1)


def test_the_schematic_line_says_that_it_is_one() -> None:
    fronts = Fronts.load()
    assert fronts.fronts[0].day < date(2022, 11, 1) and fronts.fronts[-1].day > date(2023, 9, 30)
    standing = fronts.at((49.966, 38.613), date(2023, 6, 20))
    assert standing.schematic and standing.side == "RF" and 35 < standing.distance_km < 65


def test_written_fronts_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "front.geojson"
    write([Front(date(2023, 6, 1), (LINE,), occupied=((*LINE, (48.0, 45.0)),))], path)
    front = Fronts.load(path).on(date(2023, 6, 1))
    assert front.lines == (LINE,) and len(front.occupied) == 1


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.geojson"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(TerrainError):
        Fronts.load(path)


def test_sectors_have_their_time() -> None:
    assert sector_of((48.14, 37.75), date(2023, 10, 10)) == "avdiivka"
    assert sector_of((48.14, 37.75), date(2024, 10, 10)) != "avdiivka"
    assert len({sector.slug for sector in sectors()}) == len(sectors())


def test_fills_of_a_coloured_map(tmp_path: Path) -> None:
    ring = [[37 + n / 100, 48.0] for n in range(9)] + [[37.0, 48.5]]
    features = [
        {"properties": {"fill": fill}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for fill in ("#A52714", "#BCAAA4", "#123456")
    ]
    path = tmp_path / "2023-06-10.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    ((day, occupied, contested),) = read_days(path)
    assert day == date(2023, 6, 10) and len(occupied) == len(contested) == 1


def test_thinning_keeps_the_ends() -> None:
    ring = tuple((48.0, 37.0 + n / 1000) for n in range(200))
    kept = thin(ring)
    assert kept[0] == ring[0] and kept[-1] == ring[-1] and len(kept) < 10


def test_inside_a_square() -> None:
    square = ((0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0))
    assert inside((1.0, 1.0), square) and not inside((3.0, 1.0), square)


@pytest.mark.data
def test_the_border_is_taken_out(default: Terrain, data: Path) -> None:
    """A village a kilometre from the edge of the occupied area, which is the border there, is 51 km from the front."""
    ground = Ground(default)
    days = read_days(data / "frontline_deepstate" / "daily_2022.jsonl.gz")
    day, occupied, contested = next(row for row in days if row[0] == date(2022, 11, 20))
    front = front_of(day, occupied, contested, ground)
    assert front.at((49.966, 38.613)).distance_km == pytest.approx(51, abs=5)
    assert front.at((49.933, 38.443)).distance_km == pytest.approx(40, abs=5)
    assert front.at((49.99, 36.23)).side == "UA" and front.at((48.0, 37.8)).side == "RF"
