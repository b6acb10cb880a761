"""Which incidents a study may use: asserted ones of a known place and day, once for each story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.study.made_events import claim, incident, place, readings

from nomansland.study.events import Events, LeftOut, located, thrown_out
from nomansland.words import Claim, Decision, Finding, Place, Speaker, Time

OFFICER = Speaker("official", adversary=True)


def events(*claims: Claim, **states: str) -> Events:
    """Each claim in an incident of its own, named i1, i2…; `states` are findings by `r1_c1`."""
    told = [incident(f"i{number}", one) for number, one in enumerate(claims, 1)]
    found = [Finding(ref.replace("_", ":"), state) for ref, state in states.items()]
    return located(readings(*claims), told, found)


def reasons(found: Events) -> list[tuple[str, str, int]]:
    return [(one.side, one.reason, one.number) for one in found.left_out]


def test_an_asserted_refusal_with_place_and_day_enters() -> None:
    (one,) = events(claim("r1:c1")).primary
    assert (one.side, one.first, one.places[0].name, one.reports) == ("RF", date(2023, 7, 10), "Orikhiv", ("r1",))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"place": None}, "no-place"),
        ({"place": Place("Luhansk region", None, region="luhansk-oblast")}, "region"),
        ({"place": place("Orikhiv", radius=60.0)}, "region"),
        ({"place": place("Orikhiv", weight=0.3)}, "region"),
        ({"place": place("Orikhiv", kind="site")}, "site"),
        ({"place": replace(place("Orikhiv"), text="the garrison court of Orikhiv")}, "site"),
        ({"place": replace(place("Orikhiv"), text="Ореховском гарнизонном суде")}, "site"),
        ({"site": "the cellar of Orikhiv"}, "site"),
        ({"time": None}, "no-day"),
        ({"time": Time("2023")}, "no-day"),
        ({"time": Time("../2023-07-10")}, "no-day"),
        ({"side": None}, "side"),
        ({"side": "both"}, "side"),
        ({"speaker": OFFICER}, "adversary"),
    ],
)
def test_what_cannot_enter_is_counted_by_side_and_reason(changes: dict[str, Any], reason: str) -> None:
    found = events(claim("r1:c1", **changes))
    assert found.primary == ()
    assert reasons(found) == [(changes.get("side", "RF") or "unknown", reason, 1)]


@pytest.mark.parametrize(
    "changes", [{"modality": "denied"}, {"modality": "historical"}, {"type": "coercion.detention"}]
)
def test_what_is_no_asserted_refusal_is_not_even_left_out(changes: dict[str, str]) -> None:
    assert events(claim("r1:c1", **changes)) == Events((), (), (), ())


@pytest.mark.parametrize("state", ["rejected", "retracted"])
def test_what_people_threw_out_is_out(state: str) -> None:
    found = events(claim("r1:c1"), r1_c1=state)
    assert found.primary == ()
    assert found.left_out == (LeftOut("RF", "rejected", 1, ("i1",)),)


def decision(number: int, verdict: str, by: str = "Olena", undoes: str | None = None) -> Decision:
    return Decision(f"d{number}", "incident", "i1", verdict, by, "2023-08-01T00:00:00", undoes=undoes)


@pytest.mark.parametrize(
    ("rows", "out"),
    [
        ((decision(1, "reject"),), True),
        ((decision(1, "retract"),), True),
        ((decision(1, "accept"),), False),
        ((decision(1, "reject"), decision(2, "accept")), False),
        ((decision(1, "reject"), decision(2, "accept", "Taras")), True),
        ((decision(1, "reject"), decision(2, "undo", undoes="d1")), False),
    ],
)
def test_an_incident_that_people_threw_out_is_out(rows: tuple[Decision, ...], out: bool) -> None:
    one = claim("r1:c1")
    found = located(readings(one), [incident("i1", one)], (), thrown_out(rows))
    assert (reasons(found) == [("RF", "rejected", 1)]) == out == (not found.primary)


def test_corrections_hold() -> None:
    one = claim("r1:c1")
    found = located(readings(one), [incident("i1", one)], [Finding(one.ref, "accepted", corrections=(("side", "UA"),))])
    assert [(each.side, each.accepted) for each in found.primary] == [("UA", True)]


def test_what_only_the_other_side_tells_is_kept_apart() -> None:
    found = events(claim("r1:c1", speaker=OFFICER))
    assert [one.id for one in found.adversary] == ["i1"]
    both = claim("r1:c1", speaker=OFFICER), claim("r2:c1")
    (one,) = located(readings(*both), [incident("i1", *both)]).primary
    assert not one.adversary


def test_a_claim_of_no_incident_does_not_enter() -> None:
    assert reasons(located(readings(claim("r1:c1")), [])) == [("RF", "reply", 1)]


def test_a_contact_is_listed_with_its_denial_and_never_paired() -> None:
    told = claim("r1:c1", type="truce.fraternization", side="both")
    denied = claim("r1:c2", type="truce.fraternization", side="both", modality="denied")
    found = located(readings(told, denied), [incident("i1", told)])
    assert found.primary == ()
    assert [(one.place, one.first, one.denied_by) for one in found.contacts] == [
        ("Orikhiv", date(2023, 7, 10), ("r1:c2",))
    ]


def test_an_absence_and_an_order_of_one_story_are_one_event() -> None:
    found = events(claim("r1:c1"), claim("r1:c2", type="refusal.absence", time=Time("2023-07-11")))
    (one,) = found.primary
    assert one.types == ("refusal.absence", "refusal.order")
    assert one.claims == ("r1:c1", "r1:c2")


@pytest.mark.parametrize(
    "other",
    [
        claim("r2:c1"),
        claim("r1:c2", side="UA"),
        claim("r1:c2", place=place("Bakhmut")),
        claim("r1:c2", time=Time("2023-07-20")),
        claim("r1:c2", time=Time("2023-07")),
    ],
    ids=["another report", "the other side", "another place", "another day", "no sharp day"],
)
def test_other_stories_stay_apart(other: Claim) -> None:
    assert len(events(claim("r1:c1"), other).primary) == 2


def test_swapping_the_sides_swaps_the_result() -> None:
    claims = [claim("r1:c1"), claim("r2:c1", side="UA", place=None), claim("r3:c1", side="UA", speaker=OFFICER)]
    other = {"RF": "UA", "UA": "RF"}
    swapped = events(*(replace(one, side=other[str(one.side)]) for one in claims))
    found = events(*claims)
    assert [replace(one, side=other[one.side]) for one in found.primary] == list(swapped.primary)
    assert sorted((other[side], reason) for side, reason, _ in reasons(found)) == [
        (side, reason) for side, reason, _ in reasons(swapped)
    ]
