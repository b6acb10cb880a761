"""Close pairs in near-linear time, and counts of the cross-side ones under many labellings at once.

Points are sorted by bucket of time and, in it, by place; each is compared with its own and the next bucket only, within
a window of place. Labellings are counted 64 at a time: the rows of a pair are compared by one exclusive or, which
compilers turn into vector instructions. Memory is that of the close pairs: 10 bytes each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nomansland.study.convergence.geometry import Floats, Ints

LANES = 64
MOST_PAIRS = 40_000_000
Bytes = NDArray[np.uint8]


def _cell_of(apart: float, lag: float, radii: Floats, lags: Floats) -> int:
    row = 0
    while row < radii.size and apart > radii[row]:
        row += 1
    if row == radii.size:
        return -1
    column = 0
    while column < lags.size and lag > lags[column]:
        column += 1
    if column == lags.size:
        return -1
    return row * lags.size + column


_cell: Any = njit(cache=True, inline="always")(_cell_of)


def _walk(
    u: Floats, v: Floats, day: Floats, bucket: Ints, start: Ints, radii: Floats, lags: Floats,
    at: Ints, left: NDArray[np.int32], right: NDArray[np.int32], fill: bool,
) -> None:  # fmt: skip
    """Count (`fill` False) or write the pairs; `at` holds the number, then the next free place, of each cell."""
    reach, longest = radii[-1], lags[-1]
    for one in range(u.size):
        for step in range(2):
            which = bucket[one] + step
            if which >= start.size - 1:
                continue
            low, high = start[which], start[which + 1]
            begin = one + 1 if step == 0 else low + np.searchsorted(u[low:high], u[one] - reach)
            for other in range(begin, high):
                if u[other] - u[one] > reach:
                    break
                lag = abs(day[other] - day[one])
                if lag > longest:
                    continue
                cell = _cell(np.hypot(u[other] - u[one], v[other] - v[one]), lag, radii, lags)
                if cell < 0:
                    continue
                if fill:
                    left[at[cell]], right[at[cell]] = one, other
                at[cell] += 1


_walk_fast: Any = njit(cache=True)(_walk)


@dataclass(frozen=True, slots=True)
class Close:
    """Pairs of points within the largest radius and lag.

    Parameters
    ----------
    left, right : ndarray of int32, shape (p,)
        Rows of the two points, sorted by cell.
    start : ndarray of int, shape (radii * lags + 1,)
        Where each cell of the grid begins; cell `r * lags + l` holds pairs in ring r and lag band l.
    radii, lags : ndarray of float
        Upper ends, both inclusive.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    start: Ints
    radii: Floats
    lags: Floats

    def __len__(self) -> int:
        return len(self.left)


def close_pairs(u: Floats, v: Floats, day: Floats, radii: Floats, lags: Floats) -> Close:
    """All pairs (each once) within the last radius and the last lag.

    Parameters
    ----------
    u, v : ndarray of float, shape (n,)
        Kilometres; for distances along a line `v` is zero.
    day : ndarray of float, shape (n,)
    radii, lags : ndarray of float
        Rising upper ends, inclusive.

    Raises
    ------
    ValueError
        Where more than 40 million pairs are close: the largest radius and lag then hold most of the data.
    """
    width = float(lags[-1]) + 1e-9
    bucket = np.floor((day - day.min()) / width).astype(np.int64) if len(day) else np.zeros(0, np.int64)
    order = np.lexsort((u, bucket))
    bucket = bucket[order]
    start = np.searchsorted(bucket, np.arange((int(bucket[-1]) if len(bucket) else 0) + 2)).astype(np.int64)
    arrays = (u[order].copy(), v[order].copy(), day[order].copy(), bucket, start, radii, lags)
    none = np.empty(0, dtype=np.int32)
    count = np.zeros(len(radii) * len(lags), dtype=np.int64)
    _walk_fast(*arrays, count, none, none, False)
    ends = np.concatenate(([0], np.cumsum(count))).astype(np.int64)
    if ends[-1] > MOST_PAIRS:
        raise ValueError(f"{int(ends[-1])} pairs are close")
    left, right = np.empty(ends[-1], dtype=np.int32), np.empty(ends[-1], dtype=np.int32)
    _walk_fast(*arrays, ends[:-1].copy(), left, right, True)
    names = order.astype(np.int32)
    return Close(names[left], names[right], ends, radii, lags)


def _tally(left: Any, right: Any, start: Ints, labels: Bytes, weight: Bytes, out: Ints) -> None:
    flush = 255
    for cell in range(start.size - 1):
        part = np.zeros(LANES, dtype=np.uint16)
        held = 0
        for pair in range(start[cell], start[cell + 1]):
            one, other, heavy = left[pair], right[pair], np.uint16(weight[pair] if weight.size else 1)
            for lane in range(LANES):
                part[lane] += heavy * np.uint16(labels[one, lane] ^ labels[other, lane])
            held += 1
            if held == flush:
                for lane in range(LANES):
                    out[cell, lane] += part[lane]
                    part[lane] = 0
                held = 0
        for lane in range(LANES):
            out[cell, lane] += part[lane]


_tally_fast: Any = njit(cache=True)(_tally)


def cross_counts(close: Close, labels: Bytes, weight: Bytes | None = None) -> Ints:
    """Cross-side pairs of each labelling, cumulated over the grid.

    Parameters
    ----------
    labels : ndarray of uint8, shape (n, m)
        0 or 1 for each point and labelling.
    weight : ndarray of uint8, shape (p,), optional
        Weight of each pair, at most 255; 1 if left out.

    Returns
    -------
    ndarray of int, shape (m, radii, lags)
        Pairs no farther than each radius and no later than each lag.
    """
    many = labels.shape[1]
    shape = (len(close.radii), len(close.lags))
    found = np.empty((many, *shape), dtype=np.int64)
    heavy = np.empty(0, dtype=np.uint8) if weight is None else weight
    for begin in range(0, many, LANES):
        block = np.zeros((labels.shape[0], LANES), dtype=np.uint8)
        lanes = min(LANES, many - begin)
        block[:, :lanes] = labels[:, begin : begin + lanes]
        out = np.zeros((shape[0] * shape[1], LANES), dtype=np.int64)
        _tally_fast(close.left, close.right, close.start, block, heavy, out)
        found[begin : begin + lanes] = out[:, :lanes].T.reshape(lanes, *shape)
    return np.cumsum(np.cumsum(found, axis=1), axis=2)


def _shuffle(labels: Bytes, order: Ints, start: Ints, first: int, seed: int) -> None:
    """Shuffle every column from `first` on within the strata (Fisher and Yates); splitmix64 gives the numbers."""
    state = np.uint64(seed)
    for column in range(first, labels.shape[1]):
        for stratum in range(start.size - 1):
            low = start[stratum]
            for place in range(start[stratum + 1] - 1, low, -1):
                state += np.uint64(0x9E3779B97F4A7C15)
                mixed = state
                mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                mixed = mixed ^ (mixed >> np.uint64(31))
                share = np.float64(mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)
                chosen = low + np.int64(share * (place - low + 1))
                one, other = order[place], order[chosen]
                kept = labels[one, column]
                labels[one, column] = labels[other, column]
                labels[other, column] = kept


_shuffle_fast: Any = njit(cache=True)(_shuffle)


def shuffled(side: NDArray[np.int8], strata: Ints, many: int, seed: int) -> Bytes:
    """The labels and `many` shuffles of them within strata: shape (n, many + 1), the observed ones first."""
    labels = np.repeat(side.astype(np.uint8)[:, None], many + 1, axis=1)
    order = np.argsort(strata, kind="stable").astype(np.int64)
    start = np.searchsorted(strata[order], np.arange((int(strata.max()) if len(strata) else -1) + 2)).astype(np.int64)
    _shuffle_fast(labels, order, start, 1, seed)
    return labels
