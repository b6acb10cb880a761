"""Military units as written."""

from __future__ import annotations

import pytest

from nomansland.extract.document import analyse
from nomansland.extract.event import Event
from nomansland.extract.units import find_units, units
from nomansland.words import Report


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Soldiers of the 92nd Separate Mechanized Brigade left.", "92nd Separate Mechanized Brigade"),
        ("The 331st guards airborne regiment was sent back.", "331st guards airborne regiment"),
        ("Men of the 210th Territorial Defence Brigade spoke.", "210th Territorial Defence Brigade"),
        ("He served in military unit 71211.", "military unit 71211"),
        ("Бойцы 64-й отдельной мотострелковой бригады ушли.", "64-й отдельной мотострелковой бригады"),
        ("Мобилизованные 1442-го полка сидят в яме.", "1442-го полка"),
        ("Командир в/ч 12801 отказался говорить.", "в/ч 12801"),
        ("Рядовой войсковой части 54321 осуждён.", "войсковой части 54321"),
        ("Из 74-й ОМСБр сбежали люди.", "74-й ОМСБр"),
        ("Военные 5-го батальона 210-й бригады ТрО вышли.", "5-го батальона 210-й бригады ТрО"),
        ("Бійці 72-ї окремої механізованої бригади пішли.", "72-ї окремої механізованої бригади"),
        ("Військові 155 ОМБр залишили табір.", "155 ОМБр"),
        ("Солдат військової частини А4321 зник.", "військової частини А4321"),
        ("Воїни 75-го батальйону 102-ї бригади ТрО не поїхали.", "75-го батальйону 102-ї бригади ТрО"),
        ("Хлопці 13 ОБрОН мовчать.", "13 ОБрОН"),
        ("Боец батальона «Ахмат» ушёл.", "батальона «Ахмат»"),
        ("A reserve regiment would not board.", "reserve regiment"),
    ],
)
def test_a_unit_is_found_as_it_is_written(text: str, unit: str) -> None:
    found = find_units(analyse(Report("r", text)))
    assert [one.text for one in found] == [unit]
    assert text[found[0].passage.start : found[0].passage.end] == unit


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 the company sold 300 lorries.",
        "Квартира 12 на третьем этаже, дом 5.",
        "Рота почесної варти вийшла о 10 годині.",
        "The army of volunteers cleaned the park.",
    ],
)
def test_no_unit_is_made_up(text: str) -> None:
    assert find_units(analyse(Report("r", text))) == []


def test_the_unit_belongs_to_the_event_in_whose_words_it_stands() -> None:
    text = "Men of the 92nd mechanized brigade refused to go. The basement stood empty."
    doc = analyse(Report("r", text))
    events = [
        Event("refusal.order", doc.passage(0, 48), doc.passage(35, 48), 0),
        Event("site.closed", doc.passage(50, len(text)), doc.passage(50, len(text)), 1),
    ]
    first, second = units(doc, events)
    assert first is not None and second is None
    assert first.text == "92nd mechanized brigade"
    assert first.evidence[0].passage == first.passage
