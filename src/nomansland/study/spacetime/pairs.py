"""Pairs of events close in space, in near-linear time, and how many events are close in time to each.

Events are put into rows as high as the distance asked for and sorted by x in each; an event is compared with what
follows in its own row and with a window of the next. Results name events by their place in that order, so that the
partners of an event lie near it in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rows = NDArray[np.int32]
MOST_PAIRS = 8_000_000


def _walk(
    x: Floats, y: Floats, row: Ints, start: Ints, reach: float, first: int, last: int, left: Rows, right: Rows,
    each: Ints,
) -> int:  # fmt: skip
    """Pairs of the events from `first` to before `last`; written where there is room, else only counted in `each`."""
    found = 0
    square = reach * reach
    for one in range(first, last):
        for step in range(2):
            below = row[one] + step
            if below >= start.size - 1 or (step == 1 and start[below] < 0):
                continue
            low, high = abs(start[below]), abs(start[below + 1])
            begin = one + 1 if step == 0 else low + np.searchsorted(x[low:high], x[one] - reach)
            for other in range(begin, high):
                across = x[other] - x[one]
                if across > reach:
                    break
                along = y[other] - y[one]
                if across * across + along * along <= square:
                    if left.size:
                        left[found], right[found] = one, other
                    else:
                        each[one] += 1
                    found += 1
    return found


_walk_fast: Any = njit(cache=True)(_walk)


@dataclass(frozen=True, slots=True)
class Near:
    """Events in the order of the walk, and where their close pairs are cut into pieces.

    Parameters
    ----------
    order : ndarray of int, shape (n,)
        Row of the input that stands at each place.
    x, y : ndarray of float, shape (n,)
        Coordinates in that order.
    total : int
        Number of pairs, each counted once.
    """

    order: Ints
    x: Floats
    y: Floats
    row: Ints
    start: Ints
    reach: float
    total: int
    cuts: tuple[tuple[int, int, int], ...]
    held: list[tuple[Rows, Rows]] = field(default_factory=list, compare=False, repr=False)

    def pieces(self) -> Iterator[tuple[Rows, Rows]]:
        """The pairs as arrays (left, right) of places in the order, at most about eight million at a time.

        One piece is held; several are found again each time, so that memory stays bounded.
        """
        if self.held:
            yield from self.held
            return
        none = np.empty(0, dtype=np.int64)
        for first, last, count in self.cuts:
            left, right = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
            if count:
                _walk_fast(self.x, self.y, self.row, self.start, self.reach, first, last, left, right, none)
            if len(self.cuts) == 1:
                self.held.append((left, right))
            yield left, right


def _rows(y: Floats, reach: float) -> Floats:
    """Rows a little higher than `reach`, so that rounding never puts a close pair two rows apart."""
    if reach <= 0:
        return np.unique(y, return_inverse=True)[1].astype(np.float64) * 2
    rows: Floats = np.floor((y - y.min()) / (reach * (1 + 1e-9)))
    return rows


def near(x: Floats, y: Floats, reach: float, most: int = MOST_PAIRS) -> Near:
    """Find the pairs of events not farther apart than `reach`.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Coordinates in one unit of length.
    reach : float
        Largest distance, inclusive, in that unit.
    most : int
        Pairs held in memory at a time, unless one event alone has more.
    """
    coarse = _rows(y, reach)
    order = np.lexsort((x, coarse)).astype(np.int64)
    sorted_x, sorted_y = np.ascontiguousarray(x[order]), np.ascontiguousarray(y[order])
    names, row = np.unique(coarse[order], return_inverse=True)
    start = np.append(np.searchsorted(coarse[order], names), len(order)).astype(np.int64)
    # A row that does not touch the one before it is marked by a minus sign; row 0 follows nothing.
    start[1:-1][np.diff(names) > 1] *= -1
    each, none = np.zeros(len(order), dtype=np.int64), np.empty(0, dtype=np.int32)
    arrays = (sorted_x, sorted_y, row.astype(np.int64), start, float(reach))
    total = int(_walk_fast(*arrays, 0, len(order), none, none, each))
    return Near(order, *arrays, total, tuple(_cuts(each, most)))


def _cuts(each: Ints, most: int) -> Iterator[tuple[int, int, int]]:
    ends = np.concatenate(([0], np.cumsum(each)))
    first = 0
    while first < len(each):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + most, side="right")) - 1)
        yield first, last, int(ends[last] - ends[first])
        first = last


def _windows(times: Floats, lag: float, low: Ints, high: Ints) -> None:
    begin = end = 0
    for place in range(times.size):
        while times[place] - times[begin] > lag:
            begin += 1
        while end + 1 < times.size and times[end + 1] - times[place] <= lag:
            end += 1
        low[place], high[place] = begin, end


_windows_fast: Any = njit(cache=True)(_windows)


def windows(times: Floats, lag: float) -> tuple[Ints, Ints]:
    """First and last place of `times` (rising) within `lag` of each, both inclusive; shapes (n,)."""
    low, high = np.zeros(len(times), dtype=np.int64), np.zeros(len(times), dtype=np.int64)
    _windows_fast(times, float(lag), low, high)
    return low, high
