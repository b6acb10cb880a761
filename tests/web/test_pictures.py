"""Pictures as data: both sides alike, uncertainty as size, days where they belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nomansland.web import labels
from nomansland.web.frontline import drawn
from nomansland.web.pictures.chart import SMALL, chart, gathered
from nomansland.web.pictures.chartparts import Mark
from nomansland.web.pictures.crowd import Told, crowd
from nomansland.web.pictures.lineage import tree
from nomansland.web.pictures.scale import Scale, around
from nomansland.web.pictures.strip import strip
from nomansland.web.pictures.timeline import kilometres, mirror
from nomansland.web.pictures.told import told
from nomansland.words import (
    Candidate,
    Claim,
    Edge,
    Incident,
    Interval,
    Passage,
    Place,
    Retelling,
    Site,
    SiteState,
    Time,
)

# The language of a page is a setting.
pytestmark = pytest.mark.usefixtures("empty")

ONE = Interval(1, 1)


def incident(number: int, side: str, edtf: str | None, lat: float = 48.0, lon: float = 37.0) -> Incident:
    """A refusal at a point."""
    place = Place("x", None, (Candidate("c", "X", lat, lon, 3.0, 1.0),))
    time = Time(edtf) if edtf else None
    return Incident(f"i-{number}", (), ("refusal.order",), side, ONE, Interval(1, number % 3 + 1), place, time)


incidents = st.lists(
    st.builds(
        incident,
        st.integers(0, 10_000),
        st.sampled_from(["RF", "UA", "both"]),
        st.one_of(st.none(), st.dates(date(2022, 3, 1), date(2024, 12, 31)).map(date.isoformat)),
        st.floats(46, 50),
        st.floats(33, 39),
    ),
    max_size=25,
    unique_by=lambda one: one.id,
)


@given(incidents)
def test_swapping_the_sides_swaps_the_halves(given: list[Incident]) -> None:
    swap = {"RF": "UA", "UA": "RF", "both": "both"}
    swapped = [replace(one, side=swap[one.side or ""]) for one in given]
    mine, theirs = mirror(given, {}), mirror(swapped, {}, flipped=True)
    assert [(dot.incident.id, dot.x, dot.y, dot.r) for dot in mine.dots] == [
        (dot.incident.id, dot.x, dot.y, dot.r) for dot in theirs.dots
    ]
    assert {(one.x1, one.y1, one.x2, one.y2) for one in mine.threads} == {
        (one.x1, one.y1, one.x2, one.y2) for one in theirs.threads
    }
    assert (mine.height, mine.axis) == (theirs.height, theirs.axis)


@given(incidents)
def test_every_incident_is_drawn_or_named_as_undated(given: list[Incident]) -> None:
    drawn = mirror(given, {})
    assert len(drawn.dots) + drawn.undated == len(given)
    for dot in drawn.dots:
        assert (dot.y < drawn.axis) == (dot.incident.side == drawn.upper)
        assert 0 <= dot.y <= drawn.height


def test_dots_do_not_cover_each_other() -> None:
    drawn = mirror([incident(number, "RF", "2023-05-04") for number in range(12)], {})
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == 12


def test_threads_join_only_what_is_near() -> None:
    here = incident(1, "RF", "2023-05-04")
    near, late, far = (
        incident(2, "UA", "2023-05-20"),
        incident(3, "UA", "2023-07-20"),
        incident(4, "UA", "2023-05-04", 50.5),
    )
    assert len(mirror([here, near], {}).threads) == 1
    assert mirror([here, late, far], {}).threads == []
    assert mirror([near, replace(near, id="i-9")], {}).threads == [], "never within one army"


def test_wide_spans_are_not_drawn_as_a_day() -> None:
    drawn = mirror([incident(1, "RF", "2023"), incident(2, "RF", "2023-05")], {})
    assert [dot.incident.id for dot in drawn.dots] == ["i-2"]
    assert drawn.dots[0].x2 > drawn.dots[0].x1


def test_coverage_counts_reports_by_month() -> None:
    days = [date(2023, 5, 1), date(2023, 5, 20), date(2023, 6, 2)]
    bands = mirror([incident(1, "RF", "2023-04-20"), incident(2, "UA", "2023-06-20")], {"RF": days}).bands
    assert [bar.height for bar in bands] == [34.0, 17.0]


def mark(lat: float, lon: float, radius: float = 3.0, shape: str = "refusal") -> Mark:
    """A mark of the Russian side."""
    return Mark(lat, lon, radius, "rf", shape, "text", "Name", f"/incidents/{lat}-{lon}-{shape}")


def test_uncertainty_is_an_area() -> None:
    spots = chart([mark(48, 37, 3), mark(49, 38, 30)]).spots
    wide, narrow = sorted(spots, key=lambda spot: -spot.r)
    assert wide.r > narrow.r
    bar = chart([mark(48, 37, 3), mark(49, 38, 30)])
    assert abs(wide.r - 30 * bar.bar / bar.bar_km) < 0.2, "the circle has the scale of the bar"


def test_things_of_one_point_become_groups() -> None:
    spots = chart([mark(48, 37), mark(48, 37), mark(48, 37, shape="coercion")]).spots
    assert len(spots) == 1
    assert sorted(len(group.marks) for group in spots[0].groups) == [1, 2]
    twice = next(group for group in spots[0].groups if len(group.marks) == 2)
    assert twice.href.startswith("#row-")


def test_far_marks_are_counted_not_lost() -> None:
    marks = [mark(48, 37), mark(48.2, 37.3), mark(48.1, 37.1), mark(48, 23)]
    assert mark(48, 23) not in gathered(marks)
    assert chart(marks).outside == 1
    assert chart(marks, whole=True).outside == 0


def test_an_empty_map_still_has_its_grid() -> None:
    drawn = chart([], [[(48.0, 37.0), (48.5, 37.5)]])
    assert drawn.grid and drawn.towns and len(drawn.fronts) == 1


def test_ticks_point_to_the_left_hand_of_the_line() -> None:
    """A line from north to south has the east, where the ticks must point, on its left."""
    drawn_map = chart([mark(48, 37)], [[(49.0, 37.0), (47.0, 37.0)]], size=SMALL)
    strokes = drawn_map.ticks[0].removeprefix("M").split("M")
    assert len(strokes) > 10
    assert all(float(stroke.split("l")[1].split(" ")[0]) > 6.9 for stroke in strokes)


def test_a_line_that_is_too_old_is_not_drawn() -> None:
    assert drawn(date(2023, 6, 10)).lines
    late = drawn(date(2030, 1, 1))
    assert late.lines == ()
    assert late.note == "No front line is loaded for 1 January 2030."


def test_kilometres() -> None:
    assert abs(kilometres((50.45, 30.52), (49.99, 36.23)) - 409) < 5
    assert kilometres((48, 37), (48, 37)) == 0


def test_scale_has_ticks_of_months_and_years() -> None:
    scale = Scale(date(2022, 11, 15), date(2023, 2, 15), 0, 400)
    assert [(tick.text, tick.year) for tick in scale.ticks()] == [("Dec", False), ("2023", True), ("Feb", False)]
    assert around([], 0, 1) is None


def site(*states: SiteState) -> Site:
    """A site with these states."""
    return Site("s", "x", (), states, "RF")


def test_a_strip_is_filled_no_further_than_somebody_said() -> None:
    told = {"r:1": date(2023, 3, 1)}
    open_ended = strip([site(SiteState("s", "active", "r:1", Time("2023-02-01/..")))], told).rows[0].bars[0]
    bounded = strip([site(SiteState("s", "active", "r:1", Time("2023-02-01/2023-03-01")))], told).rows[0].bars[0]
    assert (open_ended.x, open_ended.width) == (bounded.x, bounded.width)


def test_a_state_without_a_day_stands_on_the_day_it_was_told() -> None:
    drawn = strip([site(SiteState("s", "closed", "r:1"))], {"r:1": date(2023, 3, 1)})
    assert drawn.rows[0].bars[0].text == "closed, as told on 1 March 2023"
    assert strip([site(SiteState("s", "closed", "r:2"))], {}).undated


def test_a_tree_survives_a_circle() -> None:
    edges = (Edge("a", "b", "copy", 1.0), Edge("b", "a", "copy", 1.0), Edge("c", "a", "quote", 2.0))
    drawn = tree(Retelling("t", ("a", "b", "c"), edges, ONE, ONE), {})
    assert {box.ref for box in drawn.boxes} == {"a", "b", "c"}
    assert len(drawn.arrows) == 3


def test_the_timeline_of_a_dossier_has_the_days_told_of_and_the_day_of_telling() -> None:
    words = Passage("They refused", 0, 12)
    dated = Claim("c01", "a", "refusal.order", words, "RF", time=Time("2023-05-01/2023-05-04"))
    late = Claim("c01", "b", "refusal.order", words, "RF")
    drawn = told([(dated, "Gazette", date(2023, 5, 9)), (late, "Courier", date(2023, 6, 9))])
    assert drawn is not None
    first, second = drawn.rows
    assert first.days is not None and first.told is not None and second.told is not None
    assert first.days[0] < first.days[1] < first.told < second.told
    assert second.days is None and "nobody says when" in second.text
    assert told([(late, "Courier", None)]) is None


TOLD = st.lists(
    st.tuples(
        st.sampled_from(["RF", "UA", "both", ""]),
        st.one_of(st.none(), st.just(date.min), st.dates(date(2022, 3, 1), date(2024, 12, 31))),
        st.integers(0, 200),
        st.integers(1, 500),
    ).map(lambda one: (one[0], one[1], one[1] + timedelta(days=one[2]) if one[1] else None, one[3])),
    max_size=30,
)


@given(TOLD)
def test_a_crowd_counts_every_incident_once(told: list[Told]) -> None:
    drawn = crowd(told, {})
    in_columns = sum(int(bar.text.split(": ")[1].split(" ")[0].replace("\u202f", "")) for bar in drawn.columns)
    assert in_columns + drawn.undated == sum(number for *_, number in told)
    for bar in drawn.columns:
        assert (bar.y < drawn.axis) == (bar.side == labels.side_class(drawn.upper))
        assert drawn.axis in (bar.y, bar.y + bar.height)
    swap = {"RF": "UA", "UA": "RF"}
    swapped = crowd([(swap.get(side, side), first, last, n) for side, first, last, n in told], {}, flipped=True)
    assert [(one.x, one.y, one.height) for one in drawn.columns] == [
        (one.x, one.y, one.height) for one in swapped.columns
    ]


@pytest.mark.parametrize(("last", "days"), [("2023-05-20", 1), ("2023-11-01", 7), ("2025-01-01", 31)])
def test_the_longer_the_time_the_wider_the_columns(last: str, days: int) -> None:
    ends = (date(2023, 5, 3), date.fromisoformat(last))
    drawn = crowd([("RF", day, day, 2) for day in ends], {})
    first, *_ = drawn.columns
    assert first.days is not None and first.days[0] <= ends[0] <= first.days[1]
    assert (first.days[1] - first.days[0]).days + 1 == days
