"""Maps of the occupied area turned into front lines: the international border and the coast are taken out.

The edge of "occupied" runs along the border and the sea as well. What is front is told by codes, not by low-resolution
borders: an edge is front where ground outside it that belongs to Ukraine (by the codifier) is nearer than Russian
ground.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from nomansland.terrain.front import Front, Line, inside, length_km
from nomansland.terrain.gazetteer import Terrain
from nomansland.terrain.geo import Point, distance_km, plane
from nomansland.words.errors import TerrainError

STEP_KM, REACH_KM, FREE_KM, SHORTEST_KM, OUT_KM, SMALLEST = 4.0, 40.0, 25.0, 20.0, 8.0, 8
OCCUPIED_FILLS = frozenset({"#a52714", "#880e4f", "#000000"})
CONTESTED_FILLS = frozenset({"#bcaaa4", "#bdbdbd"})
CELL = 0.5
KM2_PER_DEGREE, LEAST_KM2 = 8300.0, 300.0


class Ground:
    """Settlements near the theatre in a grid, to ask whose ground is near a point."""

    def __init__(self, terrain: Terrain) -> None:
        self.cells: dict[tuple[int, int], list[tuple[Point, str]]] = defaultdict(list)
        for lat, lon, country in terrain.ground():
            self.cells[_cell((lat, lon))].append(((lat, lon), country))

    def near(self, point: Point) -> Iterator[tuple[float, Point, str]]:
        """Settlements within about REACH_KM: distance, point, country."""
        row, column = _cell(point)
        for a in (row - 1, row, row + 1):
            for b in (column - 1, column, column + 1):
                for other, country in self.cells.get((a, b), ()):
                    apart = distance_km(point, other)
                    if apart <= REACH_KM:
                        yield apart, other, country


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point[0] / CELL), math.floor(point[1] / CELL)


def read_days(path: Path) -> Iterator[tuple[date, list[Line], list[Line]]]:
    """Day, occupied rings and contested rings of a file: JSON Lines (plain or gzip) with `date`, `occupied`,
    `unknown`, or
    GeoJSON with a fill per polygon and the date in its name (`2023-06-10.geojson`). Raises TerrainError for anything
    else.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as handle:
            if ".jsonl" in path.name:
                for line in handle:
                    row = json.loads(line)
                    yield date.fromisoformat(row["date"]), _rings(row["occupied"]), _rings(row.get("unknown"))
            else:
                data = json.load(handle)
                yield date.fromisoformat(path.name[:10]), *_coloured(data)
    except (ValueError, KeyError, TypeError) as error:
        raise TerrainError(
            f"{path.name} is not a map of the front ({error}).", todo="Give GeoJSON by day or JSON Lines."
        ) from error


def _coloured(data: dict[str, Any]) -> tuple[list[Line], list[Line]]:
    occupied: list[Line] = []
    contested: list[Line] = []
    for feature in data.get("features", [data]):
        fill = str(feature.get("properties", {}).get("fill", "#a52714")).lower()
        rings = _rings(feature.get("geometry", feature))
        (occupied if fill in OCCUPIED_FILLS else contested if fill in CONTESTED_FILLS else []).extend(rings)
    return occupied, contested


def _rings(geometry: dict[str, Any] | list[Any] | None) -> list[Line]:
    if not geometry:
        return []
    kind = geometry.get("type") if isinstance(geometry, dict) else "MultiPolygon"
    rows = geometry["coordinates"] if isinstance(geometry, dict) else geometry
    polygons = rows if kind == "MultiPolygon" else [rows] if kind == "Polygon" else []
    return [
        tuple((float(lat), float(lon)) for lon, lat, *_ in ring)
        for polygon in polygons
        for ring in polygon
        if len(ring) >= SMALLEST
    ]


def thin(ring: Line, step_km: float = STEP_KM) -> Line:
    """Every point at least `step_km` from the last kept one, and the last."""
    kept = [ring[0]]
    for point in ring[1:]:
        if distance_km(kept[-1], point) >= step_km:
            kept.append(point)
    return tuple(kept) if kept[-1] == ring[-1] else (*kept, ring[-1])


def front_of(day: date, occupied: Sequence[Line], contested: Sequence[Line], ground: Ground) -> Front:
    """The front of a day: the edge of the occupied area without border and coast, from north to south-west."""
    coarse = [thin(ring) for ring in occupied]
    held = [ring for ring in coarse if len(ring) > 3]
    pieces: list[Line] = []
    for ring in held:
        if abs(_area(ring)) / 2 * KM2_PER_DEGREE < LEAST_KM2:
            continue
        if _area(ring) < 0:
            ring = tuple(reversed(ring))
        pieces += _runs(ring, [_is_front(_outside(ring, number), held, ground) for number in range(len(ring))])
    long = sorted(
        (line for line in pieces if length_km(line) >= SHORTEST_KM), key=lambda line: (-line[0][0], line[0][1])
    )
    return Front(day, tuple(long), tuple(held), tuple(thin(ring) for ring in contested))


def _area(ring: Line) -> float:
    """Twice the signed area in degrees; positive where the ring runs so that its inside is on the left (lon east, lat
    north)."""
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))


def _outside(ring: Line, number: int) -> Point:
    """A point OUT_KM outside a ring that has its inside on the left, beside its vertex `number`."""
    before, after = ring[number - 1], ring[(number + 1) % len(ring)]
    lat, lon = ring[number]
    east, north = plane(after, before)
    length = math.hypot(east, north) or 1.0
    return lat - OUT_KM * east / length / 111.2, lon + OUT_KM * north / length / (111.2 * math.cos(math.radians(lat)))


def _is_front(point: Point, held: Sequence[Line], ground: Ground) -> bool:
    free = foreign = REACH_KM + 1
    for apart, other, country in ground.near(point):
        if country == "RU":
            foreign = min(foreign, apart)
        elif apart < free and sum(inside(other, ring) for ring in held) % 2 == 0:
            free = apart
    return free <= FREE_KM and free < 0.8 * foreign


def _runs(ring: Line, flags: Sequence[bool]) -> list[Line]:
    """Stretches of a ring where the flag holds, single gaps closed, each turned to begin in the north."""
    closed = [flag or (flags[n - 1] and flags[(n + 1) % len(flags)]) for n, flag in enumerate(flags)]
    if all(closed):
        return [ring]
    start = closed.index(False)
    turned = [*range(start, len(ring)), *range(start)]
    out: list[Line] = []
    run: list[Point] = []
    for number in turned:
        if closed[number]:
            run.append(ring[number])
        elif run:
            out.append(tuple(run))
            run = []
    return [*out, tuple(run)] if run else out


def import_days(sources: Sequence[Path], terrain: Terrain, *, every: int = 1) -> Iterator[Front]:
    """Fronts of all days of the sources; `every` = 7 takes one day a week."""
    ground = Ground(terrain)
    for path in sources:
        for number, (day, occupied, contested) in enumerate(read_days(path)):
            if number % every == 0:
                yield front_of(day, occupied, contested, ground)
