"""Replies against testimony: what a denial denies, inside its own report and across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nomansland.group.compare import exact, gap_days, incompatible, same_place
from nomansland.group.edges import days
from nomansland.link.scene import Scene
from nomansland.link.topics import Topic, cue, topics_of
from nomansland.words import Claim, Reading, Reason

OFFICIAL = frozenset({"official", "court", "commander", "intelligence_service", "intelligence_officer"})
NEXT = "what was told just before"
BREATH = 40
"""Replies that stand closer than this many characters are one sentence's."""

FAR_DAYS = 120
"""A statement answers what was said in the months before it, not what happened a year ago."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A denial, the claim that it denies, what it is about, and why."""

    denial: Claim
    claim: Claim
    about: str
    reasons: tuple[Reason, ...]


def denies(claim: Claim, language: str) -> bool:
    """True for a reply that says something about what happened: no silence, no mere name."""
    text = claim.passage.quote
    if claim.type != "response.denial" or claim.modality != "asserted":
        return False
    if claim.speaker is not None and claim.speaker.role not in OFFICIAL:
        return False
    if cue("silence", language).search(text) and not topics_of(text, language):
        return False
    return not cue("naming", language).search(text)


def _replies(reading: Reading) -> list[Claim]:
    return [claim for claim in reading.claims if denies(claim, reading.language)]


def _open(scene: Scene, claim: Claim) -> bool:
    """True for an account that a reply may deny."""
    told = claim.modality == "asserted" and claim.ref not in scene.replied
    if claim.count is not None and claim.count.unit == "site":
        return False
    return told and not claim.type.startswith(("response.", "law.", "context."))


def _admitted(claim: Claim) -> bool:
    """True for an event that an official tells with a particular: only so far does one testify against officials."""
    official = claim.speaker is not None and claim.speaker.role in OFFICIAL - {"commander"}
    return not official or claim.count is not None or claim.unit is not None


def _outside(claim: Claim) -> bool:
    return claim.speaker is None or claim.speaker.role not in OFFICIAL - {"commander", "court"}


def _sides(one: Claim, other: Claim) -> bool:
    return not (one.side and other.side) or one.side == other.side


def _speaks_of(topic: Topic, claim: Claim, scene: Scene) -> bool:
    if claim.type not in topic.types:
        return False
    return not topic.words_of_claim or topic.named_in(claim.passage.quote, scene.reading(claim).language)


def _weight(scene: Scene, denial: Claim, claim: Claim, fullest: bool) -> tuple[float, list[Reason]]:
    reasons = []
    if denial.report == claim.report and "\n" not in _between(scene.reading(denial), denial, claim):
        reasons.append(Reason("paragraph", 2, "the reply stands in the paragraph of the claim"))
    if same_place(denial.place, claim.place):
        reasons.append(Reason("same_place", 2, "both speak of one place"))
    day = exact(denial.time)
    bounds = claim.time.bounds if claim.time else None
    if day and bounds and bounds[0] <= day <= bounds[1]:
        reasons.append(Reason("same_day", 3, "the reply names the day of the claim"))
    if denial.unit and claim.unit:
        reasons.append(Reason("unit", 1, "both name a unit"))
    if fullest:
        reasons.append(Reason("fullest", 1, "the claim tells the event with its place, time or number"))
    return sum(reason.weight for reason in reasons), reasons


def _between(reading: Reading, one: Claim, other: Claim) -> str:
    first, last = sorted((one.passage, other.passage), key=lambda passage: passage.start)
    return reading.report.text[first.end : last.start]


def _apart(scene: Scene, one: Claim, other: Claim) -> bool:
    return scene.own_place(one) and scene.own_place(other) and same_place(one.place, other.place) is False


def _best(scene: Scene, denial: Claim, claims: Sequence[Claim], topic: Topic | None) -> Clash | None:
    fit = [claim for claim in claims if not _apart(scene, denial, claim)]
    if not fit:
        return None
    most = max(map(scene.fullness, fit))
    scored = [(_weight(scene, denial, claim, scene.fullness(claim) == most), claim) for claim in fit]
    (_, reasons), best = max(scored, key=lambda row: (row[0][0], -row[1].passage.start))
    about = topic.name if topic else NEXT
    name = f"the reply speaks of {about}" if topic else "the reply follows the account it denies"
    return Clash(denial, best, about, (Reason("topic", 3 if topic else 1, name), *reasons))


def _just_before(scene: Scene, reading: Reading, denial: Claim) -> list[Claim]:
    """The account that a reply without a subject answers: what stands before it in its paragraph or the one before."""
    text = reading.report.text
    told = [
        claim
        for claim in reading.claims
        if _open(scene, claim)
        and _outside(claim)
        and _sides(claim, denial)
        and claim.passage.end <= denial.passage.start
    ]
    breaks = [place for place, sign in enumerate(text[: denial.passage.start]) if sign == "\n"]
    for start in ([breaks[-1]] if breaks else [0]) + ([breaks[-2]] if len(breaks) > 1 else []):
        block = [claim for claim in told if claim.passage.start >= start]
        if block:
            return [claim for claim in block if not scene.headline(claim)] or block
    return []


def _answers(scene: Scene, reading: Reading, denial: Claim) -> Iterator[Clash]:
    """What a reply denies inside its own report."""
    found = topics_of(denial.passage.quote, reading.language)
    others = [
        claim
        for claim in reading.claims
        if _open(scene, claim) and _admitted(claim) and _sides(claim, denial) and claim.ref != denial.ref
    ]
    before = [claim for claim in others if claim.passage.start < denial.passage.start]
    for topic in found:
        fit = [claim for claim in before if _speaks_of(topic, claim, scene)]
        if not fit and _statement(reading):
            fit = [claim for claim in others if _speaks_of(topic, claim, scene)]
        best = _best(scene, denial, fit, topic)
        if best:
            yield best
    if not found:
        fit = _just_before(scene, reading, denial)
        if fit:
            yield Clash(denial, fit[0], NEXT, (Reason("next", 1, "the reply follows the account"),))


def inside(scene: Scene) -> Iterator[Clash]:
    """Replies against the accounts of their own report; one reply for each account and topic, the best fitting."""
    for reading in scene.readings:
        kept: dict[tuple[str, str], Clash] = {}
        for denial in _replies(reading):
            for clash in _answers(scene, reading, denial):
                known = kept.get((clash.claim.ref, clash.about))
                if known is None or _sum(clash) > _sum(known):
                    kept[(clash.claim.ref, clash.about)] = clash
        yield from _one_breath(list(kept.values()))


def _one_breath(clashes: Sequence[Clash]) -> Iterator[Clash]:
    """Two replies of one breath against one account are one; the longer one stands."""
    out: list[Clash] = []
    for clash in clashes:
        near = [one for one in out if one.claim.ref == clash.claim.ref and _adjacent(one.denial, clash.denial)]
        if not near:
            out.append(clash)
        elif len(clash.denial.passage.quote) > len(near[0].denial.passage.quote):
            out[out.index(near[0])] = clash
    yield from out


def _adjacent(one: Claim, other: Claim) -> bool:
    return max(one.passage.start, other.passage.start) - min(one.passage.end, other.passage.end) < BREATH


def _sum(clash: Clash) -> float:
    return sum(reason.weight for reason in clash.reasons)


def _statement(reading: Reading) -> bool:
    """True for a report that is itself an official's reply: most of its claims are spoken by officials."""
    spoken = [claim for claim in reading.claims if claim.speaker is not None]
    official = [
        claim for claim in spoken if claim.speaker and claim.speaker.role in OFFICIAL and not claim.chain.outlets
    ]
    denials = [claim for claim in spoken if claim.type == "response.denial"]
    return bool(denials) and 2 * len(official) > len(spoken) and 3 * len(denials) >= len(spoken)


def _before(denial: Claim, claim: Claim, scene: Scene) -> bool:
    bounds = claim.time.bounds if claim.time else None
    if bounds is None:
        return True
    said = days(scene.reading(denial))
    return said[1] == date.max or (bounds[0] <= said[1] and (said[0] - bounds[1]).days <= FAR_DAYS)


def _linked(scene: Scene, denial: Claim, claim: Claim, shared: Mapping[str, set[str]]) -> bool:
    here, there = denial.place, scene.spot(claim)
    same = same_place(here, there)
    if same or claim.report not in shared[denial.report]:
        return same is True
    if same is None or not scene.own_place(claim):
        return True
    told = (same_place(place, claim.place) for place in scene.reading(denial).places)
    return not scene.own_place(denial) and any(told)


def across(scene: Scene, shared: Mapping[str, set[str]]) -> Iterator[Clash]:
    """Official statements against what other lineages told: the best fitting claim of each lineage.

    `shared` names for each report those that tell of an incident it tells of too.
    """
    by_type: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in (claim for claim in scene.claims.values() if _open(scene, claim)):
        by_type[(claim.type, claim.side)].append(claim)
    for reading in filter(_statement, scene.readings):
        kept: dict[tuple[str, str], Clash] = {}
        for denial in _replies(reading):
            for topic in topics_of(denial.passage.quote, reading.language):
                for clash in _elsewhere(scene, denial, topic, by_type, shared):
                    known = kept.get((clash.claim.ref, clash.about))
                    if known is None or _sum(clash) > _sum(known):
                        kept[(clash.claim.ref, clash.about)] = clash
        yield from kept.values()


def _elsewhere(
    scene: Scene,
    denial: Claim,
    topic: Topic,
    by_type: Mapping[tuple[str, str | None], Sequence[Claim]],
    shared: Mapping[str, set[str]],
) -> Iterator[Clash]:
    lineages: dict[str, list[Claim]] = defaultdict(list)
    for kind in topic.types:
        for claim in by_type.get((kind, denial.side), ()):
            if (
                scene.lineage(claim) == scene.lineage(denial)
                or not _outside(claim)
                or not _speaks_of(topic, claim, scene)
            ):
                continue
            if _before(denial, claim, scene) and _linked(scene, denial, claim, shared):
                lineages[scene.lineage(claim)].append(claim)
    for claims in lineages.values():
        oldest = min(claims, key=scene.age).report
        best = _nearest(denial, [claim for claim in claims if claim.report == oldest], scene, topic)
        if best:
            yield best


def _nearest(denial: Claim, claims: Sequence[Claim], scene: Scene, topic: Topic) -> Clash | None:
    """Of one report's claims the latest: a statement answers what is said to be going on, not its beginnings."""
    latest = max((gap_days(denial.time, claim.time) is not None, _last(claim)) for claim in claims)[1]
    recent = [claim for claim in claims if (latest - _last(claim)).days <= 31] or list(claims)
    return _best(scene, denial, recent, topic)


def _last(claim: Claim) -> date:
    bounds = claim.time.bounds if claim.time else None
    return bounds[1] if bounds else date.max.replace(year=2100)


def negations(scene: Scene, shared: Mapping[str, set[str]]) -> Iterator[Clash]:
    """Claims told as not having happened against the same event told as fact by somebody else."""
    asserted: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in (claim for claim in scene.claims.values() if _open(scene, claim)):
        asserted[(claim.type, claim.side)].append(claim)
    for denial in scene.claims.values():
        if denial.modality != "denied" or denial.ref in scene.replied:
            continue
        lineages: dict[str, list[Claim]] = defaultdict(list)
        for claim in asserted.get((denial.type, denial.side), ()):
            if _disputes(scene, denial, claim, shared):
                lineages[scene.lineage(claim) if claim.report != denial.report else ""].append(claim)
        for claims in lineages.values():
            oldest = min(claims, key=scene.age).report
            best = _best(scene, denial, [claim for claim in claims if claim.report == oldest], None)
            if best:
                yield Clash(
                    denial,
                    best.claim,
                    denial.type,
                    (Reason("negated", 3, "told as not having happened"), *best.reasons[1:]),
                )


def _disputes(scene: Scene, denial: Claim, claim: Claim, shared: Mapping[str, set[str]]) -> bool:
    if denial.report == claim.report:
        return not _same_speaker(denial, claim)
    if not any((scene.own_place(denial), scene.own_time(denial), denial.count, denial.unit, denial.site)):
        return False
    gap = gap_days(denial.time, claim.time) if scene.own_time(denial) and scene.own_time(claim) else None
    if (gap is not None and gap > 3) or not _same_subject(denial, claim):
        return False
    return _linked(scene, denial, claim, shared) or (scene.lineage(denial) == scene.lineage(claim))


def _same_subject(one: Claim, other: Claim) -> bool:
    """False where two claims count different things, or different numbers of men: they speak of others."""
    if one.count is None or other.count is None:
        return True
    return one.count.unit == other.count.unit and (
        one.count.unit != "person" or not incompatible(one.count, other.count)
    )


def _same_speaker(one: Claim, other: Claim) -> bool:
    left, right = one.speaker, other.speaker
    if left is None or right is None:
        return left is right
    return left.role == right.role and left.name == right.name and one.chain.outlets == other.chain.outlets
