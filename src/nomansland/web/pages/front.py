"""The map: incidents and sites of both sides, the line of the day, and a table that says the same."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import labels, queries
from nomansland.web.filters import ROWS, Filters
from nomansland.web.frontline import Drawn, drawn
from nomansland.web.ground import borders
from nomansland.web.pages.timeline import found, picture
from nomansland.web.pictures.chart import SMALL, chart, window
from nomansland.web.pictures.chartparts import Chart, Mark
from nomansland.web.placed import mark_of
from nomansland.web.vendor import is_current
from nomansland.words import Incident, Site


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
    return chart([mark], line.lines, size=SMALL, held=line.held, borders=borders())


def _slider(filters: Filters, incidents: list[Incident], line: Drawn) -> dict[str, str] | None:
    """First, last and present day of the slider, in the days of what is shown; None where nothing has a day."""
    held = [day for one in incidents if one.time and one.time.bounds for day in one.time.bounds]
    days = [day for day in held if 1 < day.year < 9999]
    if line.day:
        days.append(line.day)
    if not days:
        return None
    now = filters.on_day or line.day or max(days)
    return {"first": min(*days, now).isoformat(), "last": max(*days, now).isoformat(), "now": now.isoformat()}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything that has a place, filtered by the address."""
    filters = Filters.read(request.GET)
    incidents, number = found(filters)
    sites = [] if filters.family not in ("", "site") else queries.sites(Filters(side=filters.side, q=filters.q))
    things: list[Incident | Site] = [*incidents, *sites]
    placed = [(thing, mark) for thing in things if (mark := mark_of(thing)) is not None]
    asked = filters.on_day or filters.last_day
    line = drawn(asked or _day(incidents))
    if asked is None and not line.lines:
        line = drawn(None)
    marks, rows = [mark for _, mark in placed], _by_place(placed)
    words = {
        "title": "Map",
        "filters": filters,
        "chart": chart(marks, line.lines, filters.show == "all", held=line.held, borders=borders()),
        "window": window(marks),
        "island": is_current(),
        "slider": _slider(filters, incidents, line),
        **picture(filters, incidents, number),
        "line": line,
        "incidents": [(thing, mark) for thing, mark in rows[:ROWS] if isinstance(thing, Incident)],
        "sites": [(thing, mark) for thing, mark in rows[:ROWS] if isinstance(thing, Site)],
        "more": max(0, len(rows) - ROWS),
        "placeless": len(incidents) + len(sites) - len(placed),
        "families": labels.FAMILIES,
        "number": number,
        "left_out": number - len(incidents),
        "wider": filters.link(show="all"),
        "same": filters.link(),
        "earlier": filters.link(on=line.before.isoformat()) if line.before else "",
        "later": filters.link(on=line.after.isoformat()) if line.after else "",
    }
    return render(request, "desk/map.html", words)
