"""The correction of K at the edges of a polygon and of a period: what share of a circle could have been seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from nomansland.study.spacetime.events import Floats
from nomansland.study.spacetime.pairs import Rows
from nomansland.words.errors import StudyError

LARGEST = 100.0


def _inside(x: float, y: float, px: Floats, py: Floats) -> bool:
    """Whether a point lies in a closed polygon (crossings of a ray); points on the edge may fall on either side."""
    found = False
    for one in range(px.size - 1):
        if (py[one] > y) != (py[one + 1] > y):
            at = px[one] + (y - py[one]) / (py[one + 1] - py[one]) * (px[one + 1] - px[one])
            found ^= x < at
    return found


def _clear(x: float, y: float, px: Floats, py: Floats) -> float:
    """Distance from a point to the nearest edge of a polygon."""
    best = np.inf
    for one in range(px.size - 1):
        dx, dy = px[one + 1] - px[one], py[one + 1] - py[one]
        length = dx * dx + dy * dy
        share = 0.0
        if length > 0:
            share = min(1.0, max(0.0, ((x - px[one]) * dx + (y - py[one]) * dy) / length))
        best = min(best, np.hypot(px[one] + share * dx - x, py[one] + share * dy - y))
    return best


_inside_fast: Any = njit(cache=True)(_inside)
_clear_fast: Any = njit(cache=True)(_clear)


def _seen(x: float, y: float, radius: float, px: Floats, py: Floats, angles: Floats) -> float:
    """Share of the circle round (x, y) that lies in the polygon."""
    found = 0
    for one in range(px.size - 1):
        ax, ay = px[one] - x, py[one] - y
        dx, dy = px[one + 1] - px[one], py[one + 1] - py[one]
        a, half = dx * dx + dy * dy, ax * dx + ay * dy
        rest = half * half - a * (ax * ax + ay * ay - radius * radius)
        if a == 0 or rest <= 0:
            continue
        root = np.sqrt(rest)
        for at in ((-half - root) / a, (-half + root) / a):
            if 0 <= at < 1:
                angles[found] = np.arctan2(ay + at * dy, ax + at * dx)
                found += 1
    if found == 0:
        return 1.0 if _inside_fast(x + radius, y, px, py) else 0.0
    cuts = np.sort(angles[:found])
    share = 0.0
    for one in range(found):
        begin = cuts[one]
        end = cuts[one + 1] if one + 1 < found else cuts[0] + 2 * np.pi
        middle = (begin + end) / 2
        if _inside_fast(x + radius * np.cos(middle), y + radius * np.sin(middle), px, py):
            share += end - begin
    return share / (2 * np.pi)


_seen_fast: Any = njit(cache=True)(_seen)


def _weigh(left: Any, right: Any, x: Floats, y: Floats, clear: Floats, px: Floats, py: Floats, out: Floats) -> None:
    angles = np.empty(2 * px.size)
    for pair in range(left.size):
        for turn in range(2):
            here = left[pair] if turn == 0 else right[pair]
            there = right[pair] if turn == 0 else left[pair]
            radius = np.hypot(x[there] - x[here], y[there] - y[here])
            share = 1.0
            if radius > clear[here]:
                share = _seen_fast(x[here], y[here], radius, px, py, angles)
            out[turn, pair] = min(100.0, 1 / max(share, 1e-9))


_weigh_fast: Any = njit(cache=True)(_weigh)


def _clears(x: Floats, y: Floats, px: Floats, py: Floats, clear: Floats) -> int:
    """Write the distance of each point to the edge; count the points outside."""
    outside = 0
    scale = 1e-9 * (np.abs(px).max() + np.abs(py).max())
    for one in range(x.size):
        clear[one] = _clear_fast(x[one], y[one], px, py)
        if clear[one] > scale and not _inside_fast(x[one], y[one], px, py):
            outside += 1
    return outside


_clears_fast: Any = njit(cache=True)(_clears)


class Border:
    """A polygon round the events.

    Parameters
    ----------
    corners : ndarray of float, shape (v, 2)
        Corners in order, of a polygon that does not cross itself; the first need not be repeated at the end.

    Raises
    ------
    StudyError
        Where there are fewer than three corners, one is not finite, or the area is 0.
    """

    def __init__(self, corners: Floats) -> None:
        given = np.asarray(corners, dtype=np.float64)
        if given.ndim != 2 or given.shape[1] != 2 or len(given) < 3 or not np.isfinite(given).all():
            raise StudyError("A border needs at least three corners, each with x and y.", todo="Give them in order.")
        closed = np.vstack((given, given[:1])) if (given[0] != given[-1]).any() else given
        self.x, self.y = np.ascontiguousarray(closed[:, 0]), np.ascontiguousarray(closed[:, 1])
        mid_x, mid_y = self.x - self.x.mean(), self.y - self.y.mean()
        self.area = abs(float((mid_x[:-1] * mid_y[1:] - mid_x[1:] * mid_y[:-1]).sum())) / 2
        if self.area == 0:
            raise StudyError("The border encloses no area.", todo="Give its corners in order.")

    @classmethod
    def box(cls, x: Floats, y: Floats) -> Border:
        """The smallest rectangle round the events."""
        low, high, down, up = x.min(), x.max(), y.min(), y.max()
        return cls(np.array([[low, down], [high, down], [high, up], [low, up]]))

    def clear(self, x: Floats, y: Floats) -> Floats:
        """Distance of each event to the border; shape (n,).

        Raises
        ------
        StudyError
            Where events lie outside.
        """
        found = np.empty(len(x))
        outside = int(_clears_fast(x, y, self.x, self.y, found))
        if outside:
            raise StudyError(f"{outside} events lie outside the border.", todo="Give a border round all of them.")
        return found

    def weights(self, left: Rows, right: Rows, x: Floats, y: Floats, clear: Floats) -> Floats:
        """Ripley's weights of pairs, seen from the left and from the right event; shape (2, p), at most 100."""
        found = np.empty((2, len(left)))
        _weigh_fast(left, right, x, y, clear, self.x, self.y, found)
        return found
