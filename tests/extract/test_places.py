"""Mentions of places, the relations between them, and where events happen, in three languages."""

from __future__ import annotations

import pytest

from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.eventplaces import event_places
from nomansland.extract.places import find_places
from nomansland.terrain import Terrain
from nomansland.terrain.geo import distance_km
from nomansland.words import Passage, Place, Publication, Report


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    """The index that installs with the package."""
    return Terrain.load()


def read(
    text: str, terrain: Terrain, language: str | None = None, kind: str = "article"
) -> tuple[Document, list[Place]]:
    document = analyse(Report("r", text, language=language, kind=kind))
    return document, find_places(document, terrain)[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Роту перебросили из Брянки в Ровеньки.", ["Брянки", "Ровеньки"]),
        ("Бійців вивезли з Великої Новосілки до Покровська.", ["Великої Новосілки", "Покровська"]),
        ("The men were driven from Starobil's'k to a school in Novopskov.", ["Starobil's'k", "Novopskov"]),
        ("Мобилизованные из Саратовской и Пензенской областей", ["Саратовской", "Пензенской областей"]),
        (
            "Рота стояла в районе населённых пунктов Работино, Вербовое и Новопрокоповка.",
            ["Работино", "Вербовое", "Новопрокоповка"],
        ),
        ("Вони вийшли на Куп'янський напрямок.", ["Куп'янський напрямок"]),
        ("Prisoners from the Belgorod and Kharkov regions", ["Belgorod", "Kharkov"]),
        ("На Тисі затримали чоловіків, на Закарпатті шукають інших.", ["Тисі", "Закарпатті"]),
        ("#Брянка #отказники", ["Брянка"]),
        ("Він утік із полігону «Десна» на Чернігівщині.", ["Десна", "Чернігівщині"]),
    ],
)
def test_mentions(terrain: Terrain, text: str, names: list[str]) -> None:
    _, places = read(text, terrain)
    assert [place.text for place in places] == names
    assert all(place.passage is not None and place.passage.quote == place.text for place in places)


@pytest.mark.parametrize(
    "text",
    [
        "Адвокат Зайцева передала жалобу.",
        "Командир бригади Олександр Марченко факту не підтвердив.",
        "Пресс-служба Южного военного округа молчит.",
        "Львівський апеляційний суд залишив вирок без змін.",
        "Газета «Победа» вышла без обложки.",
        "Two Ural trucks of the Azov brigade broke down in July.",
        "В России и на Украине об этом молчат.",
        "Romanian border police found nobody.",
        "Позивний «Запад» відмовився говорити.",
        'Про це пише телеграм-канал "Луганська хвиля".',
    ],
)
def test_what_is_no_place(terrain: Terrain, text: str) -> None:
    assert read(text, terrain)[1] == []


@pytest.mark.parametrize(
    ("text", "surface", "point"),
    [
        (
            "Подвал в Зайцево закрыли, людей увезли в Рассыпное, это в 13 км восточнее Зайцево.",
            "Рассыпное",
            (49.966, 38.613),
        ),
        ("Бій ішов у Зайцевому поблизу Бахмута.", "Зайцевому", (48.52, 38.07)),
        ("They would not return to Makiivka, a village between Kreminna and Svatove.", "Makiivka", (49.23, 37.98)),
        ("Обстріляли Макіївку та Донецьк.", "Макіївку", (48.05, 37.97)),
        ("Поезд из Полтавы пришёл в Харьков.", "Полтавы", (49.59, 34.55)),
    ],
)
def test_namesakes(terrain: Terrain, text: str, surface: str, point: tuple[float, float]) -> None:
    place = next(place for place in read(text, terrain)[1] if place.text == surface)
    assert place.point is not None and distance_km(place.point, point) < 16
    assert place.why
    assert sum(candidate.weight for candidate in place.candidates) <= 1.0001


def test_relations_are_kept_as_stated(terrain: Terrain) -> None:
    document = analyse(Report("r", "Мы стояли в Кременной, в 20 километрах к югу от Сватово."))
    _, relations = find_places(document, terrain)
    found = [(r.subject, r.relation, r.objects, r.km, r.direction) for r in relations]
    assert ("Кременной", "distance", ("Сватово",), 20.0, "south") in found


def test_more_context_does_not_narrow_a_radius_without_a_reason(terrain: Terrain) -> None:
    alone = read("Людей тримали в Стельмахівці.", terrain)[1][0]
    more = read("Людей тримали в Стельмахівці. Потім їх бачили у Сватовому.", terrain)[1][0]
    assert alone.best is not None and more.best is not None
    assert more.best.radius_km >= alone.best.radius_km or more.best.code != alone.best.code


def test_a_name_that_fits_nowhere_takes_the_neighbourhood_told(terrain: Terrain) -> None:
    place = next(
        p for p in read("В посёлке Черемушки под Омском произошла драка.", terrain)[1] if p.text == "Черемушки"
    )
    assert place.point is not None and distance_km(place.point, (54.99, 73.37)) < 40
    assert place.best is not None and place.best.radius_km >= 30


def happened(text: str, terrain: Terrain, *told: tuple[str, str]) -> list[str | None]:
    document, places = read(text, terrain)
    events = []
    for kind, quote in told:
        passage = Passage.of(text, text.index(quote), text.index(quote) + len(quote))
        events.append(Event(kind, passage, passage, document.sentence_at(passage.start).index))
    return [place.text if place else None for place in event_places(document, events, places)]


def test_a_refusal_is_not_where_men_were_to_be_sent(terrain: Terrain) -> None:
    text = "В Баштанке рота отказалась ехать под Угледар."
    assert happened(text, terrain, ("refusal.order", "рота отказалась ехать под Угледар")) == ["Баштанке"]


def test_a_transfer_is_where_men_were_taken(terrain: Terrain) -> None:
    text = "They refused to fight near Svatove and were driven to a garage in Starobilsk."
    told = (
        ("refusal.order", "They refused to fight near Svatove"),
        ("coercion.transfer", "were driven to a garage in Starobilsk"),
    )
    assert happened(text, terrain, *told) == ["Svatove", "Starobilsk"]


def test_the_story_stays_at_the_site(terrain: Terrain) -> None:
    text = (
        "Чоловіків із Саратова тримають у підвалі в Брянці.\n\nКормлять їх лише ввечері.\n\nТелефони у них відібрали."
    )
    told = (
        ("coercion.detention", "тримають у підвалі в Брянці"),
        ("coercion.conditions", "Кормлять їх лише ввечері"),
        ("coercion.confiscation", "Телефони у них відібрали"),
    )
    assert happened(text, terrain, *told) == ["Брянці"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Мобилизованный Чехов отказался идти на штурм.",
        "По словам Чехова, отказавшихся били.",
        "Засуджений Чехов відмовився йти на штурм.",
        "За словами Чехова, відмовників били.",
        "The conscript Chekhov refused to storm the trench.",
    ],
)
def test_a_man_who_is_named_like_a_town(terrain: Terrain, text: str) -> None:
    assert read(text, terrain)[1] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Men were locked in a barn in Dibrova, a village south of Kreminna.", "UA44120030080091382"),
        ("Refusers were held in Millerovo.", "geonames:526558"),
    ],
)
def test_a_near_village_lies_roughly_where_it_is_said_to_and_a_garrison_town_is_known(
    terrain: Terrain, text: str, code: str
) -> None:
    best = read(text, terrain)[1][0].best
    assert best is not None and best.code == code


@pytest.mark.parametrize(
    "text",
    [
        "Солдат по фамилии Чехов служит с марта и отказался идти на штурм.",
        "Чехов отказался идти на штурм, рассказала его мать.",
        "Чехов відмовився йти на штурм, розповіла його мати.",
        "Солдат на прізвище Полтава відмовився йти на штурм.",
        "Chekhov refused to go into the assault, his mother said.",
    ],
)
def test_what_a_person_does_makes_a_person(terrain: Terrain, text: str) -> None:
    assert read(text, terrain)[1] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("В Льгове солдаты отказались ехать на фронт.", "geonames:535347"),
        ("Солдаты отказались ехать из Валуек на фронт.", "geonames:477192"),
        ("Отказников держат в Россоши.", "geonames:501231"),
        ("Відмовників тримають у Валуйках Бєлгородської області.", "geonames:477192"),
        ("Відмовників тримають у Валуйках на Луганщині.", "UA44140150030057064"),
        ("Refusers are held in Valuyki, in Belgorod region.", "geonames:477192"),
        ("Refusers are held in Valuiky, in Luhansk region.", "UA44140150030057064"),
        ("Отказников держат в Дубовом Белгородской области.", "supplement:dubovoe"),
    ],
)
def test_towns_on_the_russian_side_of_the_border(terrain: Terrain, text: str, code: str) -> None:
    best = read(text, terrain)[1][0].best
    assert best is not None and best.code == code


@pytest.mark.parametrize(
    "text",
    [
        "Отказников держат в селе Ивановка Белгородской области.",
        "Відмовників тримають у селі Діброва Бєлгородської області.",
        "Refusers are held in the village of Ivanivka in Belgorod region.",
    ],
)
def test_a_village_of_a_russian_region_that_nobody_knows_is_no_ukrainian_namesake(terrain: Terrain, text: str) -> None:
    place = read(text, terrain)[1][0]
    assert place.best is not None and place.best.code == "in:belgorod-oblast"
    assert place.best.radius_km >= 100 and "Belgorod Oblast" in place.why[-1]


@pytest.mark.parametrize("opening", ["Andrii", "A lawyer from Poltava, for three years in uniform,"])
def test_somebody_of_another_town_tells_of_another_place(terrain: Terrain, opening: str) -> None:
    first = "Men refused to storm the trench near Berkhivka.\n\nNobody has answered.\n\n"
    text = f"{first}{opening} says that four men were locked in a sports hall."
    told = happened(text, terrain, ("refusal.order", "Men refused"), ("coercion.detention", "four men were locked"))
    assert told == ["Berkhivka", None if "Poltava" in opening else "Berkhivka"]


def test_men_who_would_not_move_were_there(terrain: Terrain) -> None:
    text = "Під Роботиним узвод, чоловік двадцять, не рушив із Новопрокопівки."
    assert happened(text, terrain, ("refusal.order", "не рушив із Новопрокопівки")) == ["Новопрокопівки"]


def test_held_men_appeal_from_where_they_are_held(terrain: Terrain) -> None:
    text = "Роту вивезли до Комишувахи й замкнули в ангарі. Наступного дня хлопці записали звернення."
    told = (
        ("coercion.transfer", "Роту вивезли до Комишувахи"),
        ("coercion.detention", "замкнули в ангарі"),
        ("protest.appeal", "хлопці записали звернення"),
    )
    assert happened(text, terrain, *told) == ["Комишувахи"] * 3


def test_no_comment_has_no_place(terrain: Terrain) -> None:
    text = "В Брянке держат отказников. В Минобороны в Москве от комментариев отказались."
    assert happened(text, terrain, ("response.denial", "В Минобороны в Москве от комментариев отказались")) == [None]


def test_a_side_of_a_town_is_a_point_beside_it(terrain: Terrain) -> None:
    text = "Взвод отказался идти на высоту западнее Сватово."
    document, places = read(text, terrain)
    passage = Passage.of(text, 0, len(text))
    (place,) = event_places(document, [Event("refusal.order", passage, passage, 0)], places)
    assert place is not None and place.point is not None and place.best is not None
    assert place.point[1] < 38.15 and place.best.radius_km >= 8


def test_swapped_armies_change_no_place(terrain: Terrain) -> None:
    one = "Российские солдаты отказались идти в бой под Кременной, их увезли в Брянку."
    other = one.replace("Российские", "Украинские")
    assert [p.point for p in read(one, terrain)[1]] == [p.point for p in read(other, terrain)[1]]


def test_a_relation_stands_at_its_own_words(terrain: Terrain) -> None:
    text = "Між Киселівкою та Чорнобаївкою вибухнув склад."
    _, relations = find_places(analyse(Report("r", text)), terrain)
    (between,) = (one for one in relations if one.relation == "between")
    assert between.passage.quote == "Між Киселівкою та Чорнобаївкою"


def test_a_former_name_was_the_name_before_it_was_changed(terrain: Terrain) -> None:
    document = analyse(Report("r", "Бойцы стояли в Дзержинске и в Горловке.", language="ru"))
    later, then = (
        find_places(document, terrain, Publication(stated=day))[0][0] for day in ("2023-05-01", "2015-05-01")
    )
    assert later.best is not None and then.best is not None
    assert later.best.code == then.best.code and later.best.name.startswith("Toretsk")
    assert any("in use until 2016-02-04" in reason for reason in later.why)
    assert not any("former name" in reason for reason in then.why)


def test_no_settlement_is_inside_two_oblasts(terrain: Terrain) -> None:
    """The codes of a settlement, its community, its raion and its oblast begin alike: each lies in one of each."""
    rows = terrain._db.execute(
        "select code, oblast, raion, hromada from place where code like 'UA%' and rank > 0 and rank < 5"
    ).fetchall()
    assert len(rows) > 29_000
    for code, oblast, raion, hromada in rows:
        assert code[:4] == oblast[:4] == raion[:4] == hromada[:4]
        assert code[:6] == raion[:6] == hromada[:6] and code[:9] == hromada[:9]
