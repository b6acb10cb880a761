"""Claims by where they are told to have happened, so that nobody looks through all of them for those of one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import cos, floor, radians

from nomansland.group.compare import NEAREST_KM
from nomansland.words import Claim, Place

KM_PER_DEGREE = 111.0
SLACK = 1.05
"""Boxes are this much larger than their circles: a degree of longitude is not the same on both sides of one."""

CANDIDATES = 8
Cell = tuple[int, int]


def _cells(place: Place) -> Iterator[Cell]:
    """Degree squares that the circles of a place's candidates touch."""
    for one in place.candidates[:CANDIDATES]:
        if one.lat is None or one.lon is None:
            continue
        reach = SLACK * max(one.radius_km, NEAREST_KM / 2) / KM_PER_DEGREE
        wide = reach / cos(radians(min(abs(one.lat) + reach, 85.0)))
        for row in range(floor(one.lat - reach), floor(one.lat + reach) + 1):
            yield from ((row, column) for column in range(floor(one.lon - wide), floor(one.lon + wide) + 1))


class Near:
    """Claims of one type by report, by degree square and by region."""

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._reports: dict[str, list[int]] = defaultdict(list)
        self._cells: dict[Cell, list[int]] = defaultdict(list)
        self._regions: dict[str, list[int]] = defaultdict(list)

    def add(self, claim: Claim, spot: Place | None) -> None:
        """Put a claim where it belongs; `spot` is where it happened, for all that is known."""
        number = len(self._claims)
        self._claims.append(claim)
        self._reports[claim.report].append(number)
        if spot is not None:
            for cell in set(_cells(spot)):
                self._cells[cell].append(number)
            if spot.region:
                self._regions[spot.region].append(number)

    def of(self, reports: Iterable[str], place: Place | None) -> list[Claim]:
        """The claims of some reports and all that may lie at a place, in the order in which they were added."""
        found = {number for report in reports for number in self._reports.get(report, ())}
        if place is not None:
            found.update(number for cell in set(_cells(place)) for number in self._cells.get(cell, ()))
            found.update(self._regions.get(place.region or "", ()))
        return [self._claims[number] for number in sorted(found)]
