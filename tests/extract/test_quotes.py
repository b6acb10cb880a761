"""Direct and reported speech in the marks and orders of three languages."""

from __future__ import annotations

import pytest

from nomansland.extract.attribution_speech import direct_spans
from nomansland.extract.document import analyse
from nomansland.extract.quotes import find_quotes
from nomansland.words import Report


def spoken(text: str, language: str) -> list[str]:
    doc = analyse(Report(id="q", text=text, language=language))
    return [text[a:b] for a, b in direct_spans(doc)]


def parts(text: str, language: str) -> list[tuple[str | None, str | None, str]]:
    doc = analyse(Report(id="q", text=text, language=language))
    return [
        (q.source.quote if q.source else None, q.cue.quote if q.cue else None, q.content.quote)
        for q in find_quotes(doc)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "«Нас держали в яме», — говорит он.",
        "“Нас держали в яме”, — говорит он.",
        "„Нас держали в яме“, — говорит он.",
        '"Нас держали в яме", — говорит он.',
        "— Нас держали в яме, — говорит он.",
    ],
)
def test_every_kind_of_marks(text: str) -> None:
    assert [part.rstrip(",") for part in spoken(text, "ru")] == ["Нас держали в яме"]


def test_a_title_is_no_speech() -> None:
    assert spoken("Об этом пишет «Тихая застава».", "ru") == []


def test_the_narrator_between_dashes_is_left_out() -> None:
    text = "«Нас было десять, — вспоминает Олег. — Никто не поехал»."
    assert spoken(text, "ru") == ["Нас было десять,", "Никто не поехал"]


def test_marks_within_marks_are_one_speech() -> None:
    assert spoken("«Сказали: „Все в штурмовики“, и увезли», — говорит он.", "ru") == [
        "Сказали: „Все в штурмовики“, и увезли"
    ]


def test_a_quote_nobody_closes_runs_to_the_end_of_its_paragraph() -> None:
    assert spoken("“We sat down in the field.\nThe road was empty.", "en") == ["We sat down in the field."]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Мать бойца сказала, что сын в подвале.", ("Мать бойца", "сказала", "что сын в подвале")),
        ("uk", "Речник бригади заявив, що все гаразд.", ("Речник бригади", "заявив", "що все гаразд")),
        ("en", "The nurse said that six men were beaten.", ("The nurse", "said", "that six men were beaten")),
        ("en", "“Six men were beaten,” said the nurse.", ("the nurse", "said", "Six men were beaten,")),
        ("ru", "«Шестерых избили за день», — говорит фельдшер.", ("фельдшер", "говорит", "Шестерых избили за день")),
    ],
)
def test_source_cue_and_content(language: str, text: str, wanted: tuple[str, str, str]) -> None:
    assert parts(text, language) == [wanted]


def test_speech_without_a_cue_has_no_source() -> None:
    assert parts("«Нас держали в яме две недели».", "ru") == [(None, None, "Нас держали в яме две недели")]


def test_no_speech_no_quotes() -> None:
    assert parts("Forty men sat in a barn.", "en") == []
