"""What changed from one telling to the next: one claim through the reports of one origin, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nomansland.group import once
from nomansland.group.compare import gap_days, incompatible, same_place
from nomansland.group.graph import Sets
from nomansland.link.scene import Scene
from nomansland.words import Claim, Drift, Incident, Reading, Retelling

FIELDS = ("number", "place", "day", "category", "certainty", "speaker")


def drifts(
    readings: Sequence[Reading], retellings: Sequence[Retelling], incidents: Sequence[Incident]
) -> tuple[Drift, ...]:
    """The claims of every lineage that changed on the way, each with its tellings, the oldest first.

    Parameters
    ----------
    readings : sequence of Reading
        All that the retellings name.
    retellings : sequence of Retelling
        Those of one report are passed over.
    incidents : sequence of Incident
        Which claims tell of one event, whatever they call it.
    """
    told = [telling for telling in retellings if len(telling.reports) > 1]
    if not told:
        return ()
    names = {report for telling in told for report in telling.reports}
    own = [reading for reading in readings if reading.report.id in names]
    scene = Scene(own, told)
    same = once(own, told)
    home = {ref: incident.id for incident in incidents for ref in incident.claims}
    return tuple(drift for telling in told for drift in _of_lineage(scene, telling, same, home))


def _of_lineage(scene: Scene, telling: Retelling, same: dict[str, str], home: dict[str, str]) -> Iterator[Drift]:
    reports = set(telling.reports)
    claims = sorted((claim for claim in scene.claims.values() if claim.report in reports), key=scene.age)
    for thread in _threads(claims, same, home):
        tellings = scene.tellings(thread, lambda claim: "")
        fields = tuple(field for field in FIELDS if any(changed(tellings[0], one, field) for one in tellings[1:]))
        if fields:
            yield Drift(telling.id, tuple(claim.ref for claim in tellings), fields)


def _threads(claims: Sequence[Claim], same: dict[str, str], home: dict[str, str]) -> list[list[Claim]]:
    """Claims of one lineage that tell one thing: of one incident and kind of act, or the one copied from the other."""
    sets: Sets[str] = Sets(claim.ref for claim in claims)
    heads: dict[str, str] = {}
    for claim in claims:
        if claim.ref in same and same[claim.ref] in sets:
            sets.join(same[claim.ref], claim.ref)
        if claim.ref in home:
            sets.join(heads.setdefault(home[claim.ref], claim.ref), claim.ref)
    out: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        out[sets.find(claim.ref)].append(claim)
    return [thread for thread in out.values() if len({claim.report for claim in thread}) > 1]


def changed(one: Claim, other: Claim, field: str) -> bool:
    """True where a later telling says something else in a field than the first; what it leaves out is no change."""
    if field == "number":
        return _number(one, other)
    if field == "place":
        return same_place(one.place, other.place) is False
    if field == "day":
        return (gap_days(one.time, other.time) or 0) > 1
    if field == "category":
        return one.type != other.type
    if field == "certainty":
        return (one.modality, one.hedge) != (other.modality, other.hedge)
    return _speaker(one, other)


def _number(one: Claim, other: Claim) -> bool:
    left, right = one.count, other.count
    if left is None or right is None:
        return False
    if left.unit != right.unit:
        return True
    return (left.min, left.max) != (right.min, right.max) or incompatible(left, right)


def _speaker(one: Claim, other: Claim) -> bool:
    """True where the words are given to somebody of another kind; that an outlet tells them on is no change."""
    left, right = one.speaker, other.speaker
    if left is None or right is None or "media" in (left.role, right.role):
        return False
    return left.role != right.role
