"""Places of an English report anywhere, as the values that every report has: found, then resolved together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nomansland.extract.worldnames import Named, find_named
from nomansland.terrain import Spot, Terrain
from nomansland.terrain.asked import Choice
from nomansland.terrain.geo import centre
from nomansland.terrain.worldresolve import Asking, resolve
from nomansland.words import Candidate, Passage, Place

KEPT, LEAST, COUNTY_KM = 6, 0.02, 120.0
REGIONS = frozenset({"continent", "country", "county", "division"})


def find_world(text: str, terrain: Terrain) -> list[Place]:
    """Every mention of a place with its weighted candidates, countries and divisions among them."""
    return place_named(text, find_named(text, terrain), terrain)


def place_named(text: str, found: Sequence[Named], terrain: Terrain) -> list[Place]:
    """Resolve names that were found; each gets its candidates and the reasons for the best."""
    groups: dict[tuple[str, tuple[int, ...]], list[Named]] = {}
    by_name: dict[str, list[Spot]] = {}
    for named in found:
        groups.setdefault(_key(named), []).append(named)
        by_name.setdefault(named.text.lower(), []).extend(named.beside)
    asked = [
        Asking(rows[0].text, rows[0].hits, rows[0].beside, tuple(by_name[rows[0].text.lower()]), len(rows))
        for rows in groups.values()
    ]
    resolved = resolve(asked)
    for choices in resolved:
        _narrow(choices, resolved)
    told = dict(zip(groups, resolved, strict=True))
    return [_place(text, named, told[_key(named)], terrain) for named in found]


def _narrow(choices: Sequence[Choice], resolved: Sequence[Sequence[Choice]]) -> None:
    """A county without a point of its own lies by the report's other places of its state."""
    if not choices or choices[0].spot.kind != "county":
        return
    spot = choices[0].spot
    best = [row[0].spot for row in resolved if row and row[0].spot.kind not in REGIONS]
    points = [one.point for one in best if one.point and (one.country, one.oblast) == (spot.country, spot.oblast)]
    if points:
        lat, lon = centre(points)
        radius = min(spot.radius_km, COUNTY_KM)
        source = "middle of the report's other places in its state"
        choices[0].spot = replace(spot, lat=round(lat, 3), lon=round(lon, 3), radius_km=radius, source=source)


def _key(named: Named) -> tuple[str, tuple[int, ...]]:
    return named.text.lower(), tuple(spot.id for spot in named.beside)


def _place(text: str, named: Named, choices: Sequence[Choice], terrain: Terrain) -> Place:
    kept = [choice for choice in choices if choice.weight >= LEAST][:KEPT]
    candidates = tuple(_candidate(choice, terrain) for choice in kept)
    why: list[str] = []
    if kept:
        known = len(choices)
        why.append("It is the only place of this name in the gazetteer." if known == 1 else
                   f"Chosen among {known} places of this name.")  # fmt: skip
        why += [f"{reason[0].upper()}{reason[1:]}." for reason in dict.fromkeys(kept[0].why)]
        why.append(f"Point: {kept[0].spot.source}, within {kept[0].spot.radius_km:g} km.")
    passage = Passage(text[named.start : named.end], named.start, named.end)
    best = kept[0].spot if kept else None
    region = best.name.lower().replace(" ", "-") if best and best.kind in REGIONS else None
    return Place(named.text, passage, candidates, region, tuple(why))


def _candidate(choice: Choice, terrain: Terrain) -> Candidate:
    spot = choice.spot
    kind = (
        "country"
        if spot.kind == "country"
        else "region"
        if spot.kind in REGIONS
        else "settlement"
        if spot.kind in ("city", "town", "village")
        else spot.kind
    )
    admin = tuple(filter(None, (spot.country, spot.oblast)))
    return Candidate(
        spot.code, terrain.title(spot), spot.lat, spot.lon, spot.radius_km, choice.weight, kind, admin, spot.source
    )
