"""The slope of a series with an interval: Theil and Sen, with Hamed and Rao's correction for autocorrelation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nomansland.study.convergence.geometry import Floats

YEAR = 365.25
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Trend:
    """Change a year with a 95 % interval, from `windows` values; `inflation` of the variance by autocorrelation."""

    slope: float
    low: float
    high: float
    windows: int
    inflation: float

    def percent(self) -> Trend:
        """The trend of a logarithm as per cent a year."""
        slope, low, high = (100 * float(np.expm1(value)) for value in (self.slope, self.low, self.high))
        return Trend(slope, low, high, self.windows, self.inflation)


def _inflation(when: Floats, values: Floats, slope: float) -> float:
    """How much the variance of Kendall's S grows with the autocorrelation of the ranks (Hamed and Rao 1998)."""
    number = len(values)
    ranks = np.argsort(np.argsort(values - slope * when, kind="stable"), kind="stable").astype(np.float64)
    ranks -= ranks.mean()
    total = 0.0
    for lag in range(1, min(number // 4, 6) + 1):
        share = float((ranks[:-lag] * ranks[lag:]).sum() / (ranks * ranks).sum())
        if abs(share) > Z / np.sqrt(number):
            total += (number - lag) * (number - lag - 1) * (number - lag - 2) * share
    return float(max(1.0, 1 + 2 * total / (number * (number - 1) * (number - 2))))


def trend_of(when: Floats, values: Floats) -> Trend:
    """The median of all slopes between two values, with Sen's interval (Sen 1968).

    Parameters
    ----------
    when : ndarray of float, shape (w,)
        Days, rising.
    values : ndarray of float, shape (w,)
    """
    first, second = np.triu_indices(len(values), 1)
    slopes = np.sort((values[second] - values[first]) / (when[second] - when[first]))
    slope, number = float(np.median(slopes)), len(values)
    inflation = _inflation(when, values, slope)
    half = Z * np.sqrt(number * (number - 1) * (2 * number + 5) / 18 * inflation)
    low = max(0, int(np.floor((len(slopes) - half) / 2)) - 1)
    high = min(len(slopes) - 1, int(np.ceil((len(slopes) + half) / 2)))
    return Trend(slope * YEAR, float(slopes[low]) * YEAR, float(slopes[high]) * YEAR, number, inflation)
