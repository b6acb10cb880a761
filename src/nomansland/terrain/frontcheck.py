"""The front compared with an official list of occupied territory, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nomansland.terrain.front import Front
from nomansland.terrain.frontlists import Period, official
from nomansland.terrain.gazetteer import Spot, Terrain
from nomansland.words.errors import TerrainError

NEAREST_KM = 8.0


@dataclass(frozen=True, slots=True)
class Month:
    """Agreement in one month (`2023-06`) over `maps` days and the settlements that the list names.

    `only_list` are settlements that only the list has occupied, `only_map` those that only the map has.
    """

    month: str
    maps: int
    settlements: int
    agree: float
    only_list: int
    only_map: int


def read_official(path: Path) -> dict[str, list[Period]]:
    """The periods of an official list by code. Raises TerrainError for another file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            periods = official(handle)
    except (OSError, ValueError, KeyError) as error:
        raise TerrainError(
            f"{path.name} is no official list ({error!r}).", todo="Its columns are section, code, name, start and end."
        ) from error
    if not periods:
        raise TerrainError(f"{path.name} lists nothing as occupied.", todo="Its rows need section `occupied`.")
    return periods


def last_change(periods: Mapping[str, Sequence[Period]]) -> date:
    """The last day on which a list changes; of later days it says nothing."""
    return max(day for rows in periods.values() for one in rows for day in (one.first, one.last) if day < date.max)


def named_places(periods: Mapping[str, Sequence[Period]], terrain: Terrain) -> list[tuple[Spot, Sequence[Period]]]:
    """Settlements that a list names themselves and that have a point of their own."""
    found = [(terrain.named(code), rows) for code, rows in sorted(periods.items())]
    return [(spot, rows) for spot, rows in found if spot and spot.rank and spot.point and spot.radius_km <= NEAREST_KM]


def agreement(
    fronts: Iterable[Front],
    periods: Mapping[str, Sequence[Period]],
    terrain: Terrain,
    *,
    share: int = 1,
    until: date = date.max,
) -> list[Month]:
    """Agreement by month of fronts up to `until` with a list; `share` = 3 asks for every third settlement.

    Where the map is contested or cannot tell, a settlement is not counted.
    """
    places = named_places(periods, terrain)[::share]
    days: dict[str, int] = defaultdict(int)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for front in fronts:
        if front.day > until:
            continue
        month = front.day.isoformat()[:7]
        days[month] += 1
        for spot, rows in places:
            side = front.side_of(spot.point) if spot.point else None
            if side not in ("RF", "UA"):
                continue
            told = any(one.first <= front.day <= one.last for one in rows)
            tally[month][0] += 1
            tally[month][1 if (side == "RF") == told else 2 if told else 3] += 1
    return [
        Month(month, days[month], every, round(right / every, 3), only_list, only_map)
        for month, (every, right, only_list, only_map) in sorted(tally.items())
    ]
