"""Maps of the front made from control files: who held each settlement on each day of a year.

As VIINA 2.0 publishes them (https://github.com/zhukovyuri/VIINA) in one .zip a year: `control_latest_2023` names a
settlement by its GeoNames number (`geonameid`), `kontrol_latest_2023` by the codifier's code (`kod`). Beside `date`
(20230610) stands `status` (UA, RU or CONTESTED), a vote of the sources in `status_wiki`, `status_boost` (the same with
news reports), `status_dsm` and `status_isw`; `vcontrol_version` is not read. Points come from the shapes published with
it, `gn_UA_tess.geojson` and `katotth_UA_tess.geojson`, from a table, or from the gazetteer.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path
from typing import TextIO
from zipfile import ZipFile

from nomansland.terrain.frontgrid import Cells
from nomansland.terrain.frontlists import Map, abroad, day_of
from nomansland.terrain.gazetteer import Terrain
from nomansland.terrain.geo import Point
from nomansland.words.errors import TerrainError

HELD, FREE, DISPUTED = frozenset({"ru"}), frozenset({"ua"}), frozenset({"contested"})
NUMBER = ("geonameid", "kod")
_STATUS = ("status", "status_dsm", "status_isw", "status_boost", "status_wiki")
OWN_KM = 8.0


def is_control(head: Collection[str]) -> bool:
    """True for the columns of a control file."""
    return bool(set(NUMBER) & set(head)) and "date" in head and bool(set(_STATUS) & set(head))


def number_of(value: object) -> str:
    """A GeoNames number, also one written as 461727.0, or a code, as text."""
    return str(value).strip().removesuffix(".0")


def of_control(path: Path, points: Mapping[str, Point], terrain: Terrain, every: int) -> Iterator[Map]:
    """Areas of a control file (.csv, or .zip with one), one map in `every` days.

    `points` are of its settlements, by number or code; others are looked up in the gazetteer. A file of a year has
    twelve million rows, so it is read twice and only the days of a map are kept. Raises TerrainError where no point is
    known.
    """
    with opened(path) as handle:
        head, rows = _rows(handle)
        days = sorted({row[head["date"]] for row in rows})
    wanted = _every({text: day_of(text) for text in days}, every)
    told, known = _told(path, wanted)
    cells = Cells(_placed({code for day in told.values() for code in day}, {**known, **points}, terrain, path.name),
                  abroad(terrain))  # fmt: skip
    for text, day in wanted.items():
        side = told[text]
        _known_words(set(side.values()), path.name)
        held = [code for code, word in side.items() if word in HELD]
        yield day, cells.rings(held), cells.rings(code for code, word in side.items() if word in DISPUTED)


def _every(days: Mapping[str, date], every: int) -> dict[str, date]:
    """The first day of each stretch of `every` days from the first one."""
    ordered = sorted(days.items(), key=lambda row: row[1])
    groups = groupby(ordered, key=lambda row: (row[1] - ordered[0][1]).days // every)
    return dict(next(group) for _, group in groups)


def _told(path: Path, wanted: Mapping[str, date]) -> tuple[dict[str, dict[str, str]], dict[str, Point]]:
    """Who held each settlement on the wanted days, and the points that the file has itself."""
    told: dict[str, dict[str, str]] = {text: {} for text in wanted}
    points: dict[str, Point] = {}
    with opened(path) as handle:
        head, rows = _rows(handle)
        day, status = head["date"], next(head[one] for one in _STATUS if one in head)
        number = next(head[one] for one in NUMBER if one in head)
        lat, lon = head.get("latitude"), head.get("longitude")
        for row in rows:
            if (of_day := told.get(row[day])) is None:
                continue
            code = number_of(row[number])
            of_day[code] = row[status].strip().lower()
            if lat is not None and lon is not None and code not in points:
                points[code] = float(row[lat]), float(row[lon])
    return told, points


def _rows(handle: TextIO) -> tuple[dict[str, int], Iterator[list[str]]]:
    """Places of the columns by their lower-case names, and the rows; empty lines are passed over."""
    rows = csv.reader(handle)
    head = {name.strip().lower(): place for place, name in enumerate(next(rows, []))}
    return head, (row for row in rows if row)


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The text of a table, or of the only table in a .zip. Raises TerrainError for a .zip without one."""
    if path.suffix != ".zip":
        with path.open(encoding="utf-8-sig", newline="") as handle:
            yield handle
        return
    with ZipFile(path) as folder:
        names = tables_in(folder)
        if len(names) != 1:
            raise TerrainError(f"{path.name} holds {len(names)} tables.", todo="Give a .zip with one .csv in it.")
        with folder.open(names[0]) as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
            yield text


def tables_in(folder: ZipFile) -> list[str]:
    """The tables of a .zip, without what a Mac adds."""
    return [name for name in folder.namelist() if name.lower().endswith(".csv") and "__MACOSX" not in name]


def _known_words(words: set[str], name: str) -> None:
    strange = words - HELD - FREE - DISPUTED - {"", "na"}
    if strange:
        todo = "Known are RU, UA and CONTESTED."
        raise TerrainError(f"{name} has a status that is not known: {sorted(strange)[0]}.", todo=todo)


def _placed(named: set[str], points: Mapping[str, Point], terrain: Terrain, name: str) -> dict[str, Point]:
    out = {}
    for code in sorted(named):
        spot = None if code in points else terrain.named(code if code.startswith("UA") else f"geonames:{code}")
        point = points.get(code) or (spot.point if spot and spot.radius_km <= OWN_KM else None)
        if point is not None:
            out[code] = point
    if 2 * len(out) < len(named) or not out:
        raise TerrainError(
            f"{name}: of {len(named)} settlements only {len(out)} have a known point.",
            todo="Give the table of its settlements beside it (geonameid or kod, longitude, latitude), as .csv or"
            " .geojson; VIINA has gn_UA_tess.geojson and katotth_UA_tess.geojson.",
        )
    return out
