"""Boundaries of administrative areas: how far an area reaches, and which points lie where their code cannot be.

An outline never says what lies in what: codes do, for public outlines put whole villages on the wrong side of a border.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from typing import Any

from nomansland.terrain.entry import Conflict, Entry
from nomansland.terrain.geo import Point, distance_km
from nomansland.words.errors import TerrainError

CODES = ("katottg", "KATOTTG", "katotth", "code", "CODE", "ref:katottg")
POINT_OFF_KM = 5.0


@dataclass(frozen=True, slots=True)
class Outline:
    """An area: the codifier's code, its middle (centre of mass) and how far it reaches from there in kilometres."""

    code: str
    middle: Point
    reach_km: float
    source: str


def outlines(path: Path) -> Iterator[Outline]:
    """Outlines of a GeoJSON file whose features carry a code; the others are left out.

    Raises
    ------
    TerrainError
        Where the file is no GeoJSON.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise TerrainError(
            f"{path.name} is no GeoJSON of areas ({error}).", todo="Give a FeatureCollection of polygons."
        ) from error
    for feature in features:
        properties = feature.get("properties") or {}
        code = next((str(properties[name]) for name in CODES if properties.get(name)), "")
        rings = list(_rings(feature.get("geometry") or {}))
        if code and rings:
            middle = _middle(rings)
            reach = max(distance_km(middle, (lat, lon)) for ring in rings for lon, lat, *_ in ring)
            yield Outline(code, middle, round(reach, 1), path.name)


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Outer rings of a polygon or of several."""
    if geometry.get("type") == "Polygon":
        yield geometry["coordinates"][0]
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield polygon[0]


def _middle(rings: Iterable[list[list[float]]]) -> Point:
    """Centre of mass of the outer rings on a flat map at their latitude; the mean of the corners where they have no
    area."""
    total = east = north = 0.0
    corners: list[list[float]] = []
    for ring in rings:
        corners += ring
        for (x0, y0, *_), (x1, y1, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = x0 * y1 - x1 * y0
            total, east, north = total + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    if abs(total) < 1e-9 * max(cos(radians(corners[0][1])), 0.01):
        return sum(c[1] for c in corners) / len(corners), sum(c[0] for c in corners) / len(corners)
    return north / (3 * total), east / (3 * total)


def apply(codified: dict[str, Entry], found: Iterable[Outline], coarse: float) -> tuple[list[Conflict], int]:
    """Give areas their middle and reach, and settlements without a point of their own those of their community.

    Parameters
    ----------
    codified : dict
        Places by code.
    found : iterable of Outline
        Areas in any order.
    coarse : float
        Radius in kilometres from which a settlement's point counts as only its community's.

    Returns
    -------
    tuple
        Settlements that another source puts beyond the reach of their community: the code is right and the point is
        another place's, so they get the community's; and how many outlines have a code that the codifier does not know.
    """
    known = {one.code: one for one in found}
    for code, one in known.items():
        if code in codified and not codified[code].rank:
            codified[code].place(one.middle, one.reach_km, f"outline ({one.source})")
    conflicts = []
    for entry in codified.values():
        around = known.get(entry.hromada) or (None if entry.point else known.get(entry.raion))
        if not entry.rank or around is None:
            continue
        apart = distance_km(entry.point, around.middle) if entry.point else 0.0
        outside = apart > around.reach_km + POINT_OFF_KM + entry.radius_km
        if outside:
            conflicts.append(Conflict(entry.code, entry.name, around.source, entry.source, round(apart, 1)))
        if outside or entry.point is None or entry.radius_km >= coarse:
            entry.place(around.middle, around.reach_km, f"middle of its community's outline ({around.source})")
    return conflicts, sum(code not in codified for code in known)
