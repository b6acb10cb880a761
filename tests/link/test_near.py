"""Looking up accounts by place finds all that lies near, as looking through every one of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomansland.group.compare import same_place
from nomansland.link.near import Near
from nomansland.words import Candidate, Claim, Passage, Place

points = st.builds(
    lambda lat, lon, radius: Candidate("x", "x", lat, lon, radius, 0.6),
    st.floats(44, 60),
    st.floats(25, 45),
    st.sampled_from([0.0, 5.0, 20.0, 90.0, 250.0]),
)
places = st.builds(
    lambda found, region: Place("x", None, tuple(found), region),
    st.lists(points, max_size=3),
    st.sampled_from([None, "donbas"]),
)


@given(st.lists(st.one_of(st.none(), places), max_size=12), st.one_of(st.none(), places))
def test_nothing_near_is_missed(spots: list[Place | None], place: Place | None) -> None:
    near = Near()
    claims = [Claim(f"c{number}", f"r{number % 4}", "refusal.order", Passage("", 0, 0)) for number in range(len(spots))]
    for claim, spot in zip(claims, spots, strict=True):
        near.add(claim, spot)
    wanted = {
        claim.ref
        for claim, spot in zip(claims, spots, strict=True)
        if claim.report == "r1" or same_place(place, spot) is True
    }
    found = [claim.ref for claim in near.of({"r1"}, place)]
    assert wanted <= set(found)
    assert found == [claim.ref for claim in claims if claim.ref in set(found)]


def test_what_is_far_is_not_looked_at() -> None:
    near = Near()
    here, there = (Place("x", None, (Candidate("x", "x", 48.0, lon, 5.0, 1.0),)) for lon in (36.0, 39.0))
    near.add(Claim("c1", "a", "refusal.order", Passage("", 0, 0)), here)
    near.add(Claim("c2", "b", "refusal.order", Passage("", 0, 0)), there)
    assert [claim.ref for claim in near.of((), here)] == ["a:c1"]
    assert near.of((), None) == []
