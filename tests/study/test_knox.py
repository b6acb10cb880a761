"""The Knox test against published values, against counting all pairs, and over all permutations of a small set."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import chisquare, kstest, poisson

from nomansland.study.spacetime.events import read
from nomansland.study.spacetime.knox import knox
from nomansland.study.spacetime.pairs import Floats, near, windows
from nomansland.study.spacetime.permute import Dates, groups
from nomansland.words.errors import StudyError


def _grid(count: int, seed: int) -> tuple[Floats, Floats, Floats]:
    draw = np.random.default_rng(seed)
    x, y, t = (draw.integers(0, top, count).astype(np.float64) for top in (12, 9, 20))
    return x, y, t


def _pairs(x: Floats, y: Floats, reach: float) -> set[tuple[int, int]]:
    return {
        (i, j)
        for i, j in itertools.combinations(range(len(x)), 2)
        if (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= reach * reach
    }


@pytest.mark.data
def test_the_published_values(data_folder: Path) -> None:
    table = read(data_folder / "spacetime_burkitt" / "burkitt.csv")
    known = json.loads((data_folder / "spacetime_burkitt" / "expected.json").read_text("utf-8"))
    for name, (observed, expected) in known["checked_here"].items():
        space, time = map(float, name.split("_")[1:])
        found = knox(table.x, table.y, table.t, space, time, permutations=0)
        assert found.observed == observed
        assert round(found.expected, 4) == expected
    peer = known["pointpats_2.5.5_tests"]
    found = knox(table.x, table.y, table.t, 20, 5, permutations=999)
    assert found.expected == pytest.approx(peer["knox_expected"], abs=1e-7)
    assert found.modified == pytest.approx(peer["modified_knox_delta20_tau5"], abs=1e-6)
    assert poisson.sf(found.observed, found.expected) == pytest.approx(peer["p_poisson"], abs=1e-12)
    assert found.p == pytest.approx(peer["p_sim_seed12345"], abs=0.04)


@settings(max_examples=60, deadline=None)
@given(
    arrays.arrays(np.float64, st.tuples(st.integers(3, 30), st.just(2)), elements=st.integers(-6, 6).map(float)),
    st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 20.0]),
    st.sampled_from([1, 5, 10_000]),
)
def test_close_pairs_are_those_of_all_pairs(places: Floats, reach: float, most: int) -> None:
    x, y = places.T
    close = near(x, y, reach, most)
    found = [
        (min(one, other), max(one, other))
        for left, right in close.pieces()
        for one, other in zip(close.order[left], close.order[right], strict=True)
    ]
    assert len(found) == len(set(found)) == close.total
    assert set(found) == _pairs(x, y, reach)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.7, 5.0]), min_size=1, max_size=20), st.sampled_from([0, 0.1, 2]))
def test_windows_compare_exactly_as_subtraction(times: list[float], lag: float) -> None:
    dates = np.sort(np.array(times))
    low, high = windows(dates, lag)
    for place, (first, last) in enumerate(zip(low, high, strict=True)):
        close = np.flatnonzero(np.abs(dates - dates[place]) <= lag)
        assert (close[0], close[-1]) == (first, last)


def test_counts_under_permutations_are_those_of_all_pairs() -> None:
    x, y, t = _grid(90, 1)
    close, dates = near(x, y, 2.0, most=50), Dates(t, 3)
    assert len(close.cuts) > 5
    for orders in groups(90, 70, 4):
        for order, count in zip(orders, dates.counts(close, orders), strict=True):
            given_day = np.empty(90)
            given_day[close.order] = t[close.order][order]
            assert count == sum(abs(given_day[i] - given_day[j]) <= 3 for i, j in _pairs(x, y, 2.0))


def test_every_order_of_four_events_is_drawn_as_often() -> None:
    drawn = np.concatenate(list(groups(4, 24_000, 9)))
    assert len(drawn) == 24_000
    kinds, counts = np.unique(drawn, axis=0, return_counts=True)
    assert sorted(map(tuple, kinds.tolist())) == sorted(itertools.permutations(range(4)))
    assert chisquare(counts).pvalue > 0.001
    large = next(groups(5_000, 64, 9))
    assert (np.sort(large, axis=1) == np.arange(5_000)).all()
    # First places of neighbouring rows, and neighbours in one row, have nothing to do with each other.
    assert abs(np.corrcoef(large[:-1].ravel(), large[1:].ravel())[0, 1]) < 0.01
    assert abs(np.corrcoef(large[:, :-1].ravel(), large[:, 1:].ravel())[0, 1]) < 0.01


def test_many_events_use_wide_ranks_and_count_the_same() -> None:
    draw = np.random.default_rng(2)
    x, y, t = draw.random(70_000) * 4000, draw.random(70_000) * 4000, np.floor(draw.random(70_000) * 900)
    found = knox(x, y, t, 2.0, 5, permutations=0)
    close = near(x, y, 2.0)
    days = t[close.order]
    assert found.observed == sum(int((abs(days[a] - days[b]) <= 5).sum()) for a, b in close.pieces())


def test_the_moments_are_those_of_all_permutations() -> None:
    x, y = np.array([0, 1, 0, 5, 5, 4.0]), np.array([0, 0, 1, 5, 6, 5.0])
    t = np.array([0, 1, 5, 2, 2, 9.0])
    close, dates = near(x, y, 1.5), Dates(t, 1)
    every = np.array(list(itertools.permutations(range(6))))
    counts = np.concatenate([dates.counts(close, part) for part in np.array_split(every, 12)])
    found = knox(x, y, t, 1.5, 1, permutations=0)
    assert found.expected == pytest.approx(counts.mean())
    assert found.deviation == pytest.approx(counts.std())
    assert found.p is None
    tested = knox(x, y, t, 1.5, 1, permutations=999)
    assert tested.p == pytest.approx((counts >= found.observed).mean(), abs=0.06)
    assert tested.tied / 999 == pytest.approx((counts == found.observed).mean(), abs=0.06)


def test_three_events_have_moments() -> None:
    found = knox(np.array([0, 0, 9.0]), np.zeros(3), np.array([0, 0, 9.0]), 1, 1, permutations=0)
    assert found.observed == 1
    assert found.expected == pytest.approx(1 / 3)
    assert found.deviation == pytest.approx(np.sqrt(2) / 3)


def test_the_order_of_the_events_and_the_origin_do_not_matter() -> None:
    x, y, t = _grid(60, 3)
    order = np.random.default_rng(0).permutation(60)
    one, other = knox(x, y, t, 2, 3, 0), knox(x[order] - 40, y[order] + 7, t[order] + 1000, 2, 3, 0)
    assert one == other


def test_a_seed_repeats_and_the_threshold_is_inclusive() -> None:
    x, y, t = _grid(60, 3)
    assert knox(x, y, t, 2, 3, 99, 5) == knox(x, y, t, 2, 3, 99, 5)
    three = np.array([0, 3, 50.0]), np.array([0, 4, 50.0]), np.array([0, 2, 50.0])
    assert knox(*three, 5, 2, 0).observed == 1
    assert knox(*three, 4.999, 2, 0).observed == knox(*three, 5, 1.999, 0).observed == 0


def test_planted_interaction_is_found_and_its_p_is_the_smallest_possible() -> None:
    draw = np.random.default_rng(0)
    x, y, t = draw.random(80) * 100, draw.random(80) * 100, draw.random(80) * 500
    x, y, t = (np.concatenate((one, one[:40] + 0.3)) for one in (x, y, t))
    assert knox(x, y, t, 2, 2, 199).p == 1 / 200


def test_p_is_even_where_places_and_dates_cluster_without_interaction() -> None:
    draw = np.random.default_rng(11)
    found = []
    for world in range(120):
        middle = draw.random((6, 2)) * 100
        x, y = (middle[draw.integers(0, 6, 80)] + 4 * draw.standard_normal((80, 2))).T
        t = draw.choice(draw.random(5) * 300, 80) + 10 * draw.standard_normal(80)
        p = knox(x, y, t, 4, 6, 199, world).p
        assert p is not None
        found.append(p)
    assert kstest(found, "uniform").pvalue > 0.01
    assert np.mean(np.array(found) <= 0.05) < 0.12


MEMORY = """
import numpy as np
from pathlib import Path
from nomansland.study import knox
draw = np.random.default_rng(0)
x, y, t = draw.random(20_000) * 500, draw.random(20_000) * 200, np.floor(draw.random(20_000) * 1000)
found = knox(x, y, t, 40, 5, 999)
assert found.close_in_space > 8_000_000, found
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


def test_twenty_thousand_events_with_more_pairs_than_are_held_stay_under_500_mb() -> None:
    done = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 500 * 1024


@pytest.mark.parametrize(
    ("values", "thresholds", "said"),
    [
        (([0, 1], [0, 1], [0, 1]), (1, 1), "2 events are too few"),
        (([0, 1, np.nan], [0, 1, 2], [0, 1, 2]), (1, 1), "missing or infinite"),
        (([0, 1, 2], [0, 1], [0, 1, 2]), (1, 1), "one length"),
        (([0, 1, 2], [0, 1, 2], [0, 1, 2]), (-1, 1), "threshold of space is -1"),
        (([0, 1, 2], [0, 1, 2], [0, 1, 2]), (1, np.nan), "threshold of time is nan"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    values: tuple[list[float], list[float], list[float]], thresholds: tuple[float, float], said: str
) -> None:
    with pytest.raises(StudyError, match=said):
        knox(np.array(values[0]), np.array(values[1]), np.array(values[2]), *thresholds)
