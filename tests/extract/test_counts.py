"""Counts: bounds, unit and approximation of the number that belongs to an event."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.extract.counts import counts
from nomansland.extract.document import analyse
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded
from nomansland.extract.mentions import find_counts
from nomansland.extract.numbers import items_of, number_at
from nomansland.words import Count, Report

REPORTS = (Path(__file__).parent / "count_reports.txt").read_text(encoding="utf-8").splitlines()[1:]
CASES = [
    line.split("|") for line in (Path(__file__).parent / "count_cases.txt").read_text(encoding="utf-8").splitlines()[1:]
]


def events_of(text: str, *kinds: str) -> list[Count | None]:
    """The counts of the clauses that stand in [[ ]], one per kind."""
    plain, spans = "", []
    for piece in text.split("[["):
        inside, closed, rest = piece.partition("]]")
        if closed:
            spans.append((len(plain), len(plain) + len(inside)))
        plain += inside + rest
    doc = analyse(Report("r", plain))
    events = []
    for (start, end), kind in zip(spans, kinds, strict=True):
        passage = doc.passage(start, end)
        events.append(Event(kind, passage, passage, doc.sentence_at(start).index))
    return counts(doc, events)


def told(count: Count | None) -> str:
    if count is None:
        return "None"
    low, high = ("-" if bound is None else str(bound) for bound in (count.min, count.max))
    return f"{low} {high} {count.unit}{' ~' if count.approx else ''}"


@pytest.mark.parametrize(("kind", "text", "expected"), CASES)
def test_count_of_an_event(kind: str, text: str, expected: str) -> None:
    assert told(events_of(text, kind)[0]) == expected


@pytest.mark.parametrize(("kind", "text", "expected"), [case for case in CASES if case[2] != "None"])
def test_the_passage_of_a_count_is_word_for_word(kind: str, text: str, expected: str) -> None:
    count = events_of(text, kind)[0]
    plain = text.replace("[[", "").replace("]]", "")
    assert count is not None and count.passage is not None
    assert plain[count.passage.start : count.passage.end] == count.passage.quote


def brief(count: Count | None) -> str:
    if count is None:
        return ""
    low, high = count.min, count.max
    bounds = str(low) if low == high else f"{low}+" if high is None else f"-{high}" if low is None else f"{low}-{high}"
    return bounds + ("~" if count.approx else "") + ("" if count.unit == "person" else f" {count.unit}")


@pytest.mark.parametrize("line", REPORTS)
def test_counts_of_the_events_of_a_report(line: str) -> None:
    heads = re.findall(r"\[\[([^\]:]*):", line)
    kinds, expected = zip(*(head.split("=") for head in heads), strict=True)
    found = events_of(re.sub(r"\[\[[^\]:]*:", "[[", line), *kinds)
    assert [brief(count) for count in found] == list(expected)


def test_the_same_men_are_counted_on() -> None:
    text = "[[Nine gunners refused to fire]]; [[they were locked in a boiler room]], and [[two were beaten]]."
    found = events_of(text, "refusal.order", "coercion.detention", "coercion.ill_treatment")
    assert [told(count) for count in found] == ["9 9 person", "9 9 person", "2 2 person"]


def test_a_list_of_cases_keeps_its_unit() -> None:
    text = "[[The registry lists 4,020 cases of refusal]]. Of these [[3,100 concern absence]], [[920 disobedience]]."
    found = events_of(text, "response.prosecution", "response.prosecution", "response.prosecution")
    assert [told(count) for count in found] == ["4020 4020 case", "3100 3100 case", "920 920 case"]


def test_units_are_never_mixed() -> None:
    text = "Полиция насчитала 30 подвалов. [[Двенадцать человек держат в одном из них]]."
    assert told(events_of(text, "coercion.detention")[0]) == "12 12 person"


@pytest.mark.parametrize(
    "text",
    [
        "They drove 40 km in 3 hours on 12 May 2023.",
        "Он получил 5 лет по статье 332 и 200 тысяч рублей штрафа.",
        "Йому 26 років, служить у в/ч А1234, гармата калібру 152 мм.",
        "The 92nd brigade, unit 12345, stands at point 7.",
        "В 2022 году, в 18:30, у отметки 101.",
        "Всі, крім сімох, повернулися о 5 ранку.",
    ],
)
def test_dates_ages_distances_terms_and_labels_are_no_counts(text: str) -> None:
    assert [doc.min for doc in find_counts(analyse(Report("r", text)))] == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("двадцать шесть", 26, None),
        ("сто сорок пять", 145, None),
        ("две тысячи триста", 2300, None),
        ("п'ятсот сорок", 540, None),
        ("one hundred and twenty", 120, None),
        ("two thousand and fifty", 2050, None),
        ("38 тыс", 38000, None),
        ("1,7 тыс", 1700, None),
        ("10,025", 10025, None),
        ("202 997", 202997, None),
        ("двадцять-тридцять", 20, 30),
        ("20–25", 20, 25),
        ("two or three dozen", 24, 36),
        ("семьсот", 700, None),
    ],
)
def test_numbers_in_words_and_digits(text: str, low: float, high: float | None) -> None:
    number = number_at(items_of(folded(text), 0, len(text)), 0)
    assert number is not None
    assert (number.low, number.high) == (low, high)
    assert number.end == len(text)


@settings(deadline=None)
@given(st.integers(min_value=2, max_value=99_999))
def test_digits_are_read_as_they_stand_with_and_without_separators(value: int) -> None:
    for written in (str(value), f"{value:,}", f"{value:,}".replace(",", " ")):
        found = find_counts(analyse(Report("r", f"There were {written} soldiers there.", language="en")))
        assert [(one.min, one.max, one.unit) for one in found] == [(value, value, "person")]


@settings(deadline=None)
@given(
    st.integers(min_value=2, max_value=999), st.sampled_from(["at least", "more than", "up to", "about", "fewer than"])
)
def test_modifiers_only_move_the_bounds(value: int, modifier: str) -> None:
    found = find_counts(analyse(Report("r", f"They saw {modifier} {value} soldiers.", language="en")))
    bounds = {
        "at least": (value, None),
        "more than": (value + 1, None),
        "up to": (None, value),
        "about": (value, value),
        "fewer than": (None, value - 1),
    }
    assert [(one.min, one.max) for one in found] == [bounds[modifier]]
    assert [one.approx for one in found] == [modifier == "about"]


PIECES = [
    *"two or three dozen hundred thousand 10 2 1.5 20–25 about at least up to men one of them 12% 5th".split(),
    *"№ 3 - — , . twenty-six a от до пяти двадцати сотни тысяч полтора около более человек рота их один из".split(),
    *"7-й двое суток трёх тыс від п'яти двадцятьох сотня тисяч пів близько понад осіб із двоє діб кілька".split(),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_no_heap_of_numbers_breaks_the_reading(text: str) -> None:
    doc = analyse(Report("r", text, language="uk"))
    for mention in find_counts(doc):
        count = mention.count(doc, mention.unit or "person")
        assert count.passage is not None
        assert doc.text[count.passage.start : count.passage.end] == count.passage.quote
    whole = [
        Event("refusal.order", doc.passage(one.start, one.end), doc.passage(one.start, one.end), one.index)
        for one in doc.sentences
    ]
    assert len(counts(doc, whole)) == len(whole)
