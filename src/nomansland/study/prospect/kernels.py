"""The loops of the point process, compiled: pairs, the E step, compensators, branching."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@njit(cache=True)
def pairs(x: Floats, t: Floats, side: Ints, reach: float, memory: float) -> tuple[Ints, Ints, Floats, Floats, Ints]:
    """Earlier event `j` of each event `i` within `memory` days and `reach` km, in rows by `i`.

    Returns
    -------
    starts : (n + 1,) int
        Where the row of `i` begins.
    source, days, km2, kind : (pairs,)
        `j`, its age in days, the squared distance in km2, and 2 * side of j + side of i.
    """
    n = len(t)
    starts = np.zeros(n + 1, dtype=np.int64)
    for i in range(n):
        count = 0
        for j in range(i - 1, -1, -1):
            if t[i] - t[j] > memory:
                break
            if abs(x[i] - x[j]) <= reach and t[i] > t[j]:
                count += 1
        starts[i + 1] = starts[i] + count
    total = starts[n]
    source = np.empty(total, dtype=np.int64)
    days = np.empty(total)
    km2 = np.empty(total)
    kind = np.empty(total, dtype=np.int64)
    for i in range(n):
        at = starts[i]
        for j in range(i - 1, -1, -1):
            if t[i] - t[j] > memory:
                break
            if abs(x[i] - x[j]) <= reach and t[i] > t[j]:
                source[at] = j
                days[at] = t[i] - t[j]
                km2[at] = (x[i] - x[j]) ** 2
                kind[at] = 2 * side[j] + side[i]
                at += 1
    return starts, source, days, km2, kind


@njit(cache=True)
def expect(
    starts: Ints, days: Floats, km2: Floats, kind: Ints, ground: Floats, alpha: Floats, beta: Floats, sigma: Floats
) -> tuple[float, Floats, Floats, Floats, Floats, Floats]:
    """The E step: who set off whom, as probabilities.

    `ground` is the background intensity at each event; `alpha` (4,) by kind, `beta` (2,) and `sigma` (2,) for self
    (0) and cross (1) excitation.

    Returns
    -------
    loglik : float
        Sum of log intensities (the compensator is not subtracted).
    own : (n,)
        Probability that the event is background.
    weight : (4,)
        Expected offspring by kind.
    age, spread : (2,)
        Expected sums of days and of km2 for self and cross.
    intensity : (n,)
    """
    n = len(ground)
    weight = np.zeros(4)
    age = np.zeros(2)
    spread = np.zeros(2)
    own = np.empty(n)
    intensity = np.empty(n)
    front = np.empty(4)
    cross = np.array([0, 1, 1, 0])
    for k in range(4):
        c = cross[k]
        front[k] = alpha[k] * beta[c] / (sigma[c] * sqrt(2 * pi))
    total = 0.0
    for i in range(n):
        value = ground[i]
        for p in range(starts[i], starts[i + 1]):
            c = cross[kind[p]]
            value += front[kind[p]] * exp(-beta[c] * days[p] - km2[p] / (2 * sigma[c] * sigma[c]))
        intensity[i] = value
        total += np.log(value)
        own[i] = ground[i] / value
        for p in range(starts[i], starts[i + 1]):
            k = kind[p]
            c = cross[k]
            share = front[k] * exp(-beta[c] * days[p] - km2[p] / (2 * sigma[c] * sigma[c])) / value
            weight[k] += share
            age[c] += share * days[p]
            spread[c] += share * km2[p]
    return total, own, weight, age, spread, intensity


@njit(cache=True)
def seen(
    x: Floats, t: Floats, side: Ints, length: float, until: float, beta: Floats, sigma: Floats
) -> tuple[Floats, Floats, Floats]:
    """The share of each kind's offspring that falls inside the front and before `until`, with its derivatives.

    Returns
    -------
    mass : (4,)
        Sum over the sources of a kind of (1 - exp(-beta age)) times the Gaussian mass on [0, length].
    by_beta, by_sigma : (4,)
        Derivatives of `mass`.
    """
    mass = np.zeros(4)
    by_beta = np.zeros(4)
    by_sigma = np.zeros(4)
    for j in range(len(t)):
        for to in range(2):
            k = 2 * side[j] + to
            c = 0 if side[j] == to else 1
            s = sigma[c]
            high = (length - x[j]) / s
            low = x[j] / s
            inside = 0.5 * (erf(high / sqrt(2.0)) + erf(low / sqrt(2.0)))
            slope = -(high * exp(-high * high / 2) + low * exp(-low * low / 2)) / (s * sqrt(2 * pi))
            left = exp(-beta[c] * (until - t[j]))
            mass[k] += (1 - left) * inside
            by_beta[k] += (until - t[j]) * left * inside
            by_sigma[k] += (1 - left) * slope
    return mass, by_beta, by_sigma


@njit(cache=True)
def risen(
    at: Floats, to: int, low: float, high: float, x: Floats, t: Floats, side: Ints,
    alpha: Floats, beta: Floats, sigma: Floats,
) -> Floats:  # fmt: skip
    """Offspring of side `to` expected between two km from the events before each time in `at` (ascending)."""
    out = np.zeros(len(at))
    for i in range(len(at)):
        value = 0.0
        for j in range(len(t)):
            if t[j] >= at[i]:
                break
            c = 0 if side[j] == to else 1
            s = sigma[c] * sqrt(2.0)
            inside = 0.5 * (erf((high - x[j]) / s) - erf((low - x[j]) / s))
            value += alpha[2 * side[j] + to] * inside * (1 - exp(-beta[c] * (at[i] - t[j])))
        out[i] = value
    return out


@njit(cache=True)
def branch(
    x: Floats, t: Floats, side: Ints, known: int, start: float, until: float, length: float,
    alpha: Floats, beta: Floats, sigma: Floats, seed: int, most: int,
) -> tuple[Floats, Floats, Ints]:  # fmt: skip
    """Offspring of the given events, and theirs, between `start` and `until` and inside the front.

    The first `known` events are history: their offspring before `start` happened already and are not drawn.
    Stops at `most` events in all, so that a process that explodes ends.
    """
    np.random.seed(seed)
    size = max(64, 2 * len(t) + 64)
    xs = np.empty(size)
    ts = np.empty(size)
    ss = np.empty(size, dtype=np.int64)
    count = len(t)
    xs[:count] = x
    ts[:count] = t
    ss[:count] = side
    j = 0
    while j < count and count < most:
        for to in range(2):
            c = 0 if ss[j] == to else 1
            first = max(start, ts[j])
            share = exp(-beta[c] * (first - ts[j])) if j < known else 1.0
            for _ in range(np.random.poisson(alpha[2 * ss[j] + to] * share)):
                when = first + np.random.exponential(1.0 / beta[c])
                where = xs[j] + sigma[c] * np.random.normal()
                if when > until or where < 0 or where > length:
                    continue
                if count == size:
                    size *= 2
                    wider_x, wider_t, wider_s = np.empty(size), np.empty(size), np.empty(size, dtype=np.int64)
                    wider_x[:count] = xs[:count]
                    wider_t[:count] = ts[:count]
                    wider_s[:count] = ss[:count]
                    xs, ts, ss = wider_x, wider_t, wider_s
                xs[count] = where
                ts[count] = when
                ss[count] = to
                count += 1
        j += 1
    return xs[known:count], ts[known:count], ss[known:count]
