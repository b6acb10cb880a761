"""The standardised Mantel test: whether distances in space and in time go together over all pairs (Mantel 1967)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from nomansland.study.spacetime.events import Floats, checked
from nomansland.study.spacetime.knox import share
from nomansland.study.spacetime.permute import LANES, Track, groups, plain
from nomansland.words.errors import StudyError

PAIRS_AT_ONCE = 20_000_000


def _bent_of(value: float, added: float, power: float) -> float:
    value += added
    if power == 1.0:
        return value
    if power == -1.0:
        return 1.0 / value
    return float(value**power)


_bent: Any = njit(cache=True, inline="always")(_bent_of)


def _margins(x: Floats, y: Floats, t: Floats, bend: Floats) -> tuple[float, float, float, float, float]:
    """Sums over all pairs of the two transformed distances, of their squares, and of their product."""
    space = time = space2 = time2 = both = 0.0
    for one in range(x.size):
        for other in range(one + 1, x.size):
            a = _bent(np.sqrt((x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2), bend[0], bend[1])
            b = _bent(abs(t[one] - t[other]), bend[2], bend[3])
            space += a
            time += b
            space2 += a * a
            time2 += b * b
            both += a * b
    return space, time, space2, time2, both


def _products(
    x: Floats, y: Floats, times: Any, bend: Floats, first: int, last: int, out: Floats
) -> None:  # fmt: skip
    """Add the products of the pairs whose first event lies from `first` to before `last`, for 64 orders at once."""
    for one in range(first, last):
        for other in range(one + 1, x.size):
            a = _bent(np.sqrt((x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2), bend[0], bend[1])
            if bend[3] == -1.0:
                for lane in range(LANES):
                    out[lane] += a / (abs(times[one, lane] - times[other, lane]) + bend[2])
            elif bend[3] == 1.0:
                for lane in range(LANES):
                    out[lane] += a * (abs(times[one, lane] - times[other, lane]) + bend[2])
            else:
                for lane in range(LANES):
                    out[lane] += a * (abs(times[one, lane] - times[other, lane]) + bend[2]) ** bend[3]


_margins_fast: Any = njit(cache=True)(_margins)
_products_fast: Any = njit(cache=True)(_products)


@dataclass(frozen=True, slots=True)
class Mantel:
    """Result of a Mantel test.

    Parameters
    ----------
    events : int
    statistic : float
        Correlation, over all pairs, of (distance + constant) ** power in space and in time; from -1 to 1.
    p : float or None
        Share of permutations of the dates that reach the statistic, (k + 1) / (m + 1).
    space_constant, space_power, time_constant, time_power : float
    permutations, seed : int
    """

    events: int
    statistic: float
    p: float | None
    space_constant: float
    space_power: float
    time_constant: float
    time_power: float
    permutations: int
    seed: int


def mantel(
    x: Floats, y: Floats, t: Floats, permutations: int = 999, seed: int = 0, track: Track = plain, *,
    space_constant: float = 1.0, space_power: float = -1.0, time_constant: float = 1.0, time_power: float = -1.0,
) -> Mantel:  # fmt: skip
    """Test whether near in space goes with near in time, over all pairs and without thresholds.

    Parameters
    ----------
    x, y, t : ndarray of float, shape (n,)
        Coordinates in one unit of length, dates in one unit of time.
    permutations, seed, track
        As in `knox`. Time grows with the square of the events: half a minute for 5,000, about eight
        minutes for 20,000.
    space_constant, time_constant : float
        Added to each distance before the power, in its unit; above 0 where the power is negative.
    space_power, time_power : float
        Powers; -1 gives near pairs the weight, 1 correlates the plain distances.

    Raises
    ------
    StudyError
        Where a transformed distance is infinite or all of them are the same.

    Notes
    -----
    Mantel, N. (1967), The detection of disease clustering and a generalized regression approach, Cancer Research 27,
    209-220. The correlation is that of Pearson, so that margins stay the same under permutation.
    """
    x, y, t = checked(x, y, t)
    bend = np.array([space_constant, space_power, time_constant, time_power], dtype=np.float64)
    for constant, power in bend.reshape(2, 2):
        if constant < 0 or (constant == 0 and power < 0):
            raise StudyError(
                f"(distance + {constant:g}) to the power {power:g} is not defined at distance 0.",
                todo="Give a constant above 0.",
            )
    count, pairs = len(x), len(x) * (len(x) - 1) / 2
    space, time, space2, time2, both = _margins_fast(x, y, t, bend)
    spread = np.sqrt(max(0.0, space2 - space**2 / pairs)) * np.sqrt(max(0.0, time2 - time**2 / pairs))
    if not np.isfinite(spread) or spread <= 1e-12 * np.sqrt(space2 * time2):
        raise StudyError("All distances are the same, in space or in time.", todo="There is nothing to correlate.")
    base = space * time / pairs
    reached = 0
    for sums in _permuted(x, y, t, bend, permutations, seed, track):
        reached += int((sums >= both - 1e-9 * abs(both)).sum())
    constants = (space_constant, space_power, time_constant, time_power)
    return Mantel(count, float((both - base) / spread), share(reached, permutations), *constants, permutations, seed)


def _permuted(
    x: Floats, y: Floats, t: Floats, bend: Floats, many: int, seed: int, track: Track
) -> Iterator[Floats]:  # fmt: skip
    rows = max(1, PAIRS_AT_ONCE // (len(x) * LANES) * 2)
    for orders in groups(len(x), many, seed, track):
        times = np.zeros((len(x), LANES))
        times[:, : len(orders)] = t[orders].T
        out = np.zeros(LANES)
        # In pieces, so that a run can be stopped.
        for first in range(0, len(x), rows):
            _products_fast(x, y, times, bend, first, min(len(x), first + rows), out)
        yield out[: len(orders)]
