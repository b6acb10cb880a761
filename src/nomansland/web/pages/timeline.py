"""The mirror timeline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import labels, overview, queries
from nomansland.web.filters import ROWS, Filters
from nomansland.web.pictures.timeline import mirror


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Both sides' incidents over time; `show=flip` puts the other army above."""
    filters = Filters.read(request.GET)
    incidents = queries.incidents(filters)
    words = {
        "title": "Timeline",
        "filters": filters,
        "mirror": mirror(incidents, overview.coverage(), filters.show == "flip", filters.on_day),
        "incidents": incidents[:ROWS],
        "more": max(0, len(incidents) - ROWS),
        "families": labels.FAMILIES,
        "same": filters.link(show=""),
        "turned": filters.link(show="" if filters.show == "flip" else "flip") or "?",
    }
    return render(request, "desk/timeline.html", words)
