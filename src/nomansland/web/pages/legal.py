"""The legal sheet of the case: conditions by site, and what is told of no site."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import queries, sheets
from nomansland.web.filters import Filters, Page
from nomansland.words.law import CONDITIONS

SITES = 8


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The grid of a few sites at a time, filtered by the address; each cell opens its words."""
    filters = Filters.read(request.GET)
    every = queries.sites(filters)
    start = (filters.number - 1) * SITES
    sites = every[start : start + SITES]
    made = sheets.of_sites(sites)
    grid = [
        (condition, [(site, sheet.cells[number]) for site, sheet in zip(sites, made, strict=True)])
        for number, condition in enumerate(CONDITIONS)
    ]
    apart, more = sheets.of_none() if filters.number == 1 and not filters.q else ((), False)
    rest = [(one.side, sheets.shown(one)) for one in apart if not filters.side or one.side == filters.side]
    words = {
        "title": "Legal sheet",
        "filters": filters,
        "page": Page(sites, len(every), filters, SITES),
        "sites": sites,
        "grid": grid if sites else [],
        "rest": rest,
        "more": more,
        "rules": sheets.named([*(sheets.shown(one) for one in made), *(shown for _, shown in rest)]),
    }
    return render(request, "desk/legal.html", words)
