"""How near the other side's nearest incident is, month by month, and whether that distance shrinks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numba import njit

from nomansland.study.convergence.close import LANES, Bytes, Close, close_pairs, shuffled
from nomansland.study.convergence.frame import day_of, number
from nomansland.study.convergence.geometry import Floats
from nomansland.study.convergence.points import Points, strata
from nomansland.study.convergence.trend import Trend, trend_of

WINDOW_DAYS, LAG_DAYS, FARTHEST_KM = 30.0, 14.0, 150.0
LEAST_OF_A_SIDE, LEAST_WINDOWS = 2, 8


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of days: incidents of both sides, and how near the other side's nearest is within 14 days.

    `nearest_km` is the geometric mean of the distances along the front (1 km added to each), `expected_km` what the
    primary null gives for it.
    """

    first: date
    last: date
    rf: int
    ua: int
    nearest_km: float
    expected_km: float

    @property
    def ratio(self) -> float:
        """Observed over expected: below one where the sides are nearer than shared fighting makes them."""
        return (self.nearest_km + 1) / (self.expected_km + 1)


@dataclass(frozen=True, slots=True)
class Nearest:
    """Windows that hold at least two incidents of each side, and the trend over them.

    `trend` is that of `ratio`, in per cent a year, None with fewer than eight windows (`refused` then says so): the
    distance alone shrinks wherever more is reported. `raw` is the slope of the distance itself in per cent a year,
    without an interval, because shared offensives make it wander.
    """

    windows: tuple[Window, ...]
    trend: Trend | None
    raw: float | None
    refused: str | None
    lag_days: float = LAG_DAYS
    farthest_km: float = FARTHEST_KM


def _closest(left: Any, right: Any, apart: Any, labels: Bytes, best: Any) -> None:
    for pair in range(left.size):
        one, other, km = left[pair], right[pair], apart[pair]
        for lane in range(LANES):
            far = km if labels[one, lane] != labels[other, lane] else np.float32(1e9)
            best[one, lane] = min(best[one, lane], far)
            best[other, lane] = min(best[other, lane], far)


_closest_fast: Any = njit(cache=True)(_closest)


def nearest_cross(points: Points, close: Close, labels: Bytes) -> Floats:
    """Distance of each incident to the nearest one of the other side among the close pairs; shape (n, m)."""
    apart = np.abs(points.km[close.left] - points.km[close.right]).astype(np.float32)
    out = np.empty(labels.shape, dtype=np.float32)
    for begin in range(0, labels.shape[1], LANES):
        lanes = min(LANES, labels.shape[1] - begin)
        block = np.zeros((labels.shape[0], LANES), dtype=np.uint8)
        block[:, :lanes] = labels[:, begin : begin + lanes]
        best = np.full(block.shape, close.radii[-1], dtype=np.float32)
        _closest_fast(close.left, close.right, apart, block, best)
        out[:, begin : begin + lanes] = best[:, :lanes]
    return out.astype(np.float64)


def nearest(points: Points, many: int, seed: int) -> Nearest:
    """Windows and trends; an incident without one of the other side within 14 days and 150 km counts as 150 km."""
    close = close_pairs(points.km, np.zeros(len(points)), points.day, np.array([FARTHEST_KM]), np.array([LAG_DAYS]))
    labels = shuffled(points.side, strata(points), many, seed)
    table = nearest_cross(points, close, labels)
    which = np.floor((points.day - points.window[0]) / WINDOW_DAYS).astype(np.int64)
    windows = []
    for turn in range(int(np.ceil(points.days / WINDOW_DAYS))):
        inside = which == turn
        ua = int(points.side[inside].sum())
        rf = int(inside.sum()) - ua
        if min(rf, ua) < LEAST_OF_A_SIDE:
            continue
        logs = np.log(table[inside] + 1).mean(axis=0)
        seen, expected = np.exp((logs[0], logs[1:].mean())) - 1
        first = points.window[0] + turn * WINDOW_DAYS
        last = min(first + WINDOW_DAYS - 1, points.window[1])
        windows.append(Window(day_of(first), day_of(last), rf, ua, float(seen), float(expected)))
    if len(windows) < LEAST_WINDOWS:
        why = f"{len(windows)} stretches of 30 days hold two incidents of each side; a trend needs {LEAST_WINDOWS}."
        return Nearest(tuple(windows), None, None, why)
    when = np.array([number(one.first) for one in windows])
    raw = trend_of(when, np.log([one.nearest_km + 1 for one in windows])).percent()
    return Nearest(tuple(windows), trend_of(when, np.log([one.ratio for one in windows])).percent(), raw.slope, None)
