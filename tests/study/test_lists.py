"""Lists of one population: published estimates, sparse tables, simulated populations, refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import gammaln

from nomansland.study.lists import (
    Table,
    average,
    averaged,
    bca,
    chao,
    estimates,
    exists,
    fit,
    latent,
    profile,
    read_table,
    search,
    stepwise,
    table,
)
from nomansland.words.errors import StudyError, StudyRefused

HEAD = "A,B,C,count\n"


def _simulated(whole: int, chances: tuple[float, ...], seed: int, together: float = 0.0) -> Table:
    """A population of which each list finds its share; `together` of those on the first are on the second as well."""
    draw = np.random.default_rng(seed)
    on = draw.random((whole, len(chances))) < np.array(chances)
    on[:, 1] |= on[:, 0] & (draw.random(whole) < together)
    masks = (on << np.arange(len(chances))).sum(axis=1)
    return table("ABCDEF"[: len(chances)], [(int(mask), 1) for mask in masks if mask])


def _binary(counts: list[int], lists: int) -> Table:
    """Counts in the order of binary numbers whose first digit is the first list."""
    out = np.zeros(1 << lists, dtype=np.int64)
    for place, count in enumerate(counts):
        out[sum((place >> (lists - 1 - j) & 1) << j for j in range(lists))] = count
    return Table(tuple("ABCDE"[:lists]), out)


@pytest.fixture
def published(data_folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder / "capture_recapture" / "expected.json").read_text("utf-8"))
    return found


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "chosen", "estimate"),
    [
        ("Western", {"A-E"}, 2483.38),
        ("Korea", {"b-c"}, 268.78),
        ("NewOrl", {"D-E"}, 1183.69),
        ("NewOrl_5", set(), 1034.2),
        ("UKdat_5", {"LA-NG", "LA-PFNCA", "NG-GO", "NG-GP", "PFNCA-GP", "GO-GP"}, 11313.0),
    ],
)
def test_stepwise_choice_finds_the_published_models(
    data_folder: Path, name: str, chosen: set[str], estimate: float
) -> None:
    read = read_table(data_folder / "capture_recapture" / f"{name}.csv")
    found, steps = stepwise(read)
    assert {read.pair(mask) for mask in found.interactions} == chosen
    assert found.estimate == pytest.approx(estimate, abs=0.06)
    assert all(step.p <= 0.02 for step in steps)


@pytest.mark.data
def test_wald_interval_is_the_published_one(data_folder: Path, published: dict[str, Any]) -> None:
    row = next(one for one in published["reproduced_here"] if one["data"] == "UKdat_5.csv")
    low, high = stepwise(read_table(data_folder / "capture_recapture" / "UKdat_5.csv"))[0].interval()
    assert (round(low), round(high)) == tuple(row["wald_log_ci95"])


@pytest.mark.data
def test_average_over_graphs_is_that_of_madigan_and_york(published: dict[str, Any]) -> None:
    told = published["dga_madigan_york_3list"]
    made = _binary(told["Y_binary_order"], 3)
    whole = np.arange(1, 301) + made.observed
    prior = gammaln(whole + told["prior_a"]) - gammaln(whole + 1)
    prior = prior + whole * np.log(told["prior_b"] / (1 + told["prior_b"]))
    found = average(made, 300, told["delta"], prior)
    assert found.bayes == pytest.approx(told["bayes_estimator"], abs=0.5)
    assert found.mode == told["mode_averaged"]
    assert made.observed + found.hidden[found.top.argmax()] == told["mode_top_model"]
    assert found.graphs[0][1] == pytest.approx(told["top_model_posterior"], abs=0.005)


@pytest.mark.parametrize(("interactions", "status"), [((3, 5, 6), 2), ((3,), 1), ((5, 6), 0)])
def test_sparse_table_says_what_cannot_be_estimated(interactions: tuple[int, ...], status: int) -> None:
    sparse = table("ABC", [(1, 40), (2, 30), (4, 20), (3, 6)])
    assert exists(sparse, interactions) == status
    assert fit(sparse, interactions).status == status


def test_search_holds_every_model_and_agrees_with_single_fits() -> None:
    made = _simulated(900, (0.3, 0.25, 0.2, 0.2), 3, together=0.3)
    found = search(made)
    assert found is not None and len(found.code) == 64
    for place in range(0, 64, 7):
        one = found.model(place)
        again = fit(made, one.interactions)
        assert again.estimate == pytest.approx(one.estimate, rel=1e-6)
        assert again.loglik == pytest.approx(one.loglik, abs=1e-6)
    assert found.model(int(found.criterion("bic").argmin())).interactions == (3,)
    estimate, low, high, weight = averaged(found, "bic")
    assert low < estimate < high and 0 < weight <= 1


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    held = []
    for seed in range(60):
        low, high = profile(made := _simulated(600, (0.3, 0.25, 0.2, 0.2), seed), fit(made))
        held.append(low <= 600 <= high)
    assert 0.87 <= np.mean(held) <= 1


def test_bootstrap_knows_of_the_choice_of_the_model() -> None:
    made = _simulated(600, (0.3, 0.25, 0.2, 0.2), 1, together=0.3)
    low, high, failed = bca(made, 199, 1)
    assert low < 600 < high and failed < 20
    assert high - low > 0.8 * (profile(made, stepwise(made)[0])[1] - profile(made, stepwise(made)[0])[0])


def test_chao_is_a_lower_bound_where_chances_differ() -> None:
    draw = np.random.default_rng(2)
    chance = np.where(draw.random(2000) < 0.5, 0.05, 0.4)
    on = draw.random((2000, 4)) < chance[:, None]
    made = table("ABCD", [(int(mask), 1) for mask in (on << np.arange(4)).sum(axis=1) if mask])
    bound, low, high = chao(made)
    assert made.observed < low < bound < high
    assert bound < 2000
    assert fit(made).estimate < latent(made, 1).median


def test_latent_classes_repeat_with_their_seed_and_hold_an_even_population() -> None:
    made = _simulated(800, (0.35, 0.3, 0.3, 0.25), 5)
    one, other = latent(made, 7), latent(made, 7)
    assert np.array_equal(one.draws, other.draws)
    low, high = one.interval()
    assert low < 800 < high


def test_whole_result_shows_the_spread_beside_the_number() -> None:
    found = estimates(_simulated(700, (0.3, 0.25, 0.2, 0.2), 4, together=0.3), draws=99)
    assert found.spread and found.plausible
    assert found.spread[0] <= found.plausible[0] <= found.estimate <= found.plausible[1] <= found.spread[1]
    assert {"independent lists", "smallest BIC", "averaged by BIC", "latent classes"} <= {
        row.method for row in found.rows
    }
    assert found.sizes[0] > 0 and sum(count for _, count in found.overlaps) > 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A,B,C,D\n1,0,0,1\n0,1,0,1\n0,0,1,0\n", "has no count"),
        (HEAD + "1,0,2,5\n", "line 2: column 'C' holds '2'"),
        (HEAD + "1,0,0,-5\n", "line 2: the count '-5'"),
        (HEAD + "1,0,0,2.5\n", "no whole number"),
        (HEAD + "1,0,0,5\n1,0,0,7\n", "line 3: the pattern of line 2 again"),
        (HEAD + "0,0,0,5\n", "on no list"),
        (HEAD + "1,0,5\n", "line 2: it has 3 cells"),
        ("A,A,C,count\n1,0,0,5\n", "names a list twice"),
        (HEAD, "has no row"),
    ],
)
def test_broken_tables_are_refused_with_their_line(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "lists.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError, match=word):
        read_table(path)


@pytest.mark.parametrize(
    ("names", "rows", "word"),
    [
        ("AB", [(1, 5), (2, 5), (3, 2)], "three are needed"),
        ("ABC", [(1, 5), (2, 5), (4, 2)], "No two lists share"),
        ("ABC", [(1, 5), (2, 5), (3, 2)], "Nobody is on list 'C'"),
    ],
)
def test_what_cannot_carry_an_estimate_is_refused(names: str, rows: list[tuple[int, int]], word: str) -> None:
    with pytest.raises(StudyRefused, match=word):
        table(names, rows)
