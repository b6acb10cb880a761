"""The local Knox counts: which events have more close neighbours in space and time than chance gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nomansland.study.spacetime.events import Floats, checked
from nomansland.study.spacetime.knox import degrees, thresholds
from nomansland.study.spacetime.pairs import Ints, near
from nomansland.study.spacetime.permute import Dates, Track, groups, plain


@dataclass(frozen=True, slots=True)
class LocalKnox:
    """Counts of every event, in the order of the input; all arrays of shape (n,).

    Parameters
    ----------
    observed : ndarray of int
        Events close to it in space and time.
    expected : ndarray of float
        Mean while its own date stays and the others are permuted.
    p : ndarray of float
        P(count >= observed) then, exact: the count is hypergeometric.
    p_any_date : ndarray of float
        The same averaged over all dates that the event could have got.
    p_permuted : ndarray of float or None
        Share of permutations of all dates in which its count reaches the observed, (k + 1) / (m + 1).
    adjusted : ndarray of float
        `p` after Holm's correction for looking at every event.
    permutations, seed : int
    """

    observed: Ints
    expected: Floats
    p: Floats
    p_any_date: Floats
    p_permuted: Floats | None
    adjusted: Floats
    permutations: int
    seed: int


def _each(left: Any, right: Any, slot: Ints, low: Ints, high: Ints, out: Ints) -> None:
    for pair in range(left.size):
        one, other = left[pair], right[pair]
        if low[slot[one]] <= slot[other] <= high[slot[one]]:
            out[one] += 1
            out[other] += 1


_each_fast: Any = njit(cache=True)(_each)


def local_knox(
    x: Floats, y: Floats, t: Floats, space: float, time: float, permutations: int = 999, seed: int = 0,
    track: Track = plain,
) -> LocalKnox:  # fmt: skip
    """Count, for every event, the others close in space and time, and test each count.

    Parameters
    ----------
    x, y, t, space, time, permutations, seed, track
        As in `knox`.

    Returns
    -------
    LocalKnox

    Notes
    -----
    Rogerson, P. A. (2001), Monitoring point patterns for the development of space-time clusters, Journal of the Royal
    Statistical Society A 164, 87-96. `p_any_date` is what `pointpats.KnoxLocal` gives as `p_hypergeom`.
    """
    x, y, t = checked(x, y, t)
    thresholds(space, time, permutations)
    close, dates = near(x, y, space), Dates(t, time)
    in_space, in_time = degrees(close), dates.each[close.order]
    slots, count = dates.rank[close.order], len(x)
    pieces = list(close.pieces()) if len(close.cuts) == 1 else None

    def counted(given: Ints) -> Ints:
        out = np.zeros(count, dtype=np.int64)
        for left, right in pieces or close.pieces():
            _each_fast(left, right, given, dates.low, dates.high, out)
        return out

    observed = counted(slots)
    reached = np.zeros(count, dtype=np.int64)
    for orders in groups(count, permutations, seed, track):
        for order in orders:
            reached += counted(slots[order]) >= observed
    p, any_date = _exact(observed, in_space, in_time, count)
    permuted = (reached + 1) / (permutations + 1) if permutations else None
    back = np.empty(count, dtype=np.int64)
    back[close.order] = np.arange(count)
    return LocalKnox(
        observed[back],
        (in_space * in_time / (count - 1))[back],
        p[back],
        any_date[back],
        permuted[back] if permuted is not None else None,
        holm(p)[back],
        permutations,
        seed,
    )


def _exact(observed: Ints, in_space: Ints, in_time: Ints, count: int) -> tuple[Floats, Floats]:
    from scipy.stats import hypergeom

    own: Floats = hypergeom.sf(observed - 1, count - 1, in_time, in_space)
    dates, shares = np.unique(in_time, return_counts=True)
    cases, place = np.unique(np.column_stack((observed, in_space)), axis=0, return_inverse=True)
    table = hypergeom.sf(cases[:, :1] - 1, count - 1, dates[None, :], cases[:, 1:])
    return own, (table @ (shares / count))[place.ravel()]


def holm(p: NDArray[np.float64]) -> Floats:
    """p-values of one family after Holm's step-down correction (Holm 1979); shape as given."""
    order = np.argsort(p, kind="stable")
    steps = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    found: Floats = np.empty(len(p))
    found[order] = np.minimum(1.0, steps)
    return found
