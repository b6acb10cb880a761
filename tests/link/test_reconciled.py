"""What differs and is no contradiction, with its kind; one act or one man under two names is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nomansland.group import group
from nomansland.link import Linked, link
from nomansland.link.identity import formations, other_name
from nomansland.words import Reading

Telling = Callable[..., Reading]
MEN = "person"


def _link(*readings: Reading) -> Linked:
    return link(readings, group(readings))


def _held(says: str, count: tuple[object, ...], **more: object) -> dict[str, object]:
    row: dict[str, object] = {"type": "coercion.detention", "says": says, "place": "Lozova", "time": "2024-03-04"}
    return {**row, "count": count, "by": "relative", **more}


def _two(telling: Telling, one: dict[str, object], other: dict[str, object], **report: object) -> Linked:
    return _link(
        telling("a", "Steppe Beacon", "2024-03-05", f"At the mill {one['says']}.", one),
        telling("b", "Iron Post", "2024-06-06", f"Elsewhere we heard that {other['says']}.", other, **report),
    )


def _kinds(linked: Linked) -> list[str]:
    return [one.kind for one in linked.reconciled]


def test_a_sharper_bound_is_told_as_one(telling: Telling) -> None:
    linked = _two(telling, _held("some sixty", (60, None, MEN)), _held("sixty-six", (66, 66, MEN)))
    assert not linked.contradictions
    (found,) = linked.reconciled
    assert (found.kind, found.claims, found.about) == ("sharper_bound", ("a:c01", "b:c01"), "60–… person and 66 person")
    assert found.reasons[0].text


def test_bounds_that_speak_of_quite_other_numbers_are_no_sharper_bound(telling: Telling) -> None:
    linked = _two(telling, _held("two at least", (2, None, MEN)), _held("three hundred", (300, 300, MEN)))
    assert not linked.reconciled


def test_a_total_that_grew_is_told_as_one_and_one_that_fell_as_another_time(telling: Telling) -> None:
    few, many = _held("sixty", (60, 60, MEN)), _held("ninety", (90, 90, MEN), time="2024-03-15")
    assert _kinds(_two(telling, few, many)) == ["growing_total"]
    fewer = _held("forty", (40, 40, MEN), time="2024-03-15")
    linked = _two(telling, few, fewer)
    assert _kinds(linked) == ["other_time"] and not linked.contradictions


def test_another_incident_at_the_place_months_later_is_another_time(telling: Telling) -> None:
    early, late = _held("sixty", (60, 60, MEN)), _held("forty", (40, 40, MEN), time="2024-05-20")
    linked = _two(telling, early, late)
    assert len(linked.incidents) == 2 and _kinds(linked) == ["other_time"]


def test_another_unit_of_count_is_told_as_one_but_not_two_sizes_of_formation(telling: Telling) -> None:
    linked = _two(telling, _held("a platoon", (1, 1, "platoon")), _held("nineteen men", (19, 19, MEN)))
    assert _kinds(linked) == ["other_unit"]
    linked = _two(telling, _held("a platoon", (1, 1, "platoon")), _held("a company", (1, 1, "company")))
    assert not linked.reconciled


def test_the_same_number_is_nothing_to_explain(telling: Telling) -> None:
    assert not _two(telling, _held("sixty", (60, 60, MEN)), _held("some sixty", (60, None, MEN))).reconciled


def test_numbers_of_one_day_contradict_and_are_not_reconciled(telling: Telling) -> None:
    linked = _two(telling, _held("sixty", (60, 60, MEN)), _held("ninety", (90, 90, MEN)))
    assert [one.kind for one in linked.contradictions] == ["number"] and not linked.reconciled


def test_two_places_of_one_report_are_told_as_such(telling: Telling) -> None:
    text = "At Lozova sixty were held. At Orikhiv forty were held."
    rows = [_held("sixty were held", (60, 60, MEN)), _held("forty were held", (40, 40, MEN), place="Orikhiv")]
    linked = _link(telling("a", "Steppe Beacon", "2024-03-05", text, *rows))
    assert _kinds(linked) == ["other_place"]
    assert "Lozova" in linked.reconciled[0].reasons[0].text and "Orikhiv" in linked.reconciled[0].reasons[0].text


def test_a_site_that_was_closed_and_reopened_contradicts_nothing(telling: Telling) -> None:
    rows = [
        {"type": "site.closed", "says": "was emptied", "place": "Lozova", "time": "2023-10"},
        {"type": "site.reopened", "says": "filled again", "place": "Lozova", "time": "2024-01"},
    ]
    linked = _link(telling("a", "Steppe Beacon", "2024-03-05", "The mill was emptied and filled again.", *rows))
    (found,) = linked.reconciled
    assert (found.kind, found.about) == ("other_time", "closed, then reopened")


def test_an_outlet_that_takes_its_figure_back_contradicts_nobody(telling: Telling) -> None:
    first = telling(
        "a", "Steppe Beacon", "2024-03-05", "It counted 412 of them.", _held("412 of them", (412, 412, MEN))
    )
    text = (
        "We wrongly gave 412 at first, a mistake for which we apologise; the figure was withdrawn. It is 214 of them."
    )
    row = _held("214 of them", (214, 214, MEN), time="2024-03")
    own = _link(first, telling("b", "Steppe Beacon", "2024-03-09", text, row))
    assert "corrected_figure" in _kinds(own)
    assert not [one for one in own.contradictions if "withdrawn" in one.about]
    other = _link(first, telling("b", "Iron Post", "2024-03-09", text, row))
    assert "corrected_figure" not in _kinds(other)


@pytest.mark.parametrize(
    ("unit", "numbers"),
    [
        ("the 44th brigade", {"brigade": frozenset({"44"})}),
        ("812-й полк", {"regiment": frozenset({"812"})}),
        ("2-й батальон 36-й отдельной бригады", {"battalion": frozenset({"2"}), "brigade": frozenset({"36"})}),
        ("3-тя окрема штурмова бригада", {"brigade": frozenset({"3"})}),
        ("полковник 5 человек", {}),
        (None, {}),
    ],
)
def test_numbers_of_formations_are_read_by_echelon(unit: str | None, numbers: dict[str, frozenset[str]]) -> None:
    assert formations(unit) == numbers


def test_one_act_of_two_brigades_is_an_identity_contradiction(telling: Telling) -> None:
    def linked(one: str, other: str) -> Linked:
        nineteen = (19, 19, MEN)
        return _two(
            telling, _held("nineteen", nineteen, unit=one), _held("nineteen men", nineteen, unit=other), language="en"
        )

    (found,) = linked("the 44th brigade", "the 61st brigade").contradictions
    assert (found.kind, found.claims) == ("identity", ("a:c01", "b:c01"))
    assert not linked("the 44th brigade", "44-та бригада").contradictions
    assert not linked("a battalion of the 44th brigade", "the 2nd battalion").contradictions


def test_words_given_to_another_man_are_an_identity_contradiction(telling: Telling) -> None:
    def linked(one: str, other: str) -> Linked:
        origin = telling(
            "a",
            "Steppe Beacon",
            "2024-03-05",
            "He counted nineteen men behind the bolted mill door.",
            _held("nineteen men", (19, 19, MEN)),
        )
        copy = telling(
            "b",
            "Iron Post",
            "2024-03-06",
            "He counted nineteen men behind the bolted mill door. More.",
            _held("nineteen men", (19, 19, MEN)),
        )
        named = []
        for reading, name in ((origin, one), (copy, other)):
            (claim,) = reading.claims
            assert claim.speaker is not None
            named.append(replace(reading, claims=(replace(claim, speaker=replace(claim.speaker, name=name)),)))
        return _link(*named)

    (found,) = linked("Ivan Honchar", "Petro Melnyk").contradictions
    assert found.kind == "identity" and "Honchar" in found.about and "Melnyk" in found.about
    assert not linked("Ivan Honchar", "Гончар").contradictions
    assert not linked("Ivan Honchar", "I. Honchar").contradictions


def test_names_over_alphabets_and_endings_are_one() -> None:
    assert other_name("Ivan Honchar", "Petro Melnyk")
    assert not other_name("Мельник", "Мельника") and not other_name("Melnyk", "Мельник")
    assert not other_name("", "Melnyk")
