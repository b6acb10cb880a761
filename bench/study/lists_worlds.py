"""Populations of known size: how often intervals hold it, and what copying does to the estimate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nomansland.study.lists import (
    Table,
    average,
    bca,
    chao,
    fit,
    latent,
    profile,
    search,
    smallest_bic,
    stepwise,
)
from nomansland.study.lists import averaged as weighted
from nomansland.words.errors import StudyRefused

Drawn = NDArray[np.bool_]
Interval = tuple[float, float]


def _table(seen: Drawn) -> Table:
    lists = seen.shape[1]
    counts = np.bincount(seen @ (1 << np.arange(lists)), minlength=1 << lists).astype(np.int64)
    counts[0] = 0
    return Table(tuple("ABCDEF"[:lists]), counts)


def independent(size: int, seed: int) -> Table:
    """Four independent lists."""
    return _table(np.random.default_rng(seed).random((size, 4)) < np.array([0.3, 0.25, 0.35, 0.2]))


def dependent(size: int, seed: int) -> Table:
    """Four lists; who is on the first is more often on the second."""
    draw = np.random.default_rng(seed)
    seen = draw.random((size, 4)) < np.array([0.3, 0.2, 0.35, 0.25])
    seen[:, 1] |= seen[:, 0] & (draw.random(size) < 0.3)
    return _table(seen)


def sparse(size: int, seed: int) -> Table:
    """Four lists that each find few."""
    return _table(np.random.default_rng(seed).random((size, 4)) < np.array([0.1, 0.12, 0.08, 0.15]))


def mixed(size: int, seed: int) -> Table:
    """Easy and hard cases: no log-linear model with pairs holds exactly."""
    draw = np.random.default_rng(seed)
    chance = np.where(draw.random(size) < 0.3, 0.7, 0.2)
    return _table(draw.random((size, 4)) < chance[:, None])


def _of_stepwise(table: Table) -> Interval:
    return profile(table, stepwise(table)[0])


def _resampled(table: Table) -> Interval:
    drawn = bca(table, 300, 1)
    return drawn.low, drawn.high


def _bic(table: Table) -> Interval:
    drawn = smallest_bic(table, 2, None, 300)[1]
    assert drawn is not None
    return drawn.low, drawn.high


def _averaged(table: Table) -> Interval:
    found = search(table)
    assert found is not None
    return weighted(found, "bic")[1:3]


def _classes(table: Table) -> Interval:
    return latent(table, 1, 20_000, 4_000, 8).interval()


METHODS: dict[str, tuple[Callable[[Table], Interval], int]] = {
    "right model, Wald": (lambda table: fit(table).interval(), 1),
    "right model, profile likelihood": (lambda table: profile(table, fit(table)), 1),
    "stepwise, profile likelihood of its model": (_of_stepwise, 1),
    "stepwise, BCa bootstrap": (_resampled, 16),
    "smallest BIC, BCa bootstrap": (_bic, 16),
    "averaged by BIC": (_averaged, 1),
    "Bayesian average": (lambda table: average(table).interval(), 4),
    "latent classes": (_classes, 16),
    "at least (Chao)": (lambda table: chao(table)[1:], 1),
}
WORLDS: dict[str, tuple[Callable[[int, int], Table], int]] = {
    "independent": (independent, 500),
    "dependent": (dependent, 1000),
    "sparse": (sparse, 500),
    "mixed": (mixed, 1000),
}
RIGHT: dict[str, tuple[int, ...]] = {"independent": (), "sparse": (), "dependent": (3,)}


def _interval(table: Table, world: str, method: str) -> Interval:
    if not method.startswith("right"):
        return METHODS[method][0](table)
    model = fit(table, RIGHT[world])
    if model.status:
        raise StudyRefused("The right model has no estimate.")
    return model.interval() if method.endswith("Wald") else profile(table, model)


def _held(world: str, method: str, number: int) -> dict[str, Any]:
    made, size = WORLDS[world]
    ends = []
    for seed in range(number):
        try:
            ends.append(_interval(made(size, 10_000 + seed), world, method))
        except StudyRefused:
            continue
    above, below = (sum(size < low for low, _ in ends), sum(size > high for _, high in ends))
    share = 1 - (above + below) / len(ends)
    return {
        "world": world, "method": method, "worlds": number, "refused": number - len(ends), "held": round(share, 3),
        "error": round((share * (1 - share) / len(ends)) ** 0.5, 3), "interval_too_high": round(above / len(ends), 3),
        "interval_too_low": round(below / len(ends), 3),
    }  # fmt: skip


def coverage(worlds: int) -> list[dict[str, Any]]:
    """Share of intervals (nominal 95 %) that hold the size; slow methods see a part of the worlds."""
    return [
        _held(world, method, max(worlds // part, 10))
        for world in WORLDS
        for method, (_, part) in METHODS.items()
        if world in RIGHT or not method.startswith("right")
    ]


def copied(worlds: int) -> list[dict[str, Any]]:
    """One list copies a share of what another holds: the estimates with the copies taken for captures, and without."""
    out = []
    for share in (0.0, 0.2, 0.5, 0.8):
        found: dict[str, list[float]] = {"without": [], "with, independent": [], "with, stepwise": []}
        for seed in range(worlds):
            draw = np.random.default_rng(seed)
            seen = draw.random((400, 3)) < np.array([0.4, 0.3, 0.35])
            fed = seen.copy()
            fed[:, 1] |= seen[:, 0] & (draw.random(400) < share)
            found["without"].append(stepwise(_table(seen))[0].estimate)
            found["with, independent"].append(fit(_table(fed)).estimate)
            found["with, stepwise"].append(stepwise(_table(fed))[0].estimate)
        row = {name: round(float(np.median(values))) for name, values in found.items()}
        out.append({"copied": share, "size": 400, "worlds": worlds, **row})
    return out
