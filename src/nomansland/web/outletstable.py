"""Outlets as sources: what each brought, whom it takes from and who takes from it, what people think of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, Q

from nomansland.group.names import family
from nomansland.review import Ratings
from nomansland.review.credibility import source_key
from nomansland.tables import models
from nomansland.tables.fold import fold
from nomansland.web import queries
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.words import Claim, Decision, Retelling
from nomansland.words.codec import from_json

_MOST_CLAIMS = 2000


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet or channel.

    `takes` says from whom it has stories that it passes on, `gives` who has them from it, each with their number;
    `house` is its newsroom where it is one name of several; `ratings` are people's.
    """

    name: str
    reports: int
    first: str
    last: str
    claims: dict[str, int]
    takes: tuple[tuple[str, int], ...] = ()
    gives: tuple[tuple[str, int], ...] = ()
    house: str = ""
    ratings: tuple[Decision, ...] = ()

    @property
    def passed_on(self) -> int:
        """How many of its reports it has from others."""
        return sum(number for _, number in self.takes)


@dataclass(slots=True)
class Flow:
    """Who takes stories from whom, by outlet."""

    takes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    gives: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def flow() -> Flow:
    """The edges of all retellings, as they go between outlets."""
    of = dict(models.Report.objects.exclude(outlet="").values_list("ref", "outlet"))
    out = Flow()
    for row in models.Retelling.objects.filter(size__gt=1).iterator(500):
        for edge in from_json(Retelling, row.data).edges:
            child, parent = of.get(edge.child, ""), of.get(edge.parent, "")
            if child and parent and child != parent:
                out.takes[child][parent] += 1
                out.gives[parent][child] += 1
    return out


def houses() -> dict[str, str]:
    """Names that people said are one newsroom, by the compared name."""
    rows = queries.decisions(target="family")
    undone = {row.undoes for row in rows if row.verdict == "undo"}
    out = {}
    for row in rows:
        house = dict(row.value).get("house", "")
        if row.verdict in ("accept", "add") and row.id not in undone and house:
            out[source_key(row.ref)] = house
            out.setdefault(source_key(house), row.ref)
    return out


def _rows(filters: Filters) -> Any:
    rows = models.Report.objects.exclude(outlet="")
    if filters.outlet:
        rows = rows.filter(outlet=filters.outlet)
    if filters.language:
        rows = rows.filter(reading__language=filters.language)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    found = rows.values("outlet").annotate(
        n=Count("pk"), first=Min("reading__first_day"), last=Max("reading__first_day")
    )
    return found.order_by("-n", "outlet")


def outlets(filters: Filters, size: int = PAGE) -> Page:
    """A page of outlets, those with the most reports first."""
    rows = list(_rows(filters))
    if filters.q:
        rows = [row for row in rows if fold(filters.q) in fold(row["outlet"])]
    start = (filters.number - 1) * size
    shown = rows[start : start + size]
    sides: dict[str, dict[str, int]] = defaultdict(dict)
    told = models.Claim.objects.filter(report__outlet__in=[row["outlet"] for row in shown])
    for name, side, number in told.values_list("report__outlet", "side").annotate(n=Count("pk")):
        sides[name][side] = number
    moved, ratings, joined = flow(), Ratings(queries.decisions(target="source")), houses()
    made = [
        Outlet(
            row["outlet"], row["n"], str(row["first"] or ""), str(row["last"] or ""), sides.get(row["outlet"], {}),
            tuple(moved.takes[row["outlet"]].most_common(20)), tuple(moved.gives[row["outlet"]].most_common(20)),
            joined.get(source_key(row["outlet"])) or family(row["outlet"]) or "", ratings.of_source(row["outlet"]),
        )
        for row in shown
    ]  # fmt: skip
    return Page(made, len(rows), filters, size)


def named_in(outlet: str) -> list[tuple[str, int]]:
    """Outlets that its claims say they come through, with the number of claims."""
    rows = models.Claim.objects.filter(Q(report__outlet=outlet)).values_list("data", flat=True)[:_MOST_CLAIMS]
    found = Counter(name for data in rows for name in from_json(Claim, data).chain.outlets)
    return found.most_common(20)
