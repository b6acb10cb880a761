"""What is cut out of values: forms of words, points, names; and what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.tables.cut import CELL_LAT, CELL_LON, RADIUS_KM, blurred, cut_json, cut_text
from nomansland.tables.sight import Sight, Words, seeing
from nomansland.words import Candidate, Place, Speaker
from nomansland.words.codec import from_json, to_json

WORDS = Words.of({"лиман", "оріхів", "нижня", "дуванка", "orikhiv", "бар", "петренко"})


@pytest.mark.parametrize(
    "text",
    [
        "Лиман", "лиманом", "под Лиманом", "в ЛИМАНЕ", "лиманского", "Оріхова", "Оріхові", "Нижньої Дуванки", "Дуванці",
        "Orikhiv's", "Бар", "Петренка", "Петренком", "48.99123, 37.8", "48°59'12\"", "37U DQ 1234 5678",
    ],
)  # fmt: skip
def test_forms_are_found_and_lengths_kept(text: str) -> None:
    cut = cut_text(text, WORDS)
    assert "█" in cut and len(cut) == len(text)


@pytest.mark.parametrize(
    "text", ["барабан", "Лима", "мотострелки", "12 мобилизованных", "2023-05-06", "в 1.5 км", "№ 37"]
)
def test_other_words_stay(text: str) -> None:
    assert cut_text(text, WORDS) == text


def test_the_name_of_an_area_stays_where_it_says_that_it_is_one() -> None:
    assert cut_text("в Лиманском районе", WORDS) == "в Лиманском районе"
    assert cut_text("Orikhiv raion, Orikhiv", WORDS) == "Orikhiv raion, " + "█" * 7


@given(st.text(max_size=80))
def test_any_text_keeps_its_length_and_is_cut_once(text: str) -> None:
    once = cut_text(text, WORDS)
    assert len(once) == len(text)
    assert cut_text(once, WORDS) == once


@given(st.floats(-80, 80), st.floats(-170, 170))
def test_a_point_lies_within_the_radius_of_its_cell(lat: float, lon: float) -> None:
    from math import cos, hypot, radians

    north, east = blurred(lat, CELL_LAT), blurred(lon, CELL_LON)
    assert blurred(north, CELL_LAT) == north and blurred(east, CELL_LON) == east
    if 44 <= abs(lat) <= 60:
        away = hypot((north - lat) * 111.2, (east - lon) * 111.2 * cos(radians(min(abs(lat), abs(north)))))
        assert away <= RADIUS_KM + 1.5


def place(*candidates: Candidate) -> Place:
    """The place as somebody sees it who may not see it exactly."""
    with seeing(Sight(exact=False, words=WORDS)):
        return from_json(Place, cut_json(to_json(Place("Лиман", None, candidates)).decode()))


def test_a_settlement_becomes_its_raion() -> None:
    admin = ("UA14000000000012345", "UA14120000000012345", "UA14120110000012345")
    name = "Лиман, Kramatorskyi raion, Donetska oblast"
    one = Candidate("UA14120110010012345", name, 48.99, 37.8, 1.0, 0.7, admin=admin)
    other = Candidate("UA14120110020012345", name, 48.95, 37.6, 2.0, 0.2, admin=admin)
    shown = place(one, other)
    assert len(shown.candidates) == 1, "two in one cell and raion are one"
    best = shown.candidates[0]
    assert (best.code, best.kind, best.admin) == (admin[1], "raion", admin[:1])
    assert (best.lat, best.lon, best.radius_km) == (48.75, 37.875, RADIUS_KM)
    assert best.name == "Kramatorskyi raion, Donetska oblast" and best.weight == pytest.approx(0.9)
    assert "Лиман" not in repr(shown)


def test_what_is_wide_already_stays() -> None:
    oblast = Candidate("UA14", "Donetska oblast", 48.0, 37.5, 120.0, 1.0, kind="oblast")
    assert place(oblast).candidates == (oblast,)


def test_a_region_by_name_that_is_a_settlement_by_size_is_cut() -> None:
    shown = place(Candidate("", "north of Лиман", 49.02, 37.8, 6.0, 1.0, kind="region"))
    best = shown.candidates[0]
    assert (best.lat, best.radius_km, best.name) == (49.25, RADIUS_KM, "a place that is not shown")
    sector = Candidate("region:x", "Лиман sector", 49.02, 37.8, 60.0, 1.0, kind="region")
    assert place(sector).candidates[0].name == "█████ sector"


def test_a_place_without_a_hierarchy_says_nothing() -> None:
    shown = place(Candidate("supplement:lyman", "Лиман", None, None, 3.0, 1.0))
    assert shown.candidates[0].code == "not-shown" and "Лиман" not in repr(shown)


@pytest.mark.parametrize(
    ("role", "kept"), [("soldier", None), ("relative", None), ("official", "Ivan"), ("commander", "Ivan")]
)
def test_names_of_private_persons_on_both_sides(role: str, kept: str | None) -> None:
    with seeing(Sight(names=False)):
        assert from_json(Speaker, cut_json(to_json(Speaker(role, "Ivan")).decode())).name == kept
