"""The cross-type space-time K function and its difference from the product of margins, with edge corrections.

K(s, t) is the number of incidents of one side within s kilometres along the front and t days of one of the other, over
the rate (Diggle, Chetwynd, Häggkvist and Morris 1995; cross-type as in Lotwick and Silverman 1982). D = K - K1 K2 is
zero where place and time do not act together. At the ends of the front and of the window a pair counts for the share of
the two points at its distance that lie inside (Ripley's correction on a line: weight 1 or 2), taken from both ends of
the pair and averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from nomansland.study.convergence.close import Bytes, Close, close_pairs, cross_counts, shuffled
from nomansland.study.convergence.geometry import Floats, Ints
from nomansland.study.convergence.grid import standardised
from nomansland.study.convergence.points import Points, strata

RADII = tuple(float(km) for km in range(5, 65, 5))
LAGS = tuple(float(day) for day in range(3, 33, 3))
BLOCK = 500_000
Table = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Surface:
    """K, D and what the primary null makes of D; tables of shape (radii, lags).

    `k` is in km * days; `d` the same; `d0` is D over the product of margins; `expected`, `low` and `high` are the mean
    and the pointwise 95 % envelope of D under the null; `p` is of the largest standardised D of the whole surface.
    """

    radii: tuple[float, ...]
    lags: tuple[float, ...]
    k: Table
    d: Table
    d0: Table
    expected: Table
    low: Table
    high: Table
    p: float
    draws: int


def _margin(ranges: Ints, inner: Ints, order: Ints, labels: Bytes, out: Floats) -> None:
    """Weighted cross-side counts within each distance, for each labelling; ranges index the sorted points."""
    number, many = labels.shape
    sums = np.zeros(number + 1, dtype=np.int64)
    for lane in range(many):
        for place in range(number):
            sums[place + 1] = sums[place] + labels[order[place], lane]
        for step in range(ranges.shape[0]):
            total = 0
            for place in range(number):
                low, high = ranges[step, place, 0], ranges[step, place, 1]
                near, far = inner[step, place, 0], inner[step, place, 1]
                ones = 2 * (sums[high] - sums[low]) - (sums[far] - sums[near])
                if labels[order[place], lane] == 1:
                    ones = 2 * (high - low) - (far - near) - ones
                total += ones
            out[lane, step] = 0.5 * total


_margin_fast: Any = njit(cache=True)(_margin)


def _edge(value: Floats, low: float, high: float) -> Floats:
    """Distance to the nearer end."""
    return np.minimum(value - low, high - value)


def _margins(value: Floats, low: float, high: float, steps: Floats, labels: Bytes) -> Floats:
    order = np.argsort(value, kind="stable").astype(np.int64)
    rising = value[order]
    edge = _edge(rising, low, high)
    ranges = np.empty((len(steps), len(value), 2), dtype=np.int64)
    inner = np.empty_like(ranges)
    for row, step in enumerate(steps):
        for table, reach in ((ranges, np.full(len(value), step)), (inner, np.minimum(step, edge))):
            table[row, :, 0] = np.searchsorted(rising, rising - reach - 1e-9, side="left")
            table[row, :, 1] = np.searchsorted(rising, rising + reach + 1e-9, side="right")
    out = np.zeros((labels.shape[1], len(steps)))
    _margin_fast(ranges, inner, order, labels, out)
    return out


def _weights(points: Points, close: Close) -> Bytes:
    """Twice the weight of each pair: 2 inside, up to 8 at an end of both front and window."""
    total = np.zeros(len(close), dtype=np.uint8)
    space_edge, time_edge = _edge(points.km, 0.0, points.length) + 1e-9, _edge(points.day, *points.window) + 1e-9
    for begin in range(0, len(close), BLOCK):
        left, right = close.left[begin : begin + BLOCK], close.right[begin : begin + BLOCK]
        apart, lag = np.abs(points.km[left] - points.km[right]), np.abs(points.day[left] - points.day[right])
        for row in (left, right):
            weight = (1 + (apart > space_edge[row])) * (1 + (lag > time_edge[row]))
            total[begin : begin + BLOCK] += weight.astype(np.uint8)
    return total


def _tables(points: Points, labels: Bytes, radii: Floats, lags: Floats) -> tuple[Floats, Floats]:
    """K and the product of margins of each labelling; shape (m, radii, lags)."""
    close = close_pairs(points.km, np.zeros(len(points)), points.day, radii, lags)
    joint = cross_counts(close, labels, _weights(points, close)) / 2
    first, second = points.counts()
    per = points.length / (first * second), points.days / (first * second)
    space = _margins(points.km, 0.0, points.length, radii, labels) * per[0]
    time = _margins(points.day, *points.window, lags, labels) * per[1]
    k: Floats = joint * per[0] * points.days
    return k, space[:, :, None] * time[:, None, :]


def _rows(table: Floats) -> Table:
    return tuple(tuple(map(float, row)) for row in table)


def surface(
    points: Points,
    many: int,
    seed: int,
    radii: tuple[float, ...] = RADII,
    lags: tuple[float, ...] = LAGS,
    kind: str = "sector-month",
) -> Surface:
    """K, D and the envelope of D under shuffles of the sides within strata.

    Parameters
    ----------
    points : Points
        At least one of each side.
    many : int
        Shuffles.
    """
    labels = shuffled(points.side, strata(points, kind), many, seed)
    k, product = _tables(points, labels, np.array(radii), np.array(lags))
    d = k - product
    excess = standardised(d)
    tops = excess.reshape(len(excess), -1).max(axis=1)
    low, high = np.quantile(d[1:], (0.025, 0.975), axis=0)
    share = np.divide(d[0], product[0], out=np.zeros_like(d[0]), where=product[0] > 0)
    p = float((tops >= tops[0] - 1e-9).mean()) if np.isfinite(tops[0]) else 1.0
    mean = d[1:].mean(axis=0)
    return Surface(radii, lags, _rows(k[0]), _rows(d[0]), _rows(share), _rows(mean), _rows(low), _rows(high), p, many)
