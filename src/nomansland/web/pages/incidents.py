"""Incidents: the table, and the dossier of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import models, read
from nomansland.web import labels, overview, queries, rests, whyplace
from nomansland.web.drifted import Changed, changes, on_edges
from nomansland.web.filters import Filters
from nomansland.web.pages.front import small_chart
from nomansland.web.pictures.lineage import Tree, tree
from nomansland.web.pictures.told import told as when_told
from nomansland.words import Edge, Reason, Retelling, Site
from nomansland.words.codec import from_json

_DECIDABLE, _SITES = 30, 6


def bars(reasons: tuple[Reason, ...]) -> list[tuple[Reason, float]]:
    """Reasons with the length of their bar, 0 to 100."""
    most = max((abs(reason.weight) for reason in reasons), default=1) or 1
    return [(reason, round(100 * abs(reason.weight) / most)) for reason in reasons]


def told(refs: tuple[str, ...]) -> list[dict[str, Any]]:
    """Claims in the order of their publication, each with its row and standing."""
    found = queries.claims_by_ref(refs)
    standing = queries.standings(claim for claim, _ in found.values())
    rows = queries.titles(claim.report for claim, _ in found.values())
    out = [
        {"claim": claim, "row": row, "standing": standing[ref], "report": rows[claim.report]}
        for ref, (claim, row) in found.items()
    ]
    return sorted(out, key=lambda item: (item["report"].reading.published or "9", item["claim"].ref))


def verdicts(target: str, ref: str) -> dict[str, Any]:
    """What a decision form on a thing needs, and the decisions taken so far."""
    made = queries.decisions([ref], target)
    undone = {decision.undoes for decision in made if decision.verdict == "undo"}
    standing = [decision for decision in made if decision.verdict != "undo" and decision.id not in undone]
    return {
        "target": target,
        "ref": ref,
        "seen": read.seen(target, ref),
        "last": made[-1].id if made else "",
        "decisions": made,
        "standing": standing[-1] if standing else None,
    }


def edges_of(telling: Retelling) -> list[tuple[Edge, dict[str, Any] | None]]:
    """The edges of a retelling with the forms to decide on them; of a long list only the first have one."""
    return [
        (edge, verdicts("edge", f"{edge.child}>{edge.parent}") if number < _DECIDABLE else None)
        for number, edge in enumerate(telling.edges)
    ]


def told_on(tellings: Sequence[Retelling], here: str = "") -> list[tuple[Retelling, Tree, Any, list[Changed]]]:
    """Retellings with their tree, their edges and what changed on the way."""
    rows, found = queries.titles(ref for telling in tellings for ref in telling.reports), changes(tellings)
    return [
        (telling, tree(telling, rows, here, on_edges(found, telling)), edges_of(telling), found.get(telling.id, []))
        for telling in tellings
    ]


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All incidents, filtered by the address."""
    filters = Filters.read(request.GET)
    page = queries.incidents_page(filters)
    words = {
        "title": "Incidents",
        "filters": filters,
        "page": page,
        "rests": rests.marks_of(page.rows),
        "families": labels.FAMILIES,
        "types": overview.types(),
    }
    return render(request, "desk/incidents.html", words)


def _sites(refs: Sequence[str]) -> list[Site]:
    """The places of detention that the claims of an incident tell of."""
    rows = models.Site.objects.filter(claims__ref__in=refs).distinct().order_by("name", "ref")[:_SITES]
    return [from_json(Site, row.data) for row in rows]


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The dossier: who tells it, through whom, what contradicts it, why these claims stand together."""
    incident = read.incident(ref)
    if incident is None:
        raise Http404
    claims = told(incident.claims)
    reports = [item["claim"].report for item in claims]
    tellings = queries.retellings(reports)
    words = {
        "title": labels.label("event", incident.types[0]) if incident.types else "incident",
        "incident": incident,
        "claims": claims,
        "when": when_told([(one["claim"], one["report"].outlet, one["report"].reading.last_day) for one in claims]),
        "conditions": [(*one, item) for item in claims for one in item["claim"].conditions],
        "sites": _sites(incident.claims),
        "reasons": bars(incident.reasons),
        "tellings": told_on(tellings),
        "disputes": queries.disputes(queries.contradictions(Filters(), incident.claims)),
        "chart": small_chart(incident),
        "form": verdicts("incident", ref),
        "rests": rests.marks_of([incident]),
        "clearer": whyplace.clearer([item["claim"] for item in claims], tellings, [incident]),
    }
    return render(request, "desk/incident.html", words)
