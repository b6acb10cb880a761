"""Counts per side, type and month: bounds, each side on its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nomansland.study import LIMITS, estimates
from nomansland.words import (
    Claim,
    Estimate,
    Finding,
    Incident,
    Interval,
    Passage,
    Publication,
    Reading,
    Report,
    Speaker,
    Time,
)

ONE = Interval(1, 1)


def claim(number: int, side: str = "RF", when: str | None = "2023-06-05", kind: str = "refusal.order") -> Claim:
    return Claim(
        f"c{number}", "r1", kind, Passage("ab", number, number + 2), side=side, time=Time(when) if when else None
    )


def counted(*claims: Claim, states: str = "", incidents: tuple[Incident, ...] = ()) -> dict[tuple[str, ...], Estimate]:
    found = [
        Finding(one.ref, "accepted" if state == "a" else state)
        for one, state in zip(claims, states.split(), strict=False)
    ]
    made = estimates(found, [Reading(Report("r1", "x"), "en", Publication(), claims)], incidents)
    return {(str(one.side), *(value for _, value in one.group)): one for one in made}


def bounds(found: dict[tuple[str, ...], Estimate]) -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    return {key: (one.low, one.high) for key, one in found.items()}


def test_what_people_accepted_is_the_least_and_what_they_did_not_reject_the_most() -> None:
    found = counted(claim(1), claim(2), claim(3), claim(4), states="a undecided rejected disputed")
    assert bounds(found) == {("RF", "refusal.order"): (1, 3), ("RF", "refusal.order", "2023-06"): (1, 3)}
    assert all(one.value is None for one in found.values())


def test_where_both_bounds_meet_there_is_a_number() -> None:
    assert counted(claim(1), claim(2), states="a a")["RF", "refusal.order"].value == 2


def test_a_date_that_spans_months_counts_in_none_for_certain() -> None:
    found = counted(claim(1, when="2023-06-28/2023-07-02"), claim(2, when="2023-07"), states="a a")
    assert bounds(found) == {
        ("RF", "refusal.order"): (2, 2),
        ("RF", "refusal.order", "2023-06"): (0, 1),
        ("RF", "refusal.order", "2023-07"): (1, 2),
    }


@pytest.mark.parametrize("when", [None, "../2023-06-05", "2023-06-05/.."])
def test_without_a_closed_date_there_is_no_month(when: str | None) -> None:
    assert bounds(counted(claim(1, when=when), states="a")) == {("RF", "refusal.order"): (1, 1)}


def test_copies_of_one_incident_count_once() -> None:
    told = Incident("i1", ("r1:c1", "r1:c2"), ("refusal.order",), "RF", ONE, ONE)
    assert bounds(counted(claim(1), claim(2), claim(3), states="a a a", incidents=(told,)))["RF", "refusal.order"] == (
        2,
        2,
    )


def test_the_sides_are_never_added() -> None:
    found = counted(claim(1), claim(2, "UA"), claim(3, "both"), claim(4, "other"), states="a a a a")
    assert {one.side for one in found.values()} == {"RF", "UA"}
    assert bounds(found)["RF", "refusal.order"] == (2, 2) == bounds(found)["UA", "refusal.order"]


def test_swapping_the_sides_swaps_them() -> None:
    other = {"RF": "UA", "UA": "RF"}
    claims = [claim(1), claim(2, "UA"), claim(3, "UA", "2023-07-01")]
    swapped = [replace(one, side=other[str(one.side)]) for one in claims]
    found = {(other[key[0]], *key[1:]): value for key, value in bounds(counted(*claims, states="a a")).items()}
    assert found == bounds(counted(*swapped, states="a a"))


@pytest.mark.parametrize(
    "changes", [{"modality": "denied"}, {"modality": "conditional"}, {"type": "context.losses"}, {"side": None}]
)
def test_what_is_not_told_as_fact_is_not_counted(changes: dict[str, str]) -> None:
    assert counted(replace(claim(1), **changes), states="a") == {}  # type: ignore[arg-type]


def test_what_is_reported_as_unconfirmed_is_in_the_upper_bound_only() -> None:
    assert bounds(counted(replace(claim(1), hedge=True), states="a"))["RF", "refusal.order"] == (0, 1)


def test_corrections_are_followed() -> None:
    one = claim(1)
    made = estimates(
        [Finding(one.ref, "accepted", corrections=(("side", "UA"), ("time", "2023-08")))],
        [Reading(Report("r1", "x"), "en", Publication(), (one,))],
    )
    assert [(found.side, dict(found.group).get("month")) for found in made] == [("UA", None), ("UA", "2023-08")]


def test_every_number_says_what_it_cannot_know() -> None:
    found = counted(claim(1), states="a")
    assert all(set(LIMITS) <= set(one.limits) and one.method and one.unit == "incident" for one in found.values())
    assert any("do not compare" in limit for limit in LIMITS)


def test_what_a_count_rests_on_stands_beside_it() -> None:
    own, other = Speaker("soldier"), Speaker("official", adversary=True)
    one = Incident("i1", ("r1:c1", "r1:c2"), ("refusal.order",), "RF", ONE, Interval(2, 2))
    two = Incident("i2", ("r1:c3",), ("refusal.order",), "RF", ONE, ONE)
    told = [replace(claim(number), speaker=own if number == 1 else other) for number in (1, 2, 3)]
    found = counted(*told, states="a a a", incidents=(one, two))["RF", "refusal.order"]
    assert (found.high, found.single, found.adversary) == (2, 1, 1)
