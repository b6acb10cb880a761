"""The k-nearest-neighbour test: how many of the nearest in space are also the nearest in time (Jacquez 1996)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nomansland.study.spacetime.events import Floats, checked
from nomansland.study.spacetime.knox import share
from nomansland.study.spacetime.pairs import Ints
from nomansland.study.spacetime.permute import Track, groups, plain
from nomansland.words.errors import StudyError

SAME = 1e-12
MOST_EDGES = 20_000_000


@dataclass(frozen=True, slots=True)
class Jacquez:
    """Result of a k-nearest-neighbour test.

    Parameters
    ----------
    events, k : int
    statistic : float
        Ordered pairs in which the second is among the k nearest of the first in space and in time. Where several
        events are equally far, each counts by the chance that a fair draw takes it: a number that needs no order.
    by_row : int or None
        The same count where the earlier row of the input wins among equally far events, as in other programmes; None
        where so many are equally far that it would need too much memory.
    expected : float
        Its mean over all permutations of the dates: n k^2 / (n - 1).
    p : float or None
        Share of permutations that reach it, (k + 1) / (m + 1).
    tied : int
        Permutations that give exactly the observed statistic.
    permutations, seed : int
    """

    events: int
    k: int
    statistic: float
    by_row: int | None
    expected: float
    p: float | None
    tied: int
    permutations: int
    seed: int


def _overlaps(
    left: Ints, right: Ints, weight: Floats, t: Floats, far: Floats, part: Floats, orders: Ints, out: Floats
) -> None:  # fmt: skip
    for row in range(orders.shape[0]):
        total = 0.0
        for edge in range(left.size):
            one, other = orders[row, left[edge]], orders[row, right[edge]]
            lag = abs(t[one] - t[other])
            if lag < far[one] * (1 - 1e-12):
                total += weight[edge]
            elif lag <= far[one] * (1 + 1e-12):
                total += weight[edge] * part[one]
        out[row] = total


_overlaps_fast: Any = njit(cache=True)(_overlaps)


def _reach(points: Floats, k: int) -> tuple[Any, Floats]:
    """A tree of the points, and the distance of each to its k-th nearest other."""
    from scipy.spatial import cKDTree

    tree = cKDTree(points)
    return tree, tree.query(points, k + 1)[0][:, k]


def _edges(points: Floats, k: int) -> tuple[Ints, Ints, Floats]:
    """Ordered pairs of events and their k nearest with the weight of each; ties share what is left of k."""
    tree, far = _reach(points, k)
    if tree.query_ball_point(points, far * (1 + SAME), return_length=True).sum() > MOST_EDGES:
        raise StudyError("Too many events are equally far from one another.", todo="Use the Knox test.")
    lists = tree.query_ball_point(points, far * (1 + SAME))
    left = np.repeat(np.arange(len(points)), [len(one) for one in lists])
    right = np.concatenate([np.asarray(one, dtype=np.int64) for one in lists])
    left, right = left[left != right], right[left != right]
    apart = np.sqrt(((points[left] - points[right]) ** 2).sum(axis=1))
    return left, right, _weights(left, apart, far, k)


def _weights(left: Ints, apart: Floats, far: Floats, k: int) -> Floats:
    nearer: NDArray[np.bool_] = apart < far[left] * (1 - SAME)
    held = np.bincount(left, nearer, minlength=len(far))
    tied = np.bincount(left, ~nearer, minlength=len(far))
    weights: Floats = np.where(nearer, 1.0, ((k - held) / np.maximum(tied, 1))[left])
    return weights


def _first(points: Floats, k: int) -> set[int]:
    """The k nearest of each event, ties to the earlier row, as numbers `event * n + neighbour`."""
    left, right, weight = _edges(points, k)
    order = np.lexsort((right, weight < 1, left))
    left, right = left[order], right[order]
    place = np.arange(len(left)) - np.searchsorted(left, left)
    return set((left[place < k] * len(points) + right[place < k]).tolist())


def _by_row(x: Floats, y: Floats, t: Floats, k: int) -> int | None:
    try:
        return len(_first(np.column_stack((x, y)), k) & _first(t[:, None], k))
    except StudyError:
        return None


def _parts(t: Floats, k: int) -> tuple[Floats, Floats]:
    """For each date the lag of its k-th nearest other, and the weight of a date at exactly that lag."""
    _, far = _reach(t[:, None], k)
    dates = np.sort(t)

    def within(reach: Floats, side_low: Any, side_high: Any) -> Floats:
        last, first = np.searchsorted(dates, t + reach, side_high), np.searchsorted(dates, t - reach, side_low)
        return (last - first).astype(np.float64)

    inner, outer = far * (1 - SAME), far * (1 + SAME)
    nearer = np.where(far > 0, within(inner, "left", "right") - 1, 0.0)
    tied = within(outer, "left", "right") - 1 - nearer
    return far, (k - nearer) / np.maximum(tied, 1)


def jacquez(
    x: Floats, y: Floats, t: Floats, k: int, permutations: int = 999, seed: int = 0, track: Track = plain
) -> Jacquez:  # fmt: skip
    """Test whether the nearest in space are the nearest in time.

    Parameters
    ----------
    x, y, t : ndarray of float, shape (n,)
        Coordinates in one unit of length, dates in one unit of time.
    k : int
        How many nearest neighbours, from 1 to n - 1.
    permutations, seed, track
        As in `knox`.

    Raises
    ------
    StudyError
        Where k is not from 1 to n - 1, or the events cannot be used.

    Notes
    -----
    Jacquez, G. M. (1996), A k nearest neighbour test for space-time interaction, Statistics in Medicine 15, 1935-1949.
    Other programmes let the order in memory decide between equally far events; theirs then lies near this mean.
    """
    x, y, t = checked(x, y, t)
    if not 1 <= k < len(x):
        raise StudyError(f"k is {k}.", todo=f"Give a whole number from 1 to {len(x) - 1}.")
    left, right, weight = _edges(np.column_stack((x, y)), k)
    far, part = _parts(t, k)
    arrays = (left.astype(np.int64), right.astype(np.int64), weight, t, far, part)
    observed = np.zeros(1)
    _overlaps_fast(*arrays, np.arange(len(x), dtype=np.int64)[None, :], observed)
    reached = tied = 0
    for orders in groups(len(x), permutations, seed, track):
        out = np.zeros(len(orders))
        _overlaps_fast(*arrays, orders, out)
        reached += int((out >= observed[0] - 1e-9).sum())
        tied += int((np.abs(out - observed[0]) < 1e-9).sum())
    expected = len(x) * k * k / (len(x) - 1)
    by_row = _by_row(x, y, t, k)
    return Jacquez(
        len(x), k, float(observed[0]), by_row, expected, share(reached, permutations), tied, permutations, seed
    )
