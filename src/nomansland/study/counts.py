"""How many incidents were reported per side, event type and month: bounds, never a rate, never a sum of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nomansland.review import corrected
from nomansland.words import Claim, Estimate, Finding, Incident, Reading
from nomansland.words.support import adversary_only

LIMITS = (
    "It counts what was reported, not what happened.",
    "Sources see the two sides differently: do not add the sides and do not compare their numbers.",
    "Rejected and retracted claims are left out; the lower bound rests on accepted claims only.",
)
UNDATED = "The upper bound also holds incidents whose dates do not settle the month."
METHOD = "distinct incidents; a claim that belongs to none counts as one"
_SIDES = ("RF", "UA")
_NEVER = ("context", "law")

Cell = tuple[str, str, str]


def _told(claim: Claim) -> bool:
    return claim.modality == "asserted" and claim.side in (*_SIDES, "both") and claim.type.split(".")[0] not in _NEVER


def _months(claim: Claim) -> list[str]:
    """The months that the claim could lie in; none where it has no date or an open one."""
    bounds = claim.time.bounds if claim.time else None
    if bounds is None or bounds[0].year == 1 or bounds[1].year == 9999:
        return []
    first, last = bounds
    number = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in number]


def _names(incidents: Iterable[Incident]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for incident in incidents:
        for ref in incident.claims:
            names[ref].append(incident.id)
    return names


def _cells(claim: Claim) -> Iterator[Cell]:
    sides = _SIDES if claim.side == "both" else (str(claim.side),)
    for side in sides:
        yield (side, claim.type, "")
        for month in _months(claim):
            yield (side, claim.type, month)


def estimates(
    findings: Iterable[Finding],
    readings: Iterable[Reading],
    incidents: Iterable[Incident] = (),
    same: Mapping[str, str] | None = None,
) -> list[Estimate]:
    """One estimate per side, type and month, and one per side and type over all months (no `month` in its group).

    `low` counts incidents with an accepted claim that lies in the month for certain and is not reported as unconfirmed,
    `high` all that could lie in it and were not rejected; there is no value between them. Sorted by side, type, month.

    Parameters
    ----------
    findings : iterable of Finding
        A claim without one counts as undecided.
    readings : iterable of Reading
        The newest pass.
    incidents : iterable of Incident
        Which claims tell of one event.
    same : mapping of str to str, optional
        The claim that each copied one stands for (`group.once`): a copy of what belongs to no incident counts once too.
    """
    incidents = list(incidents)
    first = same or {}
    states = {finding.claim: finding for finding in findings}
    names = _names(incidents)
    low: dict[Cell, set[str]] = defaultdict(set)
    high: dict[Cell, set[str]] = defaultdict(set)
    claims: dict[str, list[Claim]] = defaultdict(list)
    several = {incident.id for incident in incidents if incident.newsrooms.high > 1}
    for claim in (claim for reading in readings for claim in reading.claims):
        finding = states.get(claim.ref, Finding(claim.ref, "undecided"))
        if finding.state in ("rejected", "retracted", "split"):
            continue
        claim = corrected(claim, finding)
        if not _told(claim):
            continue
        told = names.get(claim.ref, [first.get(claim.ref, claim.ref)])
        for name in told:
            claims[name].append(claim)
        sure = finding.state == "accepted" and not claim.hedge
        for cell in _cells(claim):
            high[cell].update(told)
            if sure and (not cell[2] or len(_months(claim)) == 1):
                low[cell].update(told)
    adverse = {name for name, told in claims.items() if adversary_only(told)}
    return [
        replace(
            _estimate(cell, len(low[cell]), len(high[cell])),
            single=len(high[cell] - several),
            adversary=len(high[cell] & adverse),
        )
        for cell in sorted(high)
    ]


def _estimate(cell: Cell, low: int, high: int) -> Estimate:
    side, kind, month = cell
    group: Sequence[tuple[str, str]] = [("type", kind), *([("month", month)] if month else [])]
    return Estimate(
        name="incidents reported",
        value=float(low) if low == high else None,
        low=float(low),
        high=float(high),
        unit="incident",
        side=side,
        group=tuple(group),
        method=METHOD,
        limits=(*LIMITS, UNDATED) if month else LIMITS,
    )
