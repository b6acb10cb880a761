"""What sources can see: volume without copies, delays, silences, even standards, series that add up or do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from nomansland.study.coverage import audit, compared, coverage, known, levels, load, wilson
from nomansland.study.coverage.series import Series, Value
from nomansland.words import (
    Claim,
    Edge,
    Finding,
    Incident,
    Interval,
    Passage,
    Publication,
    Reading,
    Report,
    Retelling,
    Speaker,
    Time,
)
from nomansland.words.errors import StudyError

ONE, TWO = Interval(1, 1), Interval(2, 2)


def _reading(name: str, day: str, side: str = "RF", when: str | None = None, outlet: str = "Canal") -> Reading:
    claim = Claim("c1", name, "refusal.order", Passage("ab", 0, 2), side=side, time=Time(when) if when else None)
    return Reading(Report(name, "ab", outlet=outlet, published=day), "en", Publication(stated=day), (claim,))


def _incident(name: str, side: str, newsrooms: Interval, *claims: str) -> Incident:
    return Incident(name, claims, ("refusal.order",), side, ONE, newsrooms)


def test_copies_are_counted_apart_from_reports() -> None:
    readings = [_reading("a", "2023-06-05"), _reading("b", "2023-06-06"), _reading("c", "2023-06-06", "UA")]
    told = Retelling("t", ("a", "b"), (Edge("b", "a", "copy", 9.0),), ONE, ONE)
    found = coverage(readings, [told], []).volumes
    assert [(one.side, one.month, one.reports, one.copies) for one in found] == [
        ("RF", "2023-06", 2, 1),
        ("UA", "2023-06", 1, 0),
    ]


def test_delay_is_an_interval_of_the_first_telling() -> None:
    readings = [
        _reading("a", "2023-06-20", when="2023-06-10"),
        _reading("b", "2023-06-12", when="2023-06-01/2023-06-10"),
        _reading("c", "2023-06-12", when="2023-06-30"),
        _reading("d", "2023-06-12"),
    ]
    same = _incident("i", "RF", ONE, "a:c1", "b:c1")
    first = next(one for one in coverage(readings, [], [same]).lags if one.outlet == "all")
    assert (first.events, first.low, first.high, first.unknown, first.odd) == (1, 2.0, 11.0, 1, 1)


def test_silence_stands_out_and_an_even_pace_does_not() -> None:
    days = [f"2023-0{month}-{day:02d}" for month in (1, 2, 3) for day in range(1, 28, 2)]
    even = [_reading(f"e{number}", day, outlet="Even") for number, day in enumerate(days)]
    broken = [
        _reading(f"b{number}", day, "UA", outlet="Broken")
        for number, day in enumerate(day for day in days if not "2023-02-01" <= day <= "2023-02-25")
    ]
    found = coverage([*even, *broken], [], []).silences
    assert {one.who for one in found} == {"outlet Broken", "all on UA"}
    assert all((one.first, one.last) == ("2023-01-27", "2023-02-27") and one.p <= 0.01 for one in found)


def test_uneven_standard_is_named_and_an_even_one_is_not() -> None:
    readings = [_reading(f"r{k}", "2023-06-05", "RF" if k < 20 else "UA", "2023-06-04") for k in range(40)]
    told = [
        _incident(f"i{k}", "RF" if k < 20 else "UA", TWO if k < 18 or k >= 36 else ONE, f"r{k}:c1") for k in range(40)
    ]
    found = {one.name: one for one in coverage(readings, [], told).standards}
    rooms = found["two newsrooms or more"]
    assert rooms.parts == (18, 4) and rooms.uneven and rooms.difference == pytest.approx(0.7)
    assert not found["day known within a week"].uneven
    assert found["accepted, of decided"].difference is None


def test_decisions_are_part_of_the_audit() -> None:
    readings = [_reading(f"r{k}", "2023-06-05", "RF" if k < 10 else "UA") for k in range(20)]
    told = [_incident(f"i{k}", "RF" if k < 10 else "UA", ONE, f"r{k}:c1") for k in range(20)]
    findings = [Finding(f"r{k}:c1", "accepted" if k < 10 else "rejected") for k in range(20)]
    found = {one.name: one for one in coverage(readings, [], told, findings).standards}
    assert found["accepted, of decided"].parts == (10, 0)
    assert found["accepted, of decided"].wholes == (10, 10)
    assert found["accepted, of decided"].uneven


def test_told_by_the_other_side_only_is_counted() -> None:
    claim = Claim(
        "c1", "r", "refusal.order", Passage("ab", 0, 2), side="UA", speaker=Speaker("official", adversary=True)
    )
    reading = Reading(Report("r", "ab"), "en", Publication(), (claim,))
    found = coverage([reading], [], [_incident("i", "UA", ONE, "r:c1")]).standards
    assert next(one for one in found if one.name == "told by the other side only").parts == (0, 1)


def test_intervals_are_those_of_the_literature() -> None:
    # Newcombe 1998: 56 of 70 against 48 of 80 has the hybrid score interval .0524 to .3339.
    one = compared("x", (56, 48), (70, 80))
    assert one.low == pytest.approx(0.0524, abs=5e-5) and one.high == pytest.approx(0.3339, abs=5e-5)
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_audit_finds_the_total_that_was_corrected() -> None:
    assert any(fault.kind == "conflict" and set(fault.values) == {202_997, 185_339} for fault in audit(known()))
    assert not any(fault.kind == "total" for fault in audit(known()))


def test_audit_finds_parts_ratio_and_units() -> None:
    found = {(fault.series, fault.kind) for fault in audit(known())}
    assert ("rf-cases-since-mobilisation", "parts") in found
    assert ("rf-awol-sentences-month", "unit") in found
    assert ("ua-recruiter-complaints", "ratio") in found


def test_audit_finds_sums_and_falls_and_passes_what_is_whole() -> None:
    values = (Value("2023-01", 5, "x"), Value("2023-02", 6, "x"), Value("2023-01/2023-02", 12, "x"))
    one = Series("s", "RF", "m", "case", "h", "flow", "", values)
    assert [fault.values for fault in audit([one])] == [(11, 12)]
    whole = Series("s", "RF", "m", "case", "h", "flow", "", (*values[:2], Value("2023-01/2023-02", 11, "x")))
    assert audit([whole]) == ()
    falling = Series(
        "s", "RF", "m", "case", "h", "cumulative", "", (Value("2023/2023-06", 9, "x"), Value("2023/2023-09", 8, "x"))
    )
    assert [fault.kind for fault in audit([falling])] == ["falls"]


def test_each_series_stands_against_its_own_first_period() -> None:
    rows = [one for one in levels(known()) if one.series == "ua-art-407"]
    assert [one.period for one in rows] == ["2022", "2023", "2024", "2025-01/2025-07"]
    assert rows[0].times_first == 1.0
    assert rows[2].times_first == pytest.approx((67_840 / 366) / (6_988 / 365))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: [", "no YAML"),
        ("a: 1", "list of series"),
        ("- {id: x, side: RF}", "x: 'measure'"),
        ("- {id: x, side: RF, measure: m, unit: u, holder: h, kind: sum, values: []}", "kind is 'sum'"),
        ("- {id: x, side: RF, measure: m, unit: u, holder: h, values: [{period: soon, value: 1}]}", "not an EDTF"),
    ],
)
def test_bad_series_are_refused_by_name(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(StudyError, match=word):
        load(path)
