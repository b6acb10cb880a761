"""The log: what was written to the case, in order, chained; and whether the chain holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import models, read
from nomansland.tables.sight import EVERYTHING, seeing
from nomansland.web.entries import sentence
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.words import Decision
from nomansland.words.codec import from_json

KINDS = (
    "holding", "quarantine", "reports", "readings", "linked", "decision", "edition", "release", "person",
)  # fmt: skip
# A chain of so many entries is checked whenever the page is opened; a longer one when somebody asks.
_QUICK = 2000
_DECISIONS = 50


def entries(filters: Filters) -> QuerySet[models.Ledger]:
    """Entries that the filters let through, the newest first."""
    found = models.Ledger.objects.order_by("-seq")
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.first_day:
        found = found.filter(at__gte=filters.first_day.isoformat())
    if filters.last_day and filters.last_day < date.max:
        found = found.filter(at__lt=(filters.last_day + timedelta(days=1)).isoformat())
    if filters.by:
        found = found.filter(data__contains=f'"by":{orjson.dumps(filters.by).decode()}')
    for word in filters.q.split():
        found = found.filter(data__icontains=orjson.dumps(word).decode()[1:-1])
    return found


def _decisions(filters: Filters) -> list[tuple[Decision, bool]]:
    """The newest decisions that the filter lets through, each with whether it still stands."""
    rows = models.Decision.objects.order_by("-pk")
    if filters.by:
        rows = rows.filter(by=filters.by)
    if filters.first_day:
        rows = rows.filter(at__date__gte=filters.first_day)
    if filters.last_day:
        rows = rows.filter(at__date__lte=filters.last_day)
    for word in filters.q.split():
        rows = rows.filter(data__icontains=orjson.dumps(word).decode()[1:-1])
    shown = [from_json(Decision, row.data) for row in rows[:_DECISIONS]]
    taken_back = models.Decision.objects.filter(verdict="undo", about__in={one.ref for one in shown})
    undone = {from_json(Decision, row.data).undoes for row in taken_back}
    return [(one, one.verdict != "undo" and one.id not in undone) for one in shown]


def _chain(asked: bool) -> dict[str, Any]:
    """How long the chain is, its last hash, and what is wrong with it, where that was looked for.

    The whole of it is looked at, also the entries that this person may not read: they would be missing links.
    """
    with seeing(EVERYTHING):
        last = models.Ledger.objects.order_by("-seq").first()
        length = last.seq if last else 0
        checked = asked or length <= _QUICK
        fault = read.ledger_fault() if checked else None
    return {"length": length, "hash": last.hash if last else "", "checked": checked, "fault": fault}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Entries of the ledger, newest first, and the decisions."""
    filters = Filters.read(request.GET)
    found = entries(filters)
    start = (filters.number - 1) * PAGE
    page = Page(list(found[start : start + PAGE]), found.count(), filters)
    words = {
        "title": "Log",
        "filters": filters,
        "page": page,
        "rows": [(row, sentence(row.kind, orjson.loads(row.data))) for row in page.rows],
        "decisions": _decisions(filters) if filters.kind in ("", "decision") and filters.number == 1 else [],
        "kinds": KINDS,
        "people": list(models.Decision.objects.values_list("by", flat=True).distinct().order_by("by")[:200]),
        "chain": _chain(request.GET.get("check") == "1"),
    }
    return render(request, "desk/log.html", words)
