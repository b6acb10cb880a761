"""Distances, bearings, segments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.terrain.geo import bearing, centre, distance_km, segment_km, turn

points = st.tuples(st.floats(44, 53), st.floats(22, 41))


def test_known_distance() -> None:
    kyiv, kharkiv = (50.4501, 30.5234), (49.9935, 36.2304)
    assert distance_km(kyiv, kharkiv) == pytest.approx(409, abs=3)
    assert bearing(kyiv, kharkiv) == pytest.approx(95, abs=4)


@given(points, points)
def test_distance_is_symmetric_and_never_negative(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert distance_km(one, other) == pytest.approx(distance_km(other, one))
    assert distance_km(one, other) >= 0


@given(points, points, points)
def test_a_segment_is_never_farther_than_its_ends(
    p: tuple[float, float], a: tuple[float, float], b: tuple[float, float]
) -> None:
    apart, along = segment_km(p, a, b)
    assert apart <= min(distance_km(p, a), distance_km(p, b)) * 1.12 + 0.1
    assert along >= 0


def test_turn_goes_the_short_way() -> None:
    assert turn(350, 10) == pytest.approx(20)


def test_no_middle_of_nothing() -> None:
    with pytest.raises(ValueError):
        centre([])
