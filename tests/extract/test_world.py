"""English reports from anywhere, read with an index of the world: names, areas beside them, what they mean together."""

from __future__ import annotations

from pathlib import Path

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.extract.worldplaces import find_world
from nomansland.terrain import Terrain
from nomansland.terrain.entry import Entry, Name
from nomansland.terrain.index import write
from nomansland.terrain.worldareas import areas
from nomansland.words import Report


def city(code: str, name: str, country: str, division: str, point: tuple[float, float], people: int) -> Entry:
    entry = Entry(code, name, country=country, oblast=division, population=people)
    entry.rank = 4 if people > 100_000 else 2
    entry.names = [Name(name, "en")]
    entry.place(point, 3.0, "test")
    return entry


CITIES = [
    city("c1", "Paris", "FR", "11", (48.85, 2.35), 2_100_000),
    city("c2", "Paris", "US", "TX", (33.66, -95.56), 25_000),
    city("c3", "Plano", "US", "TX", (33.02, -96.70), 285_000),
    city("c4", "Sherman", "US", "TX", (33.64, -96.61), 43_000),
    city("c5", "Washington", "US", "DC", (38.90, -77.04), 690_000),
    city("c6", "Ashland", "US", "KY", (38.48, -82.64), 21_000),
    city("c7", "Ashland", "US", "OR", (42.19, -122.71), 21_500),
    city("c8", "St. Louis", "US", "MO", (38.63, -90.20), 300_000),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Terrain:
    path = tmp_path_factory.mktemp("world") / "world.sqlite3"
    write([*CITIES, *areas(CITIES)], path, {"world": True, "divisions": {"US.TX": "Texas"}})
    return Terrain.load(path)


def told(text: str, world: Terrain) -> list[tuple[str, str]]:
    found = []
    for place in find_world(text, world):
        assert place.passage is not None and place.passage.quote == text[place.passage.start : place.passage.end]
        assert place.best is not None and sum(candidate.weight for candidate in place.candidates) <= 1.0001
        found.append((place.text, place.best.name))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lives in Paris.", [("Paris", "Paris, FR")]),
        ("He lives in Paris, Texas.", [("Paris", "Paris, Texas, US"), ("Texas", "Texas, US")]),
        ("The plant in Paris, TX, closed.", [("Paris", "Paris, Texas, US")]),
        ("Crews met in Plano, in Sherman and in Paris.", [("Plano", "Plano, Texas, US"),
                                                          ("Sherman", "Sherman, Texas, US"),
                                                          ("Paris", "Paris, Texas, US")]),
        ("French troops left for the U.S. on Monday.", [("French", "France"), ("U.S.", "United States")]),
        ("The St. Louis-based firm sued.", [("St. Louis", "St. Louis, US")]),
        ("Talks in Washington ended.", [("Washington", "Washington, US")]),
        ("It rained in W.Va. and in Ky. too.", [("W.Va.", "West Virginia, US"), ("Ky.", "Kentucky, US")]),
    ],
)  # fmt: skip
def test_names_and_what_they_mean(world: Terrain, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, world) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton sang.",
        "Mr. Washington said nothing.",
        "We asked Denzel Washington about it.",
        "They told us to wait.",
        "She teaches English.",
    ],
)
def test_persons_and_words_are_no_places(world: Terrain, text: str) -> None:
    assert told(text, world) == []


def test_who_is_a_person_once_is_a_person_in_the_whole_report(world: Terrain) -> None:
    assert told("Mr. Sherman sold the house. Sherman moved out in May.", world) == []
    assert told("Fire in Plano. Later Plano voted.", world) == [("Plano", "Plano, Texas, US")] * 2


def test_a_county_lies_by_the_other_places_of_its_state(world: Terrain) -> None:
    text = "Boyd County deputies searched homes in Ashland, Ky., on Friday."
    county = find_world(text, world)[0]
    assert county.text == "Boyd County" and county.best is not None
    assert county.point == pytest.approx((38.48, -82.64)) and county.best.radius_km <= 120
    alone = find_world("Boyd County deputies searched homes.", world)[0]
    assert alone.best is not None and alone.best.radius_km >= county.best.radius_km


def test_a_report_in_english_is_read_so_with_an_index_of_the_world_alone(world: Terrain, default: Terrain) -> None:
    document = analyse(Report("r", "Germany sent doctors to Plano, Texas.", language="en"))
    assert [place.text for place in find_places(document, world)[0]] == ["Germany", "Plano", "Texas"]
    assert "Germany" not in [place.text for place in find_places(document, default)[0]]


@pytest.fixture(scope="module")
def default() -> Terrain:
    return Terrain.load()


def test_areas_of_the_package_have_points_radii_and_adjectives(world: Terrain) -> None:
    (country,) = (hit.spot for hit in world.areas("Ukrainian"))
    assert country.country == "UA" and 300 < country.radius_km < 600
    assert {hit.spot.kind for hit in world.areas("Georgia")} == {"country", "division"}
    assert world.lookup("Georgia") == ()
    assert Path(world.path).stat().st_size < 3_000_000
