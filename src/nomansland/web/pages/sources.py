"""Sources: outlets and channels, what they brought and passed on, how far people rely on them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.review import RELIABILITY
from nomansland.tables import read
from nomansland.web.filters import Filters
from nomansland.web.outletstable import named_in, outlets
from nomansland.web.pages.incidents import verdicts


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All outlets, filtered by the address; one of them in full where `outlet` names it."""
    filters = Filters.read(request.GET)
    page = outlets(filters)
    one = page.rows[0] if filters.outlet and page.rows else None
    words = {"title": "Sources", "filters": filters, "page": page, "one": one, "scale": RELIABILITY.items()}
    if one is not None:
        words |= {
            "title": one.name,
            "named": named_in(one.name),
            "form": verdicts("source", one.name),
            "house": verdicts("family", one.name),
            "seen": read.seen("source", one.name),
        }
    return render(request, "desk/sources.html", words)
