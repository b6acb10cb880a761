"""Named days, states that last, acts of the same hour, and soldiers who tell of others."""

from __future__ import annotations

from datetime import date

import pytest

from nomansland.extract.document import Document, analyse
from nomansland.extract.event import Event
from nomansland.extract.eventtimes import event_times
from nomansland.extract.speakers import attribute
from nomansland.extract.timeholidays import easter
from nomansland.extract.times import find_times
from nomansland.words import Passage, Publication, Report

STATED = "2024-06-20"


def _event(doc: Document, kind: str, words: str) -> Event:
    start = doc.text.index(words)
    passage = Passage.of(doc.text, start, start + len(words))
    return Event(kind, passage, passage, doc.sentence_at(start).index)


@pytest.mark.parametrize(
    ("year", "day"), [(2022, date(2022, 4, 24)), (2024, date(2024, 5, 5)), (2025, date(2025, 4, 20))]
)
def test_easter_is_the_eastern_one(year: int, day: date) -> None:
    assert easter(year) == day


def test_a_named_day_is_the_last_before_the_report() -> None:
    doc = analyse(Report("r", "Nobody fired on Victory Day.", language="en", published=STATED))
    assert [time.edtf for time in find_times(doc, Publication(stated=STATED))] == ["2024-05-09"]


def test_what_still_goes_on_and_what_came_at_once() -> None:
    text = (
        "On 3 June 2024 a platoon refused to leave the wood. Within the hour a patrol came. "
        "Their radios were taken. Nine of them are still in the cellar."
    )
    doc = analyse(Report("r", text, language="en", published=STATED))
    events = [
        _event(doc, "refusal.order", "a platoon refused to leave the wood"),
        _event(doc, "coercion.confiscation", "Their radios were taken"),
        _event(doc, "coercion.detention", "Nine of them are still in the cellar"),
    ]
    published = Publication(stated=STATED)
    times = event_times(doc, events, find_times(doc, published), published)
    assert [time.edtf if time else None for time in times] == ["2024-06-03", "2024-06-03", STATED]


@pytest.mark.parametrize(("who", "role"), [("a sniper", "fellow_soldier"), ("a soldier", "soldier")])
def test_a_trade_tells_of_others(who: str, role: str) -> None:
    doc = analyse(Report("r", f"Eight men were locked in a barn, {who} said.", language="en", kind="article"))
    found = attribute(doc, [_event(doc, "coercion.detention", "Eight men were locked in a barn")])
    assert found[0].speaker is not None and found[0].speaker.role == role


def _times(text: str, language: str, *told: tuple[str, str]) -> list[str | None]:
    doc = analyse(Report("r", text, language=language, published=STATED))
    published = Publication(stated=STATED)
    found = event_times(doc, [_event(doc, *one) for one in told], find_times(doc, published), published)
    return [time.edtf if time else None for time in found]


def test_a_refusal_in_words_is_dated_by_the_saying() -> None:
    text = "In late April four riflemen told their major that they would not go up the hill again."
    assert _times(text, "en", ("refusal.order", "they would not go up the hill again")) == ["2024-04-21/2024-04-30"]
    text = "On Monday the channel wrote that they had gone down the hill."
    assert _times(text, "en", ("refusal.absence", "they had gone down the hill")) != ["2024-06-17"]


def test_what_a_court_heard_of_does_not_date_the_hearing() -> None:
    text = "Суд в Чите дал пять лет сапёру, который 3 февраля 2024 года не вышел на мост."
    told = (("response.prosecution", "Суд в Чите дал пять лет сапёру"), ("refusal.order", "не вышел на мост"))
    assert _times(text, "ru", *told) == ["2024-06", "2024-02-03"]


def test_a_bulletin_dates_what_it_counts_by_its_period() -> None:
    text = (
        "Helpline of the valley\nBulletin, January–March 2024\n\n"
        "Nineteen clients were beaten. On 2 May a cook was tied to a tree."
    )
    told = (("coercion.ill_treatment", "Nineteen clients were beaten"), ("coercion.ill_treatment", "a cook was tied"))
    doc = analyse(Report("r", text, language="en", published="2024-04-10"))
    published = Publication(stated="2024-04-10")
    times = event_times(doc, [_event(doc, *one) for one in told], find_times(doc, published), published)
    assert next(time.edtf if time else None for time in times) == "2024-01-01/2024-03-31"


def test_overnight_is_a_night_of_what_is_told_of() -> None:
    text = "On 3 June 2024 a platoon refused to leave the wood. A man who shouted was tied to a post overnight."
    told = (("refusal.order", "a platoon refused"), ("coercion.ill_treatment", "A man who shouted was tied to a post"))
    assert _times(text, "en", *told)[1] in ("2024-06-03", "2024-06-03/2024-06-20")
    text = "Two lorries were set alight overnight in the yard of the draft office."
    assert _times(text, "en", ("coercion.ill_treatment", "Two lorries were set alight")) == ["2024-06-19/2024-06-20"]
