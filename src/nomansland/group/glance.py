"""At a glance: whether two reports could tell one fact at all, so that few are laid side by side claim by claim."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, floor, radians

from nomansland.group.compare import NEAREST_KM, bounds_of, exact, family, folded_name
from nomansland.group.facts import tellable
from nomansland.words import Claim, Place, Reading

DEGREES = 0.5
KM_PER_DEGREE = 111.0
SLACK = 1.05
CANDIDATES = 8
APART = timedelta(days=2)
"""Days further apart than this weigh as much as a common place (`facts.agreement`)."""

NARROW = timedelta(days=62)
LETTERS = 3
_SIDES = ("RF", "UA", "both", "other")
Keys = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a report's claims could share with another's.

    Two reports tell no fact in common unless their `sharp` keys meet, or the `wide` ones of the one (places without a
    narrow time) meet the `spots` of the other.
    """

    sharp: Keys
    wide: Keys
    spots: Keys

    def meets(self, other: Glance) -> bool:
        """True where a fact of both is possible; False is certain."""
        return not (
            self.sharp.isdisjoint(other.sharp)
            and self.wide.isdisjoint(other.spots)
            and self.spots.isdisjoint(other.wide)
        )


def _squares(place: Place) -> Iterator[Hashable]:
    for one in place.candidates[:CANDIDATES]:
        if one.lat is None or one.lon is None:
            continue
        reach = SLACK * max(one.radius_km, NEAREST_KM / 2) / KM_PER_DEGREE
        wide = reach / cos(radians(min(abs(one.lat) + reach, 85.0)))
        rows = range(floor((one.lat - reach) / DEGREES), floor((one.lat + reach) / DEGREES) + 1)
        columns = range(floor((one.lon - wide) / DEGREES), floor((one.lon + wide) / DEGREES) + 1)
        yield from ((row, column) for row in rows for column in columns)


def spots_of(place: Place | None) -> set[Hashable]:
    """Squares, region and written name of a place: two that may be one, or are written alike, share one of them."""
    if place is None:
        return set()
    out = set(_squares(place))
    if place.region:
        out.add(place.region)
    name = folded_name(place)
    if name and all(len(word) >= LETTERS for word in name):
        out.add(tuple(word[:LETTERS] for word in name))
    return out


def _months(claim: Claim) -> list[int] | None:
    """The months that a claim's days touch, two days added on both sides; None for no time or a wide one."""
    bounds = bounds_of(claim.time)
    if (
        bounds is None
        or bounds[1] - bounds[0] > NARROW
        or bounds[0] <= date.min + APART
        or bounds[1] >= date.max - APART
    ):
        return None
    first, last = bounds[0] - APART, bounds[1] + APART
    return list(range(first.year * 12 + first.month, last.year * 12 + last.month + 1))


def _kinds(claim: Claim) -> list[Hashable]:
    """What two claims of one fact have in common before anything else: the family, and a side that both may have."""
    return [(family(claim), side) for side in ((claim.side,) if claim.side else _SIDES)]


def glance(reading: Reading) -> Glance:
    """The keys of a report's claims."""
    sharp: set[Hashable] = set()
    wide: set[Hashable] = set()
    spots: set[Hashable] = set()
    for claim in filter(tellable, reading.claims):
        day, count, months, where = exact(claim.time), claim.count, _months(claim), spots_of(claim.place)
        for kind in _kinds(claim):
            if day is not None:
                sharp.add((kind, day))
            if count is not None:
                sharp |= {(kind, count.unit, number) for number in (count.min, count.max) if number is not None}
        found: set[Hashable] = {(kind, spot) for kind in _kinds(claim) for spot in where}
        spots |= found
        if months is None:
            wide |= found
        else:
            sharp |= {(spot, month) for spot in found for month in months}
    return Glance(frozenset(sharp), frozenset(wide), frozenset(spots))
