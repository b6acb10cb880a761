"""The kinds of time expressions: a function that turns a matched rule into days is registered here under its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from nomansland.extract.timeclock import SLACK, Clock
from nomansland.extract.timegrammar import Hit
from nomansland.extract.timemoment import (
    Moment,
)

ONE = timedelta(days=1)
SINCE = ("since", "с", "со", "з", "із", "зі", "від")


Resolver = Callable[[Hit, Clock], Moment | None]


RESOLVERS: dict[str, Callable[[Hit, Clock], Moment | None]] = {}


def kind(*names: str) -> Callable[[Resolver], Resolver]:
    """Register a function as the resolver of rules of these kinds."""

    def register(function: Resolver) -> Resolver:
        for name in names:
            RESOLVERS[name] = function
        return function

    return register


def place_in_year(make: Callable[[int], Moment | None], hit: Hit, clock: Clock) -> Moment | None:
    """The year for a date that names none: nearest to what was told before, else the last one before publication."""
    context = clock.context_year()
    if context is not None:
        return _near_context(make, context, clock)
    past = _nearest(make, range(clock.last.year + 1, clock.last.year - 10, -1), clock.last + SLACK)
    if past is None or past.first is None or past.last is None:
        return past
    coming = make(past.first.year + 1)
    if coming is None or coming.first is None:
        return past
    if hit.before in SINCE:
        return past
    soon, ago = (coming.first - clock.last).days, (clock.first - past.last).days
    if soon <= 240 and ago > 20:
        tense = clock.tense(hit.start, hit.end)
        until = re.search(
            r"\b(?:until|till|до)\s+(?:\w+\s+){0,4}$", clock.text[max(0, hit.start - 40) : hit.start], re.I
        )
        if tense == "futr" or (tense != "past" and (until or (soon <= 45 and ago > 280))):
            return coming
    return past


def _nearest(make: Callable[[int], Moment | None], years: range, limit: date) -> Moment | None:
    for year in years:
        found = make(year)
        if found is not None and found.first is not None and found.first <= limit:
            return found
    return None


def _near_context(make: Callable[[int], Moment | None], context: int, clock: Clock) -> Moment | None:
    last = clock.last_told(same_paragraph=not clock.narrative)
    near = last.moment.first if last and last.moment.grain in ("day", "month") else None
    if near is None:
        return make(context)
    found = [moment for year in (near.year, near.year + 1, near.year - 1) if (moment := make(year)) and moment.first]
    limit = date(9999, 12, 31) if clock.narrative else clock.last + SLACK
    found = [moment for moment in found if moment.first and moment.first <= limit]
    if clock.narrative:  # a story runs forward: a little back is the same year, far back is the next
        return min(found, key=lambda moment: _cost((moment.first - near).days if moment.first else 0), default=None)
    return min(found, key=lambda moment: abs((moment.first - near).days) if moment.first else 0, default=make(context))


def _cost(days: int) -> float:
    return days if days >= 0 else -1.6 * days
