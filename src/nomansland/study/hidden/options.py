"""Which sites a telling may be of: the weighted candidates of its place, against the places of all sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from nomansland.study.hidden.captures import Capture
from nomansland.study.lists.matches import Told
from nomansland.terrain.fold import key
from nomansland.terrain.geo import distance_km
from nomansland.words import Candidate, Place, Site

NEAREST_KM, MOST_CANDIDATES = 1.0, 8


def _at(one: Candidate, place: Place | None) -> bool:
    best = place.best if place else None
    if best is None or best.lat is None or best.lon is None or one.lat is None or one.lon is None:
        return False
    return distance_km((one.lat, one.lon), (best.lat, best.lon)) <= max(NEAREST_KM, one.radius_km + best.radius_km)


def options(sites: Sequence[Site], told: Sequence[Capture], number: Mapping[str, int]) -> list[Told]:
    """The options of each telling.

    Parameters
    ----------
    sites : sequence of Site
        Of one side.
    told : sequence of Capture
    number : mapping of str to int
        The list of each collector.
    """
    by_id = {site.id: site for site in sites}
    out = []
    for one in told:
        place, home = one.claim.place, by_id[one.site]
        weights: dict[str, float] = defaultdict(float)
        for candidate in place.candidates[:MOST_CANDIDATES] if place else ():
            if candidate.lat is None or candidate.weight <= 0:
                continue
            if _at(candidate, home.place):
                weights[home.id] += candidate.weight
            else:
                other = next((site.id for site in sites if _at(candidate, site.place)), candidate.code)
                weights[other] += candidate.weight
        # Tied to its site by more than its place: it is there whatever the place may mean.
        if not weights or one.claim.site or home.id not in weights:
            weights = defaultdict(float, {home.id: 1.0})
        group = f"{home.id} {key(place.text)}" if place else home.id
        out.append(Told(number[one.collector], tuple(sorted(weights.items())), group))
    return out
