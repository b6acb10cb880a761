"""Rows that the filters of an address let through: the tables and the map ask the same."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from nomansland.tables import models
from nomansland.tables.fold import fold
from nomansland.tables.read.search import claim_hits
from nomansland.web.filters import Filters


def of_words(query: str, *columns: str) -> Q:
    """Every word of the query stands in one of the folded columns."""
    found = Q()
    for word in fold(query).split():
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__contains": word})
        found &= one
    return found


def of_days(filters: Filters, prefix: str = "") -> Q:
    """What may lie between the days of the filter."""
    found = Q()
    if filters.first_day:
        found &= Q(**{f"{prefix}last_day__gte": filters.first_day})
    if filters.last_day:
        found &= Q(**{f"{prefix}first_day__lte": filters.last_day})
    return found


def of_side(filters: Filters) -> Q:
    """What is told of the side of the filter; `none` asks for what tells no side."""
    if not filters.side:
        return Q()
    return Q(side="") if filters.side == "none" else Q(side=filters.side)


def incident_rows(filters: Filters) -> QuerySet[models.Incident]:
    """Incidents that a filter lets through, each once."""
    found = models.Incident.objects.filter(of_side(filters), of_days(filters))
    if filters.type:
        found = found.filter(types__contains=filters.type)
    if filters.family:
        found = found.filter(types__contains=f"{filters.family}.")
    if filters.q:
        hits = models.Claim.objects.filter(claim_hits(filters.q))
        found = found.filter(pk__in=models.Incident.claims.through.objects.filter(claim__in=hits).values("incident"))
    return found


def site_rows(filters: Filters) -> QuerySet[models.Site]:
    """Sites that a filter lets through."""
    found = models.Site.objects.filter(of_words(filters.q, "folded"), of_side(filters))
    return found.filter(state=filters.show) if filters.show else found
