"""What chance would do: the null models, the primary one named beforehand.

`shared-fighting` is the result: the sides of the incidents are shuffled within sector and month, so that two sides
which suffer the same offensives keep all of that. The others are shown beside it as sensitivity, because each takes
some of the shared fighting for an answer of one side to the other:

* `half-strata`, `double-strata`: the same with finer and coarser strata.
* `labels`: sides shuffled over the whole front and period.
* `dates`: each side's days permuted among its own incidents.
* `shift`: each side's days moved round the window by a random number of days of its own.
* `intensity`: each side's incidents drawn anew within belts of 50 km and 30 days (interval jitter, after Amarasingham
  and others 2012): a rate that is even within each such tile and free between them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nomansland.study.convergence.close import Close, cross_counts, shuffled
from nomansland.study.convergence.geometry import Floats, Ints
from nomansland.study.convergence.points import BELT_KM, Points, strata
from nomansland.study.convergence.twosets import count_between

PRIMARY = "shared-fighting"
SHUFFLES = {PRIMARY: "sector-month", "half-strata": "half", "double-strata": "double", "labels": "none"}
TILE_DAYS = 30.0
Moved = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Counts:
    """Cross-side close pairs: the observed ones first, then one table for each draw of the null.

    `values` has shape (m + 1, radii, lags).
    """

    null: str
    values: Ints
    radii: Floats
    lags: Floats


def _dates(points: Points, of: int, rng: np.random.Generator) -> Moved:
    mine = points.side == of
    return points.km[mine], rng.permutation(points.day[mine])


def _shift(points: Points, of: int, rng: np.random.Generator) -> Moved:
    mine = points.side == of
    move = float(rng.integers(1, max(2, int(points.days))))
    return points.km[mine], points.window[0] + (points.day[mine] - points.window[0] + move) % points.days


def _intensity(points: Points, of: int, rng: np.random.Generator) -> Moved:
    mine = points.side == of
    count = int(mine.sum())
    belt = np.floor(points.km[mine] / BELT_KM) * BELT_KM
    width = np.minimum(BELT_KM, np.maximum(points.length - belt, 1e-9))
    tile = points.window[0] + np.floor((points.day[mine] - points.window[0]) / TILE_DAYS) * TILE_DAYS
    long = np.minimum(TILE_DAYS, points.window[1] + 1 - tile)
    return belt + width * rng.random(count), np.floor(tile + long * rng.random(count))


MOVES: dict[str, Callable[[Points, int, np.random.Generator], Moved]] = {
    "dates": _dates,
    "shift": _shift,
    "intensity": _intensity,
}
SENSITIVITY = ("half-strata", "double-strata", "intensity", "labels", "dates", "shift")


def shuffled_counts(points: Points, close: Close, null: str, many: int, seed: int) -> Counts:
    """Counts under a null that shuffles sides within strata."""
    labels = shuffled(points.side, strata(points, SHUFFLES[null]), many, seed)
    return Counts(null, cross_counts(close, labels), close.radii, close.lags)


def moved_counts(points: Points, radii: Floats, lags: Floats, null: str, many: int, seed: int) -> Counts:
    """Counts along the front under a null that moves places or days within each side."""
    rng = np.random.default_rng(seed)
    move, first, second = MOVES[null], points.side == 0, points.side == 1
    values = np.empty((many + 1, len(radii), len(lags)), dtype=np.int64)
    pair = (points.km[first], points.day[first], points.km[second], points.day[second])
    values[0] = count_between(*pair, radii, lags)
    for draw in range(1, many + 1):
        values[draw] = count_between(*move(points, 0, rng), *move(points, 1, rng), radii, lags)
    return Counts(null, values, radii, lags)
