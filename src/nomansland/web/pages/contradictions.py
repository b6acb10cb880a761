"""Contradictions: what cannot both hold, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import queries
from nomansland.web.filters import Filters
from nomansland.web.pages.incidents import verdicts

KINDS = ("denial", "number", "place", "date", "unit", "identity", "category")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All contradictions, filtered by the address."""
    filters = Filters.read(request.GET)
    pairs = queries.disputes(queries.contradictions(filters))
    words = {
        "title": "Contradictions",
        "filters": filters,
        "pairs": [(pair, verdicts("contradiction", pair["contradiction"].id)) for pair in pairs],
        "kinds": KINDS,
    }
    return render(request, "desk/contradictions.html", words)
