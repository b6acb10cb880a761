"""Bayesian model averaging over decomposable graphs of lists (Madigan and York, Biometrika 84, 1997).

Each graph says which lists depend on each other directly; the hyper-Dirichlet prior gives every cell of the full table
`delta`, and the hidden number has a prior of its own, so posterior weights are sums of logarithms of gamma functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.special import gammaln

from nomansland.study.lists.table import Floats, Ints, Table

MOST_LISTS = 6
Cliques = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """Posterior of the hidden number: `hidden` values with `weight`; `graphs` as (cliques, posterior), best first."""

    observed: int
    hidden: Ints
    weight: Floats
    graphs: tuple[tuple[tuple[int, ...], float], ...]
    top: Floats

    @property
    def mean(self) -> float:
        """Posterior mean of all, listed and not."""
        return self.observed + float(self.weight @ self.hidden)

    @property
    def bayes(self) -> float:
        """The estimate with the least expected squared relative error: E(1 / N) / E(1 / N**2)."""
        whole = self.observed + self.hidden
        return float((self.weight / whole).sum() / (self.weight / whole**2).sum())

    @property
    def mode(self) -> int:
        """The most probable number."""
        return self.observed + int(self.hidden[self.weight.argmax()])

    def interval(self) -> tuple[float, float]:
        """Central 95 % of the posterior."""
        steps = np.cumsum(self.weight)
        low, high = (int(self.hidden[np.searchsorted(steps, level)]) for level in (0.025, 0.975))
        return float(self.observed + low), float(self.observed + high)


def _cliques(lists: int, edges: frozenset[tuple[int, int]]) -> Cliques | None:
    """Cliques and separators (masks) by eliminating simplicial vertices; None where the graph is not chordal."""
    near = {one: {other for other in range(lists) if tuple(sorted((one, other))) in edges} for one in range(lists)}
    left, found = set(range(lists)), []
    while left:
        for one in sorted(left):
            around = near[one] & left
            if all(tuple(sorted(pair)) in edges for pair in combinations(around, 2)):
                found.append(sum(1 << member for member in {one, *around}))
                left.discard(one)
                break
        else:
            return None
    cliques = [mask for mask in found if not any(mask != other and mask & other == mask for other in found)]
    # The separators of a maximum-weight spanning tree of the cliques are those of every junction tree.
    joined, separators = [cliques[0]], []
    rest = cliques[1:]
    while rest:
        best = max(((one, other) for one in joined for other in rest), key=lambda pair: (pair[0] & pair[1]).bit_count())
        separators.append(best[0] & best[1])
        joined.append(best[1])
        rest.remove(best[1])
    return tuple(cliques), tuple(separators)


@lru_cache(4)
def graphs(lists: int) -> tuple[Cliques, ...]:
    """All decomposable graphs on so many lists: 8, 61, 822 and 18,154 for three to six."""

    def every() -> Iterator[Cliques]:
        pairs = list(combinations(range(lists), 2))
        for code in range(1 << len(pairs)):
            found = _cliques(lists, frozenset(pair for place, pair in enumerate(pairs) if code >> place & 1))
            if found is not None:
                yield found

    return tuple(every())


def _weights(table: Table, hidden: Ints, delta: float) -> dict[int, Floats]:
    """Log marginal likelihood of each set of lists, for each hidden number."""
    out: dict[int, Floats] = {}
    patterns = np.arange(len(table.counts))
    for mask in range(len(table.counts)):
        each = delta * 2.0 ** (table.lists - mask.bit_count())
        cells = np.bincount(patterns & mask, weights=table.counts, minlength=len(patterns))
        kinds = np.unique(patterns & mask)
        still = gammaln(cells[kinds[1:]] + each).sum() - len(kinds) * gammaln(each)
        out[mask] = gammaln(cells[0] + hidden + each) + still
    return out


def average(table: Table, most: int | None = None, delta: float | None = None, prior: Floats | None = None) -> Averaged:
    """Average over all decomposable graphs of the lists.

    Parameters
    ----------
    table : Table
        Of three to six lists.
    most : int, optional
        Largest hidden number considered; by default a hundred times the listed, at most 200,000.
    delta : float, optional
        Prior count of each cell; by default 2 ** -lists, one case in all.
    prior : ndarray, shape (most,), optional
        Log prior of 1 to `most` hidden; by default -log of all, listed and not.
    """
    limit = most or min(100 * table.observed, 200_000)
    # A grid that thins out keeps a large population within reach; its weights make up for the gaps.
    hidden = np.unique(np.concatenate((np.arange(1, min(limit, 2000) + 1), np.geomspace(1, limit, 4000).astype(int))))
    whole = hidden + table.observed
    base = -np.log(whole) if prior is None else prior[hidden - 1]
    base = base + gammaln(whole + 1) - gammaln(hidden + 1)
    weights = _weights(table, hidden, delta or 2.0**-table.lists)
    kept = graphs(table.lists)
    logs = np.array(
        [base + sum(weights[c] for c in cliques) - sum(weights[s] for s in cuts) - weights[0] for cliques, cuts in kept]
    )
    steps = np.gradient(hidden.astype(float)) if len(hidden) > 1 else np.ones(1)
    posterior = np.exp(logs - logs.max()) * steps
    posterior /= posterior.sum()
    each = posterior.sum(axis=1)
    order = np.argsort(-each)
    ranked = tuple((kept[place][0], float(each[place])) for place in order[:20])
    return Averaged(table.observed, hidden, posterior.sum(axis=0), ranked, posterior[order[0]] / each[order[0]])
