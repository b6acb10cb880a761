"""The front compared with an outside reference: the official list of occupied territory, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from nomansland.terrain import Front, Terrain
from nomansland.terrain.frontcheck import agreement, last_change, read_official
from nomansland.terrain.frontimport import Ground, front_of, read_days

MIDDLE = 15


def by_month(folder: Path, terrain: Terrain) -> dict[str, dict[str, Any]]:
    """Agreement by month of the imported daily maps, the one nearest the middle of each month."""
    periods = read_official(folder / "occupation_official" / "territories_2025-05-07.csv")
    rows = agreement(_monthly(folder / "frontline_deepstate", terrain), periods, terrain, until=last_change(periods))
    return {
        row.month: {
            "settlements": row.settlements,
            "agree": row.agree,
            "only in the list": row.only_list,
            "only on the map": row.only_map,
        }
        for row in rows
    }


def _monthly(folder: Path, terrain: Terrain) -> Iterator[Front]:
    ground = Ground(terrain)
    for path in sorted(folder.glob("daily_*.jsonl.gz")):
        for _, days in groupby(read_days(path), key=lambda row: row[0].month):
            yield front_of(*min(days, key=lambda row: abs(row[0].day - MIDDLE)), ground)
