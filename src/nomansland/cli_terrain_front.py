"""The commands of the front line: import maps by day, ask them, compare them with an official list."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nomansland import console
from nomansland.options import case_option, gazetteer_option, quiet_option

if TYPE_CHECKING:
    from nomansland.terrain.front import Fronts
    from nomansland.terrain.gazetteer import Terrain

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[,;]?\s+(-?\d+(?:\.\d+)?)\s*$|\s*(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)\s*$")
_MOST = 12
_OUTSIDE = {"RU": "Russian territory", "": "cannot tell"}
front_option = click.option(
    "--front",
    "front_file",
    type=click.Path(exists=True, path_type=Path),
    help="A front line file; else the case's, else the schematic one.",
)


@click.group()
def front() -> None:
    """The front line by day."""


@front.command("import")
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--every", default=7, show_default=True, type=click.IntRange(1), help="Of a file of many days, one in so many."
)
@case_option
@gazetteer_option
@quiet_option
def import_front(
    sources: tuple[Path, ...], every: int, case_path: str | None, gazetteer: Path | None, quiet: bool
) -> None:
    """Import the front line by day into a case, from files or folders: GeoJSON of the occupied area (a polygon, or many
    with colours), JSON Lines of days, shapefiles, control files of settlements, official lists of occupied territory.

    \b
    nomansland terrain front import --case CASE 2023-06-10.geojson days.jsonl.gz
    nomansland terrain front import --case CASE UkraineControlMap_2023-06-10.zip
    nomansland terrain front import --case CASE control_latest_2023.zip gn_UA_tess.geojson
    nomansland terrain front import --case CASE --every 30 official-list.csv
    """
    from nomansland.tables import Case
    from nomansland.terrain import Terrain
    from nomansland.terrain.front import write
    from nomansland.terrain.frontimport import import_days
    from nomansland.work import tracker

    case = Case.find(case_path)
    days = list(tracker(quiet)(import_days(list(sources), Terrain.load(gazetteer), every=every), "front"))
    if not days:
        console.warn("These files hold no day.")
        sys.exit(1)
    write(days, case.folder / "front.geojson")
    first, last = min(one.day for one in days), max(one.day for one in days)
    console.say(f"{len(days)} days from {first} to {last}; the last map is {(date.today() - last).days} days old.")


@front.command("at")
@click.argument("place")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; by default that of the last map.")
@front_option
@case_option
@gazetteer_option
def at(
    place: str, day: datetime | None, front_file: Path | None, case_path: str | None, gazetteer: Path | None
) -> None:
    """How a place stands to the front of a day: side in control, kilometres to the line, position along it from its
    northern end, sector, and the age of the map. A name is asked for all its places, a point as LATITUDE,LONGITUDE.
    Maps of the front say nothing of ground outside Ukraine: such places are named by their country.

    \b
    nomansland terrain front at 49.966,38.613 --on 2023-06-10
    nomansland terrain front at Rozsypne --on 2023-06-10
    """
    from nomansland.terrain import Terrain

    terrain = Terrain.load(gazetteer)
    fronts = _fronts(front_file, case_path)
    asked = day.date() if day else fronts.fronts[-1].day
    spots = _spots(place, terrain)
    rows = []
    for name, point, country in spots[:_MOST]:
        found = fronts.at(point, asked)
        side = (
            (found.side or "cannot tell") if country == "UA" else _OUTSIDE.get(country, f"outside Ukraine: {country}")
        )
        far = f"{found.distance_km:.0f}"
        sector = found.sector if country == "UA" else None
        rows.append((name, side, far, f"{found.position_km:.0f}", sector or "-"))
    console.table(f"On {asked}", ("place", "side in control", "km to the line", "km along it", "sector"), rows, "none.")
    if len(spots) > _MOST:
        console.say(f"and {len(spots) - _MOST} more of this name; give a point.")
    used = fronts.on(asked)
    kind = "a schematic line drawn by hand, good to 10 or 15 km" if used.schematic else "an imported map"
    console.say(f"The map is of {used.day}, {abs((asked - used.day).days)} days from the day asked for: {kind}.")


@front.command("check")
@click.argument("official", type=click.Path(exists=True, path_type=Path))
@click.option("--share", default=1, show_default=True, type=click.IntRange(1), help="One settlement in so many.")
@front_option
@case_option
@gazetteer_option
def check(official: Path, share: int, front_file: Path | None, case_path: str | None, gazetteer: Path | None) -> None:
    """Compare the front with an official list of occupied territory (section, code, name, start, end), by month.

    \b
    nomansland terrain front check official-list.csv --gazetteer full.sqlite3
    """
    from nomansland.terrain import Terrain
    from nomansland.terrain.frontcheck import agreement, last_change, read_official

    fronts = _fronts(front_file, case_path)
    periods = read_official(official)
    last = last_change(periods)
    months = agreement(fronts.fronts, periods, Terrain.load(gazetteer), share=share, until=last)
    rows = [
        (one.month, str(one.maps), str(one.settlements), f"{one.agree:.1%}", str(one.only_list), str(one.only_map))
        for one in months
    ]
    head = ("month", "maps", "settlements", "agree", "occupied in the list only", "on the map only")
    console.table(
        "Front and official list", head, rows, "no settlement of the list has a point; use a built gazetteer."
    )


def _fronts(path: Path | None, case_path: str | None) -> Fronts:
    """The file that was named, else the case's, else the schematic one; a case that was named has to be there."""
    from nomansland.tables import Case
    from nomansland.terrain.front import Fronts
    from nomansland.words.errors import CaseError

    if path is None:
        try:
            own = Case.find(case_path).folder / "front.geojson"
        except CaseError:
            if case_path:
                raise
            return Fronts.load()
        path = own if own.is_file() else None
    return Fronts.load(path)


def _spots(place: str, terrain: Terrain) -> list[tuple[str, tuple[float, float], str]]:
    """Names, points and countries of what was asked for, those of Ukraine first. Raises TerrainError for what is
    nowhere."""
    from nomansland.words.errors import TerrainError

    if found := _POINT.match(place):
        lat, lon = (float(one) for one in found.groups() if one is not None)
        if abs(lat) > 90 or abs(lon) > 180:
            raise TerrainError(f"{place} is no point on the globe.", todo="Give LATITUDE,LONGITUDE in degrees.")
        return [(place.strip(), (lat, lon), terrain.country_at((lat, lon)) or "")]
    hits = {hit.spot.id: hit.spot for hit in terrain.lookup(place)}
    spots = [(terrain.title(spot), spot.point, spot.country) for spot in hits.values() if spot.country in ("UA", "RU")]
    named = [(name, point, country) for name, point, country in spots if point]
    if not named:
        raise TerrainError(
            f"The gazetteer has no place with a point for {place!r}.", todo="Give LATITUDE,LONGITUDE, or --gazetteer."
        )
    return sorted(named, key=lambda row: row[2] != "UA")
