"""Contradictions: what cannot both hold, side by side; and what looks like one and is none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import models
from nomansland.web import queries
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.web.marking import marked as _
from nomansland.web.pages.incidents import verdicts
from nomansland.web.paging import counted
from nomansland.words import Contradiction, Reconciled
from nomansland.words.codec import from_json

KINDS = ("denial", "number", "place", "date", "unit", "identity", "category")
STATES = ("open", "explained", "settled", "rejected")
_STATE = {"explain": "explained", "settle": "settled", "reject": "rejected"}

HOW = {
    "sharper_bound": _("the one figure is a sharper bound than the other"),
    "growing_total": _("the total grew"),
    "corrected_figure": _("the figure was corrected"),
    "other_unit": _("they count different things"),
    "other_time": _("they speak of two times"),
    "other_place": _("they speak of two places"),
}


def state_of(form: dict[str, Any]) -> str:
    """`open` until a standing decision explains, settles or rejects it."""
    standing = form["standing"]
    return _STATE.get(standing.verdict, "open") if standing else "open"


def in_state(rows: QuerySet[models.Contradiction], state: str) -> QuerySet[models.Contradiction]:
    """Those that stand so after the decisions on them; all of them where no state is asked for."""
    if state not in STATES:
        return rows.none() if state else rows
    made = queries.decisions(target="contradiction")
    undone = {decision.undoes for decision in made if decision.verdict == "undo"}
    last = {one.ref: one.verdict for one in made if one.verdict != "undo" and one.id not in undone}
    if state == "open":
        return rows.exclude(ref__in=[ref for ref, verdict in last.items() if verdict in _STATE])
    return rows.filter(ref__in=[ref for ref, verdict in last.items() if _STATE.get(verdict) == state])


def _shown(filters: Filters) -> tuple[list[Contradiction], list[Reconciled], Page]:
    """The pairs of one page: what contradicts first, then what can both hold."""
    parts: list[QuerySet[Any]] = [in_state(queries.contradiction_rows(filters), filters.state)]
    if not filters.show and not filters.state:
        parts.append(queries.reconciled_rows(filters))
    start, total, shown = (filters.number - 1) * PAGE, 0, []
    for rows in parts:
        number = counted(rows)
        first, last = max(0, start - total), min(number, max(0, start + PAGE - total))
        shown.append(list(rows[first:last]) if first < last else [])
        total += number
    disputed = [from_json(Contradiction, row.data) for row in shown[0]]
    agreed = [from_json(Reconciled, row.data) for row in shown[-1]] if len(shown) > 1 else []
    return disputed, agreed, Page([*disputed, *agreed], total, filters)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Contradictions, filtered by the address, and after them the pairs that can both hold, page by page."""
    filters = Filters.read(request.GET)
    disputed, agreed, page = _shown(filters)
    forms = [(pair, verdicts("contradiction", pair["contradiction"].id)) for pair in queries.disputes(disputed)]
    words = {
        "title": "Contradictions",
        "filters": filters,
        "page": page,
        "pairs": [(pair, form, state_of(form)) for pair, form in forms],
        "kinds": KINDS,
        "decided_states": STATES,
        "agreed": [
            (pair, HOW.get(pair["contradiction"].kind, pair["contradiction"].kind)) for pair in queries.disputes(agreed)
        ],
    }
    return render(request, "desk/contradictions.html", words)
