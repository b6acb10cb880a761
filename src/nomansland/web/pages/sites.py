"""Sites: places of detention over all reports, and the dossier of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import read
from nomansland.web import labels, queries, rests, sheets
from nomansland.web.filters import Filters
from nomansland.web.pages.front import small_chart
from nomansland.web.pages.incidents import bars, told, verdicts
from nomansland.web.pictures.strip import strip
from nomansland.words import Site


def days_told(sites: Sequence[Site]) -> dict[str, date]:
    """The last possible day of publication of each claim that gives a state."""
    refs = {state.claim for site in sites for state in site.states}
    found = queries.claims_by_ref(refs)
    rows = queries.titles(claim.report for claim, _ in found.values())
    out = {}
    for ref, (claim, _) in found.items():
        day = rows[claim.report].reading.last_day
        if day is not None and day.year < 9999:
            out[ref] = day
    return out


def disputed(sites: Sequence[Site]) -> set[str]:
    """The claims on the states of these sites that another claim contradicts."""
    refs = [state.claim for site in sites for state in site.states]
    own = set(refs)
    return {ref for one in queries.contradictions(Filters(), refs) for ref in one.claims if ref in own}


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Sites as strips and as a table, page by page, filtered by the address."""
    filters = Filters.read(request.GET)
    page = queries.sites_page(filters)
    sites: Sequence[Site] = page.rows
    words = {
        "title": "Sites",
        "filters": filters,
        "page": page,
        "sites": sites,
        "strip": strip(sites, days_told(sites), disputed=disputed(sites)),
        "states": labels.STATES,
        "rests": rests.marks_of(sites),
        "counts": rests.counted(filters),
    }
    return render(request, "desk/sites.html", words)


def _states(site: Site) -> list[dict[str, Any]]:
    found = queries.claims_by_ref(state.claim for state in site.states)
    return [
        {"state": state, "claim": found[state.claim][0], "row": found[state.claim][1]}
        for state in site.states
        if state.claim in found
    ]


def _moves(site: Site) -> list[dict[str, Any]]:
    """Who was taken from it and to it, with what each edge rests on."""
    edges = read.transfers(site.id)
    ends = {end: read.site(end) for edge in edges for end in (edge.origin, edge.destination) if end}
    marks = rests.marks_of(edges)
    return [
        {
            "edge": edge,
            "out": edge.origin == site.id,
            "other": ends.get(edge.destination if edge.origin == site.id else edge.origin),
            "place": edge.end if edge.origin == site.id else edge.start,
            "claims": told(edge.claims),
            "rests": marks[edge.id],
        }
        for edge in edges
    ]


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The dossier: what was said of its life, by whom, and what contradicts it."""
    site = read.site(ref)
    if site is None:
        raise Http404
    sheet = sheets.of_site(site)
    words = {
        "title": site.name,
        "sheet": sheet,
        "rules": sheets.named([sheet]),
        "site": site,
        "strip": strip([site], days_told([site]), disputed=disputed([site])),
        "states": _states(site),
        "claims": told(site.claims),
        "reasons": bars(site.reasons),
        "disputes": queries.disputes(queries.contradictions(Filters(), site.claims)),
        "chart": small_chart(site),
        "form": verdicts("site", ref),
        "rests": rests.marks_of([site]),
        "moves": _moves(site),
    }
    return render(request, "desk/site.html", words)
