"""Choice of a hierarchical model by BIC, and intervals that repeat the choice in every resample.

The method of Silverman, Chan and Vincent (Statistics and Computing 34, 2024): with `top` the choice in a resample is
among the models that were best for the data; without, among all of them.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.lists import kernels
from nomansland.study.lists.loglinear import Fitted, exists, fit
from nomansland.study.lists.resample import Resampled, accelerated
from nomansland.study.lists.table import Floats, Ints, Table, pairs
from nomansland.words.errors import StudyError, StudyRefused

MOST_LISTS_OF_ANY_ORDER, MOST_LISTS = 5, 6


def hierarchical(lists: int, order: int = 2) -> tuple[Ints, Ints]:
    """All hierarchical models with every list on its own and interactions of at most `order` lists.

    Returns
    -------
    masks : ndarray, shape (interactions,)
    codes : ndarray, shape (models,)
        Bits over `masks`: 8 models for three lists, 113 for four (order 3), 1,024 for five (order 2), 6,893 (order 4).

    Raises
    ------
    StudyError
        Where there would be too many: above six lists, or above five with more than pairs.
    """
    order = min(order, lists - 1)
    if lists > MOST_LISTS or (order > 2 and lists > MOST_LISTS_OF_ANY_ORDER):
        raise StudyError(f"There are too many models on {lists} lists of order {order}.", todo="Join lists.")
    sets = [sum(1 << one for one in some) for size in range(2, order + 1) for some in combinations(range(lists), size)]
    masks = sorted(
        sets, key=lambda mask: (mask.bit_count(), pairs(lists).index(mask) if mask in pairs(lists) else mask)
    )
    place = {mask: k for k, mask in enumerate(masks)}
    models = {0}
    # Interactions by their size: one may stand where all that it holds stand already.
    for mask in masks:
        below = sum(1 << place[mask & ~(1 << one)] for one in range(lists) if mask >> one & 1 and mask.bit_count() > 2)
        models |= {code | 1 << place[mask] for code in models if code & below == below}
    return np.array(masks, dtype=np.int64), np.array(sorted(models), dtype=np.int64)


class ByBic:
    """The model with the smallest BIC among some; existence is settled by the linear programme and remembered."""

    def __init__(self, table: Table, masks: Ints, codes: Ints) -> None:
        self._table, self._masks, self._codes = table, masks, codes
        self._sizes = np.array([int(code).bit_count() for code in codes]) + 1 + table.lists
        self._known: dict[tuple[bytes, int], bool] = {}

    def interactions(self, model: int) -> tuple[int, ...]:
        """Masks of a model, by its place."""
        return tuple(int(mask) for k, mask in enumerate(self._masks) if int(self._codes[model]) >> k & 1)

    def ranked(self, counts: Ints) -> tuple[Ints, Floats]:
        """Places of the models that have an estimate in numbers, best first, and the hidden number of each model."""
        loglik, hidden, status = kernels.every(counts, self._table.lists, self._masks, self._codes)
        bic = np.log(counts.sum()) * self._sizes - 2 * loglik
        bic[(status != 0) | ~np.isfinite(hidden)] = np.inf
        order = np.argsort(bic, kind="stable")
        return order[np.isfinite(bic[order])].astype(np.int64), hidden

    def best(self, counts: Ints) -> tuple[int, float]:
        """The place of the best model that exists, and its hidden number; -1 where there is none."""
        order, hidden = self.ranked(counts)
        for model in order:
            key = ((counts > 0).tobytes(), int(model))
            if key not in self._known:
                self._known[key] = not exists(Table(self._table.names, counts), self.interactions(int(model)))
            if self._known[key]:
                return int(model), float(hidden[model])
        return -1, float("nan")

    def estimate(self, counts: Ints) -> float:
        """All, listed and not; NaN where no model has an estimate."""
        return float(counts.sum()) + self.best(counts)[1]


def smallest_bic(
    table: Table, order: int = 2, top: int | None = None, draws: int = 0, seed: int = 1, track: Track[int] = plain
) -> tuple[Fitted, Resampled | None]:
    """The model with the smallest BIC, and its BCa interval.

    Parameters
    ----------
    table : Table
        Of three to six lists.
    order : int
        Most lists in one interaction.
    top : int, optional
        Models among which a resample chooses, the best for the data; by default all.
    draws : int
        Resamples; 0 for no interval.

    Raises
    ------
    StudyRefused
        Where no model has an estimate.
    """
    masks, codes = hierarchical(table.lists, order)
    choice = ByBic(table, masks, codes)
    model, _ = choice.best(table.counts)
    if model < 0:
        raise StudyRefused("No model has an estimate.", todo="Join lists or leave one out.")
    found = fit(table, choice.interactions(model))
    if not draws:
        return found, None
    if top is not None:
        order_, _ = choice.ranked(table.counts)
        choice = ByBic(table, masks, codes[[model, *(one for one in order_[: top + 1] if one != model)][:top]])
    return found, accelerated(table, choice.estimate, draws, seed, track)
