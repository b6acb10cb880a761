"""How well a point fits what a text says of it, in log odds: the same scores within a report and across a lineage."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees

from nomansland.terrain.geo import COMPASS, Point, bearing, segment_km, turn


def of_distance(apart: float, km: float, slack: float) -> float:
    """2.5 where a place lies as far off (`apart`, km) as the text says, down to -4; a fifth of it or 3 km is no matter.

    `slack` is how far (km) the two points may be off.
    """
    off = (apart - km) / (max(3.0, 0.2 * km) + slack)
    return 2.5 - min(6.5, off * off)


def of_near(apart: float, slack: float) -> float:
    """2.2 beside the place named with it, down to -4 at about ninety kilometres."""
    return 2.2 - min(6.2, max(0.0, apart - slack) / 15)


def of_direction(point: Point, origin: Point, direction: str, radii: float, apart: float) -> float:
    """0.8 or -0.8: whether a point lies to the named side of another.

    `radii` is the sum of both radii: how far points may be off turns the direction of what is near by much.
    """
    loose = degrees(atan2(radii / 2, apart))
    return 0.8 if turn(bearing(origin, point), COMPASS[direction]) < min(80.0, 50.0 + loose) else -0.8


def of_side_alone(apart: float) -> float:
    """What a direction without a distance adds: the place is not far off."""
    return 1.2 - min(4.0, max(0.0, apart - 40) / 30)


def of_between(point: Point, ends: Sequence[Point], radius: float) -> float:
    """2.5 on the line between two places, down to -4.5 at seventy kilometres beside it."""
    apart, _ = segment_km(point, ends[0], ends[1])
    return 2.5 - min(7.0, max(0.0, apart - radius / 2) / 10)
