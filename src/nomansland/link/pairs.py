"""Whether two claims tell of one incident: a sum of weights with a sentence for each (Fellegi and Sunter 1969)."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.group.compare import gap_days, incompatible, kilometres, same_count, same_name, same_place, span_days
from nomansland.link.scene import Scene
from nomansland.link.weights import act, lasting, weights
from nomansland.words import Claim, Reason

DRIFT_KM = 60
"""A retelling may give the nearest town for the village; it does not move the story to another front."""

MONTH = 31
"""A time wider than this is no day to which another could be near."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, their score in bits, its steps, and whether something rules out that they are one."""

    one: Claim
    other: Claim
    score: float
    reasons: tuple[Reason, ...]
    excluded: bool = False


def _place(scene: Scene, one: Claim, other: Claim) -> tuple[str, str, bool] | None:
    same = same_place(one.place, other.place)
    if same:
        return "same_place", "the places may be one", False
    if same is False:
        if same_name(one.place, other.place) and scene.told_together(one, other):
            return "same_name", "the place is written alike and taken for another point", False
        apart = kilometres(one.place, other.place)
        if not (scene.own_place(one) and scene.own_place(other)):
            return "carried_place", "the places differ, but one is carried over from an earlier sentence", False
        only = scene.only(one) and scene.only(other) and scene.told_together(one, other)
        if only and apart is not None and apart <= DRIFT_KM:
            return "drifted_place", f"{apart:.0f} km apart, the one act of its kind in reports of one origin", False
        return "apart", f"{apart:.0f} km apart" if apart is not None else "apart", True
    return None


def _time(scene: Scene, one: Claim, other: Claim) -> tuple[str, str, bool]:
    gap, slack = gap_days(one.time, other.time), weights()["slack_days"]
    if gap is None:
        return "time_unknown", "the time of one of them is not told", False
    if gap == 0:
        wide = max(span_days(one.time) or 0, span_days(other.time) or 0)
        for name, most in (("same_day", weights()["few_days"]), ("same_month", 31), ("same_season", 120)):
            if wide <= most:
                return name, f"the times overlap, known to {wide + 1} days", False
        return "same_ever", "the times overlap, both long", False
    vague = max(span_days(one.time) or 0, span_days(other.time) or 0) > MONTH
    if lasting(one.type) and gap <= slack["lasting"] and not vague:
        return "touching", f"{gap} days apart, of an act that lasts", False
    if gap <= slack["sudden"]:
        return "near_day", f"{gap} days apart", False
    if gap <= slack["lineage"] and scene.told_together(one, other):
        return "drifted_day", f"{gap} days apart, told from one origin", False
    if gap <= slack["lineage"] and not (scene.own_time(one) and scene.own_time(other)):
        return "carried_time", f"{gap} days apart, but one time is carried over from an earlier sentence", False
    return "long_apart", f"{gap} days apart", True


def _count(scene: Scene, one: Claim, other: Claim) -> tuple[str, str] | None:
    if one.count is None or other.count is None or one.count.unit != other.count.unit:
        return None
    if same_count(one.count, other.count):
        return "same_count", "the same number"
    if one.count.unit not in ("person", "man"):
        return "same_measure", f"both count by the {one.count.unit}"
    if incompatible(one.count, other.count):
        return ("other_count_told" if scene.told_together(one, other) else "other_count"), "other numbers"
    return None


def _unit(scene: Scene, one: Claim, other: Claim) -> tuple[str, str] | None:
    left, right = scene.units(one), scene.units(other)
    if not left or not right:
        return None
    return ("same_unit", "the same military unit") if left & right else ("other_unit", "other military units")


def _context(scene: Scene, one: Claim, other: Claim) -> tuple[str, str] | None:
    if one.report == other.report:
        return "same_report", "told in one report"
    if scene.told_together(one, other):
        if scene.only(one) and scene.only(other):
            return "only_telling", "told from one origin, and each report tells only one act of the kind"
        return "same_lineage", "told from one origin"
    return ("same_story", "the reports share a rare particular besides") if scene.story(one, other) else None


def score(scene: Scene, one: Claim, other: Claim) -> Pair:
    """Score two claims; a pair that something excludes is not compared further and has no reasons."""
    excluded = act(one.type) != act(other.type) or (bool(one.side and other.side) and one.side != other.side)
    when = None if excluded else _time(scene, one, other)
    where = _place(scene, one, other) if when and not when[2] else None
    if when is None or when[2] or (where is not None and where[2]):
        return Pair(one, other, float("-inf"), (), excluded=True)
    steps: list[tuple[str, str]] = [("prior", "two claims of one kind, before anything is compared")]
    if one.type != other.type:
        steps.append(("kin", f"{one.type} and {other.type} may name one act"))
    if not one.side or not other.side:
        steps.append(("side_unknown", "the side of one of them is not told"))
    steps += [found[:2] for found in (where, when) if found is not None]
    steps += filter(None, (_count(scene, one, other), _unit(scene, one, other), _context(scene, one, other)))
    table = weights()
    reasons = tuple(Reason(name, float(table[name]), text) for name, text in steps)
    return Pair(one, other, sum(reason.weight for reason in reasons), reasons)
