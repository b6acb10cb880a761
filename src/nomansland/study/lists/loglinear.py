"""Log-linear models of lists: fit, existence, stepwise choice, search over all pairwise models.

Fitting of sparse tables follows Chan, Silverman and Vincent (JASA 116, 2021): an interaction of two lists that share
nobody has its estimate at minus infinity, so the patterns that hold both are left out; whether the other estimates
exist is settled by the linear programme of Fienberg and Rinaldo (Annals of Statistics 40, 2012), identifiability by
the rank of what is left. Cases on no list are estimated by the exponential of the intercept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from scipy.optimize import linprog
from scipy.stats import poisson

from nomansland.study.lists import kernels
from nomansland.study.lists.table import Floats, Ints, Table, pairs
from nomansland.words.errors import StudyRefused

Z = 1.959964
THRESHOLD = 0.02
MOST_MODELS_BITS = 15
WHY = {
    1: "no estimate exists: one runs to infinity (the extended maximum likelihood estimate is not inside the model)",
    2: "not identifiable: more is asked than the overlaps can tell",
    3: "the fit did not settle",
}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its interactions (masks), or why it could not be fitted (`status` above 0).

    `hidden` is the estimated number on no list, `variance` that of its logarithm; `size` counts all parameters, those
    at minus infinity too.
    """

    interactions: tuple[int, ...]
    observed: int
    hidden: float
    variance: float
    loglik: float
    size: int
    status: int = 0

    @property
    def estimate(self) -> float:
        """All, listed and not."""
        return self.observed + self.hidden

    def interval(self) -> tuple[float, float]:
        """95 %, of the hidden number on the logarithmic scale (Wald)."""
        reach = exp(Z * sqrt(self.variance))
        return self.observed + self.hidden / reach, self.observed + self.hidden * reach

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * self.size - 2 * self.loglik

    @property
    def bic(self) -> float:
        """Schwarz's criterion with the number of listed cases."""
        return float(np.log(self.observed)) * self.size - 2 * self.loglik


def _split(table: Table, interactions: Sequence[int]) -> tuple[Ints, Ints]:
    live = [mask for mask in interactions if table.overlap(mask)]
    dead = [mask for mask in interactions if not table.overlap(mask)]
    return np.array(live, dtype=np.int64), np.array(dead, dtype=np.int64)


def exists(table: Table, interactions: Sequence[int]) -> int:
    """0 where a maximum likelihood estimate exists (interactions without overlap at minus infinity), else 1 or 2."""
    cells, terms = kernels.chosen(table.lists, *_split(table, interactions))
    design = ((cells[:, None] & terms[None, :]) == terms[None, :]).astype(float)
    if np.linalg.matrix_rank(design) < len(terms):
        return 2
    counts = table.counts[cells].astype(float)
    if counts.min() > 0:
        return 0
    # Is there a table with the same margins and no empty cell? Raise the smallest cell as far as it goes.
    equal = np.column_stack((design.T, np.zeros(len(terms))))
    above = np.column_stack((-np.eye(len(cells)), np.ones(len(cells))))
    goal = np.zeros(len(cells) + 1)
    goal[-1] = -1.0
    found = linprog(
        goal, above, np.zeros(len(cells)), equal, design.T @ counts, [(0, None)] * len(cells) + [(None, None)]
    )
    return 0 if found.status == 0 and -found.fun > 1e-9 * max(1.0, counts.max()) else 1


def fit(table: Table, interactions: Sequence[int] = (), checked: bool = True) -> Fitted:
    """One model; `checked` settles existence first, so that a status above 0 is never a matter of rounding."""
    size = 1 + table.lists + len(interactions)
    status = exists(table, interactions) if checked else 0
    if status:
        return Fitted(tuple(interactions), table.observed, float("nan"), float("nan"), -np.inf, size, status)
    cells, terms = kernels.chosen(table.lists, *_split(table, interactions))
    beta = np.empty(len(terms))
    status, loglik, variance = kernels.fit(table.counts, cells, terms, beta, False)
    return Fitted(tuple(interactions), table.observed, float(np.exp(beta[0])), variance, loglik, size, status)


@dataclass(frozen=True, slots=True)
class Step:
    """One interaction that stepwise choice took in, with its p."""

    interaction: int
    p: float


def expected(table: Table, model: Fitted) -> Floats:
    """Expected counts (2**lists,) by pattern; those on no list at 0."""
    cells, terms = kernels.chosen(table.lists, *_split(table, model.interactions))
    beta = np.empty(len(terms))
    kernels.fit(table.counts, cells, terms, beta, False)
    means = np.zeros(len(table.counts))
    means[cells] = np.exp(((cells[:, None] & terms[None, :]) == terms[None, :]) @ beta)
    means[0] = np.exp(beta[0])
    return means


def poisson_p(table: Table, means: Floats, mask: int) -> float:
    """One-sided Poisson p of an overlap, given the expected counts of a model without its interaction."""
    patterns = np.arange(len(means))
    mean, seen = float(means[(patterns & mask) == mask].sum()), table.overlap(mask)
    return float(min(poisson.cdf(seen, mean), poisson.sf(seen - 1, mean)))


def stepwise(table: Table, threshold: float = THRESHOLD, checked: bool = True) -> tuple[Fitted, tuple[Step, ...]]:
    """Forward choice of pairwise interactions, by the smallest one-sided Poisson p while at most `threshold`.

    The rule of Chan, Silverman and Vincent (2021) and SparseMSE; a model whose estimate does not exist is passed over.

    Raises
    ------
    StudyRefused
        Where not even the model without interactions has an estimate.
    """
    current = fit(table, (), checked)
    steps: list[Step] = []
    if current.status:
        raise StudyRefused(f"Without interactions: {WHY[current.status]}.", todo="Join lists or leave one out.")
    while True:
        means = expected(table, current)
        left = [mask for mask in pairs(table.lists) if mask not in current.interactions]
        ranked = sorted((poisson_p(table, means, mask), place, mask) for place, mask in enumerate(left))
        for p, _, mask in ranked:
            if p > threshold:
                return current, tuple(steps)
            other = fit(table, (*current.interactions, mask), checked)
            if not other.status:
                current = other
                steps.append(Step(mask, p))
                break
        else:
            return current, tuple(steps)


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """All pairwise models that could be fitted: arrays of the same length; `refused` counts the others by reason."""

    interactions: tuple[int, ...]
    code: Ints
    loglik: Floats
    hidden: Floats
    variance: Floats
    size: Ints
    observed: int
    refused: tuple[tuple[int, int], ...]

    def model(self, place: int) -> Fitted:
        """One of them."""
        held = tuple(mask for k, mask in enumerate(self.interactions) if int(self.code[place]) >> k & 1)
        values = float(self.hidden[place]), float(self.variance[place]), float(self.loglik[place])
        return Fitted(held, self.observed, *values, int(self.size[place]))

    def criterion(self, name: str) -> Floats:
        """`aic` or `bic` of every model."""
        each = 2.0 if name == "aic" else float(np.log(self.observed))
        values: Floats = each * self.size - 2 * self.loglik
        return values


def search(table: Table) -> Search | None:
    """Every model with pairwise interactions; None where there would be more than 2**15 (more than six lists)."""
    every = pairs(table.lists)
    if len(every) > MOST_MODELS_BITS:
        return None
    live, dead = _split(table, every)
    code, loglik, hidden, variance, status = kernels.search(table.counts, table.lists, live, dead)
    good = (status == 0) & np.isfinite(hidden) & (variance > 0)
    bits = np.array([int(value).bit_count() for value in code])
    refused = tuple((int(kind), int((status == kind).sum())) for kind in (1, 2, 3) if (status == kind).any())
    return Search(
        (*map(int, live), *map(int, dead)), code[good], loglik[good], hidden[good], variance[good],
        (1 + table.lists + bits)[good].astype(np.int64), table.observed, refused,
    )  # fmt: skip


def averaged(found: Search, name: str) -> tuple[float, float, float, float]:
    """Estimate averaged with weights exp(-criterion / 2), its 95 % interval, and the largest weight.

    The variance holds that of each model, that of a count about its expectation, and that between models (Burnham and
    Anderson 2002, 4.3), for the logarithm of the hidden number.
    """
    values = found.criterion(name)
    weight = np.exp(-(values - values.min()) / 2)
    weight /= weight.sum()
    logs = np.log(found.hidden)
    middle = float(weight @ logs)
    # The number itself scatters about its expectation as a Poisson count does.
    within = found.variance + 1 / np.maximum(found.hidden, 1)
    reach = exp(Z * float(weight @ np.sqrt(within + (logs - middle) ** 2)))
    hidden = exp(middle)
    return (
        found.observed + hidden,
        found.observed + hidden / reach,
        found.observed + hidden * reach,
        float(weight.max()),
    )
