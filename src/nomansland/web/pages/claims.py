"""Claims: the table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import labels, overview, queries
from nomansland.web.filters import Filters


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All claims, filtered by the address."""
    filters = Filters.read(request.GET)
    page = queries.claims_page(filters)
    standing = queries.standings(claim for claim, _ in page.rows)
    words = {
        "title": "Claims",
        "filters": filters,
        "page": page,
        "rows": [(claim, row, standing[claim.ref]) for claim, row in page.rows],
        "families": labels.FAMILIES,
        "modalities": labels.MODALITIES,
        "outlets": overview.outlets(),
        "types": overview.types(),
    }
    return render(request, "desk/claims.html", words)
