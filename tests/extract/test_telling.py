"""How Russian reports tell: letters of offices, the stage, first persons, places that lie beside others."""

from __future__ import annotations

import pytest

from nomansland.extract import extract
from nomansland.extract.document import analyse
from nomansland.extract.events import find_events
from nomansland.terrain import Terrain
from nomansland.words import Claim, Report


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return Terrain.load()


def claims(text: str, terrain: Terrain, kind: str = "article", outlet: str = "Речной листок") -> tuple[Claim, ...]:
    report = Report("t", text, kind=kind, language="ru", outlet=outlet, published="2024-04-10")
    return tuple(extract(report, terrain, reader="rules").claims)


def roles(found: tuple[Claim, ...], kind: str) -> set[str]:
    return {claim.speaker.role for claim in found if claim.type == kind and claim.speaker}


def test_the_addressee_of_a_letter_tells_what_is_repeated_to_her(terrain: Terrain) -> None:
    text = (
        "Уважаемая Нина Павловна!\n"
        "В обращении Вы пишете, что Вашего мужа из стрелковой роты держат в гараже под Кадиевкой.\n"
        "Сообщаю, что солдаты размещены без ограничения передвижения."
    )
    found = claims(text, terrain, "statement", "Аппарат уполномоченного по правам военных")
    assert roles(found, "coercion.detention") == {"relative"}
    assert roles(found, "response.denial") == {"official"}


def test_a_play_about_soldiers_tells_no_events() -> None:
    text = (
        "Премьера драмы прошла в городском театре. Режиссёр вывел на сцену роту солдат. "
        "Актёры репетировали, зрители хлопали. Исполнитель роли сержанта самовольно покинул труппу."
    )
    assert find_events(analyse(Report("t", text, language="ru"))) == []


def test_a_report_in_the_first_person_is_its_tellers(terrain: Terrain) -> None:
    text = (
        "Нас привезли под Сватово осенью. Мы с ротой отказались идти на штурм. "
        "Меня заперли в подвале комендатуры. Там нас били прикладами."
    )
    assert roles(claims(text, terrain), "coercion.detention") == {"soldier"}


def test_what_a_newsroom_says_of_its_work_makes_it_no_soldier(terrain: Terrain) -> None:
    text = (
        "Нам рассказали о подвале под Сватово. Мы обратились в штаб полка. Нам ответили отказом. "
        "В подвале держат двадцать солдат."
    )
    assert "soldier" not in roles(claims(text, terrain), "coercion.detention")


def test_where_a_settlement_lies_is_not_where_it_happened(terrain: Terrain) -> None:
    text = "В Сватове, к северо-западу от Луганска, в подвале держат двадцать солдат, отказавшихся воевать."
    place = next(claim.place for claim in claims(text, terrain) if claim.type == "coercion.detention")
    assert place is not None and place.text == "Сватове"


def test_an_aside_of_who_says_it_keeps_the_clause_whole() -> None:
    text = "Шестерых солдат роты, говорит их сержант, полиция держала в подвале двое суток."
    quotes = [event.passage.quote for event in find_events(analyse(Report("t", text, language="ru")))]
    assert any(quote.startswith("Шестерых") and "подвале" in quote for quote in quotes)


def test_a_pointer_before_a_dash_is_not_asked() -> None:
    text = "Солдаты роты отказались воевать.\nЧитайте также: Погреб для отказников — кто следующий?"
    found = [(event.type, event.modality) for event in find_events(analyse(Report("t", text, language="ru")))]
    assert ("coercion.detention", "asserted") in found
