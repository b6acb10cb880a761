"""The offline base map: borders of country, oblasts and raions, and names of towns, all from the gazetteer's codes.

Public outlines put whole villages, and Crimea, on the wrong side of a border. Here a border is what lies half way
between neighbouring settlements of which the codifier says that they belong to different areas: the ridges of their
Voronoi diagram (Okabe et al. 2000, Spatial Tessellations, ch. 2). It is as exact as the settlements are dense, some
five to ten kilometres, and is drawn, never measured with.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians

from nomansland.terrain.gazetteer import default_index

Point = tuple[float, float]
LEVELS = ("country", "oblast", "raion")
WINDOW = (21.0, 43.5, 42.0, 53.5)
_KM = 111.32
_MIDDLE = 48.5
# A ridge farther from its settlements than this runs over the sea, or where the gazetteer has none.
_FARTHEST_KM = 55.0
_MOST_NAMES = 60
_WHERE = (
    "lat is not null and kind in ('city', 'town', 'village', 'settlement') and radius <= 8"
    " and lon between ? and ? and lat between ? and ?"
)


@dataclass(frozen=True, slots=True)
class Border:
    """Lines (of latitude and longitude) between areas of one level: `country`, `oblast` or `raion`."""

    level: str
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A name for orientation; `rank` is 5 for the greatest cities to 1 for villages."""

    name: str
    lat: float
    lon: float
    rank: int


def _rows(query: str, values: Iterable[float]) -> list[tuple[str, ...]]:
    found = sqlite3.connect(f"{default_index().resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return found.execute(query, tuple(values)).fetchall()
    finally:
        found.close()


def _level(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """The highest level on which two settlements lie in different areas; empty where nothing parts them."""
    if one[0] != other[0]:
        return "country" if "UA" in (one[0], other[0]) else ""
    if one[0] != "UA":
        return ""
    if one[1] != other[1]:
        return "oblast" if one[1] and other[1] else ""
    return "raion" if one[2] != other[2] and one[2] and other[2] else ""


def _chains(ridges: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Lines of which the ridges are the pieces; each piece is in one line."""
    ends: dict[int, set[int]] = defaultdict(set)
    for a, b in ridges:
        ends[a].add(b)
        ends[b].add(a)
    # Ends and crossings first, so that a line is walked whole; what is left then are rings.
    for start in sorted(ends, key=lambda at: (len(ends[at]) == 2, at)):
        while ends[start]:
            line = [start]
            while ends[line[-1]]:
                here = line[-1]
                onward = min(ends[here])
                ends[here].discard(onward)
                ends[onward].discard(here)
                line.append(onward)
            yield line


def _places() -> list[tuple[str, ...]]:
    west, south, east, north = WINDOW
    query = f"select country, oblast, raion, min(lat), min(lon) from place where {_WHERE} group by lat, lon"
    return _rows(query, (west, east, south, north))


@lru_cache(maxsize=1)
def borders() -> tuple[Border, ...]:
    """Borders of the country, of its oblasts and of its raions; about a second of work, done once."""
    import numpy as np
    from scipy.spatial import Voronoi

    places = _places()
    across = cos(radians(_MIDDLE))
    flat = np.array([(float(lon) * across, float(lat)) for *_, lat, lon in places]) * _KM
    cut = Voronoi(flat)
    ridges: dict[str, list[tuple[int, int]]] = {level: [] for level in LEVELS}
    for (one, other), (a, b) in zip(cut.ridge_points.tolist(), cut.ridge_vertices, strict=True):
        level = _level(places[one], places[other])
        if level and a >= 0 and b >= 0 and _near(flat[one], cut.vertices[a], cut.vertices[b]):
            ridges[level].append((a, b))
    at = cut.vertices / _KM
    return tuple(
        Border(
            level,
            tuple(
                tuple((round(float(at[v][1]), 3), round(float(at[v][0] / across), 3)) for v in line)
                for line in _chains(found)
            ),
        )
        for level, found in ridges.items()
    )


def _near(settlement: Iterable[float], *ends: Iterable[float]) -> bool:
    x, y = settlement
    return all(hypot(a - x, b - y) <= _FARTHEST_KM for a, b in ends)


def towns(west: float, south: float, east: float, north: float, most: int = _MOST_NAMES) -> list[Town]:
    """The greatest settlements of a window in degrees, those of the higher ranks first."""
    # Quarters of cities are in the gazetteer too, without a code of the codifier.
    query = f"select name, lat, lon, rank from place where {_WHERE} and code like 'UA%'"
    rows = _rows(query + " order by rank desc, population desc limit ?", (west, east, south, north, most))
    return [Town(str(name), float(lat), float(lon), int(rank)) for name, lat, lon, rank in rows]
