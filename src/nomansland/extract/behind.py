"""Behind which front line a place could be: the side and the day of what is told there, as a soft constraint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from nomansland.terrain.front import Fronts
from nomansland.terrain.reweigh import behind, reweighed
from nomansland.words import Place, Publication, Time
from nomansland.words.time import day_bounds

WIDEST_DAYS = 92
Told = tuple[Place | None, str | None, Time | None]


def by_front(
    told: Iterable[Told], places: Sequence[Place], published: Publication, fronts: Fronts
) -> dict[tuple[str, ...], Place]:
    """Places with more than one candidate, weighed by the front, by the codes of their candidates.

    `told` are place, side and time of each event. Where events of both sides are told of one place, nothing is said.
    """
    sides: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    days: dict[tuple[str, ...], date | None] = {}
    for place, side, time in told:
        if place is not None and len(place.candidates) > 1 and not place.region:
            key = codes(place)
            sides[key].add(side)
            if days.get(key) is None:
                days[key] = day_of(time.edtf if time else None) or day_of(published.edtf)
    out: dict[tuple[str, ...], Place] = {}
    for place in places:
        key = codes(place)
        if key not in out and len(known := sides.get(key, set()) - {None}) == 1 and days[key] is not None:
            out[key] = reweighed(place, [behind(next(iter(known)), days[key], fronts)])
    return {key: place for key, place in out.items() if place not in places}


def codes(place: Place) -> tuple[str, ...]:
    """What two mentions of one place have in common: the codes of their candidates."""
    return tuple(sorted(one.code for one in place.candidates))


def day_of(edtf: str | None) -> date | None:
    """The middle day of a time that is not wider than a quarter of a year, else None."""
    if not edtf:
        return None
    try:
        first, last = day_bounds(edtf)
    except ValueError:
        return None
    wide = (last - first).days
    return date.fromordinal(first.toordinal() + wide // 2) if wide <= WIDEST_DAYS else None
