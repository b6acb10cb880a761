"""Blocks miss nothing that laying each claim beside each would find; what is too much is counted."""

from __future__ import annotations

from itertools import combinations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from nomansland.cli import main
from nomansland.group import group
from nomansland.link.blocks import NEIGHBOURS, Blocks
from nomansland.link.incidents import SLIGHT, clusters, incidents, proposals
from nomansland.link.pairs import compare
from nomansland.link.scene import Scene
from nomansland.link.weights import table
from nomansland.tables import Case
from nomansland.words import (
    Candidate,
    Claim,
    Count,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Time,
)

DAYS = [None, "2024-03-01", "2024-03-02", "2024-03-14", "2024-04-01", "2024-03", "2024", "2024-03-20/2024-05-01"]
TYPES = ["refusal.order", "refusal.mutiny", "coercion.detention", "evasion.border"]
TEXT = "They refused at the mill. The others did not. It was told in the town, and nobody knew it for certain."

degrees = st.sampled_from([48.0, 48.05, 48.2, 48.5, 49.4])
candidates = st.builds(
    lambda lat, lon, radius, weight: Candidate(f"{lat},{lon}", "x", lat, lon, radius, weight),
    degrees,
    st.sampled_from([36.0, 36.06, 36.3, 37.5]),
    st.sampled_from([0.0, 3.0, 5.0, 15.0, 60.0, 150.0]),
    st.sampled_from([0.2, 0.5, 0.9]),
)
places = st.one_of(
    st.none(),
    st.builds(
        lambda text, found, region: Place(text, None, tuple(found), region),
        st.sampled_from(["Lozova", "Lozovaya", "Mala Danylivka", "Orikhiv"]),
        st.lists(candidates, max_size=3),
        st.sampled_from([None, "donbas"]),
    ),
)


@st.composite
def claims(draw: st.DrawFn, report: str, number: int) -> Claim:
    day = draw(st.sampled_from(DAYS))
    where, carried = draw(places), draw(st.booleans())
    if where is not None and carried:
        where = Place(where.text, Passage.of(TEXT, 0, 4), where.candidates, where.region)
    start = draw(st.sampled_from([0, 30, 60]))
    return Claim(
        f"c{number}",
        report,
        draw(st.sampled_from(TYPES)),
        Passage.of(TEXT, start, start + 10),
        side=draw(st.sampled_from(["RF", "UA", None])),
        place=where,
        time=Time(day, Passage.of(TEXT, 0, 4) if draw(st.booleans()) else None) if day else None,
        count=draw(st.sampled_from([None, Count(5, 5, "person"), Count(20, None, "person"), Count(1, 1, "company")])),
        unit=draw(st.sampled_from([None, "812th regiment", "the 44th brigade"])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> list[Reading]:
    out = []
    for number in range(draw(st.integers(2, 6))):
        ref = f"r{number}"
        rows = tuple(draw(claims(ref, place)) for place in range(draw(st.integers(1, 4))))
        text = TEXT if draw(st.booleans()) else f"{TEXT[:-1]} {number} " + "word " * number
        report = Report(ref, text, outlet=draw(st.sampled_from(["Steppe Beacon", "Iron Post"])), language="en")
        out.append(Reading(report, "en", Publication("2024-03-05"), rows))
    return out


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_blocks_give_what_laying_each_claim_beside_each_gives(world: list[Reading]) -> None:
    scene = Scene(world, group(world))
    profiles = [scene.profile(claim) for claim in scene.asserted()]
    every = (compare(scene, one, other) for one, other in combinations(profiles, 2))
    wanted = {
        frozenset((pair.one.ref, pair.other.ref)) for pair in every if pair.tied and pair.score > table().least + SLIGHT
    }
    blocks = Blocks(scene, profiles)
    found = [frozenset((pair.one.ref, pair.other.ref)) for pair in proposals(scene, blocks)]
    assert set(found) == wanted
    assert len(found) == len(wanted), "each pair once"
    assert not blocks.uncompared


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_incident_spans_two_sides_or_two_kinds_of_act(world: list[Reading]) -> None:
    scene = Scene(world, group(world))
    for one in incidents(scene)[0]:
        sides = {scene.claims[ref].side for ref in one.claims} - {None}
        acts = {scene.profile(scene.claims[ref]).act for ref in one.claims}
        assert len(sides) <= 1 and len(acts) == 1


def _crowd(size: int, day: str = "2024-03-01") -> list[Reading]:
    spot = Place("Lozova", None, (Candidate("lozova", "Lozova", 48.89, 36.32, 3.0, 1.0),))
    out = []
    for number in range(size):
        ref, text = f"r{number:05}", f"Number {number} says that they refused, account {number * 7919}."
        claim = Claim("c1", ref, "refusal.order", Passage.of(text, 0, 6), side="RF", place=spot, time=Time(day))
        out.append(Reading(Report(ref, text, outlet=f"Outlet {number}"), "en", Publication(day), (claim,)))
    return out


def test_a_block_of_many_hundred_claims_is_not_passed_over() -> None:
    crowd = _crowd(450)
    scene = Scene(crowd, group(crowd))
    found, uncompared = clusters(scene)
    assert [len(claims) for claims, _ in found] == [450]
    for one in uncompared:
        assert one.pairs > 0


def test_what_is_too_much_to_compare_is_counted_and_said() -> None:
    size = 1200
    crowd = _crowd(size)
    scene = Scene(crowd, group(crowd))
    blocks = Blocks(scene, [scene.profile(claim) for claim in scene.asserted()])
    made = len(list(blocks.pairs()))
    whole = size * (size - 1) // 2
    assert made < whole
    (left,) = {one.by: one for one in blocks.uncompared}.values()
    assert (left.act, left.side, left.by, left.claims) == ("open refusal", "RF", "place", size)
    assert left.pairs >= whole - made - size * NEIGHBOURS
    assert f"{size:,} claims" in str(left) and f"{left.pairs:,}" in str(left)


def test_the_command_says_what_was_not_compared(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from nomansland.tables import write

    crowd = _crowd(60)
    write.save_reports([reading.report for reading in crowd])
    write.save_readings(crowd)
    monkeypatch.setenv("NOMANSLAND_CASE", str(case.folder))
    quiet = CliRunner().invoke(main, ["link"])
    assert quiet.exit_code == 0 and "passed over" not in quiet.stderr
    monkeypatch.setattr("nomansland.link.blocks.PER_CLAIM", 1)
    monkeypatch.setattr("nomansland.link.blocks.NEIGHBOURS", 2)
    said = CliRunner().invoke(main, ["link"])
    assert said.exit_code == 0 and "60 claims of one place" in said.stderr and "passed over" in said.stderr
