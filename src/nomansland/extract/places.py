"""Places of a report: every mention found, and all of them resolved together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nomansland.extract.areas import Area, find_areas
from nomansland.extract.behind import day_of
from nomansland.extract.document import Document
from nomansland.extract.relations import Found, Named, find_relations
from nomansland.extract.settlements import Mention, find_settlements, key_of
from nomansland.extract.worldplaces import find_world
from nomansland.terrain import Terrain
from nomansland.terrain.asked import Asked, Choice, Setting, Tie
from nomansland.terrain.patterns import pattern
from nomansland.terrain.raions import narrowed
from nomansland.terrain.regions import Region, on_day
from nomansland.terrain.resolve import Resolver
from nomansland.words import Candidate, Place, Publication, Relation, day_bounds

KEPT, LEAST = 6, 0.02


@dataclass(frozen=True, slots=True)
class _Found:
    """All that was found in a text, before it is resolved: settlements and areas in the order of the text."""

    mentions: list[Mention]
    areas: list[Area]
    named: list[Named]
    order: list[tuple[bool, int]]


def find_places(
    document: Document, terrain: Terrain, published: Publication | None = None
) -> tuple[list[Place], list[Relation]]:
    """Every mention of a place with its weighted candidates, and the relations that the text states.

    Persons, courts and papers named after towns are no mentions, nor are whole countries, but with an index of the
    world. `published` may narrow what a name
    meant then.
    """
    if terrain.world and document.language == "en":
        return _anywhere(document, terrain)
    found = _find(document, terrain)
    if not found.order:
        return [], []
    stated = find_relations(document, found.named)
    groups, member = _groups(document, found)
    groups = [_of_its_day(one, published) for one in groups]
    ties = [tie for one in stated if (tie := _tie(one, found, member)) is not None]
    setting = Setting(
        tuple((area.region, document.sentence_at(area.start).index) for area in found.areas),
        pattern("places.held").search(document.text) is not None,
    )
    known = [len(one.hits) for one in groups]
    groups, areas = narrowed(groups, ties, terrain)
    resolver = Resolver(terrain, groups, ties, setting)
    resolved = resolver.run()
    for group, area in areas.items():
        for choice in resolved[group]:
            choice.why.append(f"the text puts it {area}")
    places = [
        _area_place(document, found.areas[number], published, terrain)
        if region
        else _beside(document, terrain, found.mentions[number], resolver, member[number])
        or _settlement(document, terrain, found.mentions[number], resolved[member[number]], known[member[number]])
        for region, number in found.order
    ]
    return places, [_relation(document, one, places) for one in stated]


def _anywhere(document: Document, terrain: Terrain) -> tuple[list[Place], list[Relation]]:
    """English text with an index of the whole world: countries are mentions too."""
    places = find_world(document.text, terrain)
    named = [
        Named(place.passage.start, place.passage.end, place.region is not None)
        for place in places
        if place.passage is not None
    ]
    return places, [_relation(document, one, places) for one in find_relations(document, named)] if named else []


def _find(document: Document, terrain: Terrain) -> _Found:
    areas = find_areas(document, terrain)
    mentions = find_settlements(document, terrain, [(area.start, area.end) for area in areas])
    order = sorted(
        [(True, n) for n in range(len(areas))] + [(False, n) for n in range(len(mentions))],
        key=lambda one: areas[one[1]].start if one[0] else mentions[one[1]].start,
    )
    named = [
        Named(areas[n].start, areas[n].end, True) if region else Named(mentions[n].start, mentions[n].end, False)
        for region, n in order
    ]
    return _Found(mentions, areas, named, order)


def _groups(document: Document, found: _Found) -> tuple[list[Asked], dict[int, int]]:
    """Names that may mean the same places are one question; a namesake that the text sets apart is a question of its
    own."""
    keys: dict[tuple[frozenset[int], bool], int] = {}
    members: list[list[Mention]] = []
    set_apart: list[bool] = []
    member: dict[int, int] = {}
    for number, mention in enumerate(found.mentions):
        apart = pattern("places.other").search(document.text[max(0, mention.start - 30) : mention.start]) is not None
        group = keys.setdefault((key_of(mention), apart), len(members))
        if group == len(members):
            members.append([])
            set_apart.append(apart)
        members[group].append(mention)
        member[number] = group
    asked: list[Asked] = []
    for mentions in members:
        hits = {hit.spot.id: hit for mention in reversed(mentions) for hit in reversed(mention.hits)}
        where = tuple((m.sentence, document.sentences[m.sentence].paragraph) for m in mentions)
        asked.append(Asked(mentions[0].text, tuple(hits.values()), where, set_apart[len(asked)]))
    return asked, member


def _of_its_day(asked: Asked, published: Publication | None) -> Asked:
    """A name that went out of use later was the place's name when the report was written."""
    edtf = published.edtf if published else None
    if edtf is None or not any(hit.until for hit in asked.hits):
        return asked
    day = day_bounds(edtf)[1].isoformat()
    hits = (
        replace(hit, status="official") if hit.status == "former" and day[: len(hit.until)] < hit.until else hit
        for hit in asked.hits
    )
    return replace(asked, hits=tuple(hits))


def _tie(one: Found, found: _Found, member: dict[int, int]) -> Tie | None:
    if one.subject is None or found.order[one.subject][0]:
        return None
    objects: list[int | Region] = []
    for number in one.objects:
        region, at = found.order[number]
        objects.append(found.areas[at].region if region else member[at])
    return Tie(one.kind, member[found.order[one.subject][1]], tuple(objects), one.km, one.direction)


def _beside(document: Document, terrain: Terrain, mention: Mention, resolver: Resolver, number: int) -> Place | None:
    """Where no known place of the name fits, the neighbourhood of the place that the text says it is near, or the
    Russian region that it says it lies in."""
    passage = document.passage(mention.start, mention.end)
    region = resolver.abroad(number)
    if region is not None and region.point is not None:
        where, radius = region.point, region.radius_km
        code, name, source = f"in:{region.slug}", f"{mention.text}, {region.name}", "middle of the region named with it"
        why = (
            "No place of this name in the gazetteer lies where the text says.",
            f"The text puts it in {region.name}.",
        )
    elif (told := resolver.contradicted(number)) is not None and told[0].point is not None:
        spot, radius = told
        where, code, source = told[0].point, f"near:{spot.code}", "the place named beside it"
        name = f"{mention.text}, near {terrain.title(spot)}"
        why = (
            "No place of this name in the gazetteer lies where the text says.",
            f"The text puts it near {spot.name}.",
        )
    else:
        return None
    candidate = Candidate(code, name, where[0], where[1], round(radius, 1), 0.5, "site", (), source)
    return Place(mention.text, passage, (candidate,), None, why)


def _settlement(document: Document, terrain: Terrain, mention: Mention, choices: Sequence[Choice], known: int) -> Place:
    kept = [choice for choice in choices if choice.weight >= LEAST][:KEPT]
    candidates = tuple(_candidate(choice, terrain) for choice in kept)
    return Place(mention.text, document.passage(mention.start, mention.end), candidates, None, _reasons(kept, known))


def _candidate(choice: Choice, terrain: Terrain) -> Candidate:
    spot = choice.spot
    kind = "settlement" if spot.kind in ("city", "town", "village") else spot.kind
    admin = tuple(filter(None, (spot.oblast, spot.raion, spot.hromada)))
    return Candidate(
        spot.code, terrain.title(spot), spot.lat, spot.lon, spot.radius_km, choice.weight, kind, admin, spot.source
    )


def _reasons(kept: Sequence[Choice], known: int) -> tuple[str, ...]:
    if not kept:
        return ()
    best = kept[0]
    first = (
        "It is the only place of this name in the gazetteer."
        if known == 1
        else f"Chosen among {known} places of this name."
    )
    spot, hit = best.spot, best.hit
    if hit.status == "former":
        first += f" «{hit.text}» is its former name" + (f", in use until {hit.until}." if hit.until else ".")
    point = f"Point: {spot.source}, within {spot.radius_km:g} km." if spot.point else "No point is known."
    return (first, *(f"{reason[0].upper()}{reason[1:]}." for reason in dict.fromkeys(best.why)), point)


def _area_place(document: Document, area: Area, published: Publication | None, terrain: Terrain) -> Place:
    region, why = on_day(area.region, day_of(published.edtf) if published else None, terrain.fronts)
    lat, lon = region.point or (None, None)
    candidate = Candidate(
        f"region:{region.slug}", region.name, lat, lon, region.radius_km, 1.0, region.kind, (), "middle of the region"
    )
    return Place(
        document.text[area.start : area.end],
        document.passage(area.start, area.end),
        (candidate,),
        region.slug,
        (why,) if why else (),
    )


def _relation(document: Document, one: Found, places: Sequence[Place]) -> Relation:
    subject = places[one.subject].text if one.subject is not None else " ".join(one.phrase.split()[-3:])
    return Relation(
        subject,
        one.kind,
        tuple(places[n].text for n in one.objects),
        document.passage(one.start, one.end),
        one.km,
        one.direction,
    )
