"""Distances and directions on the globe."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

EARTH_KM = 6371.0088
COMPASS = {
    "north": 0.0,
    "north-east": 45.0,
    "east": 90.0,
    "south-east": 135.0,
    "south": 180.0,
    "south-west": 225.0,
    "west": 270.0,
    "north-west": 315.0,
}

Point = tuple[float, float]


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres between two (latitude, longitude) points in degrees (haversine)."""
    lat1, lon1, lat2, lon2 = radians(one[0]), radians(one[1]), radians(other[0]), radians(other[1])
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def bearing(origin: Point, target: Point) -> float:
    """Initial bearing from `origin` to `target` in degrees clockwise from north, 0 to 360."""
    lat1, lat2, turn = radians(origin[0]), radians(target[0]), radians(target[1] - origin[1])
    east = sin(turn) * cos(lat2)
    north = cos(lat1) * sin(lat2) - sin(lat1) * cos(lat2) * cos(turn)
    return degrees(atan2(east, north)) % 360


def shifted(point: Point, heading: float, km: float) -> Point:
    """The point `km` kilometres from `point` on a heading in degrees from north (flat earth; good to 100 km)."""
    north, east = km * cos(radians(heading)), km * sin(radians(heading))
    return point[0] + north / 111.2, point[1] + east / (111.2 * cos(radians(point[0])))


def turn(one: float, other: float) -> float:
    """Smallest angle between two bearings, 0 to 180 degrees."""
    return abs((one - other + 180) % 360 - 180)


def centre(points: Iterable[Point]) -> Point:
    """Mean point of a few near points (not across the date line). Raises ValueError for none."""
    rows = list(points)
    if not rows:
        raise ValueError("no points to take the middle of")
    return sum(p[0] for p in rows) / len(rows), sum(p[1] for p in rows) / len(rows)


def plane(point: Point, origin: Point) -> Point:
    """Kilometres (east, north) of `point` from `origin`, good to a percent within a few hundred kilometres."""
    scale = radians(1) * EARTH_KM
    return (point[1] - origin[1]) * scale * cos(radians(origin[0])), (point[0] - origin[0]) * scale


def segment_km(point: Point, start: Point, end: Point) -> tuple[float, float]:
    """Distance from `point` to a segment, and how far along it the nearest point lies, both in kilometres."""
    ax, ay = plane(start, point)
    bx, by = plane(end, point)
    dx, dy = bx - ax, by - ay
    length = hypot(dx, dy)
    if length == 0:
        return hypot(ax, ay), 0.0
    share = max(0.0, min(1.0, -(ax * dx + ay * dy) / (length * length)))
    return hypot(ax + share * dx, ay + share * dy), share * length
