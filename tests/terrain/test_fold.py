"""Spellings of one name meet under one key; different names do not."""

from __future__ import annotations

import pytest

from nomansland.terrain.fold import bridge, key, roman
from nomansland.terrain.forms import decline, russian


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zaytsevo", "Zaitsevo", "ZAYTSEVO", "Zaytsevo’"),
        ("Luhans'k", "Luhansk", "Lugansk", "Luhansʹk"),
        ("Kadiyivka", "Kadiivka"),
        ("Avdeyevka", "Avdeevka"),
        ("Khrustalnyi", "Khrustal'nyy"),
        ("Odessa", "Odesa"),
        ("Лиман", "ЛИМАН", "Лима\u0301н"),
        ("Орёл", "Орел"),
        ("Куп'янськ", "Куп’янськ", "Купʼянськ"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({key(one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Makiivka", "Makarivka"), ("Kreminna", "Kremenchuk"), ("Троїцьке", "Троєщина")]
)
def test_different_names_keep_apart(one: str, other: str) -> None:
    assert key(one) != key(other)
    assert bridge(one) != bridge(other)


def test_the_loose_key_bridges_the_sister_languages() -> None:
    assert bridge("Кліщіївка") == bridge("Клещеевка")
    assert key("Кліщіївка") != key("Клещеевка")


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Згурівка", "uk", "Zghurivka"),
        ("Єлизаветівка", "uk", "Yelyzavetivka"),
        ("Щастя", "uk", "Shchastia"),
        ("Рассыпное", "ru", "Rassypnoye"),
    ],
)
def test_romanisation(name: str, language: str, latin: str) -> None:
    assert roman(name, language) == latin


@pytest.mark.parametrize(
    ("name", "language", "form"),
    [
        ("Баштанка", "uk", "баштанці"),
        ("Миколаїв", "uk", "миколаєва"),
        ("Рубіжне", "uk", "рубіжному"),
        ("Сватове", "uk", "сватовим"),
        ("Кременчук", "uk", "кременчуці"),
        ("Нижня Дуванка", "uk", "нижньої дуванки"),
        ("Суми", "uk", "сумах"),
        ("Рассыпное", "ru", "рассыпном"),
        ("Кременная", "ru", "кременной"),
        ("Ростов-на-Дону", "ru", "ростове на дону"),
        ("Торец", "ru", "торца"),
        ("Сватово", "ru", "сватова"),
    ],
)
def test_cases(name: str, language: str, form: str) -> None:
    assert form in decline(name, language)
    assert name.lower().replace("-", " ") in decline(name, language)


@pytest.mark.parametrize(
    ("ukrainian", "expected"),
    [
        ("Розсипне", "Рассыпное"),
        ("Кліщіївка", "Клещеевка"),
        ("Роботине", "Работино"),
        ("Сергіївка", "Сергеевка"),
        ("Білогорівка", "Белогоровка"),
    ],
)
def test_russian_names_are_guessed_closely_enough(ukrainian: str, expected: str) -> None:
    assert bridge(expected) in {bridge(guess) for guess in russian(ukrainian)}
