"""Counts of pairs close in space and time under many permutations of the dates at once.

Dates are sorted once. Of every date slot three small numbers are kept: its rank, the first rank within the lag, and how
many follow that; a pair is close in time where the rank of one lies in the window of the other, which is exact for any
dates. Permutations are counted 64 at a time, one row per event, so that compilers turn the comparison into vector
instructions and the partners of an event stay in the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from numba import njit

from nomansland.study.spacetime.pairs import Floats, Ints, Near, windows

LANES = 64
Track = Callable[[Iterable[int], str, int], Iterable[int]]


def plain(items: Iterable[int], label: str, total: int) -> Iterable[int]:
    """The items without progress."""
    return items


def _tally16(left: Any, right: Any, rank: Any, low: Any, wide: Any, out: Ints) -> None:
    flush = 65535
    part = np.zeros(LANES, dtype=np.uint16)
    held = 0
    for pair in range(left.size):
        one, other = left[pair], right[pair]
        for lane in range(LANES):
            part[lane] += np.uint16(np.uint16(rank[other, lane] - low[one, lane]) <= wide[one, lane])
        held += 1
        if held == flush:
            for lane in range(LANES):
                out[lane] += part[lane]
                part[lane] = 0
            held = 0
    for lane in range(LANES):
        out[lane] += part[lane]


def _tally32(left: Any, right: Any, rank: Any, low: Any, wide: Any, out: Ints) -> None:
    part = np.zeros(LANES, dtype=np.uint32)
    for pair in range(left.size):
        one, other = left[pair], right[pair]
        for lane in range(LANES):
            part[lane] += np.uint32(np.uint32(rank[other, lane] - low[one, lane]) <= wide[one, lane])
    for lane in range(LANES):
        out[lane] += part[lane]


_tally16_fast: Any = njit(cache=True)(_tally16)
_tally32_fast: Any = njit(cache=True)(_tally32)


def _fill(rank: Ints, low: Ints, high: Ints, orders: Ints, block: Any) -> None:
    for event in range(orders.shape[1]):
        for lane in range(orders.shape[0]):
            slot = rank[orders[lane, event]]
            block[0, event, lane] = slot
            block[1, event, lane] = low[slot]
            block[2, event, lane] = high[slot] - low[slot]


_fill_fast: Any = njit(cache=True)(_fill)


def _shuffle(orders: Ints, seed: int) -> None:
    """Shuffle each row (Fisher and Yates) by the numbers of splitmix64; a bound takes the upper bits of a product."""
    state = np.uint64(seed)
    for lane in range(orders.shape[0]):
        for place in range(orders.shape[1] - 1, 0, -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed ^= mixed >> np.uint64(31)
            chosen = np.int64(((mixed >> np.uint64(32)) * np.uint64(place + 1)) >> np.uint64(32))
            kept = orders[lane, place]
            orders[lane, place] = orders[lane, chosen]
            orders[lane, chosen] = kept


_shuffle_fast: Any = njit(cache=True)(_shuffle)


def groups(count: int, many: int, seed: int, track: Track = plain) -> Iterator[Ints]:
    """Random orders of `count` events, `many` in all, as arrays of shape (lanes, count) with at most 64 lanes.

    Notes
    -----
    Steele, G. L., Lea, D. and Flood, C. H. (2014), Fast splittable pseudorandom number generators, OOPSLA 2014. Each
    group begins at a seed of its own. No order is favoured by more than `count` / 2^32.
    """
    begins = range(0, many, LANES)
    seeds = np.random.SeedSequence(seed).generate_state(max(1, len(begins)), np.uint64)
    for number in track(range(len(begins)), "permutations", len(begins)):
        lanes = min(LANES, many - begins[number])
        orders = np.tile(np.arange(count, dtype=np.int64), (lanes, 1))
        _shuffle_fast(orders, seeds[number])
        yield orders


class Dates:
    """Dates sorted once, with the window of each slot.

    Parameters
    ----------
    times : ndarray of float, shape (n,)
        Dates of the events, in any order.
    lag : float
        Largest difference that counts as close, inclusive, in the unit of `times`.
    """

    def __init__(self, times: Floats, lag: float) -> None:
        slots = np.argsort(times, kind="stable")
        self.rank = np.empty(len(times), dtype=np.int64)
        self.rank[slots] = np.arange(len(times))
        self.low, self.high = windows(np.ascontiguousarray(times[slots]), lag)
        self.small = len(times) <= np.iinfo(np.uint16).max

    @property
    def each(self) -> Ints:
        """How many other events are close in time to each event; shape (n,), in the order of `times`."""
        found: Ints = (self.high - self.low)[self.rank]
        return found

    def counts(self, close: Near, orders: Ints) -> Ints:
        """Pairs close in space and time when event `i` gets the date of event `orders[lane, i]`; shape (lanes,).

        `orders` speaks of events in the order of `close`.
        """
        kind: Any = np.uint16 if self.small else np.uint32
        block = np.zeros((3, orders.shape[1], LANES), dtype=kind)
        _fill_fast(self.rank[close.order], self.low, self.high, orders, block)
        out = np.zeros(LANES, dtype=np.int64)
        tally = _tally16_fast if self.small else _tally32_fast
        for left, right in close.pieces():
            tally(left, right, block[0], block[1], block[2], out)
        return out[: len(orders)]
