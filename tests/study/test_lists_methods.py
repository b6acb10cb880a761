"""Chao's bound, decomposable graphs, latent classes, uncertain matches."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.special import gammaln

from nomansland.study.lists import Table, Told, average, chao, estimates, fit, latent, over_matches, stepwise, table
from nomansland.study.lists.decomposable import graphs
from nomansland.study.lists.latent import _effective
from nomansland.words.errors import StudyError, StudyRefused


def _array(values: list[int]) -> Table:
    """A table from counts in binary order with the first list slowest, as a flattened array is printed."""
    lists = len(values).bit_length() - 1
    counts = np.zeros(len(values), dtype=np.int64)
    for place, value in enumerate(values):
        counts[place] = value
    return Table(tuple("ABCDEF"[:lists]), counts)


def _mixed(size: int, seed: int) -> Table:
    """Two kinds of cases: easy and hard to find."""
    draw = np.random.default_rng(seed)
    chance = np.where(draw.random(size) < 0.3, 0.7, 0.15)
    seen = draw.random((size, 4)) < chance[:, None]
    counts = np.bincount(seen @ (1 << np.arange(4)), minlength=16).astype(np.int64)
    counts[0] = 0
    return Table(("A", "B", "C", "D"), counts)


def test_chao_by_hand() -> None:
    lists = table(("A", "B", "C"), [(1, 20), (2, 15), (4, 10), (3, 4), (5, 3), (6, 2), (7, 1)])
    estimate, low, high = chao(lists)
    assert estimate == pytest.approx(55 + 2 / 3 * 45 * 44 / (2 * 10))
    assert 55 < low < estimate < high


def test_chao_stays_below_a_population_of_two_kinds() -> None:
    bounds = [chao(_mixed(2000, seed))[0] for seed in range(20)]
    naive = [fit(_mixed(2000, seed)).estimate for seed in range(20)]
    assert np.mean(naive) < np.mean(bounds) < 2000


@pytest.mark.parametrize(("lists", "number"), [(3, 8), (4, 61), (5, 822)])
def test_all_decomposable_graphs_are_found(lists: int, number: int) -> None:
    found = graphs(lists)
    assert len({tuple(sorted(cliques)) for cliques, _ in found}) == len(found) == number
    assert all(len(separators) == len(cliques) - 1 for cliques, separators in found)


@pytest.mark.data
def test_madigan_and_york_as_published(data_folder: Path) -> None:
    known = json.loads((data_folder / "capture_recapture" / "expected.json").read_text("utf-8"))[
        "dga_madigan_york_3list"
    ]
    lists = _array(known["Y_binary_order"])
    whole = lists.observed + np.arange(1, 301)
    a, b = known["prior_a"], known["prior_b"]
    prior = whole * np.log(b) - (whole + a) * np.log(1 + b) + gammaln(whole + a) - gammaln(whole + 1) - gammaln(a)
    found = average(lists, 300, known["delta"], prior)
    assert found.graphs[0][1] == pytest.approx(known["top_model_posterior"], abs=0.005)
    assert round(found.bayes) == known["bayes_estimator"]
    assert found.observed + int(found.hidden[found.top.argmax()]) == known["mode_top_model"]
    assert found.mode == known["mode_averaged"]


def test_posterior_weights_sum_to_one_on_a_thinned_grid() -> None:
    found = average(_mixed(3000, 1), most=100_000)
    assert found.weight.sum() == pytest.approx(1)
    assert len(found.hidden) < 8000
    assert found.interval()[0] < found.mean < found.interval()[1]


def test_latent_classes_see_what_independence_misses() -> None:
    lists = _mixed(2000, 7)
    found = latent(lists, 3, rounds=30_000, burn=5_000, thin=10)
    low, high = found.interval()
    assert low < 2000 < high
    assert abs(found.median - 2000) < abs(fit(lists).estimate - 2000)


def test_latent_classes_are_drawn_again_with_the_same_seed() -> None:
    lists = _mixed(500, 2)
    one, other, third = (latent(lists, seed, 2_000, 500, 5).draws for seed in (4, 4, 5))
    assert one.tolist() == other.tolist() != third.tolist()


def test_effective_draws_of_a_chain_that_remembers() -> None:
    noise = np.random.default_rng(1).standard_normal(20_000)
    chain = np.empty_like(noise)
    chain[0] = noise[0]
    for place in range(1, len(noise)):
        chain[place] = 0.8 * chain[place - 1] + noise[place]
    assert _effective(noise) == pytest.approx(20_000, rel=0.1)
    assert _effective(chain) == pytest.approx(20_000 * 0.2 / 1.8, rel=0.15)


def _tellings(seed: int, doubt: float) -> list[Told]:
    """Three lists of 120 things; each telling may with weight `doubt` be of a thing of its own."""
    draw = np.random.default_rng(seed)
    out = []
    for thing in range(120):
        for place in range(3):
            if draw.random() < 0.4:
                own = ((f"t{thing}", 1 - doubt), (f"own{thing}-{place}", doubt))
                out.append(Told(place, own if doubt else own[:1]))
    return out


def test_sure_matches_give_one_number() -> None:
    told = _tellings(1, 0.0)
    masks: dict[str, int] = {}
    for one in told:
        masks[one.options[0][0]] = masks.get(one.options[0][0], 0) | 1 << one.list
    expected = stepwise(table(("A", "B", "C"), [(mask, 1) for mask in masks.values()]))[0].estimate
    found = over_matches(("A", "B", "C"), told, 20)
    assert (found.low, found.middle, found.high) == pytest.approx((expected,) * 3)
    assert found.uncertain == 0
    assert found.all_low < expected < found.all_high


def test_doubtful_matches_raise_and_widen_the_estimate() -> None:
    sure, doubtful = (over_matches(("A", "B", "C"), _tellings(1, doubt), 100) for doubt in (0.0, 0.15))
    assert doubtful.middle > sure.middle
    assert doubtful.high - doubtful.low > sure.high - sure.low
    assert doubtful.all_high - doubtful.all_low > doubtful.high - doubtful.low


def test_tellings_of_one_group_are_drawn_together() -> None:
    # Two lists tell of one name that means x or y: they always mean the same, so that the overlap is never lost.
    base = [Told(place, ((f"s{thing}", 1.0),)) for thing in range(30) for place in range(3) if (thing + place) % 3]
    name = [Told(place, (("x", 0.5), ("y", 0.5)), "name") for place in range(3)]
    found = over_matches(("A", "B", "C"), [*base, *name], 40)
    assert found.low == pytest.approx(found.high)


def test_matches_without_options_or_estimate_are_refused() -> None:
    with pytest.raises(StudyError, match="weight above 0"):
        over_matches(("A", "B", "C"), [Told(0, ())])
    with pytest.raises(StudyRefused):
        over_matches(("A", "B", "C"), [Told(place, ((f"x{place}", 1.0),)) for place in range(3)], 5)


def test_every_method_stands_in_the_result_with_the_spread() -> None:
    found = estimates(_mixed(800, 6), draws=100)
    assert found.estimate == found.rows[0].estimate
    assert found.spread is not None and found.plausible is not None
    assert found.spread[0] <= found.plausible[0] <= found.plausible[1] <= found.spread[1]
    assert found.spread[0] <= found.estimate <= found.spread[1]
    assert found.models == 64


def test_the_same_seed_gives_the_same_result() -> None:
    assert estimates(_mixed(300, 3), draws=30, seed=5) == estimates(_mixed(300, 3), draws=30, seed=5)
