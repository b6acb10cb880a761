"""Intervals that know of the choice of the model (BCa bootstrap) or of the shape of the likelihood (profile)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import lgamma

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.lists import kernels
from nomansland.study.lists.loglinear import THRESHOLD, Fitted, _split, stepwise
from nomansland.study.lists.table import Ints, Table
from nomansland.words.errors import StudyRefused

HALF_CHI = 1.920729


@dataclass(frozen=True, slots=True)
class Resampled:
    """A bootstrap interval: `failed` resamples had no estimate; `tail` is how few lie beyond one of its ends."""

    low: float
    high: float
    failed: int
    tail: int


def profile(table: Table, model: Fitted) -> tuple[float, float]:
    """95 % profile-likelihood interval of one model (Cormack, Biometrics 48, 1992); infinity where it never ends."""
    cells, terms = kernels.chosen(table.lists, *_split(table, model.interactions))
    every = np.concatenate(([0], cells)).astype(np.int64)

    def height(hidden: float) -> float:
        counts = table.counts.astype(np.float64)
        counts[0] = hidden
        _, loglik, _ = kernels.fit(counts, every, terms, np.empty(len(terms)), False)
        return float(loglik) - lgamma(hidden + 1)

    def below(logged: float) -> float:
        return top - HALF_CHI - height(float(np.exp(logged)))

    middle = float(np.log(model.hidden))
    top = height(model.hidden)
    low = brentq(below, -12.0, middle) if below(-12.0) > 0 else -np.inf
    far = middle
    while far < middle + 12.0 and below(far) <= 0:
        far += 0.5
    high = brentq(below, middle, far) if below(far) > 0 else np.inf
    return table.observed + float(np.exp(low)), table.observed + float(np.exp(high))


def accelerated(
    table: Table, estimate: Callable[[Ints], float], draws: int, seed: int, track: Track[int] = plain
) -> Resampled:
    """95 % bias-corrected accelerated bootstrap interval (Efron, JASA 82, 1987) of an estimate from counts, over cases.

    A resample that has no estimate (NaN) counts as infinite, so that it widens the interval upward. Where resamples lie
    far to one side of the estimate, an end can rest on the outermost few of them: `tail` tells.
    """
    draw, share = np.random.default_rng(seed), table.counts / table.observed
    seen = estimate(table.counts)
    found = np.array([estimate(draw.multinomial(table.observed, share)) for _ in track(range(draws), "resamples")])
    failed = int(np.isnan(found).sum())
    found = np.sort(np.where(np.isnan(found), np.inf, found))
    held = np.flatnonzero(table.counts)
    without = np.array([estimate(table.counts - (np.arange(len(share)) == cell)) for cell in held])
    weight = np.where(np.isnan(without), 0.0, table.counts[held])
    if not weight.sum():
        raise StudyRefused("The estimate hangs on every single case.", todo="The overlap is too small for an interval.")
    apart = np.average(np.nan_to_num(without), weights=weight) - np.nan_to_num(without)
    cubes, squares = float(weight @ apart**3), float(weight @ apart**2)
    acceleration = cubes / (6 * squares**1.5) if squares > 0 else 0.0
    part = np.clip((np.sum(found < seen) + 0.5 * np.sum(found == seen)) / draws, 1 / (draws + 1), draws / (draws + 1))
    bias = float(ndtri(part))
    levels = [float(ndtr(bias + (bias + z) / (1 - acceleration * (bias + z)))) for z in (-1.959964, 1.959964)]
    low, high = (int(np.clip(np.floor(level * (draws + 1)) - 1, 0, draws - 1)) for level in levels)
    return Resampled(float(found[low]), float(found[high]), failed, min(low, draws - 1 - high))


def bca(table: Table, draws: int, seed: int, threshold: float = THRESHOLD, track: Track[int] = plain) -> Resampled:
    """95 % interval of the stepwise estimate, the choice of the model included (Chan, Silverman and Vincent 2021)."""

    def estimate(counts: Ints) -> float:
        sample = replace(table, counts=np.asarray(counts, dtype=np.int64))
        try:
            return stepwise(sample, threshold, checked=False)[0].estimate
        except StudyRefused:
            return float("nan")

    return accelerated(table, estimate, draws, seed, track)
