"""Incidents of one story: an order refused and an absence told of the same men on the same day are one event here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from nomansland.terrain.geo import distance_km

if TYPE_CHECKING:
    from nomansland.study.events import Located

NEAR_KM, NEAR_DAYS, SHARP_DAYS = 10.0, 1, 7


def _one_story(one: Located, other: Located) -> bool:
    """True for two incidents of a side with a report in common, of one place and of days known to within a week."""
    if one.side != other.side or not set(one.reports) & set(other.reports):
        return False
    if max((one.last - one.first).days, (other.last - other.first).days) > SHARP_DAYS:
        return False
    if max((other.first - one.last).days, (one.first - other.last).days) > NEAR_DAYS:
        return False
    left, right = one.places[0], other.places[0]
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return False
    return distance_km((left.lat, left.lon), (right.lat, right.lon)) <= NEAR_KM


def _joined(one: Located, other: Located) -> Located:
    exact = one if one.places[0].radius_km <= other.places[0].radius_km else other
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first > last:
        first, last = min(one.first, other.first), max(one.last, other.last)
    return replace(
        one,
        types=tuple(sorted({*one.types, *other.types})),
        places=exact.places,
        first=first,
        last=last,
        claims=one.claims + other.claims,
        reports=tuple(dict.fromkeys(one.reports + other.reports)),
        adversary=one.adversary and other.adversary,
        hedged=one.hedged and other.hedged,
        accepted=one.accepted or other.accepted,
    )


def _age(one: Located) -> tuple[date, date, str]:
    return one.first, one.last, one.id


def stories(incidents: Sequence[Located]) -> list[Located]:
    """The incidents with those of one story joined, the oldest first; told twice, a story would count twice."""
    out: list[Located | None] = []
    by_report: dict[str, list[int]] = defaultdict(list)
    for incident in sorted(incidents, key=_age):
        standing = incident
        for place in sorted({place for report in incident.reports for place in by_report[report]}):
            earlier = out[place]
            if earlier is not None and _one_story(earlier, standing):
                standing, out[place] = _joined(earlier, standing), None
        out.append(standing)
        for report in standing.reports:
            by_report[report].append(len(out) - 1)
    return sorted(filter(None, out), key=_age)
