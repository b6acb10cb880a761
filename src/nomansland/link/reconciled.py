"""What looks like a contradiction and is none, and why: both can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise

from nomansland.group.compare import gap_days, incompatible, same_count, same_place
from nomansland.link.drifts import FORMATIONS, counts_many, figure, of_a_court
from nomansland.link.ground import corrected
from nomansland.link.scene import Scene
from nomansland.link.weights import act, told
from nomansland.words import Claim, Contradiction, Count, Incident, Reading, Reason, Reconciled, Site

WEEKS = 120
"""Days up to which two figures of one place are read as one story that went on."""

ABOUT = 2
"""Two bounds of which one is more than twice the other speak of other men."""

NEAR = 200
"""Characters between two figures of other units that a reader might take for one."""

_OPPOSED = {frozenset({"active", "closed"}), frozenset({"closed", "reopened"}), frozenset({"opened", "closed"})}

Found = tuple[Claim, Claim, str, str, Reason]


def _say(kind: str, text: str) -> Reason:
    return Reason(kind, 0.0, text)


def _bounds(count: Count) -> tuple[float, float]:
    return (
        0.0 if count.min is None else float(count.min),
        float("inf") if count.max is None else float(count.max),
    )


def _sharper(one: Count, other: Count) -> bool:
    """True where one figure's bounds lie within the other's and the two speak of about as many."""
    left, right = _bounds(one), _bounds(other)
    inside = (left[0] <= right[0] and right[1] <= left[1]) or (right[0] <= left[0] and left[1] <= right[1])
    named = [bound for count in (one, other) for bound in (count.min, count.max) if bound]
    return left != right and inside and bool(named) and max(named) <= ABOUT * min(named)


def _first_day(claim: Claim) -> date:
    bounds = claim.time.bounds if claim.time else None
    return bounds[0] if bounds else date.max


def differing(scene: Scene, one: Claim, other: Claim) -> Found | None:
    """How the figures of two claims of one act, side and place differ without contradicting; None where they do not."""
    if one.count is None or other.count is None or same_count(one.count, other.count):
        return None
    if one.count.unit != other.count.unit:
        return _other_unit(one, other, one.count.unit, other.count.unit)
    gap = gap_days(one.time, other.time)
    if gap and not scene.told_together(one, other):
        first, last = sorted((one, other), key=_first_day)
        return _later(first, last, gap)
    if _sharper(one.count, other.count) and not incompatible(one.count, other.count):
        origin = "one origin" if scene.told_together(one, other) else "two origins"
        text = f"one figure leaves room for the other; they are of {origin}"
        return one, other, "sharper_bound", f"{figure(one)} and {figure(other)}", _say("sharper_bound", text)
    return None


def _other_unit(one: Claim, other: Claim, left: str, right: str) -> Found | None:
    if one.type != other.type or (left in FORMATIONS and right in FORMATIONS):
        return None
    text = f"one counts by the {left}, the other by the {right}: such numbers are not compared"
    return one, other, "other_unit", f"{figure(one)} and {figure(other)}", _say("other_unit", text)


def _later(first: Claim, last: Claim, gap: int) -> Found | None:
    """Two figures of two times: a total that grew, else two counts on two days."""
    if first.count is None or last.count is None:
        return None
    figures = f"{figure(first)}, then {figure(last)}"
    if _bounds(last.count)[0] > _bounds(first.count)[0] and gap <= WEEKS:
        return first, last, "growing_total", figures, _say("growing_total", f"the total grew within {gap} days")
    return first, last, "other_time", figures, _say("other_time", f"the two were counted {gap} days apart")


def _inside(scene: Scene, reading: Reading) -> Iterator[Found]:
    """Two figures that one report tells one after the other: of other units, of two times or of two places."""
    counted = [claim for claim in reading.claims if counts_many(claim) and told(claim)]
    for one, other in pairwise(counted):
        if one.type != other.type or one.side != other.side or one.count is None or other.count is None:
            continue
        near = other.passage.start - one.passage.end <= NEAR
        if one.count.unit != other.count.unit:
            pair = _other_unit(one, other, one.count.unit, other.count.unit) if near else None
        elif not incompatible(one.count, other.count):
            pair = None
        elif scene.own_time(one) and scene.own_time(other) and (gap := gap_days(one.time, other.time)):
            first, last = sorted((one, other), key=_first_day)
            pair = _later(first, last, gap)
        else:
            pair = _other_place(scene, one, other)
        if pair:
            yield pair


def _other_place(scene: Scene, one: Claim, other: Claim) -> Found | None:
    own = scene.own_place(one) and scene.own_place(other)
    if not own or not incompatible(one.count, other.count) or same_place(one.place, other.place) is not False:
        return None
    where = [claim.place.text if claim.place else "" for claim in (one, other)]
    text = f"the one is of {where[0]}, the other of {where[1]}"
    return one, other, "other_place", f"{figure(one)} and {figure(other)}", _say("other_place", text)


def _within(scene: Scene, incident: Incident) -> Iterator[Found]:
    counted = [scene.claims[ref] for ref in incident.claims]
    counted = [claim for claim in counted if counts_many(claim) and not of_a_court(claim)]
    counted = scene.tellings(counted, lambda claim: claim.count)
    counted.sort(key=scene.age)
    for first in counted[:1]:
        for later in counted[1:]:
            if later.report != first.report and (found := differing(scene, first, later)):
                yield found


def _between(scene: Scene, found: Sequence[Incident]) -> Iterator[Found]:
    """The next incident of one act, side and place with another figure: it happened again, or the number went on."""
    placed: dict[tuple[str, str | None, int], list[tuple[int, Claim]]] = defaultdict(list)
    for number, incident in enumerate(found):
        for ref in incident.claims:
            claim = scene.claims[ref]
            spot = scene.profile(claim).spot
            if counts_many(claim) and not of_a_court(claim) and spot >= 0 and claim.time and claim.time.bounds:
                placed[(act(claim.type), claim.side, spot)].append((number, claim))
    for rows in placed.values():
        first_of = dict(reversed(rows))
        ordered = sorted(first_of.values(), key=lambda claim: (claim.time.bounds if claim.time else None, claim.ref))
        for one, other in pairwise(ordered):
            gap = gap_days(one.time, other.time) or 0
            same = one.count and other.count and one.count.unit == other.count.unit
            if same and gap > 0 and one.report != other.report and incompatible(one.count, other.count):
                pair = _later(one, other, gap)
                if pair and gap <= WEEKS:
                    yield pair


def _elsewhere(scene: Scene, lineage: Sequence[Reading]) -> Iterator[Found]:
    """Figures of two places in the reports of one origin: of the first such pair of each type."""
    seen: set[str] = set()
    for place, older in enumerate(lineage):
        for younger in lineage[place + 1 :]:
            for one in filter(counts_many, older.claims):
                for other in filter(counts_many, younger.claims):
                    if one.type in seen or one.type != other.type or one.side != other.side:
                        continue
                    pair = _other_place(scene, one, other)
                    if pair:
                        seen.add(one.type)
                        yield pair


def _corrected(scene: Scene) -> Iterator[Found]:
    """A figure that an outlet took back itself."""
    for own, older, number in corrected(scene):
        text = f"the outlet took {number} back itself and stands by {figure(own)}"
        about = f"{figure(older)}, corrected to {figure(own)}"
        yield older, own, "corrected_figure", about, _say("corrected_figure", text)


def _states(scene: Scene, sites: Sequence[Site]) -> Iterator[Found]:
    """Opposed states of a site that follow each other."""
    for site in sites:
        for one, other in pairwise(site.states):
            gap = gap_days(one.time, other.time)
            if frozenset((one.state, other.state)) not in _OPPOSED or not gap:
                continue
            left, right = scene.claims.get(one.claim), scene.claims.get(other.claim)
            if left is not None and right is not None and left is not right:
                text = f"{site.name} was {one.state} and {gap} days later {other.state}: one follows the other"
                yield left, right, "other_time", f"{one.state}, then {other.state}", _say("other_time", text)


def reconciled(
    scene: Scene,
    lineages: Sequence[Sequence[Reading]],
    found: Sequence[Incident],
    sites: Sequence[Site],
    clashes: Sequence[Contradiction],
) -> tuple[Reconciled, ...]:
    """Pairs that differ and can both hold, each once; what is a contradiction on another account is none of them."""
    taken = {frozenset(scene.first(*(scene.claims[ref] for ref in clash.claims))) for clash in clashes}
    rows = [pair for incident in found if len(incident.claims) > 1 for pair in _within(scene, incident)]
    rows += _between(scene, found)
    rows += [pair for reading in scene.readings for pair in _inside(scene, reading)]
    for lineage in lineages:
        rows += _elsewhere(scene, lineage)
    rows += [*_corrected(scene), *_states(scene, sites)]
    out: dict[frozenset[str], Reconciled] = {}
    for one, other, kind, about, reason in rows:
        pair = frozenset(scene.first(one, other))
        if pair not in taken and pair not in out:
            name = "n-" + sha256("\n".join((kind, one.ref, other.ref)).encode()).hexdigest()[:12]
            out[pair] = Reconciled(name, (one.ref, other.ref), kind, about, (reason,))
    return tuple(out.values())
