"""Reports, readings and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db.models import Count, Min, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import Contradiction, Decision, Holding, Incident, Quarantine, Retelling, Site
from nomansland.tables.models import Reading as ReadingRow
from nomansland.tables.models import Report as ReportRow
from nomansland.tables.read.page import Page, between, by_day, equal, page, words
from nomansland.words import Claim, Place, Publication, Reading, Relation, Report, SiteState, Time
from nomansland.words.asked import ModelRun
from nomansland.words.codec import from_data, from_json

_BATCH = 500
_PARTS = {
    "published": Publication,
    "places": tuple[Place, ...],
    "relations": tuple[Relation, ...],
    "times": tuple[Time, ...],
    "sites": tuple[SiteState, ...],
    "calibration": str,
    "model": ModelRun | None,
}
_REPORT_ORDERS: dict[str, tuple[Any, ...]] = {
    "added": ("pk",),
    "-added": ("-pk",),
    "published": (by_day("reading__first_day", False), "pk"),
    "-published": (by_day("reading__first_day", True), "-pk"),
}
_ORDERS: dict[str, tuple[Any, ...]] = {
    "time": (by_day("first_day", False), "report_id", "position"),
    "-time": (by_day("first_day", True), "report_id", "position"),
    "report": ("report_id", "position"),
    "type": ("type", "report_id", "position"),
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list: no text, but how many claims it holds. `published` is EDTF, empty where nothing is known."""

    id: str
    title: str
    outlet: str
    kind: str
    language: str
    published: str
    claims: int
    characters: int
    added: datetime


def _line(row: Any) -> ReportLine:
    read = getattr(row, "reading", None)
    return ReportLine(
        row.ref,
        row.title,
        row.outlet,
        row.kind,
        read.language if read else "",
        read.published if read else "",
        row.claim_count,
        row.characters,
        row.added,
    )


def reports(
    search: str = "",
    *,
    language: str | None = None,
    kind: str | None = None,
    outlet: str | None = None,
    first: date | None = None,
    last: date | None = None,
    order: str = "-added",
    limit: int = 50,
    offset: int = 0,
) -> Page[ReportLine]:
    """Reports, newest first; `order` is added, -added, published or -published."""
    rows = ReportRow.objects.filter(words(search), equal(kind=kind, outlet=outlet))
    if language is not None:
        rows = rows.filter(reading__language=language)
    if first is not None:
        rows = rows.filter(reading__last_day__gte=first)
    if last is not None:
        rows = rows.filter(reading__first_day__lte=last)
    light = ReadingRow.objects.defer("data")
    own = ClaimRow.objects.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk")).values("n")
    rows = rows.defer("data", "folded").annotate(claim_count=Coalesce(Subquery(own), 0))
    rows = rows.prefetch_related(Prefetch("reading", light))
    return page(rows.order_by(*_REPORT_ORDERS[order]), _line, limit, offset)


def report(ref: str) -> Report | None:
    """One report with its text."""
    data = ReportRow.objects.filter(ref=ref).values_list("data", flat=True).first()
    return from_json(Report, data) if data is not None else None


def reports_to_read(everything: bool = False) -> Iterator[Report]:
    """Reports that have no reading yet, or all, in the order in which they came in."""
    rows = ReportRow.objects.order_by("pk")
    if not everything:
        rows = rows.filter(reading__isnull=True)
    for data in rows.values_list("data", flat=True).iterator(_BATCH):
        yield from_json(Report, data)


def _reading(row: Any) -> Reading:
    taken = from_json(Report, row.data)
    claims = tuple(from_json(Claim, claim.data) for claim in row.claims.all())
    read = getattr(row, "reading", None)
    if read is None:
        return Reading(taken, "", Publication())
    parts = {name: from_data(_PARTS[name], value) for name, value in orjson.loads(read.data).items()}
    return Reading(report=taken, language=read.language, claims=claims, **parts)


def _full() -> Any:
    ordered = ClaimRow.objects.only("report", "position", "data").order_by("position")
    return ReportRow.objects.prefetch_related("reading", Prefetch("claims", ordered))


def reading(ref: str) -> Reading | None:
    """One report with all that was read out of it, the same value that was saved."""
    row = _full().filter(ref=ref).first()
    return _reading(row) if row is not None else None


def readings() -> Iterator[Reading]:
    """All readings in the order in which the reports came in."""
    for row in _full().filter(reading__isnull=False).order_by("pk").iterator(chunk_size=_BATCH):
        yield _reading(row)


def readings_of(refs: Iterable[str]) -> list[Reading]:
    """The readings of these reports, in the order in which they came in; those that are not there are left out."""
    wanted = list(dict.fromkeys(refs))
    found = []
    for start in range(0, len(wanted), _BATCH):
        rows = _full().filter(reading__isnull=False, ref__in=wanted[start : start + _BATCH])
        found += [(row.pk, _reading(row)) for row in rows]
    return [reading for _, reading in sorted(found, key=lambda pair: pair[0])]


def _claim(row: Any) -> Claim:
    return from_json(Claim, row.data)


def claims(
    search: str = "",
    *,
    report: str | None = None,
    type: str | None = None,
    family: str | None = None,
    side: str | None = None,
    modality: str | None = None,
    role: str | None = None,
    oblast: str | None = None,
    first: date | None = None,
    last: date | None = None,
    order: str = "report",
    limit: int = 50,
    offset: int = 0,
) -> Page[Claim]:
    """Claims by filters; `order` is report, time, -time or type. `side=""` asks for claims whose side is not known."""
    rows = ClaimRow.objects.filter(
        words(search),
        equal(report__ref=report, type=type, family=family, side=side, modality=modality, role=role, oblast=oblast),
        between(first, last),
    )
    return page(rows.only("data").order_by(*_ORDERS[order]), _claim, limit, offset)


def claim(ref: str) -> Claim | None:
    """One claim by its `report:claim`."""
    row = ClaimRow.objects.only("data").filter(ref=ref).first()
    return _claim(row) if row is not None else None


def claims_by_ref(refs: Iterable[str]) -> dict[str, Claim]:
    """Many claims by their `report:claim`; those that are not there are left out."""
    wanted = list(dict.fromkeys(refs))
    found = {}
    for start in range(0, len(wanted), _BATCH):
        for row in ClaimRow.objects.filter(ref__in=wanted[start : start + _BATCH]).values_list("ref", "data"):
            found[row[0]] = from_json(Claim, row[1])
    return {ref: found[ref] for ref in wanted if ref in found}


def all_claims() -> Iterator[Claim]:
    """Every claim of the newest pass, report by report in the order of the text."""
    for data in ClaimRow.objects.order_by("report_id", "position").values_list("data", flat=True).iterator(_BATCH):
        yield from_json(Claim, data)


def overview() -> dict[str, Any]:
    """How much the case holds, and since when: for the inbox and the end of a run."""
    return {
        "reports": ReportRow.objects.count(),
        "read": ReadingRow.objects.count(),
        "claims": ClaimRow.objects.count(),
        "retellings": Retelling.objects.count(),
        "incidents": Incident.objects.count(),
        "sites": Site.objects.count(),
        "contradictions": Contradiction.objects.count(),
        "decisions": Decision.objects.count(),
        "holdings": Holding.objects.count(),
        "quarantine": Quarantine.objects.count(),
        "since": ReportRow.objects.aggregate(first=Min("added"))["first"],
        "languages": dict(ReadingRow.objects.values_list("language").annotate(n=Count("pk")).order_by("language")),
    }
