"""Reports and claims: lists, each in full, search, and taking a report in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from nomansland.tables import read
from nomansland.web import queries, states
from nomansland.web.api.answers import answers, decided, missing, paged, told
from nomansland.web.api.asked import ClaimsAsked, Paged, Ref, ReportsAsked, SearchAsked, filters_of
from nomansland.web.api.shapes import (
    Brought,
    ClaimFull,
    Claims,
    Found,
    Given,
    ReportFull,
    ReportLine,
    Reports,
)
from nomansland.web.filters import Filters
from nomansland.web.incoming import Pasted
from nomansland.web.labels import report_title
from nomansland.web.pages.reports import rows

router = Router(tags=["reports"])


def _reports(request: HttpRequest, asked: Paged, filters: Filters) -> dict[str, Any]:
    page = queries.reports(filters, asked.limit, states.in_state(filters.state))
    lines = [
        ReportLine.model_construct(
            id=row.report.id, title=report_title(row.report.title, row.report.text, row.report.outlet),
            outlet=row.report.outlet, kind=row.report.kind, language=row.language, published=row.published,
            url=row.report.url, claims=dict(row.sides),
        )
        for row in rows(page)
    ]  # fmt: skip
    return paged(request, asked, lines, page.total)


def _claims(request: HttpRequest, asked: Paged, filters: Filters) -> dict[str, Any]:
    page = queries.claims_page(filters, asked.limit)
    return paged(request, asked, told([claim for claim, _ in page.rows]), page.total)


@router.get("/reports", response=answers(Reports), url_name="reports", summary="Reports, the newest first")
def reports(request: HttpRequest, asked: Query[ReportsAsked]) -> Any:
    """The table of reports, by the same filters."""
    return _reports(request, asked, filters_of(request, asked))


@router.post("/reports", response=answers(Brought, 413, good=201), url_name="reports", summary="Take a report in")
def bring(request: HttpRequest, given: Given) -> Any:
    """The text is kept with its custody and read in the background, as a pasted one is on the desk."""
    from nomansland.web.allowed import person_of
    from nomansland.web.background import READER
    from nomansland.web.pages.admit import taken
    from nomansland.web.pages.study import case

    came = taken(Pasted.read(given.dict()), ())
    if came.reports:
        READER.start(case(), by=person_of(request).name)
    aside = [{"source": source, "code": code, "reason": reason} for source, code, reason in came.aside]
    return Status(201, {"reports": list(came.reports), "aside": aside, "notes": list(came.notes)})


@router.get("/reports/{path:ref}", response=answers(ReportFull, 404), url_name="report", summary="One report")
def report(request: HttpRequest, ref: Ref) -> Any:
    """The report with its claims, what stands of them, and the retellings that it belongs to."""
    reading = read.reading(ref)
    if reading is None:
        raise missing("report")
    return ReportFull.model_construct(
        report=reading.report, language=reading.language, published=reading.published,
        claims=told(reading.claims), retellings=queries.retellings([ref]), decided=decided(request, "report", ref),
    )  # fmt: skip


@router.get("/claims", response=answers(Claims), url_name="claims", summary="Claims, the latest events first")
def claims(request: HttpRequest, asked: Query[ClaimsAsked]) -> Any:
    """The table of claims, by the same filters."""
    return _claims(request, asked, filters_of(request, asked))


@router.get("/claims/{path:ref}", response=answers(ClaimFull, 404), url_name="claim", summary="One claim")
def claim(request: HttpRequest, ref: Ref) -> Any:
    """The claim (`report:claim`), what stands of it, and what it belongs to."""
    found = queries.claims_by_ref([ref])
    if ref not in found:
        raise missing("claim")
    one = told([found[ref][0]])[0]
    whole = queries.whole([one.claim])
    return ClaimFull.model_construct(
        claim=one.claim, stands=one.stands, finding=one.finding,
        incidents=[incident.id for incident in read.incidents_of(ref)],
        contradictions=[pair.id for pair in read.contradictions_of(ref)],
        decided=decided(request, "claim", ref, queries.claim_decisions(whole)),
    )  # fmt: skip


@router.get("/search", response=answers(Found), url_name="search", summary="Search reports and claims")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Any:
    """The first reports and claims that hold the words in any of their forms; the lists with `q` give the rest."""
    filters = filters_of(request, asked)
    first = Paged(page=1, limit=20)
    found = {"reports": _reports(request, first, filters), "claims": _claims(request, first, filters)}
    for name, part in found.items():
        more = part["next"] is not None
        part["next"] = f"/api/{name}{filters.link(page='2')}&limit={first.limit}" if more else None
    return found
