"""Outside references: English news, namesakes of a whole country, the official list of occupied settlements."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from math import log
from pathlib import Path
from statistics import median
from typing import Any

from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.terrain import Spot, Terrain
from nomansland.terrain.frontimport import Ground, front_of, read_days
from nomansland.terrain.geo import COMPASS, bearing, distance_km, turn
from nomansland.words import Report

FARTHEST_KM = 20_039


def english(path: Path, terrain: Terrain, limit: int) -> dict[str, Any]:
    """Toponyms with a GeoNames number, where found: share within 161 km, median error, area under the curve."""
    errors: list[float] = []
    wanted = found = predicted = 0
    for line in list(path.open(encoding="utf-8"))[:limit]:
        row = json.loads(line)
        places, _ = find_places(analyse(Report("r", row["text"], language="en")), terrain)
        predicted += len(places)
        for gold in row["toponyms"]:
            if not gold.get("geonameid"):
                continue
            wanted += 1
            hit = next(
                (p for p in places if p.passage and p.passage.start < gold["end"] and gold["start"] < p.passage.end),
                None,
            )
            if hit is not None and hit.point is not None:
                found += 1
                errors.append(distance_km(hit.point, (gold["lat"], gold["lon"])))
    return {
        "toponyms": wanted,
        "found": round(found / wanted, 3),
        "within 161 km of the found": round(sum(e <= 161 for e in errors) / len(errors), 3),
        "median error km": round(median(errors), 1),
        "area under the curve": round(sum(log(1 + e) / log(1 + FARTHEST_KM) for e in errors) / len(errors), 3),
    }


def namesakes(terrain: Terrain, number: int, seed: int = 7) -> dict[str, Any]:
    """Settlements of Ukraine with namesakes, in sentences of one true relation to a town: share told right."""
    rows = terrain._db.execute(
        "select place.id, name.text from place join bears on bears.place = place.id join name on name.id = bears.name"
        " where country = 'UA' and rank > 0 and radius <= 8 and name.language = 'uk' and name.status = 'official'"
    ).fetchall()
    named: dict[str, list[Spot]] = defaultdict(list)
    for place, text in rows:
        named[text].append(terrain.place(place))
    towns = [(text, spots[0]) for text, spots in named.items() if len(spots) == 1 and spots[0].rank >= 3]
    double = sorted((text, spot.id) for text, spots in named.items() if len(spots) > 1 for spot in spots)
    chosen = random.Random(seed).sample(double, min(number, len(double)))
    right = alone = asked = 0
    for text, place in chosen:
        spot = terrain.place(place)
        told = _sentence(text, spot, towns)
        if told is None:
            continue
        asked += 1
        places, _ = find_places(analyse(Report("r", told, language="uk")), terrain)
        best = next((p.best for p in places if p.text == text), None)
        right += best is not None and best.code == spot.code
        greatest = max(named[text], key=lambda one: (one.population, one.rank, one.id))
        alone += greatest.id == spot.id
    return {"sentences": asked, "told right": round(right / asked, 3), "the greatest alone": round(alone / asked, 3)}


def _sentence(text: str, spot: Spot, towns: list[tuple[str, Spot]]) -> str | None:
    if spot.point is None:
        return None
    near = [(distance_km(spot.point, town.point), name, town) for name, town in towns if town.point]
    apart, name, town = min(near)
    if not 4 < apart < 60 or town.point is None:
        return None
    heading = bearing(town.point, spot.point)
    side = min(COMPASS, key=lambda one: turn(COMPASS[one], heading))
    words = {
        "north": "північ", "south": "південь", "east": "схід", "west": "захід", "north-east": "північний схід",
        "north-west": "північний захід", "south-east": "південний схід", "south-west": "південний захід",
    }  # fmt: skip
    return f"Село {text} лежить за {apart:.0f} км на {words[side]} від міста {name}."


def occupation(folder: Path, terrain: Terrain, days: list[date]) -> dict[str, Any]:
    """Agreement of the imported front with the official list of occupied settlements, by day."""
    ground = Ground(terrain)
    periods = _official(folder / "occupation_official" / "territories_2025-05-07.csv")
    out = {}
    for year in sorted({day.year for day in days}):
        wanted = {day for day in days if day.year == year}
        for day, occupied, contested in read_days(folder / "frontline_deepstate" / f"daily_{year}.jsonl.gz"):
            if day in wanted:
                out[day.isoformat()] = _agreement(front_of(day, occupied, contested, ground), periods, terrain, day)
    return out


def _official(path: Path) -> dict[str, list[tuple[date, date]]]:
    periods: dict[str, list[tuple[date, date]]] = defaultdict(list)
    with path.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["section"] == "occupied" and row["start"]:
                last = date.fromisoformat(row["end"]) if row["end"] else date.max
                periods[row["code"]].append((date.fromisoformat(row["start"]), last))
    return periods


def _agreement(front: Any, periods: dict[str, list[tuple[date, date]]], terrain: Terrain, day: date) -> dict[str, Any]:
    right = every = 0
    for spot, told in _listed(periods, terrain, day):
        standing = front.at(spot.point, day)
        if standing.side in ("RF", "UA"):
            every += 1
            right += (standing.side == "RF") == told
    return {"settlements": every, "agree": round(right / every, 3)}


def _listed(periods: dict[str, list[tuple[date, date]]], terrain: Terrain, day: date) -> Iterator[tuple[Spot, bool]]:
    """Settlements of the list with a point of their own, every third, and whether it has them occupied on the day."""
    for number, (code, spans) in enumerate(sorted(periods.items())):
        spot = terrain.named(code)
        if number % 3 == 0 and spot is not None and spot.rank and spot.point and spot.radius_km <= 8:
            yield spot, any(first <= day <= last for first, last in spans)
