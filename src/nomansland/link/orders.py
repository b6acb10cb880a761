"""Which came first: reports that agree on two events and not on their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nomansland.link.drifts import Found
from nomansland.link.scene import Scene
from nomansland.link.weights import act
from nomansland.words import Claim, Incident, Reason

FIRST, THEN = "open refusal", "coercion.detention"
"""Men are locked up for refusing, or refuse after being locked up: a court and a channel may tell it either way."""


def _order(refusal: Claim, holding: Claim) -> str | None:
    one = refusal.time.bounds if refusal.time else None
    other = holding.time.bounds if holding.time else None
    if one is None or other is None:
        return None
    if other[0] >= one[0] and other[1] > one[1]:
        return "after"
    return "before" if other[1] <= one[1] and other[0] < one[0] else None


def _by_report(scene: Scene, incident: Incident) -> dict[str, Claim]:
    claims = scene.tellings([scene.claims[ref] for ref in incident.claims], lambda claim: "")
    return {claim.report: claim for claim in claims}


def orders(scene: Scene, found: Sequence[Incident]) -> Iterator[Found]:
    """The holding as one report tells it against the holding as another does, where one puts it before the refusal."""
    holdings: dict[str, list[Incident]] = defaultdict(list)
    wide = [incident for incident in found if len({ref.rpartition(":")[0] for ref in incident.claims}) > 1]
    for incident in wide:
        if THEN in incident.types:
            for report in _by_report(scene, incident):
                holdings[report].append(incident)
    for incident in wide:
        if act(incident.types[0]) != FIRST:
            continue
        refusals = _by_report(scene, incident)
        near = {one.id: one for report in refusals for one in holdings[report] if one.side == incident.side}
        for holding in near.values():
            yield from _clash(scene, refusals, _by_report(scene, holding))


def _clash(scene: Scene, refusals: dict[str, Claim], holdings: dict[str, Claim]) -> Iterator[Found]:
    told: dict[str, Claim] = {}
    for claim in sorted((holdings[report] for report in refusals if report in holdings), key=scene.age):
        order = _order(refusals[claim.report], claim)
        if order is not None:
            told.setdefault(order, claim)
    if len(told) == 2 and not scene.told_together(*told.values()):
        one, other = sorted(told.values(), key=scene.age)
        reason = Reason("order", 3.0, "the one report has the men held before they refused, the other after")
        yield one, other, "date", "whether they were held before or after they refused", (reason,)
