"""Settlements near a point."""

from __future__ import annotations

from nomansland.terrain import Terrain
from nomansland.terrain.geo import distance_km

ORIKHIV = (47.567, 35.785)


def test_the_nearest_comes_first_and_none_is_farther_than_asked() -> None:
    found = Terrain.load().near(ORIKHIV, 20.0)
    apart = [distance_km(ORIKHIV, spot.point) for spot in found if spot.point]
    assert found[0].name == "Orikhiv"
    assert len(apart) == len(found) > 1
    assert apart == sorted(apart) and apart[-1] <= 20.0


def test_places_without_a_point_of_their_own_are_no_answer() -> None:
    assert all(spot.radius_km <= 8 for spot in Terrain.load().near(ORIKHIV, 30.0))


def test_the_open_sea_has_no_settlement() -> None:
    assert Terrain.load().near((44.0, 31.0), 10.0) == []


def test_the_country_of_a_point_is_that_of_the_nearest_settlement() -> None:
    terrain = Terrain.load()
    points = {"RU": (50.6, 36.6), "UA": (49.966, 38.613), "BY": (52.4, 31.0), None: (44.0, 31.0)}
    assert {country: terrain.country_at(point) for country, point in points.items()} == {one: one for one in points}
