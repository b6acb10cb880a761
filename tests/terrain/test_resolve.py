"""Namesakes told apart by what the text says, and by nothing else."""

from __future__ import annotations

from nomansland.terrain import Terrain
from nomansland.terrain.asked import Asked, Setting, Tie
from nomansland.terrain.regions import lexicon
from nomansland.terrain.resolve import Resolver

NOTHING = Setting()


def ask(terrain: Terrain, *names: str) -> list[Asked]:
    return [Asked(name, terrain.lookup(name), ((number, 0),)) for number, name in enumerate(names)]


def chosen(terrain: Terrain, names: list[Asked], ties: list[Tie], setting: Setting = NOTHING) -> list[str]:
    return [choices[0].spot.code for choices in Resolver(terrain, names, ties, setting).run()]


def test_alone_a_name_stays_undecided(small: Terrain) -> None:
    weights = [choice.weight for choice in Resolver(small, ask(small, "Тихоброди"), [], Setting()).run()[0]]
    assert len(weights) == 2
    assert max(weights) < 0.6
    assert abs(sum(weights) - 1) < 1e-9


def test_company_decides(small: Terrain) -> None:
    assert chosen(small, ask(small, "Тихобродах", "Верхозір'ї"), [])[0] == "n1"
    assert chosen(small, ask(small, "Тихобродах", "Низосвіті"), [])[0] == "n2"


def test_a_stated_distance_outweighs_company(small: Terrain) -> None:
    names = ask(small, "Тихоброди", "Верхозір'я", "Низосвіт")
    near_second = Tie("distance", 0, (2,), km=13.0)
    resolver = Resolver(small, names, [near_second], Setting())
    best = resolver.run()[0][0]
    assert best.spot.code == "n2"
    assert any("13 km" in reason for reason in best.why)


def test_part_of_an_oblast(small: Terrain) -> None:
    for slug, code in (("luhansk-oblast", "n1"), ("donetsk-oblast", "n2")):
        tie = Tie("part_of", 0, (lexicon().by_slug[slug],))
        assert chosen(small, ask(small, "Тихоброди"), [tie]) == [code]


def test_a_namesake_set_apart_is_another_place(small: Terrain) -> None:
    one = Asked("Тихоброди", small.lookup("Тихоброди"), ((0, 0),))
    other = Asked("Тихоброди", small.lookup("Тихоброди"), ((1, 0),), apart=True)
    found = chosen(small, [one, other, *ask(small, "Верхозір'я")], [])
    assert found[0] == "n1"
    assert found[1] == "n2"


def test_what_fits_nowhere_is_said(small: Terrain) -> None:
    names = ask(small, "Верхозір'я", "Низосвіт")
    resolver = Resolver(small, names, [Tie("near", 0, (1,))], Setting())
    resolver.run()
    told = resolver.contradicted(0)
    assert told is not None and told[0].code == "t2"
    assert resolver.contradicted(1) is None
