"""Maps of the front made from official lists of occupied territory.

A list names settlements, communities and raions by code, each with the days between which it was held.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from nomansland.terrain.front import Line
from nomansland.terrain.frontgrid import Cells
from nomansland.terrain.gazetteer import Spot, Terrain
from nomansland.terrain.geo import Point
from nomansland.words.errors import TerrainError

Map = tuple[date, list[Line], list[Line]]
FIRST = date(2022, 2, 24)
_SPARED = re.compile(r"за винятком(.*)", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(r"\b(?:с-ще|с|м|смт|селища|села|селище|село)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a code was held, the last one included, and the names of what was not held with it."""

    first: date
    last: date
    spared: frozenset[str] = frozenset()


def is_official(head: Collection[str]) -> bool:
    """True for the columns of an official list."""
    return {"section", "code", "start", "end"} <= set(head)


def official(handle: TextIO) -> dict[str, list[Period]]:
    """Periods of occupation by code of an official list (`section`, `code`, `name`, `start`, `end`).

    Only rows of the section `occupied` say who holds the ground. Raises ValueError for a damaged day.
    """
    out: dict[str, list[Period]] = defaultdict(list)
    for row in csv.DictReader(handle):
        if row["section"] == "occupied" and row["start"]:
            last = date.fromisoformat(row["end"]) if row["end"] else date.max
            told = _SPARED.search(row.get("name") or "")
            names = [_KIND.sub("", part).strip().lower() for part in re.split("[,;]| та ", told[1])] if told else []
            out[row["code"]].append(Period(date.fromisoformat(row["start"]), last, frozenset(filter(None, names))))
    return out


def held_on(periods: Mapping[str, list[Period]], spot: Spot, name: str, day: date) -> bool:
    """Whether a list has a settlement held on a day: by its own row, else by that of what it lies in."""
    for code in (spot.code, spot.hromada, spot.raion, spot.oblast):
        rows = [one for one in periods.get(code, ()) if name.lower() not in one.spared]
        if rows:
            return any(one.first <= day <= one.last for one in rows)
    return False


def of_official(path: Path, terrain: Terrain, every: int) -> Iterator[Map]:
    """Areas of an official list, one map in `every` days from the first day of the war to the list's last change."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        periods = official(handle)
    if not periods:
        raise TerrainError(f"{path.name} lists nothing as occupied.", todo="Its rows need section `occupied`.")
    changes = {one.first for rows in periods.values() for one in rows}
    changes |= {one.last for rows in periods.values() for one in rows if one.last < date.max}
    spots = {spot.code: spot for spot in settlements(terrain)}
    names = {code: terrain.official(spot) for code, spot in spots.items()}
    cells = Cells({code: spot.point for code, spot in spots.items() if spot.point}, abroad(terrain))
    day = FIRST
    while day <= max(changes):
        held = [code for code, spot in spots.items() if held_on(periods, spot, names[code], day)]
        yield day, cells.rings(held), []
        day += timedelta(days=every)


def settlements(terrain: Terrain) -> list[Spot]:
    """Settlements of Ukraine that have a point of their own."""
    found: dict[str, Spot] = {}
    for north in range(44, 53):
        for east in range(22, 41):
            found |= {spot.code: spot for spot in terrain.near((north + 0.5, east + 0.5), 70)}
    return list(found.values())


def abroad(terrain: Terrain) -> list[Point]:
    """Settlements of Russia near the border."""
    return [(lat, lon) for lat, lon, country in terrain.ground() if country == "RU"]


def day_of(text: str) -> date:
    """A day written as 2023-06-10 or 20230610. Raises ValueError for anything else."""
    return date.fromisoformat(text.strip()[:10])
