"""Places of a lineage weighed together: what one telling leaves open another closes, and the reading's own stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from nomansland.link import placed
from nomansland.record import Record, place_rows
from nomansland.words import Candidate, Interval, Place, Reading, Relation, Retelling

EAST = Candidate("UA1", "Verkhy, Svativskyi raion, Luhanska oblast", 49.0, 38.5, 3.0, 0.5, admin=("UA44",))
WEST = Candidate("UA2", "Verkhy, Chuhuivskyi raion, Kharkivska oblast", 49.0, 35.5, 3.0, 0.5, admin=("UA63",))
OPEN = Place("Verkhy", None, (EAST, WEST))
REGION = Place(
    "Luhansk oblast", None, (Candidate("region:luhansk-oblast", "Luhansk Oblast", 48.9, 39.0, 110, 1.0, "oblast"),),
    "luhansk-oblast",
)  # fmt: skip
Telling = Callable[..., Reading]


def clear(east: float) -> Place:
    """The name with so much weight on its eastern place."""
    rows = (replace(EAST, weight=east), replace(WEST, weight=1 - east))
    return Place("Verkhy", None, tuple(sorted(rows, key=lambda one: -one.weight)))


def lineage(telling: Telling, *places: Place) -> tuple[list[Reading], list[Retelling]]:
    """Reports that retell one story, each with its place."""
    made = []
    for number, place in enumerate(places, 1):
        says = f"Men refused to go, report {number}"
        reading = telling(f"r{number}", f"Outlet {number}", "2023-06-01", says, {"type": "refusal.order", "says": says})
        made.append(replace(reading, claims=(replace(reading.claims[0], place=place),)))
    names = tuple(f"r{number}" for number in range(1, len(places) + 1))
    return made, [Retelling("l1", names, (), Interval(1, 1), Interval(1, 2))]


def test_a_source_that_knows_better_closes_what_is_open(telling: Telling) -> None:
    readings, tellings = lineage(telling, OPEN, clear(0.95))
    (found,) = placed(readings, tellings)
    assert found.claim == "r1:c01" and found.own == OPEN and found.reports == ("r2",)
    assert found.new.best and found.new.best.code == "UA1" and found.new.best.weight > 0.8
    assert readings[0].claims[0].place == OPEN


def test_copies_that_say_the_same_make_nothing_surer(telling: Telling) -> None:
    assert placed(*lineage(telling, clear(0.7), clear(0.7), clear(0.7))) == ()


def test_without_a_lineage_nothing_is_weighed_again(telling: Telling) -> None:
    readings, _ = lineage(telling, OPEN, clear(0.95))
    assert placed(readings, []) == ()


NEAR_EAST = Candidate("UA3", "Nyzy, Svativskyi raion, Luhanska oblast", 49.1, 38.5, 3.0, 0.5)
NEAR_WEST = Candidate("UA4", "Nyzy, Chuhuivskyi raion, Kharkivska oblast", 49.1, 35.5, 3.0, 0.5)


def spoken(reading: Reading, nyzy: Place, relation: Relation | None = None) -> Reading:
    """A reading that names a second place, and may say how the first one lies to it."""
    return replace(reading, places=(OPEN, nyzy), relations=(relation,) if relation else ())


@pytest.mark.parametrize(("clear_one", "told"), [(NEAR_EAST, "UA1"), (NEAR_WEST, "UA2")])
@pytest.mark.parametrize(
    ("kind", "km", "direction", "says"),
    [
        ("distance", 11.0, "south", "puts it 11 km south of Nyzy"),
        ("near", None, None, "puts it near Nyzy"),
        ("direction", None, "south", "puts it south of Nyzy"),
    ],
)
def test_a_relation_of_one_telling_to_a_place_that_another_makes_clear(
    telling: Telling, clear_one: Candidate, told: str, kind: str, km: float | None, direction: str | None, says: str
) -> None:
    readings, tellings = lineage(telling, OPEN, OPEN, OPEN)
    either = Place("Nyzy", None, (NEAR_EAST, NEAR_WEST))
    passage = readings[1].claims[0].passage
    readings[1] = spoken(readings[1], either, Relation("Verkhy", kind, ("Nyzy",), passage, km, direction))
    assert placed(readings, tellings) == ()
    readings[2] = spoken(readings[2], Place("Nyzy", None, (replace(clear_one, weight=1.0),)))
    found = placed(readings, tellings)
    assert [one.claim for one in found] == ["r1:c01", "r2:c01", "r3:c01"]
    for one in found:
        assert one.new.best and one.new.best.code == told and 0.6 < one.new.best.weight < 0.99
        assert any(says in why and why.startswith("Report r2") for why in one.new.why)
        assert {c.code: c.radius_km for c in one.new.candidates} == {"UA1": 3.0, "UA2": 3.0}


def test_copies_of_a_relation_count_once(telling: Telling) -> None:
    weights = []
    for copies in (1, 3):
        readings, tellings = lineage(telling, *[OPEN] * (copies + 1))
        relation = Relation("Verkhy", "near", ("Nyzy",), readings[1].claims[0].passage)
        nyzy = Place("Nyzy", None, (replace(NEAR_EAST, weight=1.0),))
        made = [readings[0], *(spoken(one, nyzy, relation) for one in readings[1:])]
        best = next(one.new.best for one in placed(made, tellings) if one.claim == "r1:c01")
        weights.append(best.weight if best else 0.0)
    assert weights[0] == weights[1] > 0.6


@pytest.mark.parametrize(("east", "added"), [(0.95, True), (0.05, False)])
def test_the_oblast_and_the_village_of_its_source(telling: Telling, east: float, added: bool) -> None:
    readings, tellings = lineage(telling, REGION, clear(east))
    found = {one.claim: one for one in placed(readings, tellings)}
    assert ("r1:c01" in found) == added
    if added:
        best = {one.code: one for one in found["r1:c01"].new.candidates}
        assert best["region:luhansk-oblast"].weight >= 0.5 and best["UA1"].weight > 0.4
        assert best["UA1"].radius_km == EAST.radius_km


def test_an_oblast_decides_between_namesakes(telling: Telling) -> None:
    readings, tellings = lineage(telling, OPEN, REGION)
    found = {one.claim: one for one in placed(readings, tellings)}["r1:c01"]
    assert found.new.best and found.new.best.code == "UA1"
    assert any("Report r2 tells it of Luhansk Oblast" in why for why in found.new.why)


def test_the_record_shows_both_values_and_why(telling: Telling) -> None:
    readings, tellings = lineage(telling, OPEN, clear(0.95))
    _, ((claim, named, own, new, why),) = place_rows(Record(readings, tellings))
    assert (claim, named) == ("r1:c01", "Verkhy")
    assert "50%" in own and "50%" not in new.splitlines()[0] and "Report r2" in why
