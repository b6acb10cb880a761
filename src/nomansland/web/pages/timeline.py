"""The mirror timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import labels, overview, queries
from nomansland.web.filters import ROWS, Filters
from nomansland.web.found import incident_rows
from nomansland.web.pictures.crowd import crowd
from nomansland.web.pictures.timeline import mirror
from nomansland.words import Incident

# How many incidents a picture bears one by one.
DRAWN = 400


def found(filters: Filters) -> tuple[list[Incident], int]:
    """The latest incidents of a filter, as many as a picture bears, and how many there are."""
    number = queries.counted(incident_rows(filters))
    return queries.incidents(filters, DRAWN if number <= DRAWN else ROWS), number


def picture(filters: Filters, incidents: Sequence[Incident], number: int) -> dict[str, Any]:
    """The mirror with each incident where all of them are at hand, else with columns that lead to their days."""
    beside = overview.coverage(), filters.show == "flip", filters.on_day
    if number <= DRAWN:
        return {"mirror": mirror(incidents, *beside), "columns": []}
    drawn = crowd(queries.incident_days(filters), *beside)
    return {"mirror": drawn, "columns": [(bar, _narrowed(filters, bar.days)) for bar in drawn.columns if bar.days]}


def _narrowed(filters: Filters, days: tuple[Any, Any]) -> str:
    first = max(days[0], filters.first_day or days[0])
    last = min(days[1], filters.last_day or days[1])
    # The middle of an incident's days may lie outside of those that the filter asks for.
    return filters.link() if first > last else filters.link(since=first.isoformat(), until=last.isoformat())


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Both sides' incidents over time; `show=flip` puts the other army above."""
    filters = Filters.read(request.GET)
    incidents, number = found(filters)
    words = {
        "title": "Timeline",
        "filters": filters,
        **picture(filters, incidents, number),
        "incidents": incidents[:ROWS],
        "number": number,
        "more": max(0, number - ROWS),
        "families": labels.FAMILIES,
        "same": filters.link(show=""),
        "turned": filters.link(show="" if filters.show == "flip" else "flip") or "?",
    }
    return render(request, "desk/timeline.html", words)
