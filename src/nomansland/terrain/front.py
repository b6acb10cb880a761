"""The front line by day: who holds a point, how far the line is, how far along it, in which sector, and how old the
map is."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from nomansland.terrain.geo import Point, centre, distance_km, plane, segment_km
from nomansland.words.errors import TerrainError

SCHEMATIC = Path(__file__).parent / "data" / "schematic_front.geojson"
_SECTORS = Path(__file__).parent.parent / "words" / "places" / "sectors.yaml"
FARTHEST_KM = 400.0
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a point stands to the front of a day.

    `side` is `RF`, `UA`, `contested` or None (cannot tell: too far from the line); `distance_km` to the nearest piece
    of the
    line; `position_km` along it from its northern end; `age_days` of the map that was used; `schematic` for a
    hand-drawn one.
    """

    side: str | None
    distance_km: float
    position_km: float
    sector: str | None
    age_days: int
    schematic: bool = False


@dataclass(frozen=True)
class Front:
    """The front of one day: pieces of line from north to south-west, Russian-held ground on the left hand.

    Where the map has areas, `occupied` and `contested` hold their rings and decide the side; else the hand of the
    line does.
    """

    day: date
    lines: tuple[Line, ...]
    occupied: tuple[Line, ...] = ()
    contested: tuple[Line, ...] = ()
    schematic: bool = False

    @cached_property
    def _offsets(self) -> list[float]:
        out, total = [], 0.0
        for line in self.lines:
            out.append(total)
            total += length_km(line)
        return out

    def at(self, point: Point, on: date | None = None) -> Standing:
        """The standing of a point (latitude, longitude) on a day, by default the day of the map."""
        day = on or self.day
        best: tuple[float, float, Point, Point] | None = None
        for offset, line in zip(self._offsets, self.lines, strict=True):
            along = offset
            for start, end in pairwise(line):
                apart, share = segment_km(point, start, end)
                if best is None or apart < best[0]:
                    best = (apart, along + share, start, end)
                along += distance_km(start, end)
        if best is None:
            return Standing(None, float("inf"), 0.0, None, abs((day - self.day).days), self.schematic)
        apart, position, start, end = best
        side = self._side(point, start, end) if apart < FARTHEST_KM else None
        sector = sector_of(point, day) if apart < 120 else None
        return Standing(side, round(apart, 1), round(position, 1), sector, abs((day - self.day).days), self.schematic)

    def side_of(self, point: Point) -> str | None:
        """The side that holds a point: as `at` says it, and faster where the map has areas."""
        return self._held(point) if self.occupied else self.at(point).side

    def _held(self, point: Point) -> str:
        if any(inside(point, ring) for ring in self.contested):
            return "contested"
        return "RF" if sum(inside(point, ring) for ring in self.occupied) % 2 else "UA"

    def _side(self, point: Point, start: Point, end: Point) -> str:
        if self.occupied:
            return self._held(point)
        ax, ay = plane(start, point)
        bx, by = plane(end, point)
        return "RF" if ax * by - ay * bx > 0 else "UA"


class Fronts:
    """Fronts of many days, in order."""

    def __init__(self, fronts: Iterable[Front]) -> None:
        self.fronts = sorted(fronts, key=lambda front: front.day)
        if not self.fronts:
            raise TerrainError("The map of the front has no day in it.")
        self._days = [front.day for front in self.fronts]

    def on(self, day: date) -> Front:
        """The last map not after `day`; the first one where `day` lies before them all (its age says how far)."""
        return self.fronts[max(0, bisect_right(self._days, day) - 1)]

    def at(self, point: Point, day: date) -> Standing:
        """The standing of a point on a day."""
        return self.on(day).at(point, day)

    @classmethod
    def load(cls, path: Path | None = None) -> Fronts:
        """Fronts of a file of lines (GeoJSON as `write` makes it); by default the schematic one of October 2022 to
        October 2023."""
        used = path or SCHEMATIC
        # a map that was imported anew is read anew
        return _load(str(used), used.stat().st_mtime_ns if used.exists() else 0)


@lru_cache(maxsize=4)
def _load(path: str, made: int) -> Fronts:
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        return Fronts(_front(feature) for feature in data["features"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TerrainError(
            f"{path} is not a front line file ({error}).", todo="Make it with `terrain front import`."
        ) from error


def _front(feature: dict[str, object]) -> Front:
    properties, geometry = feature["properties"], feature["geometry"]
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise ValueError("a feature without properties or geometry")
    rows = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
    lines = tuple(tuple((float(lat), float(lon)) for lon, lat, *_ in row) for row in rows)
    areas = {
        name: tuple(tuple((float(a), float(b)) for b, a in ring) for ring in properties.get(name, ()))
        for name in ("occupied", "contested")
    }
    return Front(
        date.fromisoformat(properties["date"]),
        lines,
        areas["occupied"],
        areas["contested"],
        bool(properties.get("schematic")),
    )


def write(fronts: Sequence[Front], out: Path) -> None:
    """Write fronts as GeoJSON: one MultiLineString a day, its areas among the properties."""
    features = []
    for front in fronts:
        properties: dict[str, object] = {"date": front.day.isoformat(), "schematic": front.schematic}
        for name, rings in (("occupied", front.occupied), ("contested", front.contested)):
            properties[name] = [[[b, a] for a, b in ring] for ring in rings]
        lines = [[[lon, lat] for lat, lon in line] for line in front.lines]
        features.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "MultiLineString", "coordinates": lines}}
        )
    out.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def length_km(line: Line) -> float:
    """Length of a line in kilometres."""
    return sum(distance_km(a, b) for a, b in pairwise(line))


def inside(point: Point, ring: Line) -> bool:
    """True where a point lies inside a ring (crossing number; the ring may be open or closed)."""
    lat, lon = point
    found = False
    for (a_lat, a_lon), (b_lat, b_lon) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (a_lat > lat) != (b_lat > lat) and lon < (b_lon - a_lon) * (lat - a_lat) / (b_lat - a_lat) + a_lon:
            found = not found
    return found


@dataclass(frozen=True, slots=True)
class Sector:
    """A named part of the front with the time its name was in use."""

    slug: str
    name: str
    anchors: tuple[Point, ...]
    first: date
    last: date


@lru_cache(maxsize=1)
def sectors() -> tuple[Sector, ...]:
    """All sectors of words/places/sectors.yaml."""
    rows = yaml.safe_load(_SECTORS.read_text(encoding="utf-8"))
    return tuple(
        Sector(row["slug"], row["name"], tuple((a, b) for a, b in row["anchors"]), row["from"], row["to"] or date.max)
        for row in rows
    )


def sector_of(point: Point, day: date) -> str | None:
    """Slug of the sector a point lies in on a day: that of the nearest anchor; None before any sector had a name."""
    known = [
        (min(distance_km(point, anchor) for anchor in s.anchors), s.slug) for s in sectors() if s.first <= day <= s.last
    ]
    return min(known, default=(0.0, None))[1]


def middle(front: Front) -> Point:
    """Middle of a front's points, for a map's first view."""
    return centre(point for line in front.lines for point in line)


def named_sector(slug: str, day: date) -> Sector | None:
    """The sector that an axis (`kupiansk-axis`) goes by on a day: of its name, or with its town in a double one."""
    town = slug.removesuffix("-axis")
    known = [one for one in sectors() if one.first <= day <= one.last]
    return next((one for one in known if town == one.slug or town in one.slug.split("-")), None)


def stretch(front: Front, around: Point, km: float) -> tuple[Point, float] | None:
    """Middle and reach (km) of the pieces of a front within `km` of a point; None where it does not come so near."""
    points = [point for line in front.lines for point in line if distance_km(point, around) <= km]
    if not points:
        return None
    middle_point = centre(points)
    return middle_point, max(10.0, max(distance_km(point, middle_point) for point in points))
