"""What the map that moves asks for: marks of a window, the line of a day, borders and names, all as GeoJSON."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nomansland.web import ground, mapped, phrases
from nomansland.web.errors import plain
from nomansland.web.filters import Filters
from nomansland.web.frontline import Drawn, drawn

_TODO = "Send bbox=WEST,SOUTH,EAST,NORTH in degrees, as the map does."
_SIGNS = 3


def _answer(value: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(value), content_type="application/geo+json")


def _no_window(request: HttpRequest) -> HttpResponse:
    return plain(request, 400, "The address names no window of the map.", _TODO)


@require_safe
def marks(request: HttpRequest) -> HttpResponse:
    """Incidents and sites of a window, under the filters of the tables."""
    window = mapped.Window.read(request.GET.get("bbox", ""))
    if window is None:
        return _no_window(request)
    return _answer(mapped.marks(Filters.read(request.GET), window))


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """The greatest towns of a window."""
    window = mapped.Window.read(request.GET.get("bbox", ""))
    if window is None:
        return _no_window(request)
    found = ground.towns(window.west, window.south, window.east, window.north)
    return _answer(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": [town.lon, town.lat]},
                    "properties": {"name": town.name, "rank": town.rank},
                }
                for town in found
            ],
        }
    )


@require_safe
def borders(request: HttpRequest) -> HttpResponse:
    """Borders of country, oblasts and raions."""
    return HttpResponse(_borders(), content_type="application/geo+json")


@lru_cache(maxsize=1)
def _borders() -> bytes:
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "MultiLineString",
                "coordinates": [[[b, a] for a, b in line] for line in border.lines],
            },
            "properties": {"level": border.level},
        }
        for border in ground.borders()
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """The front line of a day (`on`, by default the newest) by sector, with the age of the map."""
    on = Filters.read(request.GET).on_day
    return _answer(front(drawn(on), on))


def front(found: Drawn, on: date | None) -> dict[str, Any]:
    """The line of a day as a FeatureCollection.

    `day` is the day of the map and `age_days` how many days it is off the one that was asked for, both None where
    there is no line; `note` is the sentence that says so.
    """
    age = abs((on - found.day).days) if on and found.day else None
    rings = [[[round(lon, _SIGNS), round(lat, _SIGNS)] for lat, lon in ring] for ring in found.held]
    held = [_feature("Polygon", [[*ring, ring[0]]], kind="held") for ring in rings if len(ring) > 2]
    aged = " " + _("The map is %(days)s off the day.") % {"days": f"{age} {phrases.plural(age, 'day')}"} if age else ""
    return {
        "type": "FeatureCollection",
        "features": [*held, *_pieces(found)],
        "day": found.day.isoformat() if found.day else None,
        "age_days": age if on else (0 if found.day else None),
        "before": found.before.isoformat() if found.before else None,
        "after": found.after.isoformat() if found.after else None,
        "note": found.note + aged,
    }


def _feature(geometry: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": geometry, "coordinates": coordinates}, "properties": properties}


@lru_cache(maxsize=64)
def _pieces(found: Drawn) -> tuple[dict[str, Any], ...]:
    """The line cut where one sector ends and the next begins; each piece has the name of its sector."""
    from nomansland.terrain.front import sector_of, sectors

    if found.day is None:
        return ()
    called = {sector.slug: sector.name for sector in sectors()}
    out = []
    for whole in found.lines:
        piece: list[list[float]] = []
        before: str | None = None
        for number, point in enumerate(whole):
            here = sector_of(point, found.day)
            at = [round(point[1], _SIGNS), round(point[0], _SIGNS)]
            piece.append(at)
            if number and here != before:
                out.append(_feature("LineString", piece, kind="front", sector=called.get(before or "", "")))
                piece = [at]
            before = here
        if len(piece) > 1:
            out.append(_feature("LineString", piece, kind="front", sector=called.get(before or "", "")))
    return tuple(out)
