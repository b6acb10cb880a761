"""Reports: the table, and the reading page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.review import FIELDS
from nomansland.tables import read
from nomansland.web import overview, queries, states
from nomansland.web.filters import Filters, Page
from nomansland.web.labels import report_title
from nomansland.web.marks import Line, lines
from nomansland.web.pages.incidents import edges_of
from nomansland.web.pictures.lineage import tree
from nomansland.words import Claim, Contradiction, Decision, Finding, Report
from nomansland.words.codec import from_json
from nomansland.words.fingerprint import fingerprint

_KINDS = ("article", "telegram", "feed_item", "brief", "statement")


@dataclass(frozen=True, slots=True)
class Row:
    """One report in a table: the report, its publication, its claims by side."""

    report: Report
    published: Any
    language: str
    sides: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin beside a claim."""

    claim: Claim
    number: int
    standing: Finding
    last: str
    seen: str
    incident: str
    contradictions: tuple[Contradiction, ...]
    decisions: tuple[Decision, ...]

    @property
    def decision(self) -> Decision | None:
        """The last decision that stands, where it still counts."""
        if self.standing.state == "undecided":
            return None
        undone = {decision.undoes for decision in self.decisions}
        standing = [one for one in self.decisions if one.verdict != "undo" and one.id not in undone]
        return standing[-1] if standing else None

    @property
    def reopened(self) -> bool:
        """True where somebody decided and the claim says something else now."""
        return self.standing.state == "undecided" and bool(self.standing.decisions)


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
    page = queries.reports(filters, among=states.in_state(filters.state))
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


def notes(claims: tuple[Claim, ...]) -> dict[str, Note]:
    """The margin notes of a report's claims, numbered in the order of the text, by claim reference."""
    refs = [claim.ref for claim in claims]
    standing = queries.standings(claims)
    incidents = queries.incidents_of(refs)
    disputes = queries.contradictions(Filters(), refs)
    made = queries.claim_decisions(claims)
    ordered = sorted(claims, key=lambda claim: (claim.passage.start, claim.passage.end))
    out = {}
    for number, claim in enumerate(ordered, 1):
        shown = fingerprint(claim)
        mine = tuple(decision for decision in made if decision.seen.split("-")[0] == shown.split("-")[0])
        out[claim.ref] = Note(
            claim,
            number,
            standing[claim.ref],
            next((decision.id for decision in reversed(mine) if decision.ref == claim.ref), ""),
            shown,
            incidents.get(claim.ref, ""),
            tuple(dispute for dispute in disputes if claim.ref in dispute.claims),
            mine,
        )
    return out


def _rendered(found: list[Line], margin: dict[str, Note]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "pieces": [(piece, [margin[claim.ref].number for claim in piece.ends]) for piece in line.pieces],
            "notes": [margin[claim.ref] for claim in line.claims],
        }
        for line in found
    ]


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The reading page: numbered lines, claims marked in them, notes beside them."""
    reading = read.reading(ref)
    if reading is None:
        raise Http404
    margin = notes(reading.claims)
    tellings = queries.retellings([ref])
    family = queries.titles(ref for telling in tellings for ref in telling.reports)
    words = {
        "title": report_title(reading.report.title, reading.report.text, reading.report.outlet),
        "reading": reading,
        "report": reading.report,
        "lines": _rendered(lines(reading), margin),
        "notes": margin,
        "fields": tuple(FIELDS),
        "tellings": [(telling, tree(telling, family, ref), edges_of(telling)) for telling in tellings],
        "undecided": sum(1 for note in margin.values() if note.standing.state == "undecided"),
    }
    return render(request, "desk/report.html", words)
