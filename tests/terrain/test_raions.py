"""Districts by their adjective in three languages: a settlement's membership is told by its code."""

from __future__ import annotations

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.places import find_places
from nomansland.terrain import Terrain
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
