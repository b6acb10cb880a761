"""The inbox: what came in, what waits for a decision, search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import overview, queries, states
from nomansland.web.filters import Filters
from nomansland.web.incoming import MOST_BYTES
from nomansland.web.lookout import Quoted, look, quoted
from nomansland.web.pages.guide import first_step
from nomansland.web.pages.reports import rows
from nomansland.web.paging import MOST_COUNTED

_SHOWN, _FOUND, _QUOTES = 12, 20, 12
_TYPED = ("text", "title", "outlet", "published", "url")


def page(request: HttpRequest, status: int = 200, fault: str = "") -> HttpResponse:
    """The inbox; after a form that could not be taken with what is wrong and with what was typed."""
    filters = Filters.read(request.GET)
    found = queries.claims_page(Filters(q=filters.q), _QUOTES, MOST_COUNTED) if filters.q else None
    shown = queries.reports(filters, _FOUND if filters.active else _SHOWN, states.among(filters.state), MOST_COUNTED)
    table = rows(shown)
    told = {} if filters.active else quoted(row.report.id for row in table)
    words = {
        "title": "Inbox",
        "filters": filters,
        "page": shown,
        "rows": table,
        "quoted_rows": [(row, told.get(row.report.id, Quoted())) for row in table],
        "found": found,
        "outlets": overview.outlets(),
        "report_states": states.STATES,
        "waiting": states.unread(),
        "undrawn": states.undrawn(),
        "decided": overview.decided(),
        "tour_begins": "" if filters.active else first_step(request),
        "look": None if filters.active else look(),
        "fault": fault,
        "typed": {name: request.POST.get(name, "") for name in _TYPED},
        "most": MOST_BYTES // 2**20,
    }
    return render(request, "desk/inbox.html", words, status=status)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Newest reports and the state of the case; a search goes through reports and claims."""
    return page(request)
