"""One outlet under many names."""

from __future__ import annotations

import pytest

from nomansland.group.names import Names, family, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тихая хроника", "Tikhaya Khronika"),
        ("Тихая хроника", "Тихой хроники"),
        ("Rear Window", "Заднее окно"),
        ("Вечірній вісник", "Вечерний вестник"),
        ("The Iron Post", "Iron Post"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_other_names_have_other_keys() -> None:
    names = ["Тихая хроника", "Тихий вестник", "Громкая хроника", "Rear Window", "Rear Post", "Iron Post"]
    assert len({name_key(name) for name in names}) == len(names)


def test_desks_of_one_house_are_one_family() -> None:
    assert family("Сибирь.Реалии") == family("RFE/RL") == "Radio Liberty"
    assert family("Iron Post") is None


def test_a_text_that_puts_two_names_side_by_side_equates_them() -> None:
    names = Names()
    names.learn(["the channel 'Glass Hill' (Skliana Hora) wrote"], ["Скляна гора"])
    assert names.find("Glass Hill") == names.find("Скляна гора")
    names.learn(["the poem 'Blue Dog' (Synii Pes) is read"], ["Скляна гора"])
    assert names.find("Blue Dog") != names.find("Synii Pes")
