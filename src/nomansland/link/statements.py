"""Official statements, and events told as not having happened, against what other reports tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nomansland.group.compare import family, gap_days, incompatible, same_place
from nomansland.group.edges import days
from nomansland.link.near import Near
from nomansland.link.replies import (
    Clash,
    best_of,
    is_open,
    is_outside,
    is_statement,
    one_side,
    replies,
    speaks_of,
    strongest,
)
from nomansland.link.scene import Scene
from nomansland.link.topics import Topic, cue, topics_of
from nomansland.link.weights import told
from nomansland.words import Claim, Reading, Reason

FAR_DAYS = 120
"""A statement answers what was said in the months before it, not what happened a year ago."""

NEGATED = frozenset({"coercion", "refusal", "truce"})
"""Families whose negation is news; "we do not ask, we demand" negates no protest."""

RANKS = frozenset({"soldier", "detainee", "fellow_soldier"})
"""One man may speak as each of these in one interview."""

LATELY_DAYS = 31
NEAR_DAYS = 3

Shared = Mapping[str, set[str]]
Accounts = Mapping[str, Near]


def _accounts(scene: Scene) -> Accounts:
    """What replies may deny, by type."""
    out: dict[str, Near] = defaultdict(Near)
    for claim in scene.claims.values():
        if is_open(scene, claim):
            out[claim.type].add(claim, scene.spot(claim))
    return out


def _of_type(accounts: Accounts, kind: str, denial: Claim, shared: Shared) -> list[Claim]:
    """The accounts of a type that `_linked` could find: told by reports of one incident, or of one place."""
    if kind not in accounts:
        return []
    return accounts[kind].of({denial.report, *shared.get(denial.report, ())}, denial.place)


def _before(denial: Claim, claim: Claim, scene: Scene) -> bool:
    bounds = claim.time.bounds if claim.time else None
    if bounds is None:
        return True
    said = days(scene.reading(denial))
    return said[1] == date.max or (bounds[0] <= said[1] and (said[0] - bounds[1]).days <= FAR_DAYS)


def _linked(scene: Scene, denial: Claim, claim: Claim, shared: Shared) -> bool:
    here, there = denial.place, scene.spot(claim)
    same = same_place(here, there)
    if same or claim.report not in shared[denial.report]:
        return same is True
    if same is None or not scene.own_place(claim):
        return True
    told = (same_place(place, claim.place) for place in scene.reading(denial).places)
    return not scene.own_place(denial) and any(told)


def across(scene: Scene, shared: Shared) -> Iterator[Clash]:
    """Official statements against what other lineages told: the best fitting claim of each lineage.

    `shared` names for each report those that tell of an incident it tells of too.
    """
    accounts = _accounts(scene)
    for reading in filter(is_statement, scene.readings):
        yield from strongest(_elsewhere(scene, reading, accounts, shared))


def _elsewhere(scene: Scene, reading: Reading, accounts: Accounts, shared: Shared) -> Iterator[Clash]:
    for denial in replies(reading):
        for topic in topics_of(denial.passage.quote, reading.language):
            lineages: dict[str, list[Claim]] = defaultdict(list)
            kinds = sorted(topic.types)
            for claim in (claim for kind in kinds for claim in _of_type(accounts, kind, denial, shared)):
                if _answered(scene, denial, claim, shared) and speaks_of(topic, claim, scene):
                    lineages[scene.lineage(claim)].append(claim)
            for claims in lineages.values():
                best = _nearest(scene, denial, _of_oldest(scene, claims), topic)
                if best:
                    yield best


def _answered(scene: Scene, denial: Claim, claim: Claim, shared: Shared) -> bool:
    if scene.lineage(claim) == scene.lineage(denial) or not is_outside(claim) or not one_side(denial, claim):
        return False
    return _before(denial, claim, scene) and _linked(scene, denial, claim, shared)


def _of_oldest(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    oldest = min(claims, key=scene.age).report
    return [claim for claim in claims if claim.report == oldest]


def _nearest(scene: Scene, denial: Claim, claims: Sequence[Claim], topic: Topic) -> Clash | None:
    """Of one report's claims the latest: a statement answers what is said to be going on, not its beginnings."""
    last = {claim.ref: claim.time.bounds[1] for claim in claims if claim.time and claim.time.bounds}
    if not last:
        return best_of(scene, denial, claims, topic)
    latest = max(last.values())
    recent = [claim for claim in claims if claim.ref in last and (latest - last[claim.ref]).days <= LATELY_DAYS]
    return best_of(scene, denial, recent, topic)


def negations(scene: Scene, shared: Shared) -> Iterator[Clash]:
    """Claims told as not having happened against the same event told as fact by somebody else."""
    accounts = _accounts(scene)
    for denial in scene.claims.values():
        if denial.modality != "denied" or denial.ref in scene.replied or told(denial):
            continue
        if family(denial) not in NEGATED:
            continue
        lineages: dict[str, list[Claim]] = defaultdict(list)
        for claim in _of_type(accounts, denial.type, denial, shared):
            if one_side(denial, claim) and _disputes(scene, denial, claim, shared):
                lineages[scene.lineage(claim) if claim.report != denial.report else ""].append(claim)
        for claims in lineages.values():
            best = best_of(scene, denial, _of_oldest(scene, claims), None)
            if best:
                reasons = Reason("negated", 3, "told as not having happened"), *best.reasons[1:]
                yield Clash(denial, best.claim, denial.type, reasons)


def _anchored(scene: Scene, denial: Claim, claim: Claim, shared: Shared) -> bool:
    """True where it can be told which event did not happen.

    "We do not refuse" without a place, day or number is a slogan. "Nobody was beaten", said where the same incident is
    told, speaks of its men; a "not" in a side clause of a threat does not.
    """
    if denial.type.startswith("coercion."):
        outright = cue("outright", scene.reading(denial).language).search(denial.passage.quote)
        return bool(outright) and (scene.own_place(denial) or claim.report in shared[denial.report])
    return any((scene.own_place(denial), scene.own_time(denial), denial.count, denial.unit, denial.site))


def _disputes(scene: Scene, denial: Claim, claim: Claim, shared: Shared) -> bool:
    if denial.report == claim.report:
        return not _same_speaker(denial, claim) and not _far(scene, denial, claim) and not _relabels(scene, denial)
    if not _anchored(scene, denial, claim, shared) or not _same_subject(denial, claim):
        return False
    if _far(scene, denial, claim):
        return False
    return scene.lineage(denial) != scene.lineage(claim) and _linked(scene, denial, claim, shared)


def _far(scene: Scene, denial: Claim, claim: Claim) -> bool:
    """True where both tell their days themselves, and not the same."""
    gap = gap_days(denial.time, claim.time) if scene.own_time(denial) and scene.own_time(claim) else None
    return gap is not None and gap > NEAR_DAYS


def _relabels(scene: Scene, denial: Claim) -> bool:
    """True where the voice that denies tells such an act itself before: it disputes the name of it, not that it was."""
    return any(
        claim.type == denial.type and claim.side == denial.side and told(claim) and _one_voice(claim, denial)
        for claim in scene.reading(denial).claims
        if claim.passage.start < denial.passage.start
    )


def _one_voice(one: Claim, other: Claim) -> bool:
    left, right = one.speaker, other.speaker
    if left is None or right is None or left.role == "media" or right.role == "media":
        return False
    return (left.role, left.name, one.chain.outlets) == (right.role, right.name, other.chain.outlets)


def _same_subject(one: Claim, other: Claim) -> bool:
    """False where two claims count different things, or different numbers of men: they speak of others."""
    if one.count is None or other.count is None:
        return True
    return one.count.unit == other.count.unit and (
        one.count.unit != "person" or not incompatible(one.count, other.count)
    )


def _same_speaker(one: Claim, other: Claim) -> bool:
    """True where one voice may tell both, or the reporter tells the one in the other's words."""
    left, right = one.speaker, other.speaker
    if one.chain.outlets != other.chain.outlets:
        return False
    if left is None or right is None or "media" in (left.role, right.role):
        return True
    named = left.name and right.name and left.name != right.name
    return (left.role == right.role or {left.role, right.role} <= RANKS) and not named
