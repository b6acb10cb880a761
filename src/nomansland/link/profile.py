"""What the comparison of claims asks of each of them, worked out once: a flat record."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nomansland.group.compare import NEAREST_KM, bounds_of, folded_name, same_place
from nomansland.link.weights import act, lasting, weights
from nomansland.words import Claim, Count, Place

if TYPE_CHECKING:
    from nomansland.link.scene import Scene

KM_PER_DEGREE = 111.0
"""A little less than a degree of latitude, so that nothing near is taken for far."""

MONTH = 31
"""A time wider than this is no day to which another could be near."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A claim as it is compared.

    `start` and `end` are days as ordinals (None where no time is told), `wide` the days between them; `slack` is how
    many days apart another claim may be without being excluded, before it is known who told the two; `spot` numbers
    the distinct places of the set (-1 for none), `pointed` is True where the place has a point; `loose_place` and
    `loose_time` mark what was carried over from an earlier sentence and may be another's.
    """

    claim: Claim
    ref: str
    report: str
    act: str
    type: str
    side: str | None
    start: int | None
    end: int | None
    wide: int
    slack: int
    lasts: bool
    loose_time: bool
    place: Place | None
    spot: int
    pointed: bool
    loose_place: bool
    name: tuple[str, ...]
    lineage: str
    origin: Hashable
    only: bool
    units: frozenset[str]
    count: Count | None


def _slack(lasts: bool, loose: bool, wide: int) -> int:
    days = weights()["slack_days"]
    return int(days["lineage"] if loose else days["lasting"] if lasts and wide <= MONTH else days["sudden"])


def profile(scene: Scene, claim: Claim) -> Profile:
    """The record of a claim."""
    bounds = bounds_of(claim.time)
    start, end = (bounds[0].toordinal(), bounds[1].toordinal()) if bounds else (None, None)
    wide = end - start if start is not None and end is not None else 0
    lasts, loose = lasting(claim.type), not scene.own_time(claim)
    return Profile(
        claim=claim,
        ref=claim.ref,
        report=claim.report,
        act=act(claim.type),
        type=claim.type,
        side=claim.side or None,
        start=start,
        end=end,
        wide=wide,
        slack=_slack(lasts, loose, wide),
        lasts=lasts,
        loose_time=loose,
        place=claim.place,
        spot=scene.spots.number(claim.place),
        pointed=claim.place is not None and claim.place.point is not None,
        loose_place=not scene.own_place(claim),
        name=folded_name(claim.place),
        lineage=scene.lineage(claim),
        origin=scene.origin(claim),
        only=scene.only(claim),
        units=scene.units(claim),
        count=claim.count,
    )


class Spots:
    """The distinct places of a set, numbered, and whether two of them may be one.

    A pair of places of which one has several candidates is worked out once and kept.
    """

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._single: list[tuple[float, float] | None] = []
        self._same: dict[tuple[int, int], bool | None] = {}

    def number(self, place: Place | None) -> int:
        """The number of a place; -1 for none."""
        if place is None:
            return -1
        key = tuple((c.lat, c.lon, c.radius_km, c.weight) for c in place.candidates), place.region
        number = self._numbers.setdefault(key, len(self._numbers))
        if number == len(self._single):
            best = place.best if len(place.candidates) == 1 else None
            self._single.append((best.lat, best.radius_km) if best and best.lat is not None else None)
        return number

    def same(self, one: Profile, other: Profile) -> bool | None:
        """`compare.same_place` of two claims."""
        if one.spot < 0 or other.spot < 0:
            return None
        left, right = self._single[one.spot], self._single[other.spot]
        if left is not None and right is not None:
            if KM_PER_DEGREE * abs(left[0] - right[0]) > max(NEAREST_KM, left[1] + right[1]):
                return False
            return same_place(one.place, other.place)
        key = (one.spot, other.spot) if one.spot < other.spot else (other.spot, one.spot)
        if key not in self._same:
            self._same[key] = same_place(one.place, other.place)
        return self._same[key]
