"""Sources of the front by day, each known by what it holds: GeoJSON, JSON Lines, shapes, control files, official
lists."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from nomansland.terrain.front import Line
from nomansland.terrain.frontcontrol import NUMBER, is_control, number_of, of_control, opened, tables_in
from nomansland.terrain.frontlists import Map, day_of, is_official, of_official
from nomansland.terrain.gazetteer import Terrain
from nomansland.terrain.geo import Point, centre
from nomansland.words.errors import TerrainError

SMALLEST = 4
OCCUPIED_FILLS = frozenset({"#a52714", "#880e4f", "#000000"})
CONTESTED_FILLS = frozenset({"#bcaaa4", "#bdbdbd"})
KINDS = (".geojson", ".json", ".jsonl", ".gz", ".shp", ".zip", ".csv")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*"
# 10JUN2023 on the maps of control, JUN102023 and "June 10, 2023" on the layers beside them
_DAYS = (
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d)[ _]?{_MONTH}[ _]?(?P<year>20\d\d)(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!before[ _]){_MONTH}[ _]?(?P<day>[0-3]\d|\d(?=,))(?:, ?|_)?(?P<year>20\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?P<year>20\d\d)[-_]?(?P<month>[01]\d)[-_]?(?P<day>[0-3]\d)"),
)
# layers of the Institute for the Study of War: what is assessed as entered or only claimed is not held
_CLAIMED = re.compile("claim|advance|gains|contested|infiltrat", re.IGNORECASE)
_PASSED_OVER = re.compile(r"counter.?offensive|partisan|regained|in[\s_]*russia(?!n)|ukrainian", re.IGNORECASE)
_MERCATOR = 6378137.0


def files(sources: Iterable[Path]) -> list[Path]:
    """The files of sources, folders walked, by the day in their name."""
    found: list[Path] = []
    for source in sources:
        found += [one for one in sorted(source.rglob("*")) if one.suffix in KINDS] if source.is_dir() else [source]
    return sorted(found, key=lambda path: (named_day(path) or date.min, path.name))


def read_maps(sources: Iterable[Path], terrain: Terrain, every: int = 1) -> Iterator[Map]:
    """Day, occupied rings and contested rings; files of one day (layers of one map) are put together.

    `every` = 7 takes one day a week of a file that holds many. Raises TerrainError for what is no map of the front.
    """
    paths = files(sources)
    points: dict[str, Point] = {}
    maps = []
    for path in paths:
        (points.update(_numbered(path)) if _is_table(path) else maps.append(path))
    if not maps:
        raise TerrainError("There is no map of the front among these.", todo=f"Known are {', '.join(KINDS)}.")
    for day, layers in groupby(maps, key=named_day):
        group = list(layers)
        if day is None or len(group) == 1:
            for path in group:
                yield from read_file(path, terrain, every, points)
            continue
        rows = [row for path in group for row in read_file(path, terrain, every, points)]
        yield day, [ring for row in rows for ring in row[1]], [ring for row in rows for ring in row[2]]


def read_file(path: Path, terrain: Terrain, every: int, points: dict[str, Point]) -> Iterator[Map]:
    """Maps of one file of any kind. Raises TerrainError with what is wrong with it."""
    with _clear(path):
        table = path.suffix == ".csv" or (path.suffix == ".zip" and bool(tables_in(ZipFile(path))))
        if table:
            yield from _table(path, terrain, every, points)
    if not table:
        yield from _thinned(read_days(path), every)


def read_days(path: Path) -> Iterator[Map]:
    """Maps of a file of areas: GeoJSON, JSON Lines (plain or gzip), shapes. Raises TerrainError for anything else."""
    with _clear(path):
        if path.suffix in (".shp", ".zip"):
            yield _shapes(path)
        else:
            yield from (_lines(path) if ".jsonl" in path.name else _geojson(path))


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """Whatever is wrong with a file becomes one error that names it."""
    try:
        yield
    except TerrainError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, struct.error, BadZipFile) as error:
        raise TerrainError(
            f"{path.name} is not a map of the front ({error}).",
            todo="Give GeoJSON by day, JSON Lines, shapes, a control file or an official list; see docs/terrain.md.",
        ) from error


def _thinned(rows: Iterable[Map], every: int) -> Iterator[Map]:
    last: date | None = None
    for row in rows:
        if last is None or (row[0] - last).days >= every:
            last = row[0]
            yield row


def named_day(path: Path) -> date | None:
    """The day in a file's name (2023-06-10, 20230610, 10JUN2023, JUN102023), else in that of its folder, or None."""
    for name in (path.name, path.parent.name):
        for found in filter(None, (form.search(name) for form in _DAYS)):
            month = found["month"].lower()[:3]
            number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
            try:
                return date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                continue
    return None


def _dated(path: Path) -> date:
    day = named_day(path)
    if day is None:
        raise TerrainError(
            f"{path.name} does not say of which day it is.", todo="Put the day into its name: 2023-06-10."
        )
    return day


def _lines(path: Path) -> Iterator[Map]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            yield date.fromisoformat(row["date"]), rings(row["occupied"]), rings(row.get("unknown"))


def _geojson(path: Path) -> Iterator[Map]:
    """One map by the file's day, or many by the `date` of their features."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as handle:
        data = json.load(handle)
    features = data.get("features", [data])
    if features and all((one.get("properties") or {}).get("date") for one in features):
        dated = sorted(features, key=lambda one: str(one["properties"]["date"]))
        for day, group in groupby(dated, key=lambda one: day_of(str(one["properties"]["date"]))):
            yield day, *_coloured(list(group), path.name)
    else:
        yield _dated(path), *_coloured(features, path.name)


def _coloured(features: Sequence[dict[str, Any]], name: str) -> tuple[list[Line], list[Line]]:
    """Occupied and contested rings by the colour of each area, where it has one, else by the words of its layer."""
    occupied: list[Line] = []
    contested: list[Line] = []
    for feature in features:
        properties = feature.get("properties") or {}
        layer = _layer(f"{name} {' '.join(str(one) for one in properties.values())}")
        if fill := str(properties.get("fill") or "").lower():
            layer = "occupied" if fill in OCCUPIED_FILLS else "contested" if fill in CONTESTED_FILLS else ""
        found = rings(feature.get("geometry", feature))
        (occupied if layer == "occupied" else contested if layer == "contested" else []).extend(found)
    return occupied, contested


def _layer(words: str) -> str:
    """What a layer shows by its name: ground that is held, ground that is claimed or entered, or something else."""
    if _PASSED_OVER.search(re.sub(r"(?i)in[\s_]*ukrain\w*|ukraine|ukrainian[\s_]*terr\w*", "", words)):
        return ""
    return "contested" if _CLAIMED.search(words) else "occupied"


def rings(geometry: dict[str, Any] | list[Any] | None) -> list[Line]:
    """Rings of (latitude, longitude) of a GeoJSON geometry or of the coordinates of a MultiPolygon.

    Coordinates in metres of Web Mercator are turned into degrees. Raises ValueError for others out of bounds.
    """
    if not geometry:
        return []
    kind = geometry.get("type") if isinstance(geometry, dict) else "MultiPolygon"
    if isinstance(geometry, dict) and kind == "GeometryCollection":
        return [ring for one in geometry["geometries"] for ring in rings(one)]
    rows = geometry["coordinates"] if isinstance(geometry, dict) else geometry
    polygons = rows if kind == "MultiPolygon" else [rows] if kind == "Polygon" else []
    return [
        tuple(_degrees(float(east), float(north)) for east, north, *_ in ring)
        for polygon in polygons
        for ring in polygon
        if len(ring) >= SMALLEST
    ]


def _degrees(east: float, north: float) -> Point:
    if abs(east) <= 180 and abs(north) <= 90:
        return north, east
    if max(abs(east), abs(north)) > math.pi * _MERCATOR * 1.01:
        raise ValueError(f"{east:g}, {north:g} are no coordinates in degrees")
    return math.degrees(2 * math.atan(math.exp(north / _MERCATOR)) - math.pi / 2), math.degrees(east / _MERCATOR)


def _shapes(path: Path) -> Map:
    """A shapefile, or a .zip with its parts; degrees or Web Mercator."""
    import shapefile

    try:
        with shapefile.Reader(str(path)) as reader:
            shapes: list[dict[str, Any]] = [one.__geo_interface__ for one in reader.iterShapes()]
            named: list[dict[str, Any]] = [one.as_dict() for one in reader.iterRecords()] if reader.dbf else []
    except shapefile.ShapefileException as error:
        raise TerrainError(
            f"{path.name} is a damaged shapefile ({error}).", todo="Get its .shp, .shx and .dbf."
        ) from error
    pairs: Iterator[tuple[dict[str, Any], dict[str, Any]]] = zip_longest(shapes, named, fillvalue={})
    features = [{"geometry": one, "properties": row} for one, row in pairs]
    return _dated(path), *_coloured(features, path.name)


def _head(path: Path) -> set[str]:
    with opened(path) as handle:
        return {name.strip().lower() for name in next(csv.reader(handle), [])}


def _table(path: Path, terrain: Terrain, every: int, points: dict[str, Point]) -> Iterator[Map]:
    head = _head(path)
    if is_official(head):
        return of_official(path, terrain, every)
    if is_control(head):
        return of_control(path, points, terrain, every)
    raise TerrainError(
        f"{path.name} is no table of control: its columns are {', '.join(sorted(head)[:6])}.",
        todo="A control file has geonameid or kod, date and status, an official list section, code, start and end.",
    )


def _is_table(path: Path) -> bool:
    """True for the points of the settlements of a control file: numbers or codes with points or shapes, and no day."""
    if path.suffix == ".csv":
        head = _head(path)
        return {"longitude", "latitude"} <= head and bool(set(NUMBER) & head) and "date" not in head
    if path.suffix in (".geojson", ".json") and path.is_file():
        with path.open(encoding="utf-8", errors="replace") as handle:
            beginning = handle.read(3000)
        return any(f'"{name}"' in beginning for name in NUMBER)
    return False


def _numbered(path: Path) -> dict[str, Point]:
    """Points by GeoNames number or code, of a table or of shapes around settlements."""
    with _clear(path):
        if path.suffix == ".csv":
            with opened(path) as handle:
                rows: list[dict[str, Any]] = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(handle)]
        else:
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            rows = [{**one["properties"], "shape": one.get("geometry")} for one in features]
        found = {number_of(next(row[name] for name in NUMBER if row.get(name))): _point(row) for row in rows}
    return {number: point for number, point in found.items() if point is not None}


def _point(row: dict[str, Any]) -> Point | None:
    if row.get("latitude") and row.get("longitude"):
        return float(row["latitude"]), float(row["longitude"])
    drawn = rings(row.get("shape"))
    return centre(drawn[0]) if drawn else None
