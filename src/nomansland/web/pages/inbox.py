"""The inbox: what came in, what waits for a decision, search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import overview, queries
from nomansland.web.filters import Filters
from nomansland.web.pages.reports import rows

_SHOWN = 20


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Newest reports and the state of the case; a search goes through reports and claims."""
    filters = Filters.read(request.GET)
    page = queries.reports(filters, _SHOWN)
    found = queries.claims_page(Filters(q=filters.q)) if filters.q else None
    words = {
        "title": "Inbox",
        "filters": filters,
        "page": page,
        "rows": rows(page),
        "found": found,
        "decided": overview.decided(),
        "disputed": queries.contradictions(Filters(), most=5) if not filters.q else [],
    }
    return render(request, "desk/inbox.html", words)
