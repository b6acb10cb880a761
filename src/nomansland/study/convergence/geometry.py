"""Kilometres on a plane, and nearest points on lines: the arithmetic under the projection on the front."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from nomansland.terrain.geo import EARTH_KM

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def to_plane(lat: Floats, lon: Floats, origin: tuple[float, float]) -> tuple[Floats, Floats]:
    """Kilometres east and north of `origin` by the azimuthal equidistant projection.

    Distances to the origin are exact; between two points 500 km from it they are off by at most 0.2 %
    (Snyder 1987, *Map Projections: A Working Manual*, chapter 25).

    Parameters
    ----------
    lat, lon : ndarray of float, shape (n,)
        Degrees.
    origin : tuple of float
        Latitude and longitude of the centre, degrees.
    """
    lat0, lon0 = np.radians(origin[0]), np.radians(origin[1])
    phi, turn = np.radians(lat), np.radians(lon) - lon0
    cosine = np.sin(lat0) * np.sin(phi) + np.cos(lat0) * np.cos(phi) * np.cos(turn)
    angle = np.arccos(np.clip(cosine, -1.0, 1.0))
    scale = EARTH_KM * np.where(angle > 1e-12, angle / np.maximum(np.sin(angle), 1e-12), 1.0)
    east = scale * np.cos(phi) * np.sin(turn)
    north = scale * (np.cos(lat0) * np.sin(phi) - np.sin(lat0) * np.cos(phi) * np.cos(turn))
    return east, north


def from_plane(x: Floats, y: Floats, origin: tuple[float, float]) -> tuple[Floats, Floats]:
    """Latitude and longitude of points of `to_plane`."""
    lat0, lon0 = np.radians(origin[0]), np.radians(origin[1])
    rho = np.hypot(x, y)
    angle = rho / EARTH_KM
    safe = np.maximum(rho, 1e-12)
    lat = np.arcsin(np.clip(np.cos(angle) * np.sin(lat0) + y * np.sin(angle) * np.cos(lat0) / safe, -1.0, 1.0))
    east = x * np.sin(angle)
    lon = lon0 + np.arctan2(east, safe * np.cos(lat0) * np.cos(angle) - y * np.sin(lat0) * np.sin(angle))
    return np.degrees(lat), np.degrees(lon)


def _feet(x: Floats, y: Floats, first: Ints, last: Ints, segments: Floats) -> Floats:
    out = np.empty((x.size, 4))
    for row in range(x.size):
        best = np.inf
        out[row, :] = np.nan
        for one in range(first[row], last[row]):
            ax, ay, bx, by, start = segments[one]
            dx, dy = bx - ax, by - ay
            square = dx * dx + dy * dy
            share = 0.0
            if square > 0:
                share = min(1.0, max(0.0, ((x[row] - ax) * dx + (y[row] - ay) * dy) / square))
            fx, fy = ax + share * dx, ay + share * dy
            apart = (x[row] - fx) ** 2 + (y[row] - fy) ** 2
            if apart < best:
                best = apart
                out[row, 0], out[row, 1], out[row, 2] = fx, fy, start + share * np.sqrt(square)
                out[row, 3] = np.sqrt(apart)
    return out


_feet_of: Any = njit(cache=True)(_feet)


def feet(x: Floats, y: Floats, first: Ints, last: Ints, segments: Floats) -> Floats:
    """The nearest point on each point's own lines.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Kilometres.
    first, last : ndarray of int, shape (n,)
        Which rows of `segments` are the lines of each point (`last` exclusive).
    segments : ndarray of float, shape (s, 5)
        Start x, y, end x, y, and kilometres along the line at the start.

    Returns
    -------
    ndarray of float, shape (n, 4)
        x and y of the nearest point, kilometres along, distance; NaN where a point has no line.
    """
    found: Floats = _feet_of(x, y, first, last, segments)
    return found


def segments_of(x: Floats, y: Floats, start: float = 0.0) -> Floats:
    """A line of vertices as rows for `feet`."""
    along = start + np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))))
    return np.column_stack((x[:-1], y[:-1], x[1:], y[1:], along[:-1]))


def simplified(points: Floats, tolerance: float) -> Floats:
    """A line with only the vertices it needs to stay within `tolerance` (Douglas and Peucker 1973); shape (k, 2)."""
    keep = np.zeros(len(points), dtype=np.bool_)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        row = segments_of(points[[first, last], 0], points[[first, last], 1])
        inner = points[first + 1 : last]
        none = np.zeros(len(inner), dtype=np.int64)
        apart = feet(inner[:, 0].copy(), inner[:, 1].copy(), none, none + 1, row)[:, 3]
        worst = int(np.argmax(apart))
        if apart[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return points[keep]
