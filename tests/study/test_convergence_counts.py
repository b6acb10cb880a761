"""The fast counts against slow ones that anybody can read."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nomansland.study.convergence.close import close_pairs, cross_counts, shuffled
from nomansland.study.convergence.grid import grid_test, standardised
from nomansland.study.convergence.nearest import nearest_cross
from nomansland.study.convergence.nulls import Counts
from nomansland.study.convergence.points import Points
from nomansland.study.convergence.surface import _margins, surface
from nomansland.study.convergence.trend import trend_of
from nomansland.study.convergence.twosets import count_between

RADII, LAGS = np.array([5.0, 20.0, 50.0]), np.array([0.0, 3.0, 14.0])
Floats = NDArray[np.float64]


def made(number: int = 150, seed: int = 3) -> Points:
    """Points of both sides, many of them on the same kilometre and day."""
    rng = np.random.default_rng(seed)
    km, day = np.round(rng.random(number) * 200), np.floor(rng.random(number) * 90)
    side = (rng.random(number) < 0.4).astype(np.int8)
    nan = np.full(number, np.nan)
    return Points(side, km, nan, nan, nan, day, (km // 50).astype(np.int64), tuple("abcde"), 200.0, (0.0, 89.0))


def slow(u: Floats, v: Floats, day: Floats, side: NDArray[np.int8]) -> list[list[int]]:
    apart = np.hypot(u[:, None] - u, v[:, None] - v)
    lag, cross = np.abs(day[:, None] - day), side[:, None] < side
    return [[int((cross & (apart <= radius) & (lag <= most)).sum()) for most in LAGS] for radius in RADII]


@pytest.mark.parametrize("flat", [True, False])
def test_close_pairs_are_those_of_all_pairs(flat: bool) -> None:
    points = made()
    v = np.zeros(len(points)) if flat else np.random.default_rng(1).random(len(points)) * 60
    close = close_pairs(points.km, v, points.day, RADII, LAGS)
    found = cross_counts(close, points.side.astype(np.uint8)[:, None])
    assert found[0].tolist() == slow(points.km, v, points.day, points.side)


def test_two_sets_give_the_same_counts() -> None:
    points = made()
    one, other = points.take(points.side == 0), points.take(points.side == 1)
    found = count_between(one.km, one.day, other.km, other.day, RADII, LAGS)
    assert found.tolist() == slow(points.km, np.zeros(len(points)), points.day, points.side)


def test_no_points_have_no_pairs() -> None:
    none = np.empty(0)
    assert len(close_pairs(none, none, none, RADII, LAGS)) == 0
    assert count_between(none, none, none, none, RADII, LAGS).sum() == 0


def test_shuffles_keep_the_sides_of_every_stratum_and_differ() -> None:
    points = made()
    labels = shuffled(points.side, points.sector, 70, 5)
    for stratum in np.unique(points.sector):
        inside = labels[points.sector == stratum].sum(axis=0)
        assert (inside == inside[0]).all()
    assert (labels[:, 0] == points.side).all()
    assert len({column.tobytes() for column in labels.T}) == 71


def test_every_order_is_as_likely_as_another() -> None:
    labels = shuffled(np.array([1, 0, 0], dtype=np.int8), np.zeros(3, dtype=np.int64), 3000, 7)
    assert np.abs(labels[:, 1:].mean(axis=1) - 1 / 3).max() < 0.04


def test_weighted_pairs_count_by_their_weight_in_every_lane() -> None:
    points = made()
    close = close_pairs(points.km, np.zeros(len(points)), points.day, RADII, LAGS)
    labels = shuffled(points.side, points.sector, 99, 5)
    eight = cross_counts(close, labels, np.full(len(close), 8, dtype=np.uint8))
    assert (eight == 8 * cross_counts(close, labels)).all()


def test_margins_are_corrected_at_the_ends() -> None:
    points = made(60)
    labels = points.side.astype(np.uint8)[:, None]
    apart = np.abs(points.km[:, None] - points.km)
    edge = np.minimum(points.km, points.length - points.km)[:, None]
    weight = 1 + (apart > edge + 1e-9)
    cross = points.side[:, None] != points.side
    wanted = [float((cross * weight * (apart <= step)).sum()) / 2 for step in RADII]
    assert _margins(points.km, 0.0, points.length, RADII, labels)[0].tolist() == wanted


def test_k_of_even_points_is_the_size_of_its_box() -> None:
    ratios = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        number, nan = 400, np.full(400, np.nan)
        km, day = rng.random(number) * 300, rng.random(number) * 300
        side = (rng.random(number) < 0.5).astype(np.int8)
        points = Points(side, km, nan, nan, nan, day, np.zeros(number, np.int64), ("a",), 300.0, (0.0, 299.0))
        found = surface(points, 1, 1, (30.0,), (30.0,))
        ratios.append((found.k[0][0] / (60 * 60), found.d[0][0] / (60 * 60)))
    k, d = np.mean(ratios, axis=0)
    assert abs(k - 1) < 0.03
    assert abs(d) < 0.03


def test_the_nearest_of_the_other_side_is_found_for_every_labelling() -> None:
    points = made(80)
    close = close_pairs(points.km, np.zeros(80), points.day, np.array([150.0]), np.array([14.0]))
    labels = shuffled(points.side, points.sector, 66, 2)
    found = nearest_cross(points, close, labels)
    lag = np.abs(points.day[:, None] - points.day) <= 14
    apart = np.abs(points.km[:, None] - points.km)
    for column in (0, 65, 66):
        cross = labels[:, column][:, None] != labels[:, column]
        wanted = np.where(cross & lag, apart, 150.0).min(axis=1)
        assert np.allclose(found[:, column], np.minimum(wanted, 150.0))


def test_the_p_value_is_the_share_of_tables_that_reach_the_top() -> None:
    values = np.zeros((10, 1, 2), dtype=np.int64)
    values[:, 0, 0] = [9, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    values[:, 0, 1] = 4
    test = grid_test(Counts("x", values, np.array([1.0]), np.array([1.0, 2.0])), "primary", "along")
    assert test.p == pytest.approx(0.2)
    assert list(test.p_cells[0]) == pytest.approx([0.2, 1.0])
    assert np.isneginf(standardised(values)[:, 0, 1]).all()


def test_a_grid_that_never_varies_shows_nothing() -> None:
    values = np.full((5, 1, 1), 3, dtype=np.int64)
    assert grid_test(Counts("x", values, np.array([1.0]), np.array([1.0])), "primary", "along").p == 1.0


def test_the_trend_of_a_line_with_noise() -> None:
    when = np.linspace(0.0, 690.0, 24)
    rng = np.random.default_rng(4)
    found = trend_of(when, 40 - 6 * when / 365.25 + rng.normal(0, 0.5, 24))
    assert found.low < -6 < found.high < -5
    assert found.slope == pytest.approx(-6, abs=0.5)


def test_values_that_hang_together_widen_the_interval() -> None:
    when, rng = np.linspace(0.0, 870.0, 30), np.random.default_rng(8)
    walk = np.cumsum(rng.normal(0, 1, 30))
    assert trend_of(when, walk).inflation > trend_of(when, rng.normal(0, 1, 30)).inflation == 1.0
