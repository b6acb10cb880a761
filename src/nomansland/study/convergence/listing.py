"""What is listed before any test: cross-side pairs with the reports behind them, and incidents for a plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from nomansland.study.convergence.frame import Frame, day_of, number
from nomansland.study.convergence.geometry import Floats, Ints
from nomansland.study.convergence.points import SIDES, Points
from nomansland.study.convergence.result import CrossPair, Spot
from nomansland.study.events import Located

PAIR_KM, PAIR_DAYS, WAIT_DAYS, MOST_LISTED = 50.0, 14, 90, 2000


@dataclass(frozen=True, slots=True)
class Told:
    """What a list says of the points, in their order: names, first and last day, reports, latitude and longitude."""

    names: Sequence[str]
    first: Floats
    last: Floats
    reports: Sequence[tuple[str, ...]]
    places: Sequence[tuple[float | None, float | None]]

    @classmethod
    def of(cls, incidents: Sequence[Located]) -> Told:
        """Of the incidents of a case."""
        return cls(
            [one.id for one in incidents],
            np.array([number(one.first) for one in incidents]),
            np.array([number(one.last) for one in incidents]),
            [one.reports for one in incidents],
            [(one.places[0].lat, one.places[0].lon) for one in incidents],
        )

    @classmethod
    def of_table(cls, points: Points) -> Told:
        """Of the rows of a table: they are named by number, and rest on no report that is known."""
        names = [f"row {row + 1}" for row in range(len(points))]
        return cls(names, points.day, points.day, [()] * len(points), [(None, None)] * len(points))

    def old(self, today: date) -> NDArray[np.bool_]:
        """True where the last possible day is more than 90 days past."""
        return self.last < number(today) - WAIT_DAYS


@dataclass(frozen=True, slots=True)
class Listed:
    """The pairs that may be shown (the first 2,000), how many there are of them, and how many are too young."""

    pairs: tuple[CrossPair, ...]
    whole: int
    withheld: int


def _near(points: Points, told: Told, row: int, second: Ints) -> Ints:
    """The incidents of the other side within 50 km (over ground where it is known) and 14 days at the least."""
    if np.isfinite(points.x[row]) and np.isfinite(points.x[second]).all():
        apart = np.hypot(points.x[second] - points.x[row], points.y[second] - points.y[row])
    else:
        apart = np.abs(points.km[second] - points.km[row])
    lag = np.maximum(told.first[second] - told.last[row], told.first[row] - told.last[second])
    near: Ints = second[(apart <= PAIR_KM) & (lag <= PAIR_DAYS)]
    return near


def _pair(points: Points, told: Told, rf: int, ua: int) -> CrossPair:
    ground = float(np.hypot(points.x[rf] - points.x[ua], points.y[rf] - points.y[ua]))
    least = max(0.0, told.first[ua] - told.last[rf], told.first[rf] - told.last[ua])
    most = max(abs(told.last[ua] - told.first[rf]), abs(told.last[rf] - told.first[ua]))
    return CrossPair(
        told.names[rf],
        told.names[ua],
        ground if np.isfinite(ground) else None,
        float(abs(points.km[rf] - points.km[ua])),
        int(least),
        int(most),
        (points.sectors[points.sector[rf]], points.sectors[points.sector[ua]]),
        bool(most <= PAIR_DAYS),
        tuple(dict.fromkeys(told.reports[rf] + told.reports[ua])),
    )


def cross_pairs(points: Points, told: Told, today: date) -> Listed:
    """Pairs of the two sides that lie near each other in place and time, and are older than 90 days."""
    pairs: list[CrossPair] = []
    old, second = told.old(today), np.flatnonzero(points.side == 1)
    whole = withheld = 0
    for row in map(int, np.flatnonzero(points.side == 0)):
        for other in map(int, _near(points, told, row, second)):
            if not (old[row] and old[other]):
                withheld += 1
                continue
            whole += 1
            if len(pairs) < MOST_LISTED:
                pairs.append(_pair(points, told, row, other))
    return Listed(tuple(pairs), whole, withheld)


def spots(points: Points, told: Told, today: date) -> tuple[Spot, ...]:
    """The incidents for a plot, those older than 90 days."""
    return tuple(
        Spot(
            told.names[row],
            SIDES[points.side[row]],
            float(points.km[row]),
            float(points.depth[row]) if np.isfinite(points.depth[row]) else None,
            day_of(float(points.day[row])),
            points.sectors[points.sector[row]],
            *told.places[row],
        )
        for row in map(int, np.flatnonzero(told.old(today)))
    )


def front_of(frame: Frame) -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of the reference line every 10 km, for a map."""
    lat, lon = frame.point_at(np.arange(0.0, frame.length + 10.0, 10.0))
    return tuple(zip(map(float, lat), map(float, lon), strict=True))
