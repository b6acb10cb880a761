"""What retellings make of an account: a formation of a few men, a worse act of a lesser one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nomansland.group.compare import gap_days, same_count, same_place
from nomansland.link.drifts import Found, two_sources
from nomansland.link.scene import Scene
from nomansland.link.weights import told
from nomansland.words import Claim, Reading, Reason

LEAST = {"battalion": 100, "regiment": 300, "brigade": 600}
"""Men below whom a whole formation cannot be, even worn down; a company in the line may be two dozen."""

WORSE = (("coercion.ill_treatment", "coercion.execution"), ("refusal.order", "refusal.mutiny"))
"""Acts of which a retelling makes the second where its origin tells the first."""


def sizes(scene: Scene, claims: Sequence[Claim]) -> Iterator[Found]:
    """A whole formation in one telling of an incident, fewer men than it can have in another of the same origin.

    A formation and its men are other units of count and may both be right; forty men are no battalion.
    """
    whole = [c for c in claims if c.count and c.count.unit in LEAST and c.count.min == c.count.max == 1]
    men = [c for c in claims if c.count and c.count.unit == "person" and c.count.max is not None]
    seen: set[tuple[str, str]] = set()
    for one in sorted(men, key=scene.age):
        for other in whole:
            reports = (one.report, other.report)
            if one.type != other.type or reports in seen or not _of_one_origin(scene, one, other):
                continue
            most, least = (one.count.max if one.count else 0) or 0, LEAST[other.count.unit if other.count else ""]
            if 1 < most < least:
                seen.add(reports)
                unit = other.count.unit if other.count else ""
                reason = Reason("size", 3.0, f"{most} men are no {unit}")
                yield one, other, "number", f"{most} men or a whole {unit}", (reason,)


def _of_one_origin(scene: Scene, one: Claim, other: Claim) -> bool:
    if one.report == other.report:
        return one.chain.outlets != other.chain.outlets
    return scene.told_together(one, other)


def worse(scene: Scene, lineage: Sequence[Reading]) -> Iterator[Found]:
    """A retelling that makes another, worse act of one: shot over his head, then shot; declined in writing, then rose.

    The first telling has nothing of the worse act, the retelling nothing of the lesser, and what else is told of both
    (days, place, number) fits.
    """
    for milder, graver in WORSE:
        for place, older in enumerate(lineage):
            for younger in lineage[place + 1 :]:
                first = [claim for claim in older.claims if claim.type == milder and told(claim)]
                last = [claim for claim in younger.claims if claim.type == graver and _claimed(claim)]
                if any(claim.type == graver and _claimed(claim) for claim in older.claims) or not first or not last:
                    continue
                left = [claim for claim in younger.claims if claim.type == milder and told(claim)]
                pair = _fitting(scene, first, last, left)
                if pair:
                    reason = Reason("worse", 3.0, "one act, told as another by the retelling")
                    yield (*pair, "category", f"{milder} or {graver}", (reason,))
                    return


def _claimed(claim: Claim) -> bool:
    return claim.modality in ("asserted", "hypothetical")


def _fitting(
    scene: Scene, first: Sequence[Claim], last: Sequence[Claim], left: Sequence[Claim]
) -> tuple[Claim, Claim] | None:
    """A lesser and a worse act that may be one, where the lesser is not told by the retelling as well."""
    for one in first:
        for other in last:
            told_too = [claim for claim in left if not two_sources(claim, other)]
            if any(same_count(one.count, claim.count) for claim in told_too):
                continue
            if _one_act(one, other) and same_count(one.count, other.count):
                return one, other
    return None


def _one_act(one: Claim, other: Claim) -> bool:
    if one.side != other.side or same_place(one.place, other.place) is False:
        return False
    return gap_days(one.time, other.time) == 0
