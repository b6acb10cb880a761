"""Contradictions: what cannot both hold, side by side; and what looks like one and is none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import queries
from nomansland.web.filters import Filters
from nomansland.web.marking import marked as _
from nomansland.web.pages.incidents import verdicts

KINDS = ("denial", "number", "place", "date", "unit", "identity", "category")
STATES = ("open", "explained", "settled", "rejected")
_STATE = {"explain": "explained", "settle": "settled", "reject": "rejected"}

HOW = {
    "sharper_bound": _("the one figure is a sharper bound than the other"),
    "growing_total": _("the total grew"),
    "corrected_figure": _("the figure was corrected"),
    "other_unit": _("they count different things"),
    "other_time": _("they speak of two times"),
    "other_place": "they speak of two places",
}


def state_of(form: dict[str, Any]) -> str:
    """`open` until a standing decision explains, settles or rejects it."""
    standing = form["standing"]
    return _STATE.get(standing.verdict, "open") if standing else "open"


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All contradictions, filtered by the address, and the pairs that can both hold."""
    filters = Filters.read(request.GET)
    rows = []
    for pair in queries.disputes(queries.contradictions(filters)):
        form = verdicts("contradiction", pair["contradiction"].id)
        if filters.state in ("", state_of(form)):
            rows.append((pair, form, state_of(form)))
    agreed = [] if filters.show or filters.state else queries.disputes(queries.reconciled(filters))
    words = {
        "title": "Contradictions",
        "filters": filters,
        "pairs": rows,
        "kinds": KINDS,
        "decided_states": STATES,
        "agreed": [(pair, HOW.get(pair["contradiction"].kind, pair["contradiction"].kind)) for pair in agreed],
    }
    return render(request, "desk/contradictions.html", words)
