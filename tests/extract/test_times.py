"""Time expressions in three languages: spans, values, what is no time; and the times of events."""

from __future__ import annotations

from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.extract.document import analyse
from nomansland.extract.event import Event
from nomansland.extract.eventtimes import event_times
from nomansland.extract.times import find_times
from nomansland.words import Publication, Report, Time, day_bounds

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("time_cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(text: str, language: str, published: str | None) -> list[Time]:
    """The times of a text; where no day is given it is inferred."""
    stated = Publication(stated=published) if published else None
    return find_times(analyse(Report("r", text, language=language, published=published)), stated)


@pytest.mark.parametrize(("language", "published", "text", "expected"), CASES)
def test_spans_and_values(language: str, published: str, text: str, expected: str) -> None:
    found = read(text, language, published)
    told = [] if expected == "-" else [tuple(one.split("=")) for one in expected.split(" | ")]
    assert [one.passage.quote for one in found if one.passage] == [quote for quote, _ in told]
    for one, (_, value) in zip(found, told, strict=True):
        if value.startswith("P"):
            assert (one.edtf, one.duration) == (None, value)
        else:
            assert one.edtf is not None
            assert day_bounds(one.edtf) == day_bounds(value)


def test_a_weekday_and_its_date_are_one_expression() -> None:
    (found,) = read("В пятницу, 11 августа, их построили.", "ru", "2023-08-16")
    assert found.passage is not None
    assert (found.passage.quote, found.edtf) == ("В пятницу, 11 августа", "2023-08-11")


def test_a_bare_day_takes_the_month_told_before_it() -> None:
    found = read("14 липня його забрали. Додому він повернувся аж 17-го.", "uk", "2023-08-16")
    assert [one.edtf for one in found] == ["2023-07-14", "2023-07-17"]


def test_today_in_a_quote_is_the_day_of_the_quote() -> None:
    text = "В прошлый четверг сын написал: «Нас сегодня увозят»."
    assert [one.edtf for one in read(text, "ru", "2023-08-14")] == ["2023-08-10", "2023-08-10"]


def test_a_look_back_is_counted_from_what_was_told_before() -> None:
    found = read("On 8 August they refused. Two days later the phones were taken.", "en", "2023-08-16")
    assert found[1].edtf == "2023-08-10"


def test_an_open_day_of_publication_gives_an_interval() -> None:
    document = analyse(Report("r", "Yesterday they refused.", language="en"))
    (found,) = find_times(document, Publication(inferred="2023-06-16/2023-06-30"))
    assert found.edtf == "2023-06-15/2023-06-29"


def test_without_any_clue_yesterday_is_not_narrowed() -> None:
    (found,) = read("Yesterday they refused.", "en", None)
    assert found.bounds is not None
    assert (found.bounds[1] - found.bounds[0]).days > 365


def test_both_sides_alike() -> None:
    text = "On 3 July Russian soldiers refused; a week later Ukrainian soldiers were held for three days."
    swapped = text.replace("Russian", "@").replace("Ukrainian", "Russian").replace("@", "Ukrainian")
    first, second = read(text, "en", "2023-08-16"), read(swapped, "en", "2023-08-16")
    assert [(one.edtf, one.duration) for one in first] == [(one.edtf, one.duration) for one in second]


WORDS = st.lists(
    st.sampled_from(
        "in on since the last two 5 2023 July days ago week of end Monday в на с 3 мая прошлый год неделю назад 12 у з"
        " травня минулого тижня 40000 years — , . до".split()
    ),
    max_size=14,
)


@settings(deadline=None)  # the first example loads a dictionary
@given(words=WORDS, language=st.sampled_from(["en", "ru", "uk"]))
def test_any_words_give_valid_values_at_their_own_characters(words: list[str], language: str) -> None:
    text = " ".join(words)
    last = 0
    for found in read(text, language, "2023-08-16"):
        assert found.passage is not None
        assert text[found.passage.start : found.passage.end] == found.passage.quote
        assert found.passage.start >= last
        last = found.passage.end
        if found.edtf is None:
            assert found.duration
        else:
            assert found.bounds is not None
            parse_edtf(found.edtf.replace("..", "").strip("/") if ".." in found.edtf else found.edtf)


def timed(
    text: str, kinds: dict[str, str], published: str = "2023-08-16", kind: str = "article", language: str = "en"
) -> list[str | None]:
    """The times of the events whose words are given, in their order."""
    document = analyse(Report("r", text, language=language, kind=kind, published=published))
    events = []
    for words, name in kinds.items():
        start = text.index(words)
        passage = document.passage(start, start + len(words))
        events.append(Event(name, passage, passage, document.sentence_at(start).index))
    stated = Publication(stated=published)
    found = event_times(document, events, find_times(document, stated), stated)
    return [one.edtf if one else None for one in found]


def test_an_event_has_the_time_of_its_clause() -> None:
    text = "On 3 August a crew would not drive; the pit was shut on 9 August."
    kinds = {"a crew would not drive": "refusal.order", "the pit was shut on 9 August": "site.closed"}
    assert timed(text, kinds) == ["2023-08-03", "2023-08-09"]


def test_a_part_of_the_day_dates_nothing_beside_the_day() -> None:
    text = "Солдати на фронті. До обіду ніхто не стріляв: свято, друге липня."
    kinds = {"До обіду ніхто не стріляв: свято, друге липня": "truce.fraternization"}
    assert timed(text, kinds, language="uk") == ["2023-07-02"]


def test_the_time_of_a_report_is_not_that_of_the_event() -> None:
    text = "The crew stayed in the yard. It happened on 2 August. The paper wrote on Monday that guards beat them."
    kinds = {"The crew stayed in the yard": "refusal.order", "guards beat them": "coercion.ill_treatment"}
    first, second = timed(text, kinds)
    assert first == "2023-08-02"
    assert second != "2023-08-14"


def test_what_is_done_to_refusers_lies_between_the_refusal_and_the_report() -> None:
    text = "On 12 August a crew would not drive.\nTheir phones were taken away."
    kinds = {"a crew would not drive": "refusal.order", "phones were taken away": "coercion.confiscation"}
    assert timed(text, kinds) == ["2023-08-12", "2023-08-12/2023-08-16"]


def test_a_site_reopens_when_since_begins() -> None:
    text = "The barn has been in use again since 2 August."
    assert timed(text, {"in use again since 2 August": "site.reopened"}) == ["2023-08-02"]
    assert timed(text, {"in use again since 2 August": "coercion.detention"}) == ["2023-08-02/2023-08-16"]


def test_a_release_ends_a_detention_that_began_with_the_seizure() -> None:
    text = "On 4 August patrolmen seized him. He was let out on the 8th."
    kinds = {"patrolmen seized him": "coercion.mobilization", "He was let out on the 8th": "coercion.detention"}
    assert timed(text, kinds) == ["2023-08-04", "2023-08-04/2023-08-08"]


def test_an_official_answer_without_a_time_stays_without() -> None:
    text = "On 12 August a crew would not drive. The ministry declined to answer."
    kinds = {"a crew would not drive": "refusal.order", "The ministry declined to answer": "response.denial"}
    assert timed(text, kinds) == ["2023-08-12", None]


def test_an_appeal_in_its_makers_words_is_of_the_day_of_the_report() -> None:
    text = "Our sons were seized on 4 August.\nWe demand that they be sent home."
    assert timed(text, {"We demand that they be sent home": "protest.relatives"}) == ["2023-08-16"]


def test_what_goes_on_in_a_dated_source_ends_with_it() -> None:
    text = "An article of 20 July says that since 3 July crews would not drive."
    assert timed(text, {"crews would not drive": "refusal.order"}) == ["2023-07-03/2023-07-20"]
