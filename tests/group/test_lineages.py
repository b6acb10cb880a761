"""Who took it from whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nomansland.group import group
from nomansland.words import Reading

Telling = Callable[..., Reading]

ORIGIN = "A mother told us that nineteen men of the 812th regiment were locked in a mill at Lozova on 4 March."
RETOLD = "«Степной маяк» пишет, что девятнадцать бойцов заперли на мельнице в Лозовой 4 марта."
OTHER = "Court papers seen by us say that on 4 March a man refused an order at Lozova."


def _held(says: str, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "type": "coercion.detention",
        "says": says,
        "time": "2024-03-04",
        "count": (19, 19, "person"),
    }
    return {**row, "place": "Lozova", **more}


@pytest.fixture
def origin(telling: Telling) -> Reading:
    return telling("a", "Steppe Beacon", "2024-03-05", ORIGIN, _held("nineteen men", by="relative"))


def _lineages(*readings: Reading) -> set[frozenset[str]]:
    return {frozenset(one.reports) for one in group(readings) if len(one.reports) > 1}


def test_a_citation_in_another_language_under_a_translated_name_goes_back_to_the_origin(
    telling: Telling, origin: Reading
) -> None:
    row = _held("девятнадцать бойцов", place="Лозовой", via=("Степной маяк",))
    copy = telling("b", "Дорожник", "2024-03-06", RETOLD, row, language="ru")
    (found,) = group([copy, origin])
    assert found.reports == ("a", "b"), "the oldest comes first"
    (edge,) = found.edges
    assert (edge.child, edge.parent, edge.kind) == ("b", "a", "citation")
    assert any("Степной маяк" in reason.text for reason in edge.reasons)
    assert (found.newsrooms.low, found.newsrooms.high) == (1, 1)


def test_two_accounts_of_one_day_and_place_are_not_one_lineage(telling: Telling, origin: Reading) -> None:
    row = {"type": "refusal.order", "says": "a man refused", "time": "2024-03-04", "place": "Lozova", "by": "court"}
    assert not _lineages(origin, telling("b", "Court Gazette", "2024-05-01", OTHER, row))


def test_naming_an_outlet_while_saying_that_the_account_was_had_independently_is_no_citation(
    telling: Telling, origin: Reading
) -> None:
    text = "He counted nineteen men in the mill. It fits what Steppe Beacon was told, but we obtained it independently."
    apart = telling("b", "Mill Road", "2024-03-09", text, _held("nineteen men", by="detainee", via=("Steppe Beacon",)))
    assert not _lineages(origin, apart)
    text = "He counted nineteen men in the mill, Steppe Beacon was told."
    cited = telling("b", "Mill Road", "2024-03-09", text, _held("nineteen men", by="detainee", via=("Steppe Beacon",)))
    assert _lineages(origin, cited) == {frozenset("ab")}


def test_a_round_up_that_takes_one_item_of_many_keeps_the_edge_and_stays_outside(
    telling: Telling, origin: Reading
) -> None:
    text = (
        "Steppe Beacon tells of nineteen men in a mill. Two fled at Orikhiv. Three sued. One shot a dog. Five marched."
    )
    rows = [
        _held("nineteen men", via=("Steppe Beacon",)),
        {"type": "refusal.absence", "says": "Two fled", "place": "Orikhiv", "count": (2, 2, "person")},
        {"type": "protest.appeal", "says": "Five marched", "count": (5, 5, "person")},
        {"type": "sabotage.military", "says": "One shot"},
    ]
    found = group([origin, telling("b", "Weekly Round", "2024-03-09", text, *rows)])
    assert [one.reports for one in found] == [("a",), ("b",)]
    assert [edge.parent for edge in found[1].edges] == ["a"]


def test_an_outlet_named_long_after_is_no_source_of_this_story(telling: Telling, origin: Reading) -> None:
    row = _held("девятнадцать бойцов", place="Лозовой", via=("Степной маяк",))
    assert not _lineages(origin, telling("b", "Дорожник", "2025-03-06", RETOLD, row, language="ru"))


def test_two_reports_with_one_source_outside_the_set_have_one_origin(telling: Telling) -> None:
    first = telling("a", "Tin Drum", "2024-03-05", "Baza wrote of nineteen men.", _held("nineteen men", via=("Baza",)))
    text = "База написала про девятнадцать бойцов."
    second = telling("b", "Жесть", "2024-03-06", text, _held("девятнадцать бойцов", place="Лозовой", via=("База",)))
    assert _lineages(first, second) == {frozenset("ab")}


def test_a_forward_needs_few_facts(telling: Telling) -> None:
    first = telling("a", "Тихий берег", "2024-03-05", "У Лозової замкнули 19 людей.", _held("19 людей", place="Лозова"))
    text = "Переслано из: Тихий берег (перевод наш)\nВ Лозовой бунт!"
    row = {
        "type": "refusal.mutiny",
        "says": "В Лозовой бунт",
        "place": "Лозовой",
        "time": "2024-03-04",
        "count": (19, 19, "person"),
    }
    forward = telling("b", "Громкий штык", "2024-03-05", text, _held("В Лозовой бунт"), row)
    (found,) = group([first, forward])
    assert {edge.kind for edge in found.edges} == {"forward"}


def test_every_report_is_in_exactly_one_retelling(telling: Telling, origin: Reading) -> None:
    silent = telling("s", None, "2024-03-05", "Nothing happened in the mill today, the miller said.")
    assert sorted(report for one in group([origin, silent]) for report in one.reports) == ["a", "s"]
    assert group([]) == []


def test_two_voices_one_newsroom(telling: Telling) -> None:
    text = "Ivan said they were held. Petro said they were held."
    rows = [
        {"type": "coercion.detention", "says": "Ivan said", "by": "detainee", "name": "Ivan"},
        {"type": "coercion.detention", "says": "Petro said", "by": "detainee", "name": "Petro"},
    ]
    (found,) = group([telling("a", "Steppe Beacon", "2024-03-05", text, *rows)])
    assert (found.voices.low, found.voices.high) == (2, 2)
    assert (found.newsrooms.low, found.newsrooms.high) == (1, 1)


def test_words_under_duress_are_no_voice(telling: Telling) -> None:
    from dataclasses import replace

    reading = telling(
        "a", "Steppe Beacon", "2024-03-05", "He said so.", {"type": "refusal.order", "says": "He said", "by": "soldier"}
    )
    claim = reading.claims[0]
    assert claim.speaker is not None
    forced = replace(reading, claims=(replace(claim, speaker=replace(claim.speaker, under_duress=True)),))
    assert group([reading])[0].voices.low == 1
    assert group([forced])[0].voices.low == 0


def test_a_quote_shared_to_the_letter_joins_reports_that_tell_the_same_and_marks_those_that_do_not(
    telling: Telling,
) -> None:
    quote = "“Nobody asked us whether we wanted to cross that river at night”"
    row = _held("nineteen men", count=None)
    first = telling("a", "Tin Drum", "2024-03-05", f"{quote}, said a driver of the nineteen men.", row)
    road = "The road to the ferry was mined, two bridges had gone, and the engineers were busy elsewhere."
    again = telling("b", "Iron Post", "2024-03-07", f"{road} A driver of the nineteen men: {quote}. {road[::-1]}", row)
    (found,) = group([first, again])
    assert [edge.kind for edge in found.edges] == ["quote"]
    other = telling("b", "Iron Post", "2024-03-07", f"The minister mocked a driver: {quote}.")
    apart = group([first, other])
    assert [one.reports for one in apart] == [("a",), ("b",)]
    assert [edge.kind for edge in apart[1].edges] == ["quote"]
