"""Averaging over uncertain matches: which tellings are of one thing is drawn anew, by weight, again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.lists.loglinear import THRESHOLD, stepwise
from nomansland.study.lists.table import table
from nomansland.words.errors import StudyError, StudyRefused


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: the list (number) that holds it and the things (`options`: key, weight) that it may be of.

    Tellings of one `group` are drawn together: they have the same options and come out at the same one. Weights are
    brought to a sum of 1.
    """

    list: int
    options: tuple[tuple[str, float], ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """Estimates over draws of the match matrix.

    `low`, `middle`, `high` are the 2.5 %, 50 % and 97.5 % points of the estimates alone; `all_low` and `all_high` hold
    the error of sampling as well; `uncertain` counts tellings with more than one option, `refused` draws whose table
    carries no estimate.
    """

    draws: int
    uncertain: int
    low: float
    middle: float
    high: float
    all_low: float
    all_high: float
    refused: int


def _drawn(told: Sequence[Told], draw: np.random.Generator) -> list[int]:
    """The capture pattern of each thing in one draw."""
    held: dict[str, int] = defaultdict(int)
    chosen: dict[str, str] = {}
    for one in told:
        key = one.options[0][0]
        if len(one.options) > 1:
            if one.group and one.group in chosen:
                key = chosen[one.group]
            else:
                weights = np.array([weight for _, weight in one.options])
                key = one.options[int(draw.choice(len(weights), p=weights / weights.sum()))][0]
                chosen[one.group] = key
        held[key] |= 1 << one.list
    return list(held.values())


def over_matches(
    names: Sequence[str],
    told: Sequence[Told],
    draws: int = 500,
    seed: int = 1,
    threshold: float = THRESHOLD,
    track: Track[int] = plain,
) -> Matches:
    """The stepwise estimate over draws of what each telling is of.

    Parameters
    ----------
    names : sequence of str
        The lists.
    told : sequence of Told
        Every telling of every list, with its options.
    draws, seed : int
    threshold : float
        Of stepwise choice.

    Raises
    ------
    StudyError
        Where a telling has no option with a weight above 0, or there is no draw.
    StudyRefused
        Where no draw carries an estimate.
    """
    if draws < 1 or any(not one.options or min(weight for _, weight in one.options) <= 0 for one in told):
        raise StudyError("Each telling needs an option with a weight above 0, and there must be a draw.")
    generator = np.random.default_rng(seed)
    found, whole = [], []
    for _ in track(range(draws), "matches"):
        masks = _drawn(told, generator)
        try:
            model, _ = stepwise(table(names, [(mask, 1) for mask in masks]), threshold)
        except StudyRefused:
            continue
        found.append(model.estimate)
        noise = float(generator.standard_normal()) * sqrt(model.variance + 1 / max(model.hidden, 1))
        whole.append(model.observed + model.hidden * exp(noise))
    if not found:
        raise StudyRefused("No draw of the matches gives a table that carries an estimate.")
    low, middle, high = np.quantile(found, [0.025, 0.5, 0.975])
    all_low, all_high = np.quantile(whole, [0.025, 0.975])
    return Matches(
        draws, sum(len(one.options) > 1 for one in told), float(low), float(middle), float(high), float(all_low),
        float(all_high), draws - len(found),
    )  # fmt: skip
