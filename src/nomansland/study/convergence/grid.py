"""From counts under a null to p-values over the whole grid: the maximum of the standardised excess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nomansland.study.convergence.geometry import Floats, Ints
from nomansland.study.convergence.nulls import Counts


@dataclass(frozen=True, slots=True)
class GridTest:
    """A test over a grid of radii and lags against one null.

    Parameters
    ----------
    null, role, metric : str
        Which null; `primary` or `sensitivity`; `along` the front or over `ground`.
    radii, lags : tuple of float
        Kilometres and days, both inclusive.
    observed, expected, low, high, excess : tuple of tuples, shape (radii, lags)
        Cross-side pairs; their mean and pointwise 95 % envelope over the draws; the difference from the mean in
        standard deviations of the draws.
    p_cells : tuple of tuples
        For each cell, corrected over the grid: the share of draws whose largest excess reaches this cell's.
    p : float
        Of the largest excess of the grid, (k + 1) / (m + 1); 1 where no cell varies under the null.
    draws : int
        m.
    data : str
        Which incidents.
    """

    null: str
    role: str
    metric: str
    radii: tuple[float, ...]
    lags: tuple[float, ...]
    observed: tuple[tuple[int, ...], ...]
    expected: tuple[tuple[float, ...], ...]
    low: tuple[tuple[float, ...], ...]
    high: tuple[tuple[float, ...], ...]
    excess: tuple[tuple[float, ...], ...]
    p_cells: tuple[tuple[float, ...], ...]
    p: float
    draws: int
    data: str = "the incidents of the primary result"


def standardised(values: Ints | Floats) -> Floats:
    """Each draw's excess over the mean in standard deviations, the observed table counted as one of the draws.

    So the observed and the drawn tables are exchangeable under the null and the p-value is exact (Westfall and Young
    1993; Besag and Clifford 1989). Cells that do not vary are minus infinity: they can show nothing.
    """
    spread = values.std(axis=0)
    excess = np.full(values.shape, -np.inf)
    varies = spread > 1e-12
    excess[:, varies] = (values[:, varies] - values.mean(axis=0)[varies]) / spread[varies]
    return excess


def _reached(tops: Floats, value: Floats | float) -> Floats:
    """Share of all tables, the observed one included, whose top is at least `value` (up to rounding)."""
    ordered = np.sort(tops)
    below = np.searchsorted(ordered, np.asarray(value, dtype=np.float64) - 1e-9, side="left")
    share: Floats = (len(ordered) - below) / len(ordered)
    return share


def grid_test(counts: Counts, role: str, metric: str) -> GridTest:
    """The test of cross-side attraction: too many close pairs for the null, anywhere on the grid."""
    excess = standardised(counts.values)
    tops = excess.reshape(len(excess), -1).max(axis=1)
    can = np.isfinite(excess[0])
    cells = np.where(can, _reached(tops, np.where(can, excess[0], 0.0)), 1.0)
    low, high = np.quantile(counts.values[1:], (0.025, 0.975), axis=0)
    return GridTest(
        counts.null,
        role,
        metric,
        tuple(map(float, counts.radii)),
        tuple(map(float, counts.lags)),
        tuple(tuple(map(int, row)) for row in counts.values[0]),
        _rows(counts.values[1:].mean(axis=0)),
        _rows(low),
        _rows(high),
        _rows(np.where(can, excess[0], 0.0)),
        _rows(cells),
        float(_reached(tops, tops[0])) if np.isfinite(tops[0]) else 1.0,
        len(counts.values) - 1,
    )


def _rows(table: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in table)
