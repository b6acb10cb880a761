"""Maps of the occupied area turned into front lines: the international border and the coast are taken out.

The edge of "occupied" runs along the border and the sea as well. What is front is told by codes, not by low-resolution
borders: an edge is front where ground outside it that belongs to Ukraine (by the codifier) is nearer than Russian
ground.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from nomansland.terrain.front import Front, Line, inside, length_km
from nomansland.terrain.frontsources import read_days, read_maps
from nomansland.terrain.gazetteer import Terrain
from nomansland.terrain.geo import Point, distance_km, plane
from nomansland.words.errors import TerrainError

__all__ = ["Ground", "front_of", "import_days", "read_days", "thin"]

STEP_KM, REACH_KM, FREE_KM, SHORTEST_KM, OUT_KM = 4.0, 40.0, 25.0, 20.0, 8.0
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
    """Fronts of all days of the sources; `every` = 7 takes one day a week of a file of many days.

    Raises TerrainError for a source that is no map of the front, or one that holds no ground.
    """
    ground = Ground(terrain)
    for day, occupied, contested in read_maps(sources, terrain, every):
        if not occupied:
            todo = "Check that the file is the map of the whole front, and its colours or layers."
            raise TerrainError(f"The map of {day} shows no occupied ground.", todo=todo)
        yield front_of(day, occupied, contested, ground)
