"""Log-linear models of lists: published estimates, existence, search, intervals on populations of known size."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nomansland.study.lists import (
    Table,
    averaged,
    bca,
    estimates,
    exists,
    fit,
    hierarchical,
    pairs,
    profile,
    read_table,
    search,
    smallest_bic,
    stepwise,
    table,
)
from nomansland.study.lists.table import Ints


def _known(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "capture_recapture" / "expected.json").read_text("utf-8"))
    return found


def _mask(lists: Table, pair: str) -> int:
    return sum(1 << lists.names.index(name) for name in pair.split("-"))


def _population(size: int, chances: tuple[float, ...], seed: int) -> Table:
    """Independent lists of a population of known size."""
    seen = np.random.default_rng(seed).random((size, len(chances))) < np.array(chances)
    masks = seen @ (1 << np.arange(len(chances)))
    counts = np.bincount(masks, minlength=1 << len(chances)).astype(np.int64)
    counts[0] = 0
    return Table(tuple("ABCDEFGH"[: len(chances)]), counts)


def _by_definition(counts: Ints, lists: int, interactions: tuple[int, ...]) -> float:
    """The hidden number by plain iteratively reweighted least squares."""
    cells = np.arange(1, 1 << lists)
    terms = np.array([0, *(1 << place for place in range(lists)), *interactions])
    design = ((cells[:, None] & terms) == terms).astype(float)
    seen = counts[cells].astype(float)
    linear = np.log(seen + 0.5)
    for _ in range(100):
        mean = np.exp(linear)
        working = linear + (seen - mean) / mean
        beta = np.linalg.solve(design.T @ (mean[:, None] * design), design.T @ (mean * working))
        linear = design @ beta
    return float(np.exp(beta[0]))


@pytest.mark.data
@pytest.mark.parametrize("place", range(6))
def test_published_estimates_are_met(data_folder: Path, place: int) -> None:
    one = _known(data_folder)["reproduced_here"][place]
    lists = read_table(data_folder / "capture_recapture" / one["data"])
    assert lists.observed == one.get("observed", lists.observed)
    words = one["model"].split(" ")[0] if "LA-NG" not in one["model"] else one["model"].split(" (")[0]
    names = [] if words == "main" else [part.strip() for part in words.split(",")]
    found = fit(lists, [_mask(lists, name) for name in names])
    assert found.status == 0
    assert found.estimate == pytest.approx(one["N"], abs=0.6)
    assert found.estimate == pytest.approx(one["published"], abs=0.6)
    if "wald_log_ci95" in one:
        assert found.interval() == pytest.approx(one["wald_log_ci95"], abs=1)


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("UKdat_5", {"LA-NG", "LA-PFNCA", "NG-GO", "NG-GP", "PFNCA-GP", "GO-GP"}),
        ("Korea", {"b-c"}),
        ("Western", {"A-E"}),
        ("NewOrl_5", set()),
    ],
)
def test_stepwise_choice_takes_the_published_model(data_folder: Path, name: str, model: set[str]) -> None:
    lists = read_table(data_folder / "capture_recapture" / f"{name}.csv")
    found, steps = stepwise(lists)
    assert {lists.pair(mask) for mask in found.interactions} == model
    assert [step.interaction for step in steps] == list(found.interactions)
    assert all(step.p <= 0.02 for step in steps)


def test_models_that_cannot_be_fitted_are_told_apart() -> None:
    # Chan, Silverman and Vincent 2021, Table 2: only A and B share anybody.
    lists = table(("A", "B", "C"), [(1, 40), (2, 30), (4, 20), (3, 6)])
    assert exists(lists, (3, 5, 6)) == 2
    assert exists(lists, (3,)) == 1
    assert exists(lists, (5, 6)) == 0
    refused = fit(lists, (3,))
    assert refused.status == 1 and np.isnan(refused.estimate)
    # With A-C and B-C at minus infinity only A and B are left: Lincoln and Petersen's 40 * 30 / 6.
    assert fit(lists, (5, 6)).hidden == pytest.approx(200.0)


def test_a_fit_is_that_of_the_definition() -> None:
    lists = _population(700, (0.3, 0.4, 0.25, 0.35), 5)
    for interactions in ((), (3,), (3, 12), (3, 5, 6, 10)):
        assert fit(lists, interactions).hidden == pytest.approx(
            _by_definition(lists.counts, lists.lists, interactions), rel=1e-8
        )


def test_a_search_finds_what_single_fits_find() -> None:
    lists = _population(300, (0.2, 0.25, 0.15, 0.3), 8)
    found = search(lists)
    assert found is not None
    assert len(found.code) + sum(number for _, number in found.refused) == 64
    for place in range(0, len(found.code), 5):
        model = found.model(place)
        single = fit(lists, model.interactions)
        assert (model.hidden, model.loglik, model.variance) == pytest.approx(
            (single.hidden, single.loglik, single.variance), rel=1e-5
        )


def test_weights_of_an_average_lie_between_its_models() -> None:
    found = search(_population(400, (0.2, 0.3, 0.25, 0.2), 3))
    assert found is not None
    for name in ("aic", "bic"):
        estimate, low, high, weight = averaged(found, name)
        assert found.hidden.min() < estimate - found.observed < found.hidden.max()
        assert low < estimate < high
        assert 0 < weight < 1


def test_seven_lists_are_not_searched() -> None:
    assert search(_population(500, (0.2,) * 7, 1)) is None


@pytest.mark.parametrize(("lists", "order", "models"), [(3, 2, 8), (4, 3, 113), (5, 2, 1024), (5, 4, 6893)])
def test_hierarchical_models_are_all_there(lists: int, order: int, models: int) -> None:
    masks, codes = hierarchical(lists, order)
    assert len(codes) == len(set(codes.tolist())) == models
    place = {int(mask): k for k, mask in enumerate(masks)}
    for code in codes[::7]:
        for mask in (int(mask) for k, mask in enumerate(masks) if code >> k & 1):
            members = [1 << one for one in range(lists) if mask >> one & 1]
            below = [sum(some) for some in combinations(members, len(members) - 1) if len(members) > 2]
            assert all(code >> place[one] & 1 for one in below)


def test_choice_by_bic_is_that_of_the_search() -> None:
    lists = _population(400, (0.2, 0.3, 0.25, 0.2), 3)
    found = search(lists)
    assert found is not None
    best = found.model(int(found.criterion("bic").argmin()))
    chosen, interval = smallest_bic(lists)
    assert set(chosen.interactions) == set(best.interactions)
    assert interval is None


@pytest.mark.data
def test_kosovo_is_the_published_model_and_interval(data_folder: Path) -> None:
    lists = read_table(data_folder / "capture_recapture" / "Kosovo.csv")
    chosen, interval = smallest_bic(lists, order=3, top=1, draws=400)
    assert interval is not None
    # Ball and others 2002; the interval of the chosen model alone, Silverman, Chan and Vincent 2024, to hundreds.
    assert round(chosen.estimate) == 10357
    published = _known(data_folder)["published_from_MultipleSystemsEstimation_vignettes"]["Kosovo_bootstrap_ntop1_ci95"]
    assert (interval.low, interval.high) == pytest.approx(published, rel=0.03)


def test_an_interval_widens_when_the_choice_is_repeated() -> None:
    lists = _population(400, (0.25, 0.3, 0.2), 12)
    alone = fit(lists).interval()
    drawn = bca(lists, 200, 1, threshold=0.3)
    assert drawn.high - drawn.low > 0.9 * (alone[1] - alone[0])
    assert drawn.failed == 0


@pytest.mark.data
def test_an_end_that_rests_on_few_resamples_is_told(data_folder: Path) -> None:
    lists = read_table(data_folder / "capture_recapture" / "NewOrl.csv")
    # Nearly all resamples lie above the estimate, so that the lower end is the smallest of them.
    assert bca(lists, 100, 1).tail == 0
    assert "an end rests on the outermost 1 of 100 resamples" in estimates(lists, draws=100).rows[0].note


def test_a_profile_interval_holds_the_estimate_and_is_longer_above() -> None:
    model = fit(_population(300, (0.2, 0.25, 0.2), 4))
    low, high = profile(_population(300, (0.2, 0.25, 0.2), 4), model)
    assert low < model.estimate < high
    assert high - model.estimate > model.estimate - low


def test_intervals_of_the_right_model_hold_the_known_size_19_times_in_20() -> None:
    held = 0
    for seed in range(300):
        lists = _population(500, (0.3, 0.25, 0.35, 0.2), 1000 + seed)
        low, high = profile(lists, fit(lists))
        held += low <= 500 <= high
    # Binomial(300, 0.95): 273 to 296 with probability 0.999.
    assert 273 <= held <= 296


def test_stepwise_choice_finds_a_strong_dependence() -> None:
    draw = np.random.default_rng(2)
    a, c = draw.random(2000) < 0.3, draw.random(2000) < 0.3
    b = draw.random(2000) < np.where(a, 0.7, 0.15)
    masks = a + 2 * b + 4 * c
    counts = np.bincount(masks, minlength=8).astype(np.int64)
    counts[0] = 0
    found, steps = stepwise(Table(("A", "B", "C"), counts))
    assert steps[0].interaction == 3
    assert found.estimate == pytest.approx(2000, rel=0.1)
    assert fit(Table(("A", "B", "C"), counts)).estimate < 0.9 * found.estimate


def test_pairs_come_in_the_order_of_lists() -> None:
    assert pairs(4) == (3, 5, 9, 6, 10, 12)
