"""What the comparison of claims asks of each of them, worked out once: a flat record."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nomansland.group.compare import bounds_of, folded_name
from nomansland.link.weights import act, lasting, weights
from nomansland.words import Claim, Count, Place

if TYPE_CHECKING:
    from nomansland.link.scene import Scene

MONTH = 31
"""A time wider than this is no day to which another could be near."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A claim as it is compared.

    `start` and `end` are days as ordinals (None where no time is told); `slack` is how many days apart another claim
    may be without being excluded, before it is known who told the two; `spot` numbers the distinct places of the set
    (-1 for none), `pointed` is True where the place has a point; `loose_place` and `loose_time` mark what was carried
    over from an earlier sentence and may be another's.
    """

    claim: Claim
    ref: str
    report: str
    act: str
    type: str
    side: str | None
    start: int | None
    end: int | None
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

    @property
    def wide(self) -> int:
        """Length of the time in days; 0 where it is unknown."""
        return 0 if self.start is None or self.end is None else self.end - self.start

    @property
    def vague(self) -> bool:
        """True for a time wider than a month."""
        return self.wide > MONTH

    @property
    def slack(self) -> int:
        """Days that may lie between this claim and one that somebody else tells."""
        table = weights()["slack_days"]
        if self.loose_time:
            return int(table["lineage"])
        return int(table["lasting" if self.lasts and not self.vague else "sudden"])


def profile(scene: Scene, claim: Claim) -> Profile:
    """The record of a claim."""
    bounds = bounds_of(claim.time)
    return Profile(
        claim=claim,
        ref=claim.ref,
        report=claim.report,
        act=act(claim.type),
        type=claim.type,
        side=claim.side or None,
        start=bounds[0].toordinal() if bounds else None,
        end=bounds[1].toordinal() if bounds else None,
        lasts=lasting(claim.type),
        loose_time=not scene.own_time(claim),
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
    """The distinct places of a set, numbered, and whether two of them may be one, each pair worked out once."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._same: dict[tuple[int, int], bool | None] = {}

    def number(self, place: Place | None) -> int:
        """The number of a place; -1 for none."""
        if place is None:
            return -1
        key = tuple((c.lat, c.lon, c.radius_km, c.weight) for c in place.candidates), place.region
        return self._numbers.setdefault(key, len(self._numbers))

    def same(self, one: Profile, other: Profile) -> bool | None:
        """`compare.same_place` of two claims."""
        from nomansland.group.compare import same_place

        if one.spot < 0 or other.spot < 0:
            return None
        key = (one.spot, other.spot) if one.spot < other.spot else (other.spot, one.spot)
        if key not in self._same:
            self._same[key] = same_place(one.place, other.place)
        return self._same[key]
