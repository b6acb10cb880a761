"""A page out of the rows that a filter lets through: which keys it shows, and how many rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, QuerySet

from nomansland.tables import models
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.web.remembered import remembered

# Where texts have to be gone through, the rows that a page of the desk counts; above it says "more than".
MOST_COUNTED = 300
NEWEST = (F("reading__first_day").desc(nulls_last=True), "reading__report_id")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows in their order.

    `number` is how many there are, where that is known; `keys` are all of their keys, where those are at hand; with
    `most` the rows are counted so far and no further.
    """

    rows: QuerySet[Any]
    number: int | None = None
    keys: Sequence[int] | None = None
    most: int = 0

    def window(self, first: int, last: int) -> tuple[list[int], int, bool]:
        """Keys of the rows from `first` up to `last`, how many rows there are, and whether there are more than that."""
        if self.keys is not None:
            return list(self.keys[first:last]), len(self.keys), False
        if self.most:
            known = remembered(("first", self.most, _asked(self.rows)), lambda: self._keys(0, self.most + 1))
            inside = len(known) <= self.most or last <= len(known)
            keys = known[first:last] if inside else self._keys(first, last)
            return keys, min(len(known), self.most), len(known) > self.most
        number = counted(self.rows) if self.number is None else self.number
        last = min(number, last)
        return (self._keys(first, last) if first < last else []), number, False

    def _keys(self, first: int, last: int) -> list[int]:
        try:
            return list(self.rows.values_list("pk", flat=True)[first:last])
        except EmptyResultSet:
            return []


def _asked(rows: QuerySet[Any]) -> bytes:
    """Names a query by what it asks; raises EmptyResultSet where nothing can answer it."""
    return sha256(repr(rows.query.sql_with_params()).encode()).digest()


def counted(rows: QuerySet[Any]) -> int:
    """How many rows a filter lets through, counted once for each state of the case."""
    try:
        asked = _asked(rows)
    except EmptyResultSet:
        return 0
    return remembered(("count", asked), rows.count)


def page(parts: Iterable[Part], whole: QuerySet[Any], filters: Filters, size: int = PAGE) -> Page:
    """One part after another: keys first, which an index holds in their order, then the rows of `whole` shown."""
    start, shown, total, more = (filters.number - 1) * size, list[int](), 0, False
    for part in parts:
        keys, number, over = part.window(max(0, start - total), max(0, start + size - total))
        shown += keys
        total, more = total + number, more or over
        if over:
            break
    found = {row.pk: row for row in whole.filter(pk__in=shown)} if shown else {}
    return Page([found[key] for key in shown if key in found], total, filters, size, more)


def most_told(rows: QuerySet[models.Report], every: bool) -> list[int]:
    """Keys of these reports that were read (or of every one), those with most claims first, then the newest."""
    order = remembered("told", _most_told)
    if every:
        return order
    wanted = set(rows.order_by().values_list("pk", flat=True))
    return [key for key in order if key in wanted]


def _most_told() -> list[int]:
    claims = models.Claim.objects.order_by().values("report").annotate(number=Count("pk"))
    numbers = dict(claims.values_list("report", "number"))
    newest = models.Report.objects.filter(reading__isnull=False).order_by(*NEWEST).values_list("pk", flat=True)
    return sorted(newest, key=lambda key: -numbers.get(key, 0))
