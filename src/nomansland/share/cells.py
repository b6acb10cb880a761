"""From decided claims to the cells of a table: side, event type, oblast, month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nomansland.words import Claim, Incident
from nomansland.words.region import oblast_of

NOT_COUNTED = ("context", "law")
SIDES = ("RF", "UA")


class Key(NamedTuple):
    """What names a cell."""

    side: str
    type: str
    oblast: str
    month: str


def month_of(claim: Claim) -> str | None:
    """`2023-06`, or None where the days of the claim could lie in two months or are not known."""
    bounds = claim.time.bounds if claim.time else None
    if bounds is None or f"{bounds[0]:%Y-%m}" != f"{bounds[1]:%Y-%m}":
        return None
    return f"{bounds[0]:%Y-%m}"


def countable(claim: Claim) -> bool:
    """True for what is told as having happened: asserted, not reported as unconfirmed, no context, no assessment."""
    return claim.modality == "asserted" and not claim.hedge and claim.type.split(".")[0] not in NOT_COUNTED


def key_of(claim: Claim) -> Key | None:
    """The cell of a claim, or None where its side, oblast or month cannot be told, or it is not to be counted."""
    oblast, month = oblast_of(claim.place), month_of(claim)
    if not countable(claim) or claim.side not in SIDES or oblast is None or month is None:
        return None
    return Key(claim.side, claim.type, oblast.slug, month)


def counted(
    claims: Iterable[Claim], incidents: Iterable[Incident] = (), same: Mapping[str, str] | None = None
) -> dict[Key, int]:
    """How many incidents stand in each cell; a claim that belongs to none stands for one.

    Copies never count twice: claims of one incident that fall into one cell count once, and so does a claim with those
    that `same` says are copies of it (`group.once`).
    """
    first = same or {}
    told: Mapping[str, list[str]] = _incidents_of(incidents)
    members: dict[Key, set[str]] = {}
    for claim in claims:
        key = key_of(claim)
        if key is not None:
            members.setdefault(key, set()).update(told.get(claim.ref, [first.get(claim.ref, claim.ref)]))
    return {key: len(names) for key, names in sorted(members.items())}


def _incidents_of(incidents: Iterable[Incident]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for incident in incidents:
        for ref in incident.claims:
            out.setdefault(ref, []).append(f"incident {incident.id}")
    return out
