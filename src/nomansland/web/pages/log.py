"""The log: what was written to the case, in order, chained."""

from __future__ import annotations

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import models
from nomansland.web import queries
from nomansland.web.entries import sentence
from nomansland.web.filters import Filters

KINDS = ("holding", "quarantine", "reports", "readings", "linked", "decision", "release", "person")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Entries of the ledger, newest first, and the decisions."""
    filters = Filters.read(request.GET)
    found = models.Ledger.objects.order_by("-seq")
    page = queries._page(found.filter(kind=filters.kind) if filters.kind else found, filters)
    words = {
        "title": "Log",
        "filters": filters,
        "page": page,
        "rows": [(row, sentence(row.kind, orjson.loads(row.data))) for row in page.rows],
        "decisions": queries.decisions()[-50:][::-1],
        "kinds": KINDS,
    }
    return render(request, "desk/log.html", words)
