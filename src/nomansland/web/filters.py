"""Filters live in the address: read from the query string, written back into links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

PAGE = 50
_MOST = 200
# Rows of a table that stands under a picture; the rest is in the paged table.
ROWS = 300


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; every field is text, empty where it asks for nothing.

    `since` and `until` are ISO dates; `show` is `accepted`, `rejected`, `undecided` (claims), a state (sites) or a kind
    (contradictions), `state` is `open`, `explained`, `settled` or `rejected` (contradictions); `sort` is
    `told` for reports with most claims first; `page` counts from 1.
    """

    q: str = ""
    side: str = ""
    family: str = ""
    type: str = ""
    modality: str = ""
    role: str = ""
    language: str = ""
    kind: str = ""
    outlet: str = ""
    show: str = ""
    state: str = ""
    since: str = ""
    until: str = ""
    on: str = ""
    by: str = ""
    sort: str = ""
    page: str = ""

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Filters:
        """The filters of a query string; what is not understood is left out, so that the page still opens."""
        values = {field.name: str(query.get(field.name, "")).strip()[:_MOST] for field in fields(cls)}
        for name in ("since", "until", "on"):
            values[name] = values[name] if as_day(values[name]) else ""
        if not values["page"].isdigit() or len(values["page"]) > 6:
            values["page"] = ""
        return cls(**values)

    @property
    def number(self) -> int:
        """The page, from 1."""
        return max(1, int(self.page or 1))

    @property
    def first_day(self) -> date | None:
        """`since` as a date."""
        return as_day(self.since)

    @property
    def last_day(self) -> date | None:
        """`until` as a date."""
        return as_day(self.until)

    @property
    def on_day(self) -> date | None:
        """`on` as a date."""
        return as_day(self.on)

    @property
    def active(self) -> bool:
        """True where anything but the page is asked for."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "page")

    def link(self, **changes: str) -> str:
        """The query string with some values changed; the page starts anew unless it is what changes."""
        changed = replace(self, **({"page": ""} | changes))
        values = {field.name: getattr(changed, field.name) for field in fields(changed)}
        return "?" + urlencode({name: value for name, value in values.items() if value})


def as_day(text: str) -> date | None:
    """An ISO date, or None."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list; with `more` there are more than `total`, which nobody counted."""

    rows: list[Any]
    total: int
    filters: Filters
    size: int = PAGE
    more: bool = False

    @property
    def first(self) -> int:
        """Number of the first row shown."""
        return (self.filters.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def before(self) -> str:
        """Link to the page before, or empty."""
        return self.filters.link(page=str(self.filters.number - 1)) if self.filters.number > 1 else ""

    @property
    def after(self) -> str:
        """Link to the page after, or empty."""
        ends = self.last >= self.total and not (self.more and len(self.rows) == self.size)
        return "" if ends else self.filters.link(page=str(self.filters.number + 1))
