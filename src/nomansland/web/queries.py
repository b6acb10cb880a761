"""What the pages read, as the frozen values of `words`; nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import orjson
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from nomansland.tables import models
from nomansland.tables.read.search import Found, claim_hits, indexed, number_of_hits, quotes, read_hits, waiting_hits
from nomansland.web import paging
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.web.found import incident_rows, of_days, of_side, site_rows
from nomansland.web.paging import NEWEST, Part, most_told
from nomansland.web.paging import counted as counted
from nomansland.web.remembered import remembered
from nomansland.web.standing import anchors, decided_anchors
from nomansland.web.standing import claim_decisions as claim_decisions
from nomansland.web.standing import confirmations as confirmations
from nomansland.web.standing import standings as standings
from nomansland.web.standing import whole as whole
from nomansland.words import (
    Claim,
    Contradiction,
    Decision,
    Incident,
    Publication,
    Quarantined,
    Reconciled,
    Report,
    Retelling,
    Site,
)
from nomansland.words.codec import from_data, from_json

T = TypeVar("T")
_MOST_SHOWN, _MANY, _MANY_QUOTED = 2000, 3000, 20_000


def _values(cls: type[T], rows: Iterable[Any]) -> list[T]:
    return [from_json(cls, row.data) for row in rows]


def _found_by_words(filters: Filters, model: type[Any]) -> int | None:
    """How many rows a search finds that asks for nothing but words; None for any other question."""
    if not filters.q or model is models.Incident or replace(filters, q="", page="", sort="").active:
        return None
    of_claims = model is models.Claim
    return remembered(("number", of_claims, filters.q), lambda: number_of_hits(filters.q, of_claims))


def _indexed(query: str, of_claims: bool) -> Found:
    if not query.strip():
        return None
    # Few claims hold a phrase, and to look at all of theirs takes less than to go through the table in its order.
    most = _MANY_QUOTED if of_claims and quotes(query) else _MANY
    return remembered(("hits", of_claims, query), lambda: indexed(query, of_claims, most))


def _part(rows: QuerySet[Any], filters: Filters, most: int) -> Part:
    if most and quotes(filters.q):
        return Part(rows, most=most)
    return Part(rows, _found_by_words(filters, rows.model))


def reports(filters: Filters, size: int = PAGE, among: QuerySet[Any] | None = None, most: int = 0) -> Page:
    """Rows of reports (of `among`, where given), newest first, with their values as `value` and `published_value`.

    With `most` no more than so many are counted where texts have to be gone through.
    """
    whole = models.Report.objects.select_related("reading").defer("folded")
    found = (models.Report.objects.all() if among is None else among).filter(of_days(filters, "reading__"))
    if filters.language:
        found = found.filter(reading__language=filters.language)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.outlet:
        found = found.filter(outlet=filters.outlet)
    if filters.side:
        found = found.filter(Exists(models.Claim.objects.filter(of_side(filters), report=OuterRef("pk"))))
    hits = read_hits(filters.q, _indexed(filters.q, False))
    was_read = found.filter(hits, reading__isnull=False)
    if filters.sort == "told":
        every = among is None and not replace(filters, page="", sort="").active
        parts = [Part(was_read, keys=most_told(was_read, every))]
    else:
        parts = [_part(was_read.order_by(*NEWEST), filters, most)]
    # What waits to be read has neither day nor claims, and so comes last in either order.
    if remembered("waiting", models.Report.objects.filter(reading__isnull=True).exists):
        parts.append(Part(found.filter(waiting_hits(filters.q)).order_by("pk")))
    page = paging.page(parts, whole, filters, size)
    for row in page.rows:
        row.value = from_json(Report, row.data)
        row.published_value = published_of(row)
    return page


def published_of(row: models.Report) -> Publication:
    """When a row's report was published."""
    reading = getattr(row, "reading", None)
    return from_data(Publication, orjson.loads(reading.data)["published"]) if reading is not None else Publication()


def titles(refs: Iterable[str]) -> dict[str, models.Report]:
    """Rows of reports by id."""
    return {row.ref: row for row in models.Report.objects.select_related("reading").filter(ref__in=set(refs))}


def claim_rows(filters: Filters) -> QuerySet[models.Claim]:
    """Claims that a filter lets through, in the order of their days."""
    found = models.Claim.objects.filter(
        claim_hits(filters.q, keys=_indexed(filters.q, True)), of_side(filters), of_days(filters)
    )
    for column in ("family", "type", "modality", "role"):
        if getattr(filters, column):
            found = found.filter(**{column: getattr(filters, column)})
    if filters.outlet:
        found = found.filter(report__outlet=filters.outlet)
    if filters.language:
        found = found.filter(report__reading__language=filters.language)
    if filters.show in ("accepted", "rejected"):
        found = found.filter(anchor__in=anchors(filters.show))
    elif filters.show == "undecided":
        found = found.exclude(anchor__in=decided_anchors())
    return found.order_by(F("first_day").desc(nulls_last=True), F("last_day").desc(nulls_last=True), "pk")


def claims_page(filters: Filters, size: int = PAGE, most: int = 0) -> Page:
    """One page of claims as values; each row is (claim, row). `most` as in `reports`."""
    whole = models.Claim.objects.select_related("report__reading")
    whole = whole.defer("folded", "report__folded", "report__data", "report__reading__data")
    page = paging.page([_part(claim_rows(filters), filters, most)], whole, filters, size)
    return Page([(from_json(Claim, row.data), row) for row in page.rows], page.total, filters, page.size, page.more)


def claims_by_ref(refs: Iterable[str]) -> dict[str, tuple[Claim, models.Claim]]:
    """Claims with their rows by `report:claim`."""
    rows = models.Claim.objects.select_related("report").filter(ref__in=set(refs))
    return {row.ref: (from_json(Claim, row.data), row) for row in rows}


def incidents(filters: Filters, most: int = _MOST_SHOWN) -> list[Incident]:
    """Incidents that a filter lets through, the latest first."""
    found = incident_rows(filters).order_by(F("first_day").desc(nulls_last=True), "ref")
    return _values(Incident, found[:most])


def incident_days(filters: Filters) -> list[tuple[str, date | None, date | None, int]]:
    """Side, first and last possible day of the incidents of a filter, and how many of them have just these."""
    rows = incident_rows(filters).order_by().values_list("side", "first_day", "last_day")
    return list(rows.annotate(n=Count("pk")))


def incidents_page(filters: Filters, size: int = PAGE) -> Page:
    """One page of incidents as values, the latest first."""
    found = incident_rows(filters).order_by(F("first_day").desc(nulls_last=True), "ref")
    page = paging.page([Part(found)], models.Incident.objects.all(), filters, size)
    return Page(_values(Incident, page.rows), page.total, filters, page.size)


def incidents_of(claim_refs: Iterable[str]) -> dict[str, str]:
    """Incident ids by claim reference."""
    found = models.Incident.objects.filter(claims__ref__in=set(claim_refs)).values_list("claims__ref", "ref")
    return dict(found)


def sites(filters: Filters, most: int = _MOST_SHOWN) -> list[Site]:
    """Sites that a filter lets through, by name."""
    return _values(Site, site_rows(filters).order_by("name", "ref")[:most])


def sites_page(filters: Filters, size: int = PAGE) -> Page:
    """One page of sites as values, by name."""
    page = paging.page([Part(site_rows(filters).order_by("name", "ref"))], models.Site.objects.all(), filters, size)
    return Page(_values(Site, page.rows), page.total, filters, page.size)


def contradiction_rows(filters: Filters) -> QuerySet[models.Contradiction]:
    """Contradictions that a filter lets through, without what a copy of a report repeats."""
    found = models.Contradiction.objects.filter(_of_pair(filters), copy_of="")
    return (found.filter(kind=filters.show) if filters.show else found).order_by("ref")


def reconciled_rows(filters: Filters) -> QuerySet[models.Reconciled]:
    """Pairs that differ and can both hold, by side and words."""
    return models.Reconciled.objects.filter(_of_pair(filters)).order_by("kind", "ref")


def _of_pair(filters: Filters) -> Q:
    found = Q()
    if filters.side:
        found &= Q(left__side=filters.side) | Q(right__side=filters.side)
    if filters.q:
        found &= claim_hits(filters.q, "left__") | claim_hits(filters.q, "right__")
    return found


def contradictions(
    filters: Filters, claim_refs: Sequence[str] | None = None, most: int = _MOST_SHOWN
) -> list[Contradiction]:
    """Contradictions that a filter lets through; with `claim_refs` those that touch one of these claims.

    What a copy of a report repeats is listed with its claims only.
    """
    if claim_refs is None:
        return _values(Contradiction, contradiction_rows(filters)[:most])
    refs = list(claim_refs)
    found = models.Contradiction.objects.filter(Q(left__ref__in=refs) | Q(right__ref__in=refs), _of_pair(filters))
    if filters.show:
        found = found.filter(kind=filters.show)
    return _values(Contradiction, found.order_by("ref")[:most])


def reconciled(filters: Filters, most: int = _MOST_SHOWN) -> list[Reconciled]:
    """Pairs that differ and can both hold, by side and words."""
    return _values(Reconciled, reconciled_rows(filters)[:most])


def retellings(report_refs: Iterable[str]) -> list[Retelling]:
    """Retellings of more than one report that hold one of these."""
    found = models.Retelling.objects.filter(reports__ref__in=set(report_refs), size__gt=1).distinct()
    return _values(Retelling, found.order_by("ref"))


def quarantined() -> list[tuple[Quarantined, Any]]:
    """Sources that could not be read, newest first, with the time."""
    return [
        (from_json(Quarantined, row.data), row.at) for row in models.Quarantine.objects.order_by("-at")[:_MOST_SHOWN]
    ]


def decisions(about: Iterable[str] | None = None, target: str | None = None) -> list[Decision]:
    """Decisions, oldest first; on these references only, where given."""
    found = models.Decision.objects.order_by("at", "pk")
    if about is not None:
        found = found.filter(about__in=set(about))
    if target is not None:
        found = found.filter(target=target)
    return _values(Decision, found)


def sides_by_report(refs: Iterable[str]) -> dict[str, dict[str, int]]:
    """Number of claims by side for each report."""
    rows = (
        models.Claim.objects.filter(report__ref__in=set(refs))
        .values_list("report__ref", "side")
        .annotate(n=Count("pk"))
    )
    out: dict[str, dict[str, int]] = defaultdict(dict)
    for ref, side, n in rows:
        out[ref][side] = n
    return out


def decision(ref: str) -> Decision | None:
    """One decision by its id."""
    row = models.Decision.objects.filter(ref=ref).first()
    return from_json(Decision, row.data) if row else None


def disputes(found: Iterable[Contradiction | Reconciled]) -> list[dict[str, Any]]:
    """Contradictions with both claims and their rows."""
    pairs = list(found)
    claims = claims_by_ref(ref for pair in pairs for ref in pair.claims)
    return [
        {"contradiction": pair, "sides": [claims[ref] for ref in pair.claims]}
        for pair in pairs
        if all(ref in claims for ref in pair.claims)
    ]
