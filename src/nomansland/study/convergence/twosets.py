"""Cross-side pairs of two sets of points whose places or days move: what the sensitivity nulls need."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from nomansland.study.convergence.close import _cell
from nomansland.study.convergence.geometry import Floats, Ints


def _count(
    km: Floats, day: Floats, other_km: Floats, other_day: Floats, start: Ints, origin: float, radii: Floats,
    lags: Floats, out: Ints,
) -> None:  # fmt: skip
    width = lags[-1] + 1e-9
    for one in range(km.size):
        bucket = int(np.floor((day[one] - origin) / width))
        for which in range(max(bucket - 1, 0), min(bucket + 2, start.size - 1)):
            low, high = start[which], start[which + 1]
            begin = low + np.searchsorted(other_km[low:high], km[one] - radii[-1])
            for other in range(begin, high):
                apart = other_km[other] - km[one]
                if apart > radii[-1]:
                    break
                cell = _cell(abs(apart), abs(other_day[other] - day[one]), radii, lags)
                if cell >= 0:
                    out[cell] += 1


_count_fast: Any = njit(cache=True)(_count)


def count_between(km: Floats, day: Floats, other_km: Floats, other_day: Floats, radii: Floats, lags: Floats) -> Ints:
    """Pairs of one point of each set along a line, cumulated over the grid; shape (radii, lags)."""
    out = np.zeros(len(radii) * len(lags), dtype=np.int64)
    if len(km) and len(other_km):
        origin = float(min(day.min(), other_day.min()))
        bucket = np.floor((other_day - origin) / (lags[-1] + 1e-9)).astype(np.int64)
        order = np.lexsort((other_km, bucket))
        start = np.searchsorted(bucket[order], np.arange(int(bucket.max()) + 2)).astype(np.int64)
        arrays = (other_km[order].copy(), other_day[order].copy(), start, origin, radii, lags, out)
        _count_fast(np.ascontiguousarray(km), np.ascontiguousarray(day), *arrays)
    grid: Ints = np.cumsum(np.cumsum(out.reshape(len(radii), len(lags)), axis=0), axis=1)
    return grid
