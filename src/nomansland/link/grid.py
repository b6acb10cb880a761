"""Cells for places with radii: two places that may be one share a cell, however large their radii are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, floor, log, radians

from nomansland.group.compare import NEAREST_KM
from nomansland.link.profile import Profile

KM_PER_DEGREE = 111.2
SMALLEST_KM, STEP = 12.0, 3.0
"""Side of the cells of the smallest class of radius, and how many times larger those of the next are."""

CANDIDATES = 8
"""As many candidates as `compare.same_place` looks at."""

Key = tuple[int, int, int]


@dataclass(slots=True)
class Cell:
    """Claims that lie in or next to one cell: those of its class of radius, and smaller ones."""

    own: list[Profile] = field(default_factory=list)
    smaller: list[Profile] = field(default_factory=list)


def _class(radius_km: float) -> int:
    reach = 2 * max(radius_km, NEAREST_KM / 2)
    return max(0, ceil(log(reach / SMALLEST_KM) / log(STEP) - 1e-9)) if reach > SMALLEST_KM else 0


class Grid:
    """Claims by the cells of their candidates' points.

    Two points are near enough where they lie within the sum of their radii, of which each counts at least half of
    `compare.NEAREST_KM`. In the grid of the larger radius's class a cell's side is no smaller than that sum, so that
    the two lie in one cell or in cells next to each other.
    """

    def __init__(self, items: Sequence[Profile]) -> None:
        points = [
            (one, candidate.lat, candidate.lon, _class(candidate.radius_km))
            for one in items
            if one.place is not None
            for candidate in one.place.candidates[:CANDIDATES]
            if candidate.lat is not None and candidate.lon is not None
        ]
        steepest = max((abs(lat) for _, lat, _, _ in points), default=0.0)
        narrow = 0.9 * KM_PER_DEGREE * cos(radians(min(steepest, 85.0)))
        classes = sorted({size for *_, size in points})
        self._cells: dict[Key, Cell] = defaultdict(Cell)
        for one, lat, lon, size in points:
            for level in classes:
                if level >= size:
                    self._put(one, level, level == size, lat * KM_PER_DEGREE, lon * narrow)

    def _put(self, one: Profile, level: int, own: bool, north: float, east: float) -> None:
        side = SMALLEST_KM * STEP**level
        row, column = floor(north / side), floor(east / side)
        for key in ((level, row + up, column + right) for up in (0, 1) for right in (0, 1)):
            cell = self._cells[key]
            items = cell.own if own else cell.smaller
            if not items or items[-1] is not one:  # candidates of one claim come one after the other
                items.append(one)

    def cells(self) -> Iterator[Cell]:
        """Cells with two claims or more of which at least one is of their class.

        A place with candidates of several radii is its own class's where it is two.
        """
        for cell in self._cells.values():
            if cell.own:
                own = {one.ref for one in cell.own}
                cell.smaller[:] = [one for one in cell.smaller if one.ref not in own]
                if len(cell.own) + len(cell.smaller) > 1:
                    yield cell
