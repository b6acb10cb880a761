"""Candidates weighed again: a front and other tellings move weight, softly, alike for both armies, and no radius."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.terrain import Front, Fronts, Terrain
from nomansland.terrain.asked import Asked, Setting, Tie
from nomansland.terrain.regions import lexicon
from nomansland.terrain.resolve import Resolver
from nomansland.terrain.reweigh import behind, narrowed, retold, reweighed, within
from nomansland.words import Candidate, Place

DAY = date(2023, 6, 1)
LINE = ((51.0, 37.0), (47.0, 37.0))
FRONTS = Fronts([Front(DAY, (LINE,))])
EAST = Candidate("UA1", "Verkhy, Svativskyi raion, Luhanska oblast", 49.0, 38.5, 3.0, 0.5, admin=("UA44",))
WEST = Candidate("UA2", "Verkhy, Chuhuivskyi raion, Kharkivska oblast", 49.0, 35.5, 3.0, 0.5, admin=("UA63",))
PLACE = Place("Verkhy", None, (EAST, WEST), why=("Chosen among 2 places of this name.",))


@pytest.mark.parametrize(("side", "best"), [("RF", "UA1"), ("UA", "UA2")])
def test_a_place_behind_the_front_of_the_side_counts_more(side: str, best: str) -> None:
    new = reweighed(PLACE, [behind(side, DAY, FRONTS)])
    assert new.best and new.best.code == best
    assert 0.6 < new.best.weight < 0.9
    assert "behind the" in new.why[1] and str(DAY) in new.why[1]


def test_the_sides_mirror_each_other() -> None:
    one = reweighed(PLACE, [behind("RF", DAY, FRONTS)])
    other = reweighed(PLACE, [behind("UA", DAY, FRONTS)])
    assert one.candidates[0].weight == pytest.approx(other.candidates[0].weight, abs=0.01)


@pytest.mark.parametrize(
    ("side", "day"), [(None, DAY), ("both", DAY), ("RF", None), ("RF", date(2024, 6, 1)), ("UA", date(2022, 1, 1))]
)
def test_where_side_day_or_map_is_missing_nothing_is_said(side: str | None, day: date | None) -> None:
    assert reweighed(PLACE, [behind(side, day, FRONTS)]) is PLACE


def test_near_the_line_nothing_is_said() -> None:
    near = Place("Verkhy", None, (Candidate("UA3", "Verkhy", 49.0, 37.05, 3.0, 1.0),))
    assert reweighed(near, [behind("UA", DAY, FRONTS)]) is near


def test_an_oblast_that_another_telling_names() -> None:
    new = reweighed(PLACE, [within(lexicon().by_slug["kharkiv-oblast"], "Report r2")])
    assert new.best and new.best.code == "UA2" and "Report r2 tells it of Kharkiv Oblast" in new.why[1]


def test_a_village_inside_the_oblast_stands_beside_it() -> None:
    region = lexicon().by_slug["luhansk-oblast"]
    wide = Place("Luhansk oblast", None, (Candidate("region:luhansk-oblast", "L", 48.9, 39.0, 110, 1.0),), region.slug)
    new = narrowed(wide, [(PLACE, "Report r1")], region)
    assert {one.code for one in new.candidates} == {"UA1", "region:luhansk-oblast"}
    assert sum(one.weight for one in new.candidates) == pytest.approx(1)
    assert "Report r1 names Verkhy" in new.why[-1]
    assert narrowed(wide, [(PLACE, "Report r1")], lexicon().by_slug["kharkiv-oblast"]) is wide


WEIGHTS = st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5)


@given(WEIGHTS, WEIGHTS, st.sampled_from(["RF", "UA", None]))
def test_weights_keep_their_sum_and_radii_never_move(own: list[float], theirs: list[float], side: str | None) -> None:
    def made(weights: list[float]) -> Place:
        rows = [
            Candidate(f"UA{n}", f"Verkhy {n}", 48.0 + n / 3, 35.0 + n, 3.0 + n, weight / sum(weights))
            for n, weight in enumerate(weights)
        ]
        return Place("Verkhy", None, tuple(sorted(rows, key=lambda one: -one.weight)))

    place = made(own)
    new = reweighed(place, [behind(side, DAY, FRONTS), retold(place, made(theirs), "Report r2")])
    assert sum(one.weight for one in new.candidates) == pytest.approx(1)
    assert {one.code: one.radius_km for one in new.candidates} == {one.code: one.radius_km for one in place.candidates}
    assert [one.weight for one in new.candidates] == sorted((one.weight for one in new.candidates), reverse=True)
    if new.best and place.best and new.best.code != place.best.code:
        assert len(new.why) > len(place.why)


@given(st.floats(0.5, 0.9), st.floats(0.5, 0.99))
def test_two_tellings_are_never_surer_than_the_surer_one(one: float, other: float) -> None:
    def made(weight: float) -> Place:
        return Place("Verkhy", None, (replace(EAST, weight=weight), replace(WEST, weight=1 - weight)))

    new = reweighed(made(one), [retold(made(one), made(other), "Report r2")])
    assert new.best and min(one, other) - 1e-9 <= new.best.weight <= max(one, other) + 1e-9


TIES = st.lists(
    st.tuples(
        st.sampled_from(["near", "distance", "direction", "part_of"]),
        st.integers(0, 2),
        st.floats(1, 80),
        st.sampled_from(["north", "south-east", "west", None]),
    ),
    max_size=4,
)


@given(TIES)
def test_more_context_makes_no_radius_smaller_without_a_reason(
    small: Terrain, rows: list[tuple[str, int, float, str | None]]
) -> None:
    names = [
        Asked(name, small.lookup(name), ((n, 0),)) for n, name in enumerate(("Тихоброди", "Верхозір'я", "Низосвіт"))
    ]
    region = lexicon().by_slug["luhansk-oblast"]
    ties = [
        Tie(kind, 0, (region if kind == "part_of" else max(1, end),), km if kind == "distance" else None, direction)
        for kind, end, km, direction in rows
    ]
    alone = {choice.spot.code: choice.spot.radius_km for choice in Resolver(small, names[:1], [], Setting()).run()[0]}
    for choice in Resolver(small, names, ties, Setting()).run()[0]:
        if choice.spot.radius_km < alone[choice.spot.code]:
            assert any("read from the text" in why for why in choice.why)


@pytest.mark.parametrize("name", ["Розсипне", "Зайцеве", "Новоселівка", "Лиман", "Белогоровка"])
def test_a_place_is_never_inside_two_oblasts(default: Terrain, name: str) -> None:
    places = {hit.spot.code: hit.spot for hit in default.lookup(name)}
    assert places
    for spot in places.values():
        own = default.named(spot.oblast) if spot.country == "UA" else None
        if own is not None:
            told = default.official(own)
            inside = [r.slug for r in lexicon().by_slug.values() if r.kind == "oblast" and r.within == told]
            assert len(inside) == 1
            assert not spot.code.startswith("UA") or spot.code[:4] == own.code[:4]
