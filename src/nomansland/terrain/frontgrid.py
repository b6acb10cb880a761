"""Control of settlements turned into areas: every cell of a grid goes with the settlement that is nearest to it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from nomansland.terrain.front import Line
from nomansland.terrain.geo import Point

ROW, COLUMN = 0.05, 0.075
SOUTH, NORTH, WEST, EAST = 44.0, 53.0, 29.0, 41.0
SHORE_KM = 12.0
KM, NARROW = 111.2, math.cos(math.radians(48.5))
Cell = tuple[int, int]


class Cells:
    """The grid over the theatre with the settlement nearest to each cell; made once for many days.

    Cells farther than `SHORE_KM` from every settlement (the sea) belong to none.
    """

    def __init__(self, held: Mapping[str, Point], others: Iterable[Point] = ()) -> None:
        """`held` are the settlements that a list speaks of, by code; `others` (foreign ones) hold their own ground."""
        import numpy as np
        from scipy.spatial import cKDTree

        self.codes = list(held)
        points = np.array([*held.values(), *others], dtype=float).reshape(-1, 2) * (KM, KM * NARROW)
        cells = list(product(range(round((NORTH - SOUTH) / ROW)), range(round((EAST - WEST) / COLUMN))))
        middles = (np.array(cells) + 0.5) * (ROW, COLUMN) + (SOUTH, WEST)
        self.of: dict[str, list[Cell]] = defaultdict(list)
        if not self.codes:
            return
        apart, nearest = cKDTree(points).query(middles * (KM, KM * NARROW))
        for cell, far, number in zip(cells, apart, nearest, strict=True):
            if far <= SHORE_KM and number < len(self.codes):
                self.of[self.codes[number]].append(cell)

    def rings(self, codes: Iterable[str]) -> list[Line]:
        """Edges of the ground of these settlements, its inside on the left hand, corners cut."""
        taken = {cell for code in codes for cell in self.of.get(code, ())}
        return [_smooth(ring) for ring in _edges(taken)]


def _edges(cells: set[Cell]) -> list[list[Cell]]:
    """Closed walks along the outer edges of cells, counter-clockwise around them."""
    onward: dict[Cell, list[Cell]] = defaultdict(list)
    for row, column in sorted(cells):
        south_west, south_east = (row, column), (row, column + 1)
        north_west, north_east = (row + 1, column), (row + 1, column + 1)
        if (row - 1, column) not in cells:
            onward[south_west].append(south_east)
        if (row, column + 1) not in cells:
            onward[south_east].append(north_east)
        if (row + 1, column) not in cells:
            onward[north_east].append(north_west)
        if (row, column - 1) not in cells:
            onward[north_west].append(south_west)
    walks = []
    for start in sorted(onward):
        while onward[start]:
            walk = [start]
            while (following := onward[walk[-1]].pop()) != start:
                walk.append(following)
            walks.append(walk)
    return walks


def _smooth(walk: Sequence[Cell]) -> Line:
    """Middles of the steps: a staircase of cells becomes a slope."""
    return tuple(
        (SOUTH + (a[0] + b[0]) / 2 * ROW, WEST + (a[1] + b[1]) / 2 * COLUMN)
        for a, b in zip(walk, (*walk[1:], walk[0]), strict=True)
    )
