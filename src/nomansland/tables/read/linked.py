"""Incidents, sites, contradictions, retellings."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from nomansland.tables.models import Contradiction as ContradictionRow
from nomansland.tables.models import Incident as IncidentRow
from nomansland.tables.models import Reconciled as ReconciledRow
from nomansland.tables.models import Retelling as RetellingRow
from nomansland.tables.models import Site as SiteRow
from nomansland.tables.models import Transfer as TransferRow
from nomansland.tables.read.page import Page, between, by_day, equal, page, words
from nomansland.words import Contradiction, Incident, Reconciled, Retelling, Site, Transfer
from nomansland.words.codec import from_json

T = TypeVar("T")
_ORDERS: dict[str, tuple[Any, ...]] = {
    "time": (by_day("first_day", False), "pk"),
    "-time": (by_day("first_day", True), "pk"),
    "score": ("-score", "pk"),
}


def _one(cls: type[T], rows: Any) -> T | None:
    data = rows.values_list("data", flat=True).first()
    return from_json(cls, data) if data is not None else None


def _all(cls: type[T], rows: Any) -> tuple[T, ...]:
    return tuple(from_json(cls, data) for data in rows.distinct().order_by("pk").values_list("data", flat=True))


def incidents(
    *,
    side: str | None = None,
    type: str | None = None,
    oblast: str | None = None,
    first: date | None = None,
    last: date | None = None,
    order: str = "-time",
    limit: int = 50,
    offset: int = 0,
) -> Page[Incident]:
    """Incidents by filters; `type` is an event id or its family, `order` is time, -time or score."""
    rows = IncidentRow.objects.filter(equal(side=side, oblast=oblast), between(first, last))
    if type is not None:
        rows = rows.filter(types__contains=type)
    return page(rows.only("data").order_by(*_ORDERS[order]), lambda row: from_json(Incident, row.data), limit, offset)


def incident(ref: str) -> Incident | None:
    """One incident."""
    return _one(Incident, IncidentRow.objects.filter(ref=ref))


def incidents_of(claim: str) -> tuple[Incident, ...]:
    """The incidents that a claim (`report:claim`) tells of."""
    return _all(Incident, IncidentRow.objects.filter(claims__ref=claim))


def sites(
    search: str = "",
    *,
    side: str | None = None,
    state: str | None = None,
    oblast: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Page[Site]:
    """Sites by filters, by name; `state` is the last one told."""
    rows = SiteRow.objects.filter(words(search), equal(side=side, state=state, oblast=oblast)).only("data")
    return page(rows.order_by("folded", "pk"), lambda row: from_json(Site, row.data), limit, offset)


def site(ref: str) -> Site | None:
    """One site."""
    return _one(Site, SiteRow.objects.filter(ref=ref))


def sites_of(claim: str) -> tuple[Site, ...]:
    """The sites that a claim (`report:claim`) tells of."""
    return _all(Site, SiteRow.objects.filter(claims__ref=claim))


def contradictions(
    kind: str | None = None, limit: int = 50, offset: int = 0, copies: bool = False
) -> Page[Contradiction]:
    """Contradictions in the order of the pass; `kind` is denial, number, place, date, unit, identity or category.

    Those that a copy of a report repeats are left out unless `copies` asks for them.
    """
    rows = ContradictionRow.objects.filter(equal(kind=kind)).only("data").order_by("pk")
    if not copies:
        rows = rows.filter(copy_of="")
    return page(rows, lambda row: from_json(Contradiction, row.data), limit, offset)


def contradiction(ref: str) -> Contradiction | None:
    """One contradiction."""
    return _one(Contradiction, ContradictionRow.objects.filter(ref=ref))


def contradictions_of(claim: str) -> tuple[Contradiction, ...]:
    """The contradictions that a claim (`report:claim`) stands in."""
    return _all(Contradiction, ContradictionRow.objects.filter(Q(left__ref=claim) | Q(right__ref=claim)))


def reconciled(kind: str | None = None, limit: int = 50, offset: int = 0) -> Page[Reconciled]:
    """Pairs that differ and can both hold, in the order of the pass; `kind` says how."""
    rows = ReconciledRow.objects.filter(equal(kind=kind)).only("data").order_by("pk")
    return page(rows, lambda row: from_json(Reconciled, row.data), limit, offset)


def transfers(site: str = "") -> tuple[Transfer, ...]:
    """Transfers in the order of the pass; with `site` those from and to it."""
    rows = TransferRow.objects.all()
    if site:
        rows = rows.filter(Q(origin=site) | Q(destination=site))
    return _all(Transfer, rows)


def retellings() -> tuple[Retelling, ...]:
    """All retellings, single reports too."""
    return _all(Retelling, RetellingRow.objects.all())


def retelling_of(report: str) -> Retelling | None:
    """The retelling that a report belongs to."""
    return _one(Retelling, RetellingRow.objects.filter(reports__ref=report))
