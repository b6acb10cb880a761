"""Decisions, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from nomansland.review import findings as find
from nomansland.review import with_people
from nomansland.review.findings import made_by
from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import Contradiction, Incident, Report, Retelling, Site
from nomansland.tables.models import Decision as DecisionRow
from nomansland.tables.read.page import equal
from nomansland.tables.read.reports import all_claims
from nomansland.words import Claim, Decision, Finding, Reading
from nomansland.words import Retelling as RetellingValue
from nomansland.words.codec import from_json
from nomansland.words.fingerprint import digest

OF_CLAIMS = ("claim", "information", "translation")
_TABLES: dict[str, Any] = {
    "incident": Incident,
    "site": Site,
    "contradiction": Contradiction,
    "retelling": Retelling,
    "decision": DecisionRow,
}


def _about(target: str | None, ref: str | None) -> Q:
    """Rows on a thing: a claim is found by its anchor, because its number may have been another one's before."""
    of_claim = target in OF_CLAIMS
    anchor = ClaimRow.objects.filter(ref=ref).values_list("anchor", flat=True).first() if of_claim else None
    return equal(target=target, anchor=anchor) if anchor else equal(target=target, about=ref)


def decisions(target: str | None = None, ref: str | None = None) -> tuple[Decision, ...]:
    """Decisions in the order in which they were taken; of one thing, where it is named."""
    rows = DecisionRow.objects.filter(_about(target, ref)).order_by("pk")
    return tuple(from_json(Decision, data) for data in rows.values_list("data", flat=True))


def last_decision(target: str, ref: str) -> str:
    """Id of the last decision on a thing, empty where there is none: what a form hands back as `after`."""
    rows = DecisionRow.objects.filter(_about(target, ref)).order_by("-pk")
    return rows.values_list("ref", flat=True).first() or ""


def seen(target: str, ref: str) -> str:
    """Fingerprint of a thing as it stands, empty where it is not in the case: what a form hands back as `seen`."""
    if target in OF_CLAIMS:
        return ClaimRow.objects.filter(ref=ref).values_list("fingerprint", flat=True).first() or ""
    if target == "edge":
        return _edge_seen(ref)
    if target == "report":
        return digest(ref) if Report.objects.filter(ref=ref).exists() else ""
    if target in ("family", "source"):
        return digest(ref)
    rows = _TABLES[target].objects.filter(ref=ref)
    data = rows.values_list("data", flat=True).first()
    return digest(str(data)) if data is not None else ""


def _edge_seen(ref: str) -> str:
    """Fingerprint of what ties two reports, empty where one of them is not in the case."""
    ends = ref.split(">", 1)
    if len(ends) != 2 or Report.objects.filter(ref__in=ends).count() != 2:
        return ""
    stored = Retelling.objects.filter(reports__ref=ends[0]).values_list("data", flat=True)
    edges = [edge for data in stored for edge in from_json(RetellingValue, data).edges]
    return digest([ref, *(edge for edge in edges if {edge.child, edge.parent} == set(ends))])


def findings(claims: Iterable[Claim] | None = None) -> list[Finding]:
    """Each claim (all of the case, unless some are given) as it stands after the decisions on it."""
    made = (*decisions("claim"), *decisions("report"), *decisions("decision"))
    return find(list(all_claims() if claims is None else claims), made)


def makers(reports: Iterable[str] | None = None) -> list[Decision]:
    """Rows that make or made claims of these reports (of all): claims that people added, claims that they split."""
    added = DecisionRow.objects.filter(target="report")
    split = DecisionRow.objects.filter(target="claim", verdict="split")
    wanted = None if reports is None else set(reports)
    if wanted is not None:
        added = added.filter(about__in=wanted)
    if wanted is not None and len(wanted) == 1:
        split = split.filter(about__startswith=f"{min(wanted)}:")
    rows = sorted((*added, *split), key=lambda row: row.pk)
    return [
        from_json(Decision, row.data)
        for row in rows
        if wanted is None or row.target == "report" or row.about.rpartition(":")[0] in wanted
    ]


def decided_claims() -> list[Claim]:
    """Claims that somebody decided on, and those that people made."""
    anchors = DecisionRow.objects.filter(target="claim").values("anchor")
    rows = ClaimRow.objects.filter(Q(anchor__in=anchors) | Q(ref__in=made_by(makers())))
    return [from_json(Claim, data) for data in rows.values_list("data", flat=True)]


def with_their_claims(readings: Iterable[Reading]) -> list[Reading]:
    """Readings with the claims that people made of their reports, in the place of those of an earlier pass."""
    given = list(readings)
    touched = {row.ref if row.target == "report" else row.ref.rpartition(":")[0] for row in makers(_ids(given))}
    if not touched:
        return [with_people(reading, ()) for reading in given]
    return [
        with_people(reading, _of_report(reading.report.id) if reading.report.id in touched else ()) for reading in given
    ]


def _ids(readings: Iterable[Reading]) -> list[str]:
    return [reading.report.id for reading in readings]


def _of_report(ref: str) -> list[Decision]:
    """Decisions on a report and on its claims, in their order."""
    wanted = Q(target="report", about=ref) | Q(target="claim", about__startswith=f"{ref}:")
    rows = DecisionRow.objects.filter(wanted).order_by("pk")
    return [from_json(Decision, data) for data in rows.values_list("data", flat=True)]
