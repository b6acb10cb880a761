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
