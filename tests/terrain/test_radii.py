"""Radii are honest: where a place is only known by its community or raion, it lies within what is said."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from nomansland.terrain.gazetteer import default_index
from nomansland.terrain.geo import distance_km

pytestmark = pytest.mark.data
_ROWS = "select code, lat, lon, radius from place where rank > 0 and source like ?"


@pytest.mark.parametrize("source", ["middle of its community%", "middle of its raion%", "GeoNames%"])
def test_nineteen_of_twenty_places_lie_within_their_radius(source: str, data_folder: Path) -> None:
    with (data_folder / "gazetteer_ua" / "settlements.csv").open(encoding="utf-8") as lines:
        surveyed = {
            row["katottg"]: (float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(lines)
            if row["lat"] and row["coord_source"] != "hromada_centroid"
        }
    with sqlite3.connect(default_index()) as index:
        found = index.execute(_ROWS, (source,)).fetchall()
    inside = [distance_km((lat, lon), surveyed[code]) <= radius for code, lat, lon, radius in found if code in surveyed]
    assert len(inside) > 500
    assert sum(inside) >= 0.95 * len(inside)
