"""An outside reference: the official list of occupied settlements."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nomansland.terrain import Spot, Terrain
from nomansland.terrain.frontimport import Ground, front_of, read_days


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
