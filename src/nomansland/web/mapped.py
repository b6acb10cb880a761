"""What a window of the map shows, as GeoJSON: areas with a shape in each, or squares with counts where there are many.

A mark stands for a place that somebody named, with the circle within which it is known to lie. Where a window holds
more than `MOST` of them the database counts them by cell, and a cell is drawn as the area it is. Cells are whole cells
of those by which places are coarsened (`tables.cut`), so that counting tells nobody more than he may see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import cos, pi, radians, sin
from typing import Any

from django.db.models import Count, F, FloatField, QuerySet
from django.db.models.functions import Cast, Floor
from django.utils.translation import ngettext

from nomansland.tables.cut import CELL_LAT, CELL_LON
from nomansland.tables.sight import sight
from nomansland.web.filters import Filters
from nomansland.web.found import incident_rows, site_rows
from nomansland.web.pictures.chart import grouped
from nomansland.web.pictures.chartparts import Mark
from nomansland.web.placed import mark_of
from nomansland.words import Incident, Site
from nomansland.words.codec import from_json

MOST = 400
_STEPS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_ROWS = 14
_KM = 111.32
_CORNERS = 48
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Window:
    """Edges in degrees."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def read(cls, text: str) -> Window | None:
        """`west,south,east,north`, or None where it is not that; what lies beyond the globe is cut off."""
        try:
            west, south, east, north = (float(one) for one in text.split(","))
        except ValueError:
            return None
        # False for every comparison with something that is no number.
        if not (west < east and south < north and abs(west) <= 1000 and abs(east) <= 1000):
            return None
        found = cls(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))
        return found if found.west < found.east and found.south < found.north else None

    @property
    def spot(self) -> float:
        """Degrees of longitude that are too few to keep two marks apart on a screen."""
        return (self.east - self.west) / 44

    @property
    def cell(self) -> float:
        """Degrees of latitude of a cell, never less than those who may not see places exactly are shown."""
        tall = (self.north - self.south) / _ROWS
        least = 0.0 if sight().exact else CELL_LAT
        return next((step for step in _STEPS if step >= tall and step >= least), _STEPS[-1])


def marks(filters: Filters, window: Window) -> dict[str, Any]:
    """A FeatureCollection of a window; `cells` says that it counts instead of naming, `number` how many it shows.

    `left_out` is a sentence on the sites that it does not show, empty where it shows all.
    """
    rows = _inside(incident_rows(filters), window)
    some = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    found, left_out = ([], 0) if filters.family not in ("", "site") or filters.type else _sites(filters, window)
    beside = {"left_out": _left_out(left_out)}
    if len(some) > MOST:
        counted = _cells(rows, window.cell)
        return _collection(
            [*counted, *_spots(found, window.spot)], cells=True, number=_total(counted) + len(found), **beside
        )
    things: list[Incident | Site] = [from_json(Incident, row.data) for row in rows.filter(pk__in=some)]
    things += found
    return _collection(_spots(things, window.spot), cells=False, number=len(things), **beside)


def _collection(features: Iterable[Feature], **beside: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **beside}


def _inside(rows: QuerySet[Any], window: Window) -> QuerySet[Any]:
    south, west, north, east = window.south, window.west, window.north, window.east
    return rows.filter(lat__gte=south, lat__lte=north, lon__gte=west, lon__lte=east)


def _sites(filters: Filters, window: Window) -> tuple[list[Site], int]:
    """Sites of a window, as many as it can show, and how many more there are."""
    # `show` asks something else of the map than of the table of sites.
    rows = _inside(site_rows(replace(filters, show="")), window).order_by("pk")
    shown = [from_json(Site, row.data) for row in rows[:MOST]]
    return shown, rows.count() - MOST if len(shown) == MOST else 0


def _left_out(number: int) -> str:
    told = ngettext(
        "%(number)s more place of detention is here: zoom in to see it.",
        "%(number)s more places of detention are here: zoom in to see them.",
        number,
    )
    return told % {"number": number} if number else ""


def _total(cells: Iterable[Feature]) -> int:
    return sum(cell["properties"]["n"] for cell in cells)


def _cells(rows: QuerySet[Any], tall: float) -> list[Feature]:
    """Squares with the number of incidents of each side in them."""
    wide = tall * CELL_LON / CELL_LAT
    # As plain numbers: the columns themselves would come back blurred, which their cell already is.
    at = {
        "row": Floor(Cast(F("lat"), FloatField()) / tall),
        "column": Floor(Cast(F("lon"), FloatField()) / wide),
    }
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    told = rows.order_by().annotate(**at).values_list("row", "column", "side").annotate(n=Count("pk"))
    for row, column, side, number in told:
        counts[int(row), int(column)][side if side in ("RF", "UA") else "other"] += number
    return [_cell(row * tall, column * wide, tall, wide, found) for (row, column), found in sorted(counts.items())]


def _cell(south: float, west: float, tall: float, wide: float, found: Counter[str]) -> Feature:
    north, east = south + tall, west + wide
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    ring = [[round(lon, 4), round(lat, 4)] for lon, lat in ring]
    properties = {"kind": "cell", "n": found.total(), "rf": found["RF"], "ua": found["UA"], "other": found["other"]}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


def circle(lat: float, lon: float, radius_km: float) -> list[list[float]]:
    """A ring of longitude and latitude, `radius_km` kilometres around a point."""
    north, east = radius_km / _KM, radius_km / (_KM * max(cos(radians(lat)), 0.01))
    turns = [2 * pi * corner / _CORNERS for corner in range(_CORNERS)]
    ring = [[round(lon + east * cos(turn), 4), round(lat + north * sin(turn), 4)] for turn in turns]
    return [*ring, ring[0]]


def _spots(things: Sequence[Incident | Site], size: float) -> list[Feature]:
    """Areas of every place, and the marks that stand too close together as one, where most of them are."""
    placed = [(thing, mark) for thing in things if (mark := mark_of(thing)) is not None]
    days = {mark.href: _span(thing) for thing, mark in placed}
    areas = {(mark.lat, mark.lon, mark.radius_km, mark.side): mark for _, mark in placed}
    out = [_area(mark) for mark in sorted(areas.values(), key=lambda mark: -mark.radius_km)]
    for together in _together([mark for _, mark in placed], size):
        (lat, lon), _ = Counter((mark.lat, mark.lon) for mark in together).most_common(1)[0]
        name = next(mark.name for mark in together if (mark.lat, mark.lon) == (lat, lon))
        places = len({mark.name for mark in together})
        named = name if places == 1 else f"{name} and {places - 1} more"
        for group in grouped(together):
            first = group.first
            properties = {
                "kind": "mark", "side": first.side, "shape": first.shape, "single": first.single, "n": len(group.marks),
                "dx": round(group.x, 1), "name": named if group.x <= 0 else "", "text": group.text, "places": places,
                "href": group.href, "days": [days[mark.href] for mark in group.marks],
            }  # fmt: skip
            point = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
            out.append({"type": "Feature", "geometry": point, "properties": properties})
    return out


def _together(marks: Iterable[Mark], size: float) -> list[list[Mark]]:
    """Marks within `size` degrees of longitude (and as much of latitude on the screen) of the first of their group."""
    out: list[list[Mark]] = []
    for mark in marks:
        tall = size * cos(radians(mark.lat))
        near = (one for one in out if abs(one[0].lat - mark.lat) <= tall and abs(one[0].lon - mark.lon) <= size)
        group = next(near, None)
        if group is None:
            out.append([mark])
        else:
            group.append(mark)
    return out


def _area(mark: Mark) -> Feature:
    properties = {"kind": "area", "side": mark.side, "radius_km": mark.radius_km}
    ring = circle(mark.lat, mark.lon, mark.radius_km)
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


def _span(thing: Incident | Site) -> list[str] | None:
    """First and last day that are possible; None where nobody says, and for sites, which last."""
    bounds = thing.time.bounds if isinstance(thing, Incident) and thing.time else None
    if bounds is None or bounds == (date.min, date.max):
        return None
    return [bounds[0].isoformat(), bounds[1].isoformat()]


def days(filters: Filters) -> tuple[date, date] | None:
    """First and last day of the incidents of a filter that have one, for the slider."""
    rows = incident_rows(filters).filter(first_day__isnull=False).exclude(first_day=date.min)
    first = rows.order_by("first_day").values_list("first_day", flat=True).first()
    last = rows.exclude(last_day=date.max).order_by("-last_day").values_list("last_day", flat=True).first()
    return (first, max(first, last or first)) if first else None
