"""The site strip: a row per place of detention, filled where somebody reports it in use, open where reported closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nomansland.web import phrases
from nomansland.web.pictures.scale import Scale, Tick, around
from nomansland.web.wording import worded
from nomansland.words import Site, SiteState
from nomansland.words.time import OPEN_FIRST, OPEN_LAST

WIDTH = 1000.0
_ROW = 34.0
_TOP = 26.0
_MONTH, _MARGIN = 31, 40
_LETTER = 7.2
_USED = ("active", "opened", "reopened")


@dataclass(frozen=True, slots=True)
class Bar:
    """A state over the days that somebody gives for it."""

    x: float
    width: float
    state: str
    text: str
    vague: bool
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One site: its bars, and a tick for each time somebody said something."""

    site: Site
    y: float
    bars: tuple[Bar, ...]
    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What the template draws."""

    width: float
    height: float
    rows: list[Row]
    ticks: list[Tick]
    undated: list[Site]
    left: float = 0.0

    @property
    def right(self) -> float:
        """Where the days end."""
        return self.width - 10

    @property
    def letters(self) -> int:
        """How many letters of a name fit before the days begin."""
        return int(self.left / _LETTER)


def _days(state: SiteState, told: Mapping[str, date]) -> tuple[date, date] | None:
    """Days of a state; an open end goes no further than the day on which it was told."""
    bounds = state.time.bounds if state.time else None
    said = told.get(state.claim)
    if bounds is None:
        # No day is told: it was so by the day on which somebody said it.
        return (said, said) if said else None
    first, last = bounds
    if last == OPEN_LAST:
        last = said if said and said >= first else first
    if first == OPEN_FIRST:
        first = last
    return first, last


def _bars(site: Site, scale: Scale, told: Mapping[str, date], disputed: Set[str]) -> tuple[Bar, ...]:
    out = []
    for state in site.states:
        days = _days(state, told)
        if days is None:
            continue
        x, end = scale.x(days[0]), scale.x(days[1])
        vague = state.state in ("closed", "opened", "reopened") and (days[1] - days[0]).days > _MONTH
        when = phrases.time(state.time) or _("as told on %(day)s") % {"day": phrases.day(days[0])}
        words = f"{worded(state.state)}, {when}"
        kind, against = "used" if state.state in _USED else state.state, state.claim in disputed
        out.append(Bar(x, max(end - x, 6), kind, words, vague, against))
    return tuple(out)


def strip(
    sites: Sequence[Site],
    told: Mapping[str, date],
    left: float = 160.0,
    width: float = WIDTH,
    disputed: Set[str] = frozenset(),
) -> Strip:
    """Lay the rows out; days begin at the pixel `left`.

    `told` gives the day of publication of each state's claim, `disputed` the claims that another one contradicts.
    """
    spans = {site.id: [days for state in site.states if (days := _days(state, told))] for site in sites}
    every = [day for days in spans.values() for span in days for day in span]
    scale = around(every, left, width - 10, _MARGIN)
    undated = [site for site in sites if not spans[site.id]]
    if scale is None:
        return Strip(width, 0, [], [], undated, left)
    rows: list[Row] = []
    for site in sites:
        if not spans[site.id]:
            continue
        ticks = tuple(sorted({scale.x(told[state.claim]) for state in site.states if state.claim in told}))
        rows.append(Row(site, _TOP + len(rows) * _ROW, _bars(site, scale, told, disputed), ticks))
    return Strip(width, _TOP + len(rows) * _ROW + 4, rows, scale.ticks(), undated, left)
