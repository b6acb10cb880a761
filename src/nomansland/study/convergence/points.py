"""Incidents as points: kilometres along the front, depth behind it, day, side, sector; and what they are drawn from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nomansland.study.convergence.geometry import Floats, Ints

SIDES = ("RF", "UA")
BELT_KM = 50.0
MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Points:
    """n incidents as arrays.

    Parameters
    ----------
    side : ndarray of int8, shape (n,)
        0 for RF, 1 for UA.
    km : ndarray of float, shape (n,)
        Kilometres along the reference line, from its northern end.
    depth : ndarray of float, shape (n,)
        Kilometres from the front line of the day; NaN where it is not known.
    x, y : ndarray of float, shape (n,)
        Kilometres east and north, for distances over ground; NaN where they are not known.
    day : ndarray of float, shape (n,)
        Days since 1970-01-01; whole numbers, unless a time of day is known.
    sector : ndarray of int, shape (n,)
        Index into `sectors`.
    length, window : float and tuple of float
        Length of the reference line in km; first and last day of the study.
    """

    side: NDArray[np.int8]
    km: Floats
    depth: Floats
    x: Floats
    y: Floats
    day: Floats
    sector: Ints
    sectors: tuple[str, ...]
    length: float
    window: tuple[float, float]

    def __len__(self) -> int:
        return len(self.side)

    @property
    def grounded(self) -> bool:
        """True where every point has a place over ground."""
        return bool(np.isfinite(self.x).all() and np.isfinite(self.y).all())

    @property
    def days(self) -> float:
        """Length of the window in days, both ends counted."""
        return self.window[1] - self.window[0] + 1.0

    def counts(self) -> tuple[int, int]:
        """How many of RF and of UA."""
        of_ua = int(self.side.sum())
        return len(self.side) - of_ua, of_ua

    def take(self, which: NDArray[np.bool_] | Ints) -> Points:
        """Some of the points, in the same frame."""
        names = ("side", "km", "depth", "x", "y", "day", "sector")
        return replace(self, **{name: getattr(self, name)[which] for name in names})

    def swapped(self) -> Points:
        """The same with the two sides exchanged."""
        return replace(self, side=(1 - self.side).astype(np.int8))


def months(day: Floats) -> Ints:
    """Calendar month of days since 1970, as months since 1970."""
    return np.floor(day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def strata(points: Points, kind: str = "sector-month") -> Ints:
    """Which points share fighting: the same index for those of one sector and month.

    Parameters
    ----------
    points : Points
    kind : str
        `sector-month`; `half` splits sectors at 25 km and months at the middle, `double` takes belts of 100 km and two
        months, `none` puts all in one.

    Returns
    -------
    ndarray of int, shape (n,)
        From 0, without gaps.
    """
    if kind == "none" or not len(points):
        return np.zeros(len(points), dtype=np.int64)
    if kind == "sector-month":
        place, time = points.sector, months(points.day)
    elif kind == "half":
        place = points.sector * 100 + np.floor(points.km / 25.0).astype(np.int64)
        time = np.floor(points.day / (MONTH_DAYS / 2)).astype(np.int64)
    elif kind == "double":
        place = np.floor(points.km / 100.0).astype(np.int64)
        time = np.floor(points.day / (2 * MONTH_DAYS)).astype(np.int64)
    else:
        raise ValueError(f"no such strata: {kind!r}")
    _, index = np.unique(np.column_stack((place, time)), axis=0, return_inverse=True)
    return index.reshape(-1).astype(np.int64)


def belts(km: Floats, length: float) -> tuple[Ints, tuple[str, ...]]:
    """Sectors for a table that names none: belts of 50 km along the line."""
    number = max(1, int(np.ceil(length / BELT_KM)))
    index = np.clip(np.floor(km / BELT_KM), 0, number - 1).astype(np.int64)
    return index, tuple(f"km {int(k * BELT_KM)}-{int((k + 1) * BELT_KM)}" for k in range(number))
