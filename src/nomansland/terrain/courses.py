"""Courses of rivers as lines of a few points, and how far off a place lies."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from nomansland.terrain.geo import Point, segment_km
from nomansland.terrain.patterns import table

# a place "on the river" may lie so far off the straight lines between the points
ON_KM = 15.0


@lru_cache(maxsize=1)
def _courses() -> dict[str, list[Point]]:
    return {slug: [(float(lat), float(lon)) for lat, lon in points] for slug, points in table("courses").items()}


def off_km(point: Point, river: str) -> float | None:
    """Kilometres from a point to the course of a river; None for a river whose course is not known."""
    course = _courses().get(river)
    if course is None:
        return None
    return min(segment_km(point, start, end)[0] for start, end in pairwise(course))
