"""What a release holds back, and why: for the people of the case, never for anybody outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nomansland.share.cells import SIDES, Key, countable, counted, month_of
from nomansland.share.release import K, decided_claims
from nomansland.words import Claim, Finding, Incident, Reading, Release
from nomansland.words.region import oblast_of


@dataclass(frozen=True, slots=True)
class Held:
    """One cell that is left out or repeated: how many incidents stand in it, and the reason in words."""

    side: str
    type: str
    oblast: str
    month: str
    count: int
    why: str


def _reason(key: Key, count: int, published: Mapping[Key, int], before: Mapping[Key, int] | None, k: int) -> str:
    if key in published:
        return f"it repeats the {published[key]} of the edition before: a value moves only by {k} or more"
    if count < k:
        return f"fewer than {k}: they would single people out"
    if before is not None and key not in before and count < 2 * k - 1:
        return f"it is new, and appears from {2 * k - 1} on: fewer would tell how many were added"
    return "with it, somebody who knows a total could reckon a smaller one"


def held(
    findings: Iterable[Finding],
    readings: Iterable[Reading],
    made: Release,
    incidents: Iterable[Incident] = (),
    previous: Release | None = None,
    same: Mapping[str, str] | None = None,
    people: int = 1,
    k: int = K,
) -> tuple[Held, ...]:
    """Every cell of a release that does not say what the case holds; parameters as of `release`."""
    counts = counted(_accepted(findings, readings, people), incidents, same)
    published = _cells(made)
    before = _cells(previous) if previous is not None else None
    return tuple(
        Held(*key, count, _reason(key, count, published, before, k))
        for key, count in counts.items()
        if published.get(key) != count
    )


def not_counted(findings: Iterable[Finding], readings: Iterable[Reading], people: int = 1) -> list[tuple[str, int]]:
    """Why accepted claims stand in no cell, each reason with their number, the most frequent first."""
    why: Counter[str] = Counter()
    for claim in _accepted(findings, readings, people):
        reason = _left_out(claim)
        if reason:
            why[reason] += 1
    return why.most_common()


def _left_out(claim: Claim) -> str:
    if not countable(claim):
        return "told as denied, unconfirmed, possible or as context"
    if claim.side not in SIDES:
        return "nobody says of which side"
    if oblast_of(claim.place) is None:
        return "nobody says in which oblast"
    return "" if month_of(claim) else "nobody says in which month"


def _cells(made: Release) -> dict[Key, int]:
    return {
        Key(cell.side, cell.type, cell.oblast, cell.month): cell.value for cell in made.cells if cell.value is not None
    }


def _accepted(findings: Iterable[Finding], readings: Iterable[Reading], people: int) -> Sequence[Claim]:
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    return decided_claims(claims, list(findings), people)
