"""The two-sided process: it finds what was put in, doubts what cannot be told, and is silent where it is no better."""

from __future__ import annotations

import numpy as np
import pytest

from nomansland.study.prospect import Events, Parameters, events, fit, onward, prospect, world
from nomansland.study.prospect.check import best, cross_p, doubts, gain, plain_p, residuals, too_few
from nomansland.study.prospect.forecast import met
from nomansland.study.prospect.model import compensator, loglik, start
from nomansland.words.errors import StudyError

EDGES = np.linspace(0.0, 1000.0, 6)
SHAPE = events([], [], [], EDGES, 900.0)
PLACES = [f"stretch {number}" for number in range(5)]


def _truth(excited: bool) -> Parameters:
    background = np.full((2, 5), 0.00025)
    background[0, 2] *= 3
    alpha = np.array([[0.35, 0.2], [0.05, 0.3]]) if excited else np.zeros((2, 2))
    return Parameters(background, alpha, np.array([0.2, 0.1]), np.array([10.0, 20.0]))


def _world(excited: bool, seed: int) -> Events:
    return world(_truth(excited), SHAPE, np.random.default_rng(seed))


def test_fit_finds_what_was_put_in() -> None:
    found = [fit(_world(True, seed)).parameters for seed in range(12)]
    alpha = np.mean([one.alpha for one in found], axis=0)
    assert np.abs(alpha - _truth(True).alpha).max() < 0.08
    assert np.median([1 / one.beta[0] for one in found]) == pytest.approx(5.0, rel=0.3)
    assert np.median([one.sigma[0] for one in found]) == pytest.approx(10.0, rel=0.25)


def test_likelihood_never_falls_and_expects_what_was_seen() -> None:
    data = _world(True, 3)
    p, last = start(data), -np.inf
    for _ in range(5):
        one = fit(data, p, rounds=2)
        assert one.loglik >= last - 1e-6
        p, last = one.parameters, one.loglik
    assert compensator(fit(data).parameters, data) == pytest.approx(len(data.t), rel=0.01)


def test_likelihood_of_late_events_adds_up() -> None:
    data = _world(True, 4)
    p = fit(data).parameters
    past, middle = data.before(300.0), data.before(600.0)
    whole = loglik(p, past, data)
    assert whole == pytest.approx(loglik(p, past, middle) + loglik(p, middle, data), rel=1e-9)


def test_swapping_the_sides_swaps_the_answer() -> None:
    data = _world(True, 5)
    one, other = fit(data).parameters, fit(events(data.x, data.t, 1 - data.side, EDGES, 900.0)).parameters
    assert np.allclose(one.alpha, other.alpha[::-1, ::-1], atol=1e-6)
    assert np.allclose(one.background, other.background[::-1], rtol=1e-6)


def test_residuals_accept_the_truth_and_reject_a_constant_rate() -> None:
    data = _world(True, 6)
    assert min(residuals(_truth(True), data).p_time) > 0.01
    counts = np.zeros((2, 5))
    np.add.at(counts, (data.side, data.place), 1.0)
    flat = Parameters(counts / (200.0 * 900.0), np.zeros((2, 2)), np.ones(2), np.ones(2))
    assert min(residuals(flat, data).p_time) < 0.01
    assert sum(row[2] for row in residuals(flat, data).place) == len(data.t)


def test_gain_over_a_constant_rate_only_where_there_is_excitation() -> None:
    excited = [gain(_world(True, seed), 200.0, 1).mean for seed in range(6)]
    quiet = [gain(_world(False, seed), 200.0, 1) for seed in range(6)]
    assert np.median(excited) > 0.05
    assert sum(one.better for one in quiet) <= 1


def test_excitation_that_is_not_there_is_doubted() -> None:
    worlds = [_world(False, seed) for seed in range(8)]
    doubted = [bool(doubts(data, *best(data), [])) for data in worlds]
    assert sum(doubted) >= 6
    assert not doubts(_world(True, 3), *best(_world(True, 3)), [])


def test_shuffled_sides_keep_shared_fighting_from_looking_like_an_answer() -> None:
    draw = np.random.default_rng(4)
    middles = draw.uniform([50, 50], [950, 850], (25, 2))
    which = draw.integers(25, size=500)
    x, t = (middles[which] + draw.normal(0, [15, 12], (500, 2))).T
    side = (draw.random(500) < 0.4).astype(np.int64)
    data = events(np.clip(x, 0, 1000), np.clip(t, 0, 900), side, EDGES, 900.0)
    assert plain_p(data, 19, 1) == 0.05
    assert cross_p(data, 39, 1) > 0.05


def test_too_few_events_are_refused_with_their_number() -> None:
    few = events([1.0, 2.0], [1.0, 2.0], [0, 1], EDGES, 100.0)
    assert len(too_few(few, ("A", "B"), 30.0)) == 3
    found = prospect(few, PLACES, held_back=30.0, names=("A", "B"))
    assert not found.chances and not found.excitation
    assert "A has 1 dated" in found.refused[0]


def test_forecast_is_withheld_where_it_is_no_better() -> None:
    found = prospect(_world(False, 8), PLACES, draws=20, worlds=200)
    assert not found.chances
    assert any("did not beat a constant rate" in one for one in found.withheld)


def test_forecast_matches_what_then_comes() -> None:
    truth, draw = _truth(True), np.random.default_rng(9)
    past = world(truth, SHAPE, draw)
    found = prospect(past, PLACES, weeks=6, window=30, draws=20, worlds=400)
    assert found.chances and not found.withheld
    came = np.mean([met(onward(truth, past, 42.0, draw), 30.0) for _ in range(400)], axis=0)
    for one in found.chances:
        assert 0 <= one.low <= one.chance <= one.high <= 1
        assert one.low - 0.15 <= came[-1 if one.place is None else one.place] <= one.high + 0.15


def test_meeting_needs_both_sides_in_one_place_and_window() -> None:
    both = events([10.0, 20.0, 900.0], [1.0, 6.0, 6.0], [0, 1, 1], EDGES, 30.0)
    assert met(both, 5.0).tolist() == [1, 0, 0, 0, 0, 1]
    assert met(both, 4.0).tolist() == [0, 0, 0, 0, 0, 0]


def test_process_that_explodes_ends() -> None:
    wild = Parameters(np.full((2, 5), 1e-3), np.full((2, 2), 3.0), np.ones(2), np.ones(2))
    assert len(world(wild, SHAPE, np.random.default_rng(1)).t) >= 1000


@pytest.mark.parametrize(
    ("x", "t", "edges", "word"),
    [([1200.0], [1.0], EDGES, "front"), ([1.0], [950.0], EDGES, "period"), ([1.0], [1.0], [5.0, 1.0], "edges")],
)
def test_bad_events_are_refused(x: list[float], t: list[float], edges: list[float], word: str) -> None:
    with pytest.raises(StudyError, match=word):
        events(x, t, [0], edges, 900.0)


def test_bad_settings_are_refused() -> None:
    with pytest.raises(StudyError, match="one name per sector"):
        prospect(_world(False, 1), ["one"])
