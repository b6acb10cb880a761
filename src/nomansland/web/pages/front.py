"""The map: incidents and sites of both sides, the line of the day, and a table that says the same."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nomansland.web import labels, phrases, queries
from nomansland.web.filters import Filters
from nomansland.web.frontline import Drawn, drawn
from nomansland.web.pictures.chart import SMALL, chart
from nomansland.web.pictures.chartparts import Chart, Mark
from nomansland.words import Incident, Place, Site


def _short(place: Place) -> str:
    best = place.best
    return best.name.split(",")[0] if best else place.text


def mark_of(thing: Incident | Site) -> Mark | None:
    """The mark of an incident or a site, or None where nobody says where."""
    place = thing.place
    point = place.point if place else None
    if place is None or point is None or place.best is None:
        return None
    where = phrases.place(place)
    side = labels.side_class(thing.side)
    if isinstance(thing, Site):
        state = thing.states[-1].state if thing.states else "no state told"
        text = f"{labels.side_name(thing.side)}: {thing.name}, {state}; {where}"
        return Mark(*point, place.best.radius_km, side, "site", text, _short(place), reverse("site", args=[thing.id]))
    kinds = ", ".join(labels.label("event", event) for event in thing.types)
    when = phrases.time(thing.time) or "nobody says when"
    text = f"{labels.side_name(thing.side)}: {kinds}; {where}; {when}"
    shape = labels.family(thing.types[0]) if thing.types else "context"
    single = thing.newsrooms.high <= 1
    return Mark(
        *point, place.best.radius_km, side, shape, text, _short(place), reverse("incident", args=[thing.id]), single
    )


def _day(incidents: list[Incident]) -> date | None:
    days = [incident.time.bounds[1] for incident in incidents if incident.time and incident.time.bounds]
    held = [day for day in days if day.year < 9999]
    return max(held, default=None)


def _by_place(placed: list[tuple[Incident | Site, Mark]]) -> list[tuple[Incident | Site, Mark]]:
    """Rows of one place beside each other, so that a group on the map leads to all of its rows."""
    return sorted(placed, key=lambda pair: (pair[1].name, pair[1].side, pair[1].shape))


def small_chart(thing: Incident | Site) -> Chart | None:
    """The map of a dossier with the line of its day, or None where nobody says where it is."""
    mark = mark_of(thing)
    if mark is None:
        return None
    line = drawn(_day([thing])) if isinstance(thing, Incident) else Drawn()
    return chart([mark], line.lines, size=SMALL, held=line.held)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything that has a place, filtered by the address."""
    filters = Filters.read(request.GET)
    incidents = queries.incidents(filters)
    sites = [] if filters.family not in ("", "site") else queries.sites(Filters(side=filters.side, q=filters.q))
    things: list[Incident | Site] = [*incidents, *sites]
    placed = [(thing, mark) for thing in things if (mark := mark_of(thing)) is not None]
    asked = filters.on_day or filters.last_day
    line = drawn(asked or _day(incidents))
    if asked is None and not line.lines:
        line = drawn(None)
    words = {
        "title": "Map",
        "filters": filters,
        "chart": chart([mark for _, mark in placed], line.lines, filters.show == "all", held=line.held),
        "line": line,
        "incidents": [(thing, mark) for thing, mark in _by_place(placed) if isinstance(thing, Incident)],
        "sites": [(thing, mark) for thing, mark in _by_place(placed) if isinstance(thing, Site)],
        "placeless": len(incidents) + len(sites) - len(placed),
        "families": labels.FAMILIES,
        "wider": filters.link(show="all"),
        "earlier": filters.link(on=line.before.isoformat()) if line.before else "",
        "later": filters.link(on=line.after.isoformat()) if line.after else "",
    }
    return render(request, "desk/map.html", words)
