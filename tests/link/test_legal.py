"""The legal sheet: four states, each with its words; rules by day and side; copies state nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from nomansland.group import group
from nomansland.link import link
from nomansland.link.legal import sheets
from nomansland.words import Reading
from nomansland.words.law import CANNOT_TELL, CONDITIONS, IN_FORCE, NOT_IN_FORCE, bearing, rules
from nomansland.words.sheet import Sheet, SheetCell

Telling = Callable[..., Reading]


def _with(reading: Reading, **conditions: tuple[tuple[str, str], ...]) -> Reading:
    """A reading whose claims state conditions, by claim id."""
    claims = tuple(replace(one, conditions=conditions.get(one.id, ())) for one in reading.claims)
    return replace(reading, claims=claims)


def _sheets(*readings: Reading) -> tuple[Sheet, ...]:
    retellings = group(readings)
    return sheets(link(readings, retellings).sites, readings, retellings)


def _cell(sheet: Sheet, condition: str) -> SheetCell:
    return next(cell for cell in sheet.cells if cell.condition == condition)


def _held(says: str, **more: object) -> dict[str, object]:
    return {"type": "coercion.detention", "says": says, "place": "Lozova", "by": "relative", **more}


def test_four_states_each_with_its_words(telling: Telling) -> None:
    text = "Men are kept in a brewery. A judge decided, says the major. No judge was seen, says a mother."
    rows = [
        _held("Men are kept in a brewery", time="2023-02"),
        {"type": "coercion.conditions", "says": "A judge decided", "place": "Lozova", "by": "official"},
        {"type": "coercion.conditions", "says": "No judge was seen", "place": "Lozova", "by": "relative"},
    ]
    reading = telling("a", "Beacon", "2023-03-05", text, *rows)
    read = _with(reading, c01=(("C4", "no"), ("C6", "yes")), c02=(("C3", "yes"),), c03=(("C3", "no"),))
    (sheet,) = _sheets(read)
    states = {cell.condition: cell.state for cell in sheet.cells}
    assert list(states) == list(CONDITIONS)
    assert (states["C4"], states["C6"], states["C3"], states["C9"]) == ("no", "yes", "contradicted", "not stated")
    assert {one.passage.quote for one in _cell(sheet, "C3").stated} == {"A judge decided", "No judge was seen"}
    assert _cell(sheet, "C9").newsrooms.high == 0


def test_a_copy_states_nothing_twice(telling: Telling) -> None:
    row = _held("Men are kept in a brewery by Lozova without a toilet", time="2023-02")
    says = "Men are kept in a brewery by Lozova without a toilet."
    one = _with(telling("a", "Beacon", "2023-03-05", says, row), c01=(("C6", "no"),))
    other = _with(telling("b", "Iron Post", "2023-03-06", says, row), c01=(("C6", "no"),))
    cell = _cell(_sheets(one, other)[0], "C6")
    assert [told.claim for told in cell.stated] == ["a:c01"]
    assert (cell.newsrooms.low, cell.newsrooms.high) == (1, 1)


def test_accounts_of_different_days_are_said_to_be_so(telling: Telling) -> None:
    text = "Phones were taken in June. Phones came back in August."
    rows = [_held("Phones were taken in June", time="2023-06"), _held("Phones came back in August", time="2023-08")]
    read = _with(telling("a", "Beacon", "2023-09-05", text, *rows), c01=(("C13", "no"),), c02=(("C13", "yes"),))
    cell = _cell(_sheets(read)[0], "C13")
    assert (cell.state, cell.note) == ("contradicted", "told of different days: both can hold")


def test_the_other_side_alone_is_said(telling: Telling) -> None:
    read = _with(telling("a", "Beacon", "2023-09-05", "Men sit there.", _held("Men sit there")), c01=(("C5", "no"),))
    claim = read.claims[0]
    assert claim.speaker is not None
    told = replace(read, claims=(replace(claim, speaker=replace(claim.speaker, adversary=True)),))
    assert _cell(_sheets(told)[0], "C5").note == "the other side only"
    assert _cell(_sheets(read)[0], "C5").note == ""


def test_what_is_told_of_no_site_stands_apart_by_side(telling: Telling) -> None:
    rows = [
        {"type": "refusal.order", "says": "Men refused", "by": "soldier"},
        {"type": "refusal.order", "says": "Others refused", "by": "soldier", "side": "UA"},
    ]
    reading = telling("a", "Beacon", "2023-09-05", "Men refused. Others refused.", *rows)
    found = _sheets(_with(reading, c01=(("C22", "yes"),), c02=(("C22", "no"),)))
    assert [(sheet.site, sheet.side, _cell(sheet, "C22").state) for sheet in found] == [
        ("", "RF", "yes"),
        ("", "UA", "no"),
    ]


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        ((date(2023, 6, 1), date(2023, 6, 30)), NOT_IN_FORCE),
        ((date(2024, 10, 7), date(2024, 10, 7)), IN_FORCE),
        ((date(2024, 10, 1), date(2024, 10, 31)), CANNOT_TELL),
        (None, CANNOT_TELL),
    ],
)
def test_a_rule_holds_on_its_days_only(days: tuple[date, date] | None, standing: str) -> None:
    assert rules()["RF-9"].on(days) == standing


def test_a_month_as_first_day_is_not_rounded() -> None:
    rule = rules()["UA-2"]
    assert rule.on((date(2023, 1, 20), date(2023, 1, 20))) == CANNOT_TELL
    assert rule.on((date(2023, 2, 1), date(2023, 2, 1))) == IN_FORCE
    assert rule.on((date(2022, 12, 1), date(2022, 12, 1))) == NOT_IN_FORCE


def test_rules_bind_their_side(telling: Telling) -> None:
    assert {rule.id for rule in bearing("C3", "RF")} & {"RF-1", "INT-1"} == {"RF-1", "INT-1"}
    assert not any(rule.id.startswith("UA") for rule in bearing("C3", "RF"))
    assert all({"RF", "UA"} <= set(rule.sides) for rule in bearing("C3", None))


def test_every_rule_says_what_it_must() -> None:
    for rule in rules().values():
        assert set(rule.title) == {"en", "ru", "uk"}
        assert rule.says
        assert rule.source
        assert set(rule.sides) <= {"RF", "UA"}
        assert set(rule.bears) <= set(CONDITIONS)
        assert rule.citable == (rule.verified and rule.first is not None)
        if rule.first and rule.last:
            assert rule.on((date(1900, 1, 1), date(1900, 1, 2))) == NOT_IN_FORCE
    assert not rules()["RF-3"].citable
    assert not rules()["RF-7"].citable


def test_both_sides_alike(telling: Telling) -> None:
    def of(side: str) -> list[tuple[str, str, str | None]]:
        row = _held("Men sit there", side=side, time="2023-02")
        read = _with(telling("a", "Beacon", "2023-03-05", "Men sit there.", row), c01=(("C5", "no"), ("C6", "yes")))
        return [(cell.condition, cell.state, sheet.name) for sheet in _sheets(read) for cell in sheet.cells]

    assert of("RF") == of("UA")
