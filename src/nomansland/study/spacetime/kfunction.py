"""The space-time K function and what it has beyond the product of its margins (Diggle and others 1995)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from nomansland.study.spacetime.edges import Border
from nomansland.study.spacetime.events import Floats, checked
from nomansland.study.spacetime.knox import share
from nomansland.study.spacetime.pairs import Near, Rows, near
from nomansland.study.spacetime.permute import Track, groups, plain
from nomansland.words.errors import StudyError

MOST_PAIRS = 5_000_000


def _reflected(date: float, lag: float, begin: float, end: float) -> float:
    """Weight of a pair seen from one date: 2 where its mirror image falls outside the period."""
    return 2.0 if date - lag < begin or date + lag > end else 1.0


_mirror: Any = njit(cache=True, inline="always")(_reflected)


def _band_of(value: float, ends: Floats) -> int:
    band = 0
    while band < ends.size and value > ends[band]:
        band += 1
    return band


_band: Any = njit(cache=True, inline="always")(_band_of)


def _tally(
    left: Any, right: Any, weight: Floats, ring: Any, t: Floats, lags: Floats, begin: float, end: float, out: Floats
) -> None:
    longest = lags[-1]
    for pair in range(left.size):
        one, other = t[left[pair]], t[right[pair]]
        lag = abs(one - other)
        if lag <= longest:
            seen = weight[0, pair] * _mirror(one, lag, begin, end) + weight[1, pair] * _mirror(other, lag, begin, end)
            out[ring[pair], _band(lag, lags)] += seen


def _in_time(t: Floats, lags: Floats, begin: float, end: float, out: Floats) -> None:
    """The same for all pairs of rising dates, without places."""
    for one in range(t.size):
        for other in range(one + 1, t.size):
            lag = t[other] - t[one]
            if lag > lags[-1]:
                break
            out[_band(lag, lags)] += _mirror(t[one], lag, begin, end) + _mirror(t[other], lag, begin, end)


_tally_fast: Any = njit(cache=True)(_tally)
_in_time_fast: Any = njit(cache=True)(_in_time)


@dataclass(frozen=True, slots=True)
class KFunction:
    """The space-time K function on a grid.

    Parameters
    ----------
    space, time : ndarray of float, shapes (a,) and (b,)
        Distances and lags, inclusive.
    k_space : ndarray of float, shape (a,)
        Area times the corrected share of pairs within each distance; pi s^2 where places are even.
    k_time : ndarray of float, shape (b,)
        Length of the period times the corrected share of pairs within each lag; 2 t where dates are even.
    k : ndarray of float, shape (a, b)
        The same for distance and lag at once.
    d : ndarray of float, shape (a, b)
        `k` less the product of the margins; 0 on average where space and time do not interact.
    d0 : ndarray of float, shape (a, b)
        `d` over the product of the margins; nan where that is 0.
    lower, upper : ndarray of float, shape (a, b), or None
        Simultaneous 95 % envelope of `d` under permuted dates: 95 of 100 permutations stay within it everywhere.
    p : float or None
        By the largest standardised `d` over the grid, (k + 1) / (m + 1).
    p_sum : float or None
        By the sum of the standardised `d`, as in the paper.
    area : float
    period : tuple of float
    permutations, seed : int
    """

    space: Floats
    time: Floats
    k_space: Floats
    k_time: Floats
    k: Floats
    d: Floats
    d0: Floats
    lower: Floats | None
    upper: Floats | None
    p: float | None
    p_sum: float | None
    area: float
    period: tuple[float, float]
    permutations: int
    seed: int


def space_time_k(
    x: Floats, y: Floats, t: Floats, space: Floats, time: Floats, *, border: Border | None = None,
    period: tuple[float, float] | None = None, permutations: int = 0, seed: int = 0, track: Track = plain,
) -> KFunction:  # fmt: skip
    """Estimate K(s, t), its margins and their difference, corrected at the edges.

    Parameters
    ----------
    x, y, t : ndarray of float, shape (n,)
        Coordinates in one unit of length, dates in one unit of time.
    space, time : ndarray of float
        Rising positive distances and lags.
    border : Border, optional
        Round all events; the smallest rectangle if left out, which is too small on average: K is then a little low.
    period : tuple of float, optional
        Begin and end of what was observed; the first and last date if left out.
    permutations, seed, track
        As in `knox`; 0 gives the estimate alone.

    Raises
    ------
    StudyError
        Where the grid is not rising, events lie outside border or period, or more than 5 million pairs lie within the
        largest distance.

    Notes
    -----
    Diggle, P. J., Chetwynd, A. G., Haeggkvist, R. and Morris, S. E. (1995), Second-order analysis of space-time
    clustering, Statistical Methods in Medical Research 4, 124-136; Ripley's isotropic correction in space (Ripley
    1976), mirroring in time, n (n - 1) in the denominator as in splancs. Weights are at most 100.
    """
    x, y, t = checked(x, y, t)
    rings, lags = _rising("distances", space), _rising("lags", time)
    begin, end = _period(t, period)
    border = border or Border.box(x, y)
    close = near(x, y, float(rings[-1]))
    left, right, ring, weight = _pairs(close, rings, border)
    unit = border.area / (len(x) * (len(x) - 1.0))
    days = t[close.order]

    def estimated(dates: Floats) -> Floats:
        out = np.zeros((len(rings), len(lags)))
        _tally_fast(left, right, weight, ring, dates, lags, begin, end, out)
        found: Floats = out.cumsum(axis=0).cumsum(axis=1) * unit * (end - begin)
        return found

    k_space = np.bincount(ring, weight.sum(axis=0), minlength=len(rings)).cumsum() * unit
    bands = np.zeros(len(lags))
    _in_time_fast(np.sort(t), lags, begin, end, bands)
    k_time = bands.cumsum() * (end - begin) / (len(x) * (len(x) - 1.0))
    product = np.outer(k_space, k_time)
    d = estimated(days) - product
    orders = groups(len(x), permutations, seed, track)
    made = np.array([estimated(days[order]) - product for group in orders for order in group])
    return KFunction(
        rings,
        lags,
        k_space,
        k_time,
        d + product,
        d,
        np.divide(d, product, out=np.full_like(d, np.nan), where=product > 0),
        *_tested(d, made),
        border.area,
        (begin, end),
        permutations,
        seed,
    )


def _pairs(close: Near, rings: Floats, border: Border) -> tuple[Rows, Rows, Rows, Floats]:
    """Both events, the ring and the two weights of every pair."""
    if close.total > MOST_PAIRS:
        raise StudyError(f"{close.total} pairs lie within {rings[-1]:g}.", todo="Give a smaller largest distance.")
    left, right = (np.concatenate(part) for part in zip(*close.pieces(), strict=True))
    apart = np.sqrt((close.x[left] - close.x[right]) ** 2 + (close.y[left] - close.y[right]) ** 2)
    ring = np.minimum(np.searchsorted(rings, apart), len(rings) - 1).astype(np.int32)
    return left, right, ring, border.weights(left, right, close.x, close.y, border.clear(close.x, close.y))


def _rising(name: str, given: Floats) -> Floats:
    found = np.ascontiguousarray(given, dtype=np.float64)
    flat = found.ndim == 1 and len(found) > 0 and bool(np.isfinite(found).all())
    if not flat or found[0] <= 0 or (np.diff(found) <= 0).any():
        raise StudyError(f"The {name} must be positive and rising.", todo="Give them like 5,10,15.")
    return found


def _period(t: Floats, given: tuple[float, float] | None) -> tuple[float, float]:
    begin, end = given or (float(t.min()), float(t.max()))
    if not begin < end:
        raise StudyError("The period has no length.", todo="Give a begin before its end.")
    if t.min() < begin or t.max() > end:
        raise StudyError(f"There are dates outside {begin:g} to {end:g}.", todo="Give a period that holds all of them.")
    return float(begin), float(end)


def _tested(d: Floats, made: Floats) -> tuple[Floats | None, Floats | None, float | None, float | None]:
    """Envelope and p-values; the observed order is one of the orders, so each p is exact under the null."""
    if not len(made):
        return None, None, None, None
    whole = np.concatenate((d[None], made))
    middle, spread = whole.mean(axis=0), whole.std(axis=0)
    # Where permutation changes nothing, nothing is tested.
    scale = np.where(spread > 1e-12 * np.abs(whole).max(), spread, np.inf)
    residuals = (whole - middle) / scale
    most, total = residuals.max(axis=(1, 2)), residuals.sum(axis=(1, 2))
    reach = np.quantile(np.abs(residuals).max(axis=(1, 2)), 0.95, method="higher")
    ps = (share(int((values[1:] >= values[0] - 1e-9).sum()), len(made)) for values in (most, total))
    return middle - reach * spread, middle + reach * spread, *ps
