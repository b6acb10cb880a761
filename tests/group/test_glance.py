"""A glance misses no pair of reports that tell a fact in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nomansland.group.facts import align
from nomansland.group.glance import glance
from nomansland.words import Candidate, Claim, Count, Passage, Place, Publication, Reading, Report, Time

DAYS = [
    None,
    "2024-03-01",
    "2024-03-03",
    "2024-03-30",
    "2024-04-01",
    "2024-03",
    "2024",
    "2024-03-20/2024-06-01",
    "../2024-03-01",
]
spots = st.builds(
    lambda lat, lon, radius: Candidate("x", "x", lat, lon, radius, 0.6),
    st.sampled_from([48.0, 48.24, 48.26, 49.0, 51.0]),
    st.sampled_from([36.0, 36.49, 36.51, 38.0]),
    st.sampled_from([0.0, 5.0, 30.0, 120.0]),
)
places = st.builds(
    lambda text, found, region: Place(text, None, tuple(found), region),
    st.sampled_from(["Lozova", "Лозовой", "Orikhiv", "Bi"]),
    st.lists(spots, max_size=2),
    st.sampled_from([None, "donbas"]),
)
claims = st.builds(
    lambda kind, side, place, day, count: Claim(
        "c1", "r", kind, Passage("", 0, 0), side=side, place=place, time=Time(day) if day else None, count=count
    ),
    st.sampled_from(["refusal.order", "refusal.mutiny", "coercion.detention"]),
    st.sampled_from(["RF", "UA", None]),
    st.one_of(st.none(), places),
    st.sampled_from(DAYS),
    st.sampled_from([None, Count(5, 5, "person"), Count(5, None, "person"), Count(40, 60, "person"), Count(1, 1, "x")]),
)
readings = st.builds(
    lambda rows: Reading(Report("r", ""), "en", Publication(), tuple(rows)), st.lists(claims, max_size=3)
)


@given(readings, readings)
def test_whoever_shares_a_fact_meets_at_a_glance(one: Reading, other: Reading) -> None:
    if align(one, other):
        assert glance(one).meets(glance(other)) and glance(other).meets(glance(one))


def test_reports_of_other_places_and_days_do_not_meet() -> None:
    def told(lat: float, day: str) -> Reading:
        place = Place("Lozova" if lat == 48.0 else "Orikhiv", None, (Candidate("x", "x", lat, 36.0, 5.0, 1.0),))
        claim = Claim("c1", "r", "refusal.order", Passage("", 0, 0), side="RF", place=place, time=Time(day))
        return Reading(Report("r", ""), "en", Publication(), (claim,))

    assert not glance(told(48.0, "2024-03-01")).meets(glance(told(50.0, "2024-03-09")))
    assert not glance(told(48.0, "2024-03-01")).meets(glance(told(48.0, "2024-06-09")))
    assert glance(told(48.0, "2024-03-01")).meets(glance(told(48.0, "2024-03-03")))
