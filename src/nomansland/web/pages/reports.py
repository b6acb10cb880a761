"""Reports: the table, and the reading page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nomansland.tables import read
from nomansland.web import overview, queries, states
from nomansland.web.allowed import person_of
from nomansland.web.custody import kept, steps
from nomansland.web.filters import Filters, Page
from nomansland.web.keys import KEYS
from nomansland.web.labels import report_title
from nomansland.web.marks import Line, lines
from nomansland.web.missed import missed
from nomansland.web.notes import Note, notes
from nomansland.web.pages.incidents import told_on
from nomansland.web.pages.original import first_page
from nomansland.web.pages.study import case
from nomansland.web.paging import MOST_COUNTED
from nomansland.web.whyplace import Clearer, clearer
from nomansland.words import Reading, Report, Retelling
from nomansland.words.codec import from_json

# Incidents, and claims of each, that a report's places are held against: more would make the page slow.
_INCIDENTS, _CLAIMS = 20, 40
_KINDS = ("article", "telegram", "feed_item", "brief", "statement")


@dataclass(frozen=True, slots=True)
class Row:
    """One report in a table: the report, its publication, its claims by side."""

    report: Report
    published: Any
    language: str
    sides: tuple[tuple[str, int], ...]


def rows(page: Page) -> list[Row]:
    """A page of reports as rows."""
    sides = queries.sides_by_report(row.ref for row in page.rows)
    return [
        Row(
            row.value,
            row.published_value,
            row.reading.language if getattr(row, "reading", None) else row.value.language or "",
            tuple(sorted(sides.get(row.ref, {}).items())),
        )
        for row in page.rows
    ]


def rows_of(refs: Iterable[str]) -> list[Row]:
    """These reports as rows, in their order."""
    found = queries.titles(refs)
    kept: list[Any] = [found[ref] for ref in refs if ref in found]
    for row in kept:
        row.value = from_json(Report, row.data)
        row.published_value = queries.published_of(row)
    return rows(Page(kept, len(kept), Filters()))


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """All reports, filtered by the address."""
    filters = Filters.read(request.GET)
    page = queries.reports(filters, among=states.among(filters.state), most=MOST_COUNTED)
    words = {
        "title": "Reports",
        "filters": filters,
        "page": page,
        "rows": rows(page),
        "kinds": _KINDS,
        "outlets": overview.outlets(),
        "report_states": states.STATES,
    }
    return render(request, "desk/reports.html", words)


def _rendered(found: list[Line], margin: dict[str, Note], doubtful: dict[int, tuple[str, ...]]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "pieces": [(piece, [margin[claim.ref].number for claim in piece.ends]) for piece in line.pieces],
            "notes": [margin[claim.ref] for claim in line.claims],
            "missed": doubtful.get(line.number, ()),
        }
        for line in found
    ]


def _clearer(reading: Reading, margin: dict[str, Note], tellings: list[Retelling]) -> list[Clearer]:
    """The places of this report that other tellings of its incidents make clearer."""
    ids = {note.incident for note in margin.values() if note.incident}
    incidents = [found for ref in sorted(ids)[:_INCIDENTS] if (found := read.incident(ref)) is not None]
    refs = [ref for incident in incidents for ref in incident.claims[:_CLAIMS]]
    others = [claim for claim, _ in queries.claims_by_ref(refs).values() if claim.report != reading.report.id]
    every = clearer([*reading.claims, *others], tellings, incidents)
    return [one for one in every if one.claim.report == reading.report.id]


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The reading page: numbered lines, claims marked in them, notes beside them."""
    reading = read.reading(ref)
    if reading is None:
        raise Http404
    tellings = queries.retellings([ref])
    margin = notes(reading, tellings)
    found = lines(reading)
    doubtful = missed(found)
    beside = request.GET.get("original") == "1" and person_of(request).may("names")
    words = {
        "title": report_title(reading.report.title, reading.report.text, reading.report.outlet),
        "reading": reading,
        "report": reading.report,
        "lines": _rendered(found, margin, doubtful),
        "missed": len(doubtful),
        "first_missed": min(doubtful, default=0),
        "notes": margin,
        "tellings": told_on(tellings, ref),
        "clearer": _clearer(reading, margin, tellings),
        "undecided": sum(1 for note in margin.values() if note.standing.state == "undecided"),
        "custody": steps(reading.report, [one for note in margin.values() for one in note.decisions]),
        "original": beside,
        "kept": kept(reading.report, case().folder, first_page(request)) if beside else None,
        "keys": KEYS[:7],
        "all_keys": KEYS,
    }
    return render(request, "desk/report.html", words)


@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """To the next report that waits for a decision: the oldest one first, because its copies are decided with it."""
    rows = states.in_state("waiting for a decision").exclude(ref=request.GET.get("after", ""))
    ref = rows.order_by(F("reading__first_day").asc(nulls_last=True), "pk").values_list("ref", flat=True).first()
    return HttpResponseRedirect(reverse("report", args=[ref]) if ref else reverse("inbox"))
