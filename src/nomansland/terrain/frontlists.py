"""Maps of the front made from lists of settlements: official lists of occupied territory, and control files by day.

An official list names settlements, communities and raions by code, each with the days between which it was held. A
control file (as VIINA publishes them) says for each settlement, by its GeoNames number, who held it on a day.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TextIO

from nomansland.terrain.front import Line
from nomansland.terrain.frontgrid import Cells
from nomansland.terrain.gazetteer import Spot, Terrain
from nomansland.terrain.geo import Point
from nomansland.words.errors import TerrainError

Map = tuple[date, list[Line], list[Line]]
FIRST = date(2022, 2, 24)
HELD, FREE, DISPUTED = frozenset({"ru", "rus", "rf"}), frozenset({"ua", "ukr"}), frozenset({"contested", "disputed"})
_NUMBER = ("geonameid", "ua_geonameid", "geonames_id")
_STATUS = ("status", "status_boost", "status_wiki", "status_dsm", "status_isw")
_SPARED = re.compile(r"за винятком(.*)", re.IGNORECASE | re.DOTALL)
_KIND = re.compile(r"\b(?:с-ще|с|м|смт|селища|села|селище|село)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which a code was held, the last one included, and the names of what was not held with it."""

    first: date
    last: date
    spared: frozenset[str] = frozenset()


def is_official(head: Mapping[str, object]) -> bool:
    """True for the columns of an official list."""
    return {"section", "code", "start", "end"} <= set(head)


def is_control(head: Mapping[str, object]) -> bool:
    """True for the columns of a control file."""
    return bool(set(_NUMBER) & set(head)) and "date" in head and bool(set(_STATUS) & set(head))


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


def of_control(path: Path, points: Mapping[str, Point], terrain: Terrain, every: int) -> Iterator[Map]:
    """Areas of a control file, one map in `every` days; `points` of its settlements by GeoNames number.

    A file that is sorted by settlement is sorted by day first. Raises TerrainError where no point is known.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = csv.DictReader(handle)
        head = {name.lower(): name for name in rows.fieldnames or ()}
        number = next(head[one] for one in _NUMBER if one in head)
        status = next(head[one] for one in _STATUS if one in head)
        told: dict[date, dict[str, str]] = defaultdict(dict)
        known = dict(points)
        for row in rows:
            told[day_of(row[head["date"]])][row[number]] = row[status].strip().lower()
            if "longitude" in head and row[number] not in known:
                known[row[number]] = (float(row[head["latitude"]]), float(row[head["longitude"]]))
    first = min(told, default=FIRST)
    days = sorted(told)
    named = {code for day in told.values() for code in day}
    cells = Cells(_placed(named, known, terrain, path.name), abroad(terrain))
    for _, group in groupby(days, key=lambda day: (day - first).days // every):
        day = next(group)
        side = told[day]
        _known_words(set(side.values()), path.name)
        held = [code for code, word in side.items() if word in HELD]
        yield day, cells.rings(held), cells.rings(code for code, word in side.items() if word in DISPUTED)


def _known_words(words: set[str], name: str) -> None:
    strange = words - HELD - FREE - DISPUTED - {"", "na"}
    if strange:
        todo = "Known are RU, UA and CONTESTED."
        raise TerrainError(f"{name} has a status that is not known: {sorted(strange)[0]}.", todo=todo)


def _placed(named: set[str], points: Mapping[str, Point], terrain: Terrain, name: str) -> dict[str, Point]:
    out = {}
    for code in sorted(named):
        spot = None if code in points else terrain.named(f"geonames:{code}")
        point = points.get(code) or (spot.point if spot else None)
        if point is not None:
            out[code] = point
    if 2 * len(out) < len(named) or not out:
        raise TerrainError(
            f"{name}: of {len(named)} GeoNames numbers only {len(out)} have a known point.",
            todo="Give the table of its settlements (geonameid, longitude, latitude) beside it, as .csv or .geojson.",
        )
    return out


def day_of(text: str) -> date:
    """A day written as 2023-06-10 or 20230610. Raises ValueError for anything else."""
    return date.fromisoformat(text.strip()[:10])
