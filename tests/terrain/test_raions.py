"""Districts by their adjective in three languages: a settlement's membership is told by its code."""

from __future__ import annotations

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.terrain import Terrain
from nomansland.terrain.courses import off_km
from nomansland.terrain.geo import distance_km
from nomansland.terrain.raions import raions_of
from nomansland.terrain.regions import of_adjective
from nomansland.words import Report


@pytest.mark.parametrize(
    ("text", "surface", "raion"),
    [
        ("Село Андріївка Бахмутського району обстріляли вночі.", "Андріївка", "Бахмутський"),
        ("Село Андреевка Купянского района обстреляли ночью.", "Андреевка", "Куп'янський"),
        ("У селі Миколаївка, Краматорський район, тихо.", "Миколаївка", "Краматорський"),
        ("В Николаевке (Краматорский район) тихо.", "Николаевке", "Краматорський"),
        ("The village of Mykolaivka, Kramatorsk district, was quiet.", "Mykolaivka", "Краматорський"),
    ],
)
def test_a_village_is_the_one_of_the_raion_that_the_text_names(
    default: Terrain, text: str, surface: str, raion: str
) -> None:
    places, _ = find_places(analyse(Report("r", text)), default)
    place = next(place for place in places if place.text == surface)
    assert place.best is not None
    spot = default.named(place.best.code)
    assert spot is not None and default.meta["raions"][spot.raion] == raion
    assert any("raion" in reason for reason in place.why) and "only place" not in place.why[0]


def test_a_raion_that_nobody_knows_narrows_nothing(default: Terrain) -> None:
    assert raions_of(of_adjective("вигаданського", "raion"), default) == frozenset()
    assert raions_of(of_adjective("донецької", "oblast"), default) == frozenset()


@pytest.mark.parametrize(
    ("text", "surface", "point"),
    [
        ("Роту вишикували в селі Миколаївка на річці Оскіл.", "Миколаївка", None),
        ("Роту вишикували в селі Богородичне на річці Сіверський Донець.", "Богородичне", (49.03, 37.5)),
        ("The company stood in Dvorichna on the Oskil river.", "Dvorichna", (49.85, 37.68)),
    ],
)
def test_a_river_leaves_the_namesakes_by_its_course(
    default: Terrain, text: str, surface: str, point: tuple[float, float] | None
) -> None:
    places, _ = find_places(analyse(Report("r", text)), default)
    place = next(place for place in places if place.text == surface)
    river = "oskil-river" if "Оскіл" in text or "Oskil" in text else "siverskyi-donets-river"
    assert place.point is not None and place.best is not None
    off = off_km(place.point, river)
    assert off is not None and off <= 15 + place.best.radius_km / 2
    assert point is None or distance_km(place.point, point) < 25


def test_a_river_without_a_course_says_nothing() -> None:
    assert off_km((50.0, 30.0), "volga-river") is None
