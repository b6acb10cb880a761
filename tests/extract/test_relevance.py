"""What is skipped for speed: the cheap test lets through all that can tell; word lists find what expressions do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.extract import attribution_words as lists
from nomansland.extract import extract
from nomansland.extract.document import analyse, language_of
from nomansland.extract.events import find_events
from nomansland.extract.eventscene import scenes
from nomansland.extract.finder import Finder, first_words
from nomansland.extract.lexicon import Phrases
from nomansland.extract.patternbook import book
from nomansland.extract.relevance import may_tell
from nomansland.terrain import Terrain
from nomansland.words import Report

ELSEWHERE = {
    "en": "The bakery on the square has a new oven.\nIt opens at six. The bread is gone by nine. Nobody complains.",
    "ru": "Пекарня на площади купила новую печь.\nОткрывается она в шесть. К девяти хлеба уже нет. Все довольны.",
    "uk": "Пекарня на площі придбала нову піч.\nВідчиняється о шостій. До дев'ятої хліба вже немає. Усі раді.",
}
LANGUAGES = sorted(ELSEWHERE)
SENTENCES = Path(__file__).with_name("sentences.tsv")
LEADS = {"en": "A soldier spoke.\n", "ru": "Рассказал солдат.\n", "uk": "Розповів солдат.\n"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_tells_an_event_is_let_through(language: str) -> None:
    rows = [line.split("\t") for line in SENTENCES.read_text("utf-8").splitlines() if line.strip()]
    texts = [LEADS[language] + text for tongue, _, text in rows if tongue == language]
    texts += [text for rule in book(language).rules for text in rule.examples]
    telling = [text for text in texts if find_events(analyse(Report("r", text, language=language)))]
    assert len(telling) > 100
    assert [text for text in telling if not may_tell(text, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_on_other_things_keeps_its_language_and_its_day(language: str) -> None:
    report = Report("r", ELSEWHERE[language], outlet="Square News", published="2024-02-03")
    reading = extract(report, Terrain.load())
    assert not may_tell(report.text)
    assert (reading.language, reading.published.stated, reading.claims) == (language, "2024-02-03", ())


def test_a_day_that_is_not_stated_is_still_inferred() -> None:
    text = "3 February 2024\n" + ELSEWHERE["en"]
    assert extract(Report("r", text), Terrain.load()).published.stated == "2024-02-03"


def test_the_test_goes_by_whole_words_of_the_list() -> None:
    assert may_tell("They say the battalion's cook has left. He was good. Nobody knows why. Soup is soup.")
    assert not may_tell("The combative cook has left. He was good. Nobody knows why. Soup is soup.")


def test_a_history_names_other_wars_twice() -> None:
    once = "In 1917 they sat down.\nThey had boots. They had bread. They had songs. They had time."
    assert not may_tell(once)
    assert may_tell(once + " In 1918 they stood up.")


words = st.lists(
    st.sampled_from("the soldier's Soldier солдата СОЛДАТ мать-одиночка сын'ок комʼяк мати « » — - . , ’ 12 ё".split()),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(words, st.sampled_from([" ", "", "\n"]))
def test_a_finder_finds_what_its_expression_does(drawn: list[str], between: str) -> None:
    text = between.join(drawn)
    for entries in (["soldier*", "the soldier's"], ["солдат*", "мать|мати", "сын'ок"], ["комʼяк", "солдата мать*"]):
        finder = lists.compiled(entries)
        spans = [match.span() for match in finder.finditer(text)]
        assert spans == [match.span() for match in finder.pattern.finditer(text)]
        first = finder.search(text)
        assert (first.span() if first else None) == (spans[0] if spans else None)


@pytest.mark.parametrize("entry", ["*ed", "no*", "— he"])
def test_an_entry_that_begins_with_too_little_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="begins with too little"):
        first_words(entry)


def test_phrases_in_part_of_a_text_are_those_of_the_whole() -> None:
    phrases = Phrases([["men of the line", "men"], ["of the *"]])
    text = "men of the line, men of the coast"
    assert [(hit.entry, hit.start, hit.end) for hit in phrases.find(text)] == [(0, 0, 15), (0, 17, 20), (1, 21, 33)]
    assert [(hit.entry, hit.start, hit.end) for hit in phrases.find(text, 17, 33)] == [(0, 17, 20), (1, 21, 33)]
    assert [hit.entry for hit in phrases.every(text, 17, 33)] == [0, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_leaves_out_no_rule_that_matches(language: str) -> None:
    found = book(language)
    for rule in found.rules[::7]:
        for text in rule.examples:
            with scenes(analyse(Report("r", text, language=language))) as told:
                for scene in told:
                    whole = [(one.id, p) for one in found.rules for p in one.patterns if scene.view.find(p)]
                    assert [(one.id, p) for one, p in scene.rules if scene.view.find(p)] == whole


def test_a_language_is_told_by_letters_then_by_small_words() -> None:
    assert language_of("Они сказали, что она была там и ждала его", "en") == "ru"
    assert language_of("Хлопцы ехали долго", "ru") == "ru"
    assert language_of("Його не було вдома, та вона чекала", "en") == "uk"
    assert language_of("12 — 34", "uk") == "uk"


def test_an_empty_list_finds_nothing() -> None:
    assert Finder(re.compile(r"(?!x)x"), ()).finditer("anything at all") == []
