"""Incidents, sites and contradictions: lists, and each in full."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest
from ninja import Query, Router

from nomansland.tables import read
from nomansland.web import queries
from nomansland.web.api.answers import answers, cut, decided, disputes_of, missing, number, paged, pairs, told_of
from nomansland.web.api.asked import ContradictionsAsked, IncidentsAsked, Ref, SitesAsked, filters_of
from nomansland.web.api.shapes import Contradictions, IncidentFull, Incidents, PairFull, SiteFull, Sites
from nomansland.web.found import incident_rows, site_rows
from nomansland.words import Incident, Site
from nomansland.words.codec import from_json

router = Router(tags=["incidents"])


@router.get("/incidents", response=answers(Incidents), url_name="incidents", summary="Incidents, the latest first")
def incidents(request: HttpRequest, asked: Query[IncidentsAsked]) -> Any:
    """The table of incidents, by the same filters."""
    found = incident_rows(filters_of(request, asked)).order_by(F("first_day").desc(nulls_last=True), "ref")
    return paged(request, asked, [from_json(Incident, row.data) for row in cut(asked, found)], number(found))


@router.get("/incidents/{path:ref}", response=answers(IncidentFull, 404), url_name="incident", summary="One incident")
def incident(request: HttpRequest, ref: Ref) -> Any:
    """The dossier: claims, who has it from whom, contradictions, decisions."""
    one = read.incident(ref)
    if one is None:
        raise missing("incident")
    claims = told_of(one.claims)
    return IncidentFull.model_construct(
        incident=one, claims=claims, retellings=queries.retellings(told.claim.report for told in claims),
        contradictions=disputes_of(one.claims), decided=decided(request, "incident", ref),
    )  # fmt: skip


@router.get("/sites", response=answers(Sites), url_name="sites", summary="Places of detention, by name")
def sites(request: HttpRequest, asked: Query[SitesAsked]) -> Any:
    """The table of sites, by the same filters."""
    found = site_rows(filters_of(request, asked)).order_by("name", "ref")
    return paged(request, asked, [from_json(Site, row.data) for row in cut(asked, found)], number(found))


@router.get("/sites/{path:ref}", response=answers(SiteFull, 404), url_name="site", summary="One place of detention")
def site(request: HttpRequest, ref: Ref) -> Any:
    """The dossier: what was said of its life and by which claims, transfers from and to it, contradictions."""
    one = read.site(ref)
    if one is None:
        raise missing("site")
    return SiteFull.model_construct(
        site=one, claims=told_of(one.claims), transfers=list(read.transfers(ref)),
        contradictions=disputes_of(one.claims), decided=decided(request, "site", ref),
    )  # fmt: skip


@router.get(
    "/contradictions", response=answers(Contradictions), url_name="contradictions", summary="What cannot both hold"
)
def contradictions(request: HttpRequest, asked: Query[ContradictionsAsked]) -> Any:
    """The list of contradictions, by the same filters; what a copy of a report repeats is left out."""
    filters = filters_of(request, asked)
    every = queries.contradictions(filters)
    if not filters.state:
        return paged(request, asked, pairs(cut(asked, every)), len(every))
    found = [pair for pair in pairs(every) if pair.state == filters.state]
    return paged(request, asked, cut(asked, found), len(found))


@router.get(
    "/contradictions/{path:ref}", response=answers(PairFull, 404), url_name="contradiction", summary="One contradiction"
)
def contradiction(request: HttpRequest, ref: Ref) -> Any:
    """Both claims side by side, with the decisions."""
    one = read.contradiction(ref)
    found = pairs([one]) if one is not None else []
    if not found:
        raise missing("contradiction")
    pair = found[0]
    return PairFull.model_construct(
        contradiction=pair.contradiction, state=pair.state, claims=pair.claims,
        decided=decided(request, "contradiction", ref),
    )  # fmt: skip
