"""Whether two claims tell of one incident: a sum of weights, one for each field (Fellegi and Sunter 1969).

Two claims are laid side by side field by field; each field falls on one level (`same_day`, `same_month`, …), and each
level has a weight in bits, the log2 of how much likelier it is among claims of one incident than among others. What two
claims of one incident cannot differ in (side, act, days far apart, points far apart) excludes the pair instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nomansland.group.compare import alike, incompatible, kilometres, same_count
from nomansland.group.once import copied
from nomansland.link.profile import MONTH, Profile
from nomansland.link.scene import Scene
from nomansland.link.weights import table, weights
from nomansland.words import Claim, Reason

DRIFT_KM = 60
"""A retelling may give the nearest town for the village; it does not move the story to another front."""

FIELDS = ("type", "side", "place", "time", "count", "unit", "telling")
UNTIED = frozenset({"apart", "same_gate"})
"""One outlet tells of many things: that two claims came through it is no ground to compare them."""

EXCLUDING = frozenset({"far_apart", "long_apart", "other_side", "other_act"})
"""Levels on which two claims cannot be one incident, whatever else agrees."""

Levels = tuple[str, str, str, str, str, str, str]
"""The level of each of `FIELDS`; those that tell nothing (`unknown`) are there too."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, their score in bits, and whether something rules out that they are one.

    `tied` is True where there is ground to compare them at all: places that may be one, one origin, one story. A pair
    without it is never proposed, and never excludes either.
    """

    one: Claim
    other: Claim
    score: float
    levels: Levels | None = None
    tied: bool = False

    @property
    def excluded(self) -> bool:
        """True where the two cannot be one incident."""
        return self.levels is None


def _place(scene: Scene, one: Profile, other: Profile, together: bool) -> str:
    same = scene.spots.same(one, other)
    if same is None:
        return "unknown"
    if same:
        return "same_place"
    if together and alike(one.name, other.name):
        return "same_name"
    if one.loose_place or other.loose_place:
        return "carried_place"
    if together and one.only and other.only:
        apart = kilometres(one.place, other.place)
        if apart is not None and apart <= DRIFT_KM:
            return "drifted_place"
    return "far_apart"


def gap(one: Profile, other: Profile) -> int | None:
    """Days between two claims; 0 where their times overlap, None where one has none."""
    if one.start is None or other.start is None or one.end is None or other.end is None:
        return None
    return max(0, other.start - one.end, one.start - other.end)


def _overlap(wide: int) -> str:
    if wide <= weights()["few_days"]:
        return "same_day"
    return "same_month" if wide <= MONTH else "same_season" if wide <= 120 else "same_ever"


def _time(one: Profile, other: Profile, together: bool) -> str:
    days, slack = gap(one, other), weights()["slack_days"]
    if days is None:
        return "unknown"
    wide = max(one.wide, other.wide)
    if days == 0:
        return _overlap(wide)
    if one.lasts and days <= slack["lasting"] and wide <= MONTH:
        return "touching"
    if days <= slack["sudden"]:
        return "near_day"
    if days <= slack["lineage"]:
        if together:
            return "drifted_day"
        if one.loose_time or other.loose_time:
            return "carried_time"
    return "long_apart"


def _count(one: Profile, other: Profile, together: bool) -> str:
    left, right = one.count, other.count
    if left is None or right is None or left.unit != right.unit:
        return "unknown"
    if same_count(left, right):
        return "same_count"
    if left.unit not in ("person", "man"):
        return "same_measure"
    if incompatible(left, right):
        return "other_count_told" if together else "other_count"
    return "unknown"


def _unit(one: Profile, other: Profile) -> str:
    if not one.units or not other.units:
        return "unknown"
    return "same_unit" if one.units & other.units else "other_unit"


def _telling(scene: Scene, one: Profile, other: Profile) -> str:
    if one.report == other.report:
        return "same_report"
    if one.lineage == other.lineage:
        if copied(one.claim, other.claim):
            return "copied"
        return "only_telling" if one.only and other.only else "same_lineage"
    if scene.neighbours_of(one.report, other.report):
        return "same_story"
    return "same_gate" if one.origin == other.origin else "apart"


def compared(scene: Scene, one: Profile, other: Profile) -> Levels:
    """The level of each field, those that exclude among them."""
    together = one.lineage == other.lineage
    kind = "same_type" if one.type == other.type else "kin" if one.act == other.act else "other_act"
    sides = one.side and other.side
    return (
        kind,
        "unknown" if not sides else "same_side" if one.side == other.side else "other_side",
        _place(scene, one, other, together),
        _time(one, other, together),
        _count(one, other, together),
        _unit(one, other),
        _telling(scene, one, other),
    )


def levels(scene: Scene, one: Profile, other: Profile) -> Levels | None:
    """The level of each field, or None where something excludes that the two are one incident."""
    if one.act != other.act or (one.side and other.side and one.side != other.side):
        return None
    together = one.lineage == other.lineage
    if _time(one, other, together) in EXCLUDING or _place(scene, one, other, together) in EXCLUDING:
        return None
    return compared(scene, one, other)


@lru_cache(maxsize=10_000)
def bits(found: Levels) -> float:
    """The prior and the weights of all levels, summed."""
    known = table()
    return known.prior + sum(known.bits[field][level] for field, level in zip(FIELDS, found, strict=True))


def compare(scene: Scene, one: Profile, other: Profile) -> Pair:
    """Score two claims; a pair that something excludes is not compared further."""
    found = levels(scene, one, other)
    if found is None:
        return Pair(one.claim, other.claim, float("-inf"))
    return Pair(one.claim, other.claim, bits(found), found, found[2] == "same_place" or found[6] not in UNTIED)


def score(scene: Scene, one: Claim, other: Claim) -> Pair:
    """The same, from the claims themselves."""
    return compare(scene, scene.profile(one), scene.profile(other))


def probability(score_bits: float) -> float:
    """What a sum of bits says as a probability: `2**bits / (1 + 2**bits)`."""
    if score_bits < -60:
        return 0.0
    return float(1.0 / (1.0 + 2.0**-score_bits))


def _found(scene: Scene, pair: Pair, field: str, level: str) -> str:
    """The sentence of one step, with its days and kilometres."""
    text = str(weights()["says"][level if level != "unknown" else f"{field}_unknown"])
    one, other = scene.profile(pair.one), scene.profile(pair.other)
    apart = kilometres(pair.one.place, pair.other.place)
    unit = pair.one.count.unit if pair.one.count else ""
    return text.format(
        km=f"{apart:.0f} km apart" if apart is not None else "apart",
        gap=gap(one, other),
        days=max(one.wide, other.wide) + 1,
        one=pair.one.type,
        other=pair.other.type,
        unit=unit,
    )


def waterfall(scene: Scene, pair: Pair) -> tuple[Reason, ...]:
    """The steps from the prior to the score: each field with its level, its weight and a sentence.

    A field that neither tells nor weighs anything is left out; the weights add up to the score.
    """
    if pair.levels is None:
        return ()
    known = table()
    steps = [Reason("prior", known.prior, str(weights()["says"]["prior"]), "prior")]
    for field, level in zip(FIELDS, pair.levels, strict=True):
        weight = known.bits[field][level]
        if weight:
            steps.append(Reason(field, weight, _found(scene, pair, field, level), level))
    return tuple(steps)
