"""Dirty text reads like clean text: marks inside words, letters of the other alphabet, lines of one width."""

from __future__ import annotations

import pytest

from nomansland.extract.dirt import lines, lower_of
from nomansland.extract.document import analyse
from nomansland.extract.events import find_events
from nomansland.words import Report

CLEAN = (
    "Мотострелковая рота под Лиманом отказалась выходить на задачу, рассказал наводчик.\n"
    "Отказников заперли в погребе на окраине посёлка, мобильные телефоны у них отобрали."
)


def told(text: str) -> list[tuple[str, str]]:
    return [(event.type, event.modality) for event in find_events(analyse(Report("d", text, language="ru")))]


@pytest.mark.parametrize(
    ("name", "dirty"),
    [
        ("soft hyphens", CLEAN.replace("отказ", "отка\u00adз").replace("погре", "пог\u00adре")),
        ("stress marks", CLEAN.replace("отказа", "отказа\u0301").replace("запер", "за\u0301пер")),
        ("look-alike letters", CLEAN.replace("отказ", "oткaз").replace("погреб", "пoгрeб")),
        ("words parted at the end of a line", CLEAN.replace("отказа", "отка-\nза").replace("отобра", "отоб-\nра")),
        ("a sentence over two lines", CLEAN.replace("выходить на", "выходить\nна")),
    ],
)
def test_dirt_changes_no_event(name: str, dirty: str) -> None:
    assert dirty != CLEAN, name
    assert told(dirty) == told(CLEAN) != []


def test_quotes_are_those_of_the_text_as_it_was_given() -> None:
    text = CLEAN.replace("отказа", "отка-\nза")
    for event in find_events(analyse(Report("d", text, language="ru"))):
        assert text[event.passage.start : event.passage.end] == event.passage.quote


def test_words_are_lowered_and_cleaned() -> None:
    assert lower_of("Coлдат") == "солдат"  # the first two letters are Latin
    assert lower_of("отка\u00adз") == "отказ"
    assert lower_of("Kyiv’s") == "kyiv's"
    assert lower_of("BMP") == "bmp"


def test_lines_that_end_are_paragraphs_of_their_own() -> None:
    text = "Заголовок без точки\nПервая строка. \n\nвторая после пустой"
    assert [text[start:end].strip() for start, end in lines(text)] == [
        "Заголовок без точки",
        "Первая строка.",
        "вторая после пустой",
    ]


def test_items_of_a_list_stay_apart() -> None:
    text = "\n".join(f"- пункт номер {number} без точки на конце, но с запятой," for number in range(6))
    assert len(lines(text)) == 6
