"""One page of a list, and the filters that lists share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import F, Q, QuerySet

from nomansland.tables.fold import fold

T = TypeVar("T")
_MARKS = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`items` from `offset`, of `total` in the whole list."""

    items: tuple[T, ...]
    total: int
    offset: int
    limit: int

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    @property
    def next(self) -> int | None:
        """Offset of the next page, or None on the last."""
        after = self.offset + self.limit
        return after if after < self.total else None

    @property
    def previous(self) -> int | None:
        """Offset of the page before, or None on the first."""
        return max(0, self.offset - self.limit) if self.offset else None


def page(rows: QuerySet[Any], make: Callable[[Any], T], limit: int, offset: int) -> Page[T]:
    """Cut a page out of an ordered query; `make` turns a row into a value."""
    total = rows.count()
    offset = max(0, offset)
    return Page(tuple(make(row) for row in rows[offset : offset + limit]), total, offset, limit)


def words(search: str, column: str = "folded") -> Q:
    """Rows whose folded column holds every word of the search; text in quotation marks is one word."""
    found = Q()
    for number, part in enumerate(_MARKS.split(search)):
        for word in [part] if number % 2 else part.split():
            if fold(word):
                found &= Q(**{f"{column}__contains": fold(word)})
    return found


def equal(**filters: str | None) -> Q:
    """Rows equal to the filters that are given; None filters nothing, an empty string asks for rows without a value."""
    return Q(**{name: value for name, value in filters.items() if value is not None})


def by_day(column: str, newest_first: bool) -> Any:
    """Order by a day; what has none comes last, on every database."""
    return F(column).desc(nulls_last=True) if newest_first else F(column).asc(nulls_last=True)


def between(first: date | None, last: date | None) -> Q:
    """Rows whose days could lie between two days; rows without days only where neither is asked for."""
    found = Q()
    if first is not None:
        found &= Q(last_day__gte=first)
    if last is not None:
        found &= Q(first_day__lte=last)
    return found
