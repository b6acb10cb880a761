"""Which claims are laid beside which: blocks of act, side, time and place, so that excluded pairs are never made.

What may be one incident must be of one act and of sides that do not exclude each other, near in time (a sweep over
sorted days), and tied: by places that may be one (a grid of cells for each class of radius), by one region, by one
origin, or by a story. Nothing that `pairs.compare` would propose is missed, but for blocks with more pairs than
`PER_CLAIM` for each claim: these are split by finer keys, and what was not compared is counted (`Uncompared`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, combinations, product

from nomansland.link.grid import Grid
from nomansland.link.linked import Uncompared
from nomansland.link.profile import Profile
from nomansland.link.scene import Scene
from nomansland.link.weights import weights

PER_CLAIM = 200
"""Pairs for each claim of a block up to which all of them are compared: blocks of 400 claims always are."""

NEIGHBOURS = 48
"""In larger blocks each claim is compared with so many of those next to it in time, place and number."""

LETTERS = 3
"""First letters that two words written alike have in common (`compare.alike`)."""

Two = tuple[Profile, Profile]


def _day(one: Profile) -> int:
    return one.start if one.start is not None else 0


def _near(one: Profile, other: Profile, slack: int) -> bool:
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return True
    apart = other.start - one.end if other.start > one.start else one.start - other.end
    return apart <= slack or apart <= one.slack or apart <= other.slack


def sweep(items: Sequence[Profile], slack: int, guests: Sequence[Profile] = ()) -> Iterator[Two]:
    """Pairs of claims whose times lie within `slack` days or their own slack; a claim without a time with all.

    `guests` are paired with the items, not with each other.
    """
    own = {one.ref for one in items}
    everybody = [*items, *guests]
    untimed = [one for one in everybody if one.start is None]
    timed = sorted((one for one in everybody if one.start is not None), key=_day)
    loose = chain(combinations(untimed, 2), product(untimed, timed))
    yield from ((one, other) for one, other in loose if not guests or one.ref in own or other.ref in own)
    reach = max([slack, *(one.slack for one in timed)])
    active: tuple[list[Profile], list[Profile]] = ([], [])
    for one in timed:
        first, mine = _day(one) - reach, one.ref in own
        for others in active if mine else active[:1]:
            others[:] = [other for other in others if other.end is not None and other.end >= first]
            yield from ((other, one) for other in others if _near(other, one, slack))
        active[0 if mine else 1].append(one)


def most_pairs(items: Sequence[Profile], slack: int) -> int:
    """At most so many pairs `sweep` would give, counted without making them."""
    starts = sorted(one.start for one in items if one.start is not None)
    reach = max([slack, *(one.slack for one in items)])
    untimed = len(items) - len(starts)
    ends = (one.end for one in items if one.end is not None)
    ahead = sum(bisect_right(starts, end + reach) for end in ends)
    return untimed * (untimed - 1) // 2 + untimed * len(starts) + ahead - len(starts) * (len(starts) + 1) // 2


def _finer(one: Profile) -> Iterator[Hashable]:
    """Keys that claims of one incident in a large block are likely to share."""
    if one.count is not None:
        yield "count", one.count.min, one.count.max, one.count.unit
    yield from (("unit", number) for number in one.units)
    yield "lineage", one.lineage
    yield "day", one.spot, one.start, one.end


def _order(one: Profile) -> tuple[int, int, int, int, str]:
    count = one.count.min if one.count is not None and one.count.min is not None else -1
    return _day(one), one.end or 0, one.spot, count, one.ref


def _beside(items: Sequence[Profile], slack: int) -> Iterator[Two]:
    ordered = sorted(items, key=_order)
    for place, one in enumerate(ordered):
        yield from ((one, other) for other in ordered[place + 1 : place + 1 + NEIGHBOURS] if _near(one, other, slack))


class Blocks:
    """The pairs of a set of claims that are worth comparing.

    Attributes
    ----------
    uncompared : list of Uncompared
        What was left out, complete once `pairs` has been run through.
    """

    def __init__(self, scene: Scene, profiles: Sequence[Profile]) -> None:
        self._scene = scene
        self._profiles = profiles
        self._number = {one.ref: number for number, one in enumerate(profiles)}
        self._seen: set[int] = set()
        self.uncompared: list[Uncompared] = []

    def pairs(self) -> Iterator[Two]:
        """Every pair once."""
        for bucket in self._buckets():
            for cell in Grid(bucket).cells():
                yield from self._new(self._block(cell.own, 0, "place", cell.smaller))
            for items in _by(bucket, lambda one: () if one.place is None else (one.place.region,)):
                yield from self._new(self._block(items, 0, "region"), _pointless)
            yield from self._together(bucket)
            yield from self._new(self._stories(bucket))

    def _buckets(self) -> Iterator[list[Profile]]:
        """Claims of one act, of one side or of none told."""
        acts: dict[str, dict[str | None, list[Profile]]] = defaultdict(lambda: defaultdict(list))
        for one in self._profiles:
            acts[one.act][one.side].append(one)
        for sides in acts.values():
            unsided = sides.pop(None, [])
            yield from ([*own, *unsided] for own in sides.values())
            if unsided and not sides:
                yield unsided

    def _new(self, found: Iterable[Two], fit: object = None) -> Iterator[Two]:
        for one, other in found:
            if callable(fit) and not fit(one, other):
                continue
            left, right = self._number[one.ref], self._number[other.ref]
            key = left * len(self._profiles) + right if left < right else right * len(self._profiles) + left
            if key not in self._seen:
                self._seen.add(key)
                yield one, other

    def _block(self, own: Sequence[Profile], slack: int, by: str, guests: Sequence[Profile] = ()) -> Iterator[Two]:
        items = [*own, *guests]
        expected = most_pairs(items, slack) - (most_pairs(guests, slack) if guests else 0)
        if expected <= PER_CLAIM * len(items):
            yield from sweep(own, slack, guests)
            return
        made = 0
        for finer in _by(items, _finer):
            part = sweep if most_pairs(finer, slack) <= PER_CLAIM * len(finer) else _beside
            for two in part(finer, slack):
                made += 1
                yield two
        for two in _beside(items, slack):
            made += 1
            yield two
        left = max(0, expected - made)
        if left:
            self.uncompared.append(Uncompared(items[0].act, items[0].side, by, len(items), left))

    def _together(self, bucket: Sequence[Profile]) -> Iterator[Two]:
        """Claims that go back to one origin: their days and points may have drifted on the way."""
        slack = int(weights()["slack_days"]["lineage"])
        for items in _by(bucket, lambda one: (one.lineage,)):
            yield from self._new(self._block(items, slack, "origin"))

    def _stories(self, bucket: Sequence[Profile]) -> Iterator[Two]:
        told: dict[str, list[Profile]] = defaultdict(list)
        for one in bucket:
            told[one.report].append(one)
        for report, items in told.items():
            for other in self._scene.neighbours(report):
                if report < other and other in told:
                    yield from ((one, two) for one in items for two in told[other] if _near(one, two, 0))


def _pointless(one: Profile, other: Profile) -> bool:
    return not (one.pointed and other.pointed)


def _by(items: Iterable[Profile], keys: object) -> list[list[Profile]]:
    """Items by each of their keys, None left out; blocks of one are none."""
    assert callable(keys)
    out: dict[Hashable, list[Profile]] = defaultdict(list)
    for one in items:
        for key in keys(one):
            if key is not None:
                out[key].append(one)
    return [found for found in out.values() if len(found) > 1]
