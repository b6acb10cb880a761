"""The first page of a case that holds something: a map of the day, sites, one contradiction, sentences of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from nomansland.tables import models
from nomansland.web import labels, queries
from nomansland.web.filters import Filters
from nomansland.web.frontline import drawn
from nomansland.web.ground import borders
from nomansland.web.pages.contradictions import state_of
from nomansland.web.pages.incidents import verdicts
from nomansland.web.pages.sites import days_told, disputed
from nomansland.web.pictures.chart import chart
from nomansland.web.pictures.chartparts import Chart
from nomansland.web.pictures.strip import Strip, strip
from nomansland.web.placed import mark_of
from nomansland.words import Claim, Incident, Site
from nomansland.words.codec import from_json

_SIZE, _LEFT, _WIDE = (520.0, 330.0), 130.0, 520.0
_INCIDENTS, _SITES, _OPEN = 60, 8, 20
# A long report is quoted from its beginning: where it is read in full, all of it stands.
_QUOTED, _BEGINNING = 2, 40


@dataclass(frozen=True, slots=True)
class Look:
    """What stands beside the reports; each part is None or empty where the case holds nothing of it."""

    chart: Chart | None
    line: str
    strip: Strip | None
    pair: dict[str, Any] | None
    form: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Claims of a report that its row quotes, and how many more it has."""

    claims: tuple[Claim, ...] = ()
    more: int = 0


def quoted(refs: Iterable[str]) -> dict[str, Quoted]:
    """For each report the claims that say most of it, in the order of its text."""
    rows = models.Claim.objects.filter(report__ref__in=set(refs), position__lt=_BEGINNING)
    every: dict[str, list[Claim]] = defaultdict(list)
    for row in rows:
        claim = from_json(Claim, row.data)
        every[claim.report].append(claim)
    out = {}
    for ref, claims in every.items():
        surest = sorted(claims, key=_rank)[:_QUOTED]
        told = tuple(sorted(surest, key=lambda claim: claim.passage.start))
        out[ref] = Quoted(told, len(claims) - len(told))
    return out


def _rank(claim: Claim) -> tuple[bool, int, float]:
    """What is told to have happened first, refusals before what is done about them, the surer before the less sure."""
    family = labels.family(claim.type)
    order = labels.FAMILIES.index(family) if family in labels.FAMILIES else len(labels.FAMILIES)
    return claim.modality != "asserted", order, -(claim.confidence or 0)


def look() -> Look:
    """The latest incidents with the line of their last day, the sites told of last, a contradiction that is open."""
    incidents = queries.incidents(Filters(), _INCIDENTS)
    sites = _sites()
    shown, line = _map([*incidents, *sites], _last(incidents))
    pair, form = _open()
    rows = strip(sites, days_told(sites), _LEFT, _WIDE, disputed(sites)) if sites else None
    return Look(shown, line, rows, pair, form)


def _sites() -> list[Site]:
    rows = models.Site.objects.order_by(F("last_day").desc(nulls_last=True), "ref")[:_SITES]
    return sorted((from_json(Site, row.data) for row in rows), key=lambda site: site.name)


def _last(incidents: Sequence[Incident]) -> date | None:
    days = [incident.time.bounds[1] for incident in incidents if incident.time and incident.time.bounds]
    return max((day for day in days if day.year < 9999), default=None)


def _map(things: Sequence[Incident | Site], day: date | None) -> tuple[Chart | None, str]:
    marks = [mark for thing in things if (mark := mark_of(thing)) is not None]
    if not marks:
        return None, ""
    line = drawn(day)
    if not line.lines:
        line = drawn(None)
    return chart(marks, line.lines, size=_SIZE, held=line.held, borders=borders()), line.note


def _open() -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    for pair in queries.disputes(queries.contradictions(Filters(), most=_OPEN)):
        form = verdicts("contradiction", pair["contradiction"].id)
        if state_of(form) == "open":
            return pair, form
    return None, None
