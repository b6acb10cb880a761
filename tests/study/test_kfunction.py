"""The space-time K function against its definition, its edges against areas that are known, and its test."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest

from nomansland.study.spacetime.edges import Border
from nomansland.study.spacetime.events import read
from nomansland.study.spacetime.kfunction import space_time_k
from nomansland.study.spacetime.pairs import Floats
from nomansland.words.errors import StudyError

SQUARE = Border(np.array([[0, 0], [10, 0], [10, 10], [0, 10.0]]))
RINGS, LAGS = np.array([1.0, 2.0, 3.0]), np.array([5.0, 12.0])


def _weight(border: Border, x: float, y: float, radius: float) -> float:
    """The weight of a pair whose other event lies `radius` to the left."""
    places = np.array([x, x - radius]), np.array([y, y])
    one, other = np.array([0], dtype=np.int32), np.array([1], dtype=np.int32)
    return float(border.weights(one, other, *places, np.zeros(2))[0, 0])


@pytest.mark.parametrize(
    ("x", "y", "radius", "share"),
    [
        (5, 5, 4.9, 1.0),
        (10, 5, 2, 0.5),
        (10, 10, 3, 0.25),
        (9, 5, 2, 1 - math.acos(0.5) / math.pi),
        # Two sides, each cut at acos(1 / 1.2); the two arcs outside do not meet.
        (9, 9, 1.2, 1 - 2 * math.acos(1 / 1.2) / math.pi),
        (5, 5, 6, 1 - 4 * math.acos(5 / 6) / math.pi),
    ],
)
def test_the_weight_is_one_over_the_share_of_the_circle_inside(x: float, y: float, radius: float, share: float) -> None:
    assert _weight(SQUARE, x, y, radius) == pytest.approx(1 / share)


def test_the_weight_in_a_bent_polygon_is_that_of_many_points_on_the_circle() -> None:
    corners = np.array([[0, 0], [10, 0], [10, 4], [6, 4], [6, 6], [10, 6], [10, 10], [0, 10], [3, 5.0]])
    border, turns = Border(corners), (np.arange(200_000) + 0.5) / 200_000 * 2 * np.pi
    for x, y, radius in ((7, 3.5, 3), (5, 5, 4), (9, 7, 6), (4, 5, 0.9)):
        edge = np.vstack((corners, corners[:1]))
        circle = x + radius * np.cos(turns), y + radius * np.sin(turns)
        inside = np.zeros(len(turns), dtype=bool)
        for (ax, ay), (bx, by) in pairwise(edge):
            crosses = (ay > circle[1]) != (by > circle[1])
            slope = (bx - ax) / (by - ay) if by != ay else 0.0
            inside ^= crosses & (circle[0] < ax + (circle[1] - ay) * slope)
        assert 1 / _weight(border, x, y, radius) == pytest.approx(inside.mean(), abs=1e-4)


def _by_definition(x: Floats, y: Floats, t: Floats, border: Border, period: tuple[float, float]) -> Floats:
    """K and its margins by a double loop; the last row and column are the margins."""
    found = np.zeros((len(RINGS) + 1, len(LAGS) + 1))
    clear, count = border.clear(x, y), len(x)
    for i in range(count):
        for j in range(count):
            if i == j:
                continue
            pair = np.array([i], dtype=np.int32), np.array([j], dtype=np.int32)
            w = border.weights(*pair, x, y, clear)[0, 0]
            mirror = 2 * t[i] - t[j]
            v = 1.0 if period[0] <= mirror <= period[1] else 2.0
            s, lag = np.hypot(x[i] - x[j], y[i] - y[j]), abs(t[i] - t[j])
            found[:-1, :-1] += w * v * np.outer(s <= RINGS, lag <= LAGS)
            found[:-1, -1] += w * (s <= RINGS)
            found[-1, :-1] += v * (lag <= LAGS)
    found[:-1, :] *= border.area
    found[:, :-1] *= period[1] - period[0]
    scaled: Floats = found / (count * (count - 1))
    return scaled


def test_k_is_its_definition() -> None:
    draw = np.random.default_rng(1)
    x, y, t = draw.random(60) * 10, draw.random(60) * 10, draw.random(60) * 100
    found = space_time_k(x, y, t, RINGS, LAGS, border=SQUARE, period=(-1, 101))
    known = _by_definition(x, y, t, SQUARE, (-1, 101))
    assert found.k == pytest.approx(known[:-1, :-1])
    assert found.k_space == pytest.approx(known[:-1, -1])
    assert found.k_time == pytest.approx(known[-1, :-1])
    assert found.d == pytest.approx(found.k - np.outer(found.k_space, found.k_time))
    assert found.d0 * np.outer(found.k_space, found.k_time) == pytest.approx(found.d)
    assert (found.p, found.lower) == (None, None)


def test_k_of_even_events_is_pi_s_squared_times_two_t() -> None:
    draw = np.random.default_rng(2)
    ks, kt, k = [], [], []
    for _ in range(60):
        x, y, t = draw.random(150) * 10, draw.random(150) * 10, draw.random(150) * 100
        found = space_time_k(x, y, t, RINGS, LAGS, border=SQUARE, period=(0, 100))
        ks.append(found.k_space)
        kt.append(found.k_time)
        k.append(found.k)
    assert np.mean(ks, axis=0) == pytest.approx(np.pi * RINGS**2, rel=0.03)
    assert np.mean(kt, axis=0) == pytest.approx(2 * LAGS, rel=0.03)
    assert np.mean(k, axis=0) == pytest.approx(np.outer(np.pi * RINGS**2, 2 * LAGS), rel=0.05)


@pytest.mark.data
def test_burkitt_within_its_border(data_folder: Path) -> None:
    folder = data_folder / "spacetime_burkitt"
    table = read(folder / "burkitt.csv")
    border = Border(np.loadtxt(folder / "burbdy.csv", delimiter=",", skiprows=1))
    assert border.area == pytest.approx(11035.01)
    rings = np.array([0.5, 2.05, 40.05])
    found = space_time_k(
        table.x, table.y, table.t, rings, np.array([100.0, 300]), border=border, period=(400, 5800), permutations=99
    )
    # Those of `spatstat.explore::Kest` with the isotropic correction; farther out its weights differ (docs/study.md).
    assert found.k_space[:2] == pytest.approx([6.90551314143, 46.87577969918], abs=1e-9)
    assert found.p is not None
    assert found.p <= 0.05
    assert (found.d > 0).all()


def test_the_test_keeps_its_level_where_space_and_time_cluster_apart() -> None:
    draw = np.random.default_rng(3)
    worst, total = [], []
    for world in range(100):
        middle = 2 + 6 * draw.random((4, 2))
        x, y = np.clip(middle[draw.integers(0, 4, 50)] + draw.standard_normal((50, 2)), 0, 10).T
        t = np.clip(draw.choice([20.0, 60.0], 50) + 12 * draw.standard_normal(50), 0, 100)
        found = space_time_k(x, y, t, RINGS, LAGS, border=SQUARE, period=(0, 100), permutations=99, seed=world)
        worst.append(found.p)
        total.append(found.p_sum)
    assert kstest(worst, "uniform").pvalue > 0.01
    assert kstest(total, "uniform").pvalue > 0.01


def test_planted_interaction_leaves_the_envelope() -> None:
    draw = np.random.default_rng(4)
    x, y, t = draw.random(60) * 9, draw.random(60) * 10, draw.random(60) * 90
    x, y, t = np.concatenate((x, x + 0.5)), np.concatenate((y, y)), np.concatenate((t, t + 2))
    found = space_time_k(x, y, t, RINGS, LAGS, border=SQUARE, period=(0, 100), permutations=99)
    assert found.upper is not None
    assert found.d[0, 0] > found.upper[0, 0]
    assert found.p == found.p_sum == 1 / 100


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"space": np.array([2.0, 1.0])}, "distances must be positive and rising"),
        ({"time": np.array([0.0])}, "lags must be positive and rising"),
        ({"border": Border(np.array([[0, 0], [1, 0], [1, 1.0]]))}, "lie outside the border"),
        ({"period": (50.0, 60.0)}, "dates outside 50 to 60"),
        ({"period": (60.0, 50.0)}, "period has no length"),
    ],
)
def test_what_k_cannot_measure_is_refused(change: dict[str, object], said: str) -> None:
    draw = np.random.default_rng(0)
    given: dict[str, object] = {"space": RINGS, "time": LAGS} | change
    with pytest.raises(StudyError, match=said):
        space_time_k(draw.random(20) * 10, draw.random(20) * 10, draw.random(20) * 100, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("corners", [[[0, 0], [1, 1]], [[0, 0], [1, 1], [2, 2]], [[0, 0], [1, 1], [np.nan, 2]]])
def test_a_border_without_area_is_refused(corners: list[list[float]]) -> None:
    with pytest.raises(StudyError, match="border"):
        Border(np.array(corners))
