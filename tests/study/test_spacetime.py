"""Mantel, Jacquez and local Knox against published values and against their definitions."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import pearsonr

from nomansland.study.spacetime.events import Table, read
from nomansland.study.spacetime.jacquez import jacquez
from nomansland.study.spacetime.local import holm, local_knox
from nomansland.study.spacetime.mantel import mantel
from nomansland.study.spacetime.pairs import Floats
from nomansland.words.errors import StudyError


def _some(count: int, seed: int) -> tuple[Floats, Floats, Floats]:
    draw = np.random.default_rng(seed)
    return draw.random(count) * 50, draw.random(count) * 50, draw.random(count) * 100


def _burkitt(folder: Path) -> tuple[Table, dict[str, float]]:
    known = json.loads((folder / "spacetime_burkitt" / "expected.json").read_text("utf-8"))
    return read(folder / "spacetime_burkitt" / "burkitt.csv"), known["pointpats_2.5.5_tests"]


@pytest.mark.data
def test_the_published_mantel(data_folder: Path) -> None:
    table, known = _burkitt(data_folder)
    bare = mantel(
        table.x, table.y, table.t, 99, space_constant=0, space_power=1, time_constant=0, time_power=1
    )  # fmt: skip
    assert round(bare.statistic, 6) == known["mantel_standardised"]
    # The value that the peer's own example prints for constants 1 and powers -1.
    assert round(mantel(table.x, table.y, table.t, 0).statistic, 6) == 0.048368


@pytest.mark.data
def test_the_published_jacquez(data_folder: Path) -> None:
    table, known = _burkitt(data_folder)
    found = jacquez(table.x, table.y, table.t, 3, 199)
    assert found.by_row == known["jacquez_k3"]
    assert abs(found.statistic - known["jacquez_k3"]) < 1
    assert found.p is not None
    assert found.p > 0.05


@pytest.mark.parametrize(("constant", "power"), [(1.0, -1.0), (0.0, 1.0), (2.0, 0.5)])
def test_mantel_is_the_correlation_over_all_pairs(constant: float, power: float) -> None:
    x, y, t = _some(25, 1)
    rows = list(itertools.combinations(range(25), 2))
    space = [(np.hypot(x[i] - x[j], y[i] - y[j]) + constant) ** power for i, j in rows]
    time = [(abs(t[i] - t[j]) + constant) ** power for i, j in rows]
    found = mantel(
        x, y, t, 99, space_constant=constant, space_power=power, time_constant=constant, time_power=power
    )  # fmt: skip
    assert found.statistic == pytest.approx(pearsonr(space, time)[0], abs=1e-12)
    draw, reached = np.random.default_rng(8), 0
    for _ in range(999):
        days = draw.permutation(t)
        other = [(abs(days[i] - days[j]) + constant) ** power for i, j in rows]
        reached += pearsonr(space, other)[0] >= found.statistic
    assert found.p == pytest.approx((reached + 1) / 1000, abs=0.2)


def test_mantel_finds_what_grows_outward_and_is_one_on_a_line() -> None:
    t = np.arange(20.0)
    found = mantel(t * 3, np.zeros(20), t, 199, space_constant=0, space_power=1, time_constant=0, time_power=1)
    assert found.statistic == pytest.approx(1)
    assert found.p == 1 / 200


def test_mantel_refuses_what_it_cannot_correlate() -> None:
    x, y, t = _some(5, 0)
    with pytest.raises(StudyError, match="not defined at distance 0"):
        mantel(x, y, t, 0, space_constant=0.0)
    with pytest.raises(StudyError, match="All distances are the same"):
        mantel(x, y, np.ones(5), 0)


def _nearest(apart: Floats, k: int) -> list[set[int]]:
    return [set(np.argsort(np.where(np.arange(len(row)) == i, np.inf, row))[:k]) for i, row in enumerate(apart)]


@pytest.mark.parametrize("k", [1, 2, 5, 29])
def test_jacquez_without_ties_counts_common_neighbours(k: int) -> None:
    x, y, t = _some(30, 2)
    in_space = _nearest(np.hypot(x[:, None] - x, y[:, None] - y), k)
    in_time = _nearest(np.abs(t[:, None] - t), k)
    found = jacquez(x, y, t, k, 0)
    assert found.statistic == found.by_row == sum(len(a & b) for a, b in zip(in_space, in_time, strict=True))


def test_jacquez_with_ties_is_the_mean_over_fair_draws_and_needs_no_order() -> None:
    draw = np.random.default_rng(3)
    x, y, t = (draw.integers(0, 5, 30).astype(float) for _ in range(3))
    apart, lag = np.hypot(x[:, None] - x, y[:, None] - y), np.abs(t[:, None] - t)
    counts = []
    for _ in range(400):
        noise = 1e-6 * draw.random((2, 30, 30))
        parts = _nearest(apart + noise[0], 3), _nearest(lag + noise[1], 3)
        counts.append(sum(len(a & b) for a, b in zip(*parts, strict=True)))
    found = jacquez(x, y, t, 3, 0)
    assert found.statistic == pytest.approx(np.mean(counts), abs=float(4 * np.std(counts) / 20))
    order = draw.permutation(30)
    assert jacquez(x[order], y[order], t[order], 3, 0).statistic == pytest.approx(found.statistic)


def test_jacquez_expects_its_mean_over_permutations() -> None:
    x, y, t = _some(6, 4)
    counts = [jacquez(x, y, t[list(order)], 2, 0).statistic for order in itertools.permutations(range(6))]
    assert jacquez(x, y, t, 2, 0).expected == pytest.approx(np.mean(counts))


def test_jacquez_refuses_a_k_beyond_the_events() -> None:
    with pytest.raises(StudyError, match="from 1 to 4"):
        jacquez(*_some(5, 0), 5)


def test_local_counts_and_their_exact_chances() -> None:
    x, y, t = np.array([0, 1, 0, 9, 9.0]), np.array([0, 0, 1, 9, 8.0]), np.array([0, 1, 9, 2, 30.0])
    found = local_knox(x, y, t, 1.5, 1, 199)
    close_s, close_t = np.hypot(x[:, None] - x, y[:, None] - y) <= 1.5, np.abs(t[:, None] - t) <= 1
    assert found.observed.tolist() == ((close_s & close_t).sum(axis=1) - 1).tolist() == [1, 1, 0, 0, 0]
    for event in range(5):
        rest = [other for other in range(5) if other != event]
        reached = []
        for order in itertools.permutations(rest):
            days = t.copy()
            days[rest] = t[list(order)]
            near = close_s[event] & (np.abs(days - t[event]) <= 1)
            reached.append(near.sum() - 1 >= found.observed[event])
        assert found.p[event] == pytest.approx(np.mean(reached))
    every = [
        np.array([(close_s[e] & (np.abs(t[list(o)] - t[o[e]]) <= 1)).sum() - 1 for e in range(5)])
        for o in itertools.permutations(range(5))
    ]
    assert found.p_any_date == pytest.approx(np.mean([one >= found.observed for one in every], axis=0))
    assert found.p_permuted == pytest.approx(found.p_any_date, abs=0.12)


@pytest.mark.data
def test_local_counts_add_up_to_twice_the_global(data_folder: Path) -> None:
    table, known = _burkitt(data_folder)
    found = local_knox(table.x, table.y, table.t, 20, 5, 0)
    assert found.observed.sum() == 2 * known["knox_delta20_tau5"]
    assert found.p_permuted is None
    assert (found.adjusted >= found.p).all()


def test_holm_multiplies_the_smallest_by_all_and_never_falls() -> None:
    assert holm(np.array([0.04, 0.01, 0.5, 0.03])) == pytest.approx([0.09, 0.04, 0.5, 0.09])
