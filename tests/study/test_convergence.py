"""What the study of convergence says: of worlds made for it, of a case, of too little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import kstest

from nomansland.study.convergence.case import convergence_of
from nomansland.study.convergence.frame import Frame, at_the_front, number, points_of
from nomansland.study.convergence.grid import grid_test
from nomansland.study.convergence.measure import Settings, labellings, measure, reasons
from nomansland.study.convergence.nearest import nearest
from nomansland.study.convergence.nulls import PRIMARY, moved_counts
from nomansland.study.convergence.points import Points, strata
from nomansland.study.convergence.result import Convergence
from nomansland.study.events import Contact, Events, Located
from nomansland.study.simulated import World, draw
from nomansland.terrain.front import Front, Fronts
from nomansland.words import Candidate
from nomansland.words.errors import StudyRefused, TerrainError

TODAY = date(2026, 1, 1)
NORTH, SOUTH = 49.8, 46.8


def world(seed: int, **changes: float) -> Points:
    """Points of one simulated world."""
    made = World(**changes)  # type: ignore[arg-type]
    drawn = draw(made, seed)
    nan = np.full(len(drawn.km), np.nan)
    names = tuple(f"s{number}" for number in range(14))
    return Points(
        drawn.side, drawn.km, drawn.depth, nan, nan, drawn.day, drawn.sector, names, made.length, (0.0, made.days - 1)
    )


def primary(points: Points, seed: int) -> float:
    from nomansland.study.convergence.measure import primary_test

    return primary_test(points, 99, seed).p


def test_shared_offensives_alone_are_no_convergence() -> None:
    """At 5 % of 200 worlds, 10 are expected; 20 or more would be a chance of one in 500."""
    assert sum(primary(world(seed), seed) <= 0.05 for seed in range(200)) < 20


def test_p_values_are_even_where_a_coin_of_its_stratum_gives_each_side() -> None:
    values = []
    for seed in range(200):
        rng, points = np.random.default_rng(seed + 900), world(seed)
        stratum = strata(points)
        share = rng.uniform(0.2, 0.8, stratum.max() + 1)[stratum]
        coined = replace(points, side=(rng.random(len(points)) < share).astype(np.int8))
        values.append(primary(coined, seed) - 0.01 * rng.random())
    assert kstest(values, "uniform").pvalue > 0.01


def test_nulls_that_break_shared_offensives_take_them_for_an_answer() -> None:
    for null in ("dates", "shift"):
        hits = 0
        for seed in range(12):
            counts = moved_counts(world(seed), np.array([10.0, 30.0]), np.array([7.0, 30.0]), null, 39, seed)
            hits += grid_test(counts, "sensitivity", "along").p <= 0.05
        assert hits > 6


def test_planted_convergence_is_found() -> None:
    assert sum(primary(world(seed, planted=0.4), seed) <= 0.05 for seed in range(20)) > 14


def test_what_calls_forth_its_own_side_only_is_no_convergence() -> None:
    assert sum(primary(world(seed, self_excited=0.4, rf=120, ua=90), seed) <= 0.05 for seed in range(60)) < 9


def test_swapping_the_sides_changes_no_number_but_their_counts() -> None:
    points = world(3, planted=0.2)
    one, other = measure(points, 99, 5), measure(points.swapped(), 99, 5)
    assert points.swapped().counts() == points.counts()[::-1]
    assert one.primary == other.primary
    assert one.surface == other.surface
    assert [(test.null, test.p) for test in one.sensitivity if test.null in ("labels", "half-strata")] == [
        (test.null, test.p) for test in other.sensitivity if test.null in ("labels", "half-strata")
    ]
    assert one.nearest.trend == other.nearest.trend


def test_the_same_seed_gives_the_same_result_and_another_does_not() -> None:
    points = world(4)
    assert measure(points, 99, 5) == measure(points, 99, 5)
    assert measure(points, 99, 5).primary.expected != measure(points, 99, 6).primary.expected


def test_too_few_of_a_side_are_refused_with_their_number() -> None:
    points = world(1, rf=100, ua=4)
    (why,) = reasons(points)
    assert f"{points.counts()[1]} located incidents of the Ukrainian side" in why
    with pytest.raises(StudyRefused, match="Ukrainian side"):
        measure(points)


def test_sides_that_never_share_a_sector_and_month_are_refused() -> None:
    points = world(1)
    apart = replace(points, sector=points.side.astype(np.int64))
    assert "there are 1 ways to give the sides out" in reasons(apart)[0]


def test_the_ways_to_give_out_sides_are_counted() -> None:
    side, stratum = np.array([0, 1, 1, 0, 1]), np.array([0, 0, 0, 1, 1])
    assert np.exp(labellings(side, stratum)) == pytest.approx(3 * 2)


def test_few_stretches_with_both_sides_give_no_trend() -> None:
    found = nearest(world(2, days=150.0), 19, 1)
    assert found.trend is None and found.refused is not None
    assert len(found.windows) <= 5


def lines(day: date, east: float = 36.0) -> Front:
    """A straight line from north to south at a longitude, Russian-held ground on the left."""
    return Front(day, (tuple((float(lat), east) for lat in np.linspace(NORTH, SOUTH, 31)),))


def event(name: str, side: str, lat: float, lon: float, day: date, **changes: object) -> Located:
    """An incident at a point, known to 2 km."""
    spot = Candidate(name, name, lat, lon, 2.0, 1.0)
    made = Located(name, side, ("refusal.order",), (spot,), day, day, (f"{name}:c1",), (name,))
    return replace(made, **changes)  # type: ignore[arg-type]


JULY = date(2023, 7, 10)


def test_a_moving_line_keeps_the_kilometres_of_a_place() -> None:
    fronts = Fronts([lines(JULY), lines(JULY + timedelta(days=30), 36.3), lines(JULY + timedelta(days=60), 36.6)])
    days = [JULY, JULY + timedelta(days=31), JULY + timedelta(days=61)]
    found = [event(f"e{n}", "RF", 48.0, 36.6, day) for n, day in enumerate(days)]
    frame = Frame.of(fronts, days[0], days[-1])
    points = points_of(found, frame, (number(days[0]), number(days[-1])))
    assert np.ptp(points.km) < 1.0
    assert points.km[0] == pytest.approx(frame.length * (NORTH - 48) / (NORTH - SOUTH), abs=2.0)
    assert points.depth == pytest.approx([44.6, 22.3, 0.0], abs=0.5)


def test_far_behind_beyond_the_end_and_without_a_map_are_left_out() -> None:
    fronts = Fronts([lines(JULY)])
    found, left = at_the_front(
        [
            event("near", "RF", 48.0, 36.3, JULY),
            event("rear", "RF", 48.0, 37.5, JULY),
            event("end", "UA", 50.1, 36.0, JULY),
            event("late", "UA", 48.0, 36.3, JULY + timedelta(days=60)),
        ],
        fronts,
    )
    assert [one.id for one in found] == ["near"]
    assert [(one.side, one.reason, one.incidents) for one in left] == [
        ("RF", "rear", ("rear",)),
        ("UA", "no-front", ("late",)),
        ("UA", "rear", ("end",)),
    ]


def test_maps_without_a_line_are_refused() -> None:
    with pytest.raises(TerrainError, match="no line in it"):
        at_the_front([event("e", "RF", 48.0, 36.0, JULY)], Fronts([Front(JULY, ())]))


def case_of(*found: Located, contacts: tuple[Contact, ...] = (), today: date = TODAY, draws: int = 0) -> Convergence:
    fronts = Fronts([lines(JULY + timedelta(days=30 * turn)) for turn in range(-2, 14)])
    return convergence_of(Events(found, (), contacts, ()), fronts, Settings(today, 99, draws))


def test_a_case_with_little_lists_and_refuses() -> None:
    found = case_of(
        event("r", "RF", 48.0, 36.1, JULY),
        event("u", "UA", 48.1, 35.9, JULY, first=JULY - timedelta(days=3), last=JULY + timedelta(days=30)),
        event("far", "UA", 49.0, 35.9, JULY),
    )
    assert found.primary is None and "1 located incident of the Russian side" in found.refused[0]
    (pair,) = found.pairs
    assert (pair.rf, pair.ua, pair.least_days, pair.most_days, pair.firm) == ("r", "u", 0, 30, False)
    assert pair.km == pytest.approx(18.6, abs=0.5)
    assert pair.reports == ("r", "u")


def test_nothing_younger_than_90_days_is_listed() -> None:
    pair = event("r", "RF", 48.0, 36.1, JULY), event("u", "UA", 48.0, 35.9, JULY)
    contact = Contact("k", "both", "truce.fraternization", "Village", JULY, JULY, ("x:c1",), ("x",), False)
    for days, listed in ((90, 0), (91, 1)):
        found = case_of(*pair, contacts=(contact,), today=JULY + timedelta(days=days))
        assert (len(found.pairs), found.pairs_whole, found.withheld) == (listed, listed, 1 - listed)
        assert len(found.spots) == 2 * listed
        assert found.contacts[0].place == ("Village" if listed else None)


def test_a_case_without_any_located_incident_says_so() -> None:
    found = case_of(event("rear", "RF", 48.0, 38.5, JULY))
    assert found.refused and found.primary is None and found.spots == ()
    assert [one.reason for one in found.left_out] == ["rear"]


def full_case(radius: float, wide: int) -> list[Located]:
    """Incidents of both sides in one place after another, with uncertain places and days."""
    rng = np.random.default_rng(5)
    out = []
    for turn in range(160):
        day = JULY + timedelta(days=int(rng.integers(0, 300)))
        lat = float(rng.choice([47.2, 47.9, 48.6, 49.3]) + 0.08 * rng.standard_normal())
        side = "RF" if turn % 2 else "UA"
        one = event(f"e{turn}", side, lat, 36.1 if side == "RF" else 35.9, day)
        spots = (
            replace(one.places[0], radius_km=radius, weight=0.8),
            replace(one.places[0], lat=lat - 0.1, weight=0.2),
        )
        out.append(replace(one, places=spots, last=day + timedelta(days=wide)))
    return out


def test_a_full_case_is_tested_with_everything_that_doubts_it() -> None:
    found = case_of(*full_case(3.0, 2), draws=6)
    assert found.refused == () and found.primary is not None
    assert (found.primary.null, found.primary.role) == (PRIMARY, "primary")
    assert all(test.role == "sensitivity" for test in found.sensitivity)
    assert {test.metric for test in found.sensitivity} == {"along", "ground"}
    assert found.spread is not None and found.spread.draws == 6
    assert found.spread.p_low < found.spread.p_high
    assert found.surface is not None and len(found.surface.k) == 12
    assert found.front_km == pytest.approx(333.6, abs=1.0)


def test_places_and_days_known_exactly_have_no_spread_but_that_of_the_shuffles() -> None:
    exact = [replace(one, places=one.places[:1]) for one in full_case(0.0, 0)]
    sharp, vague = case_of(*exact, draws=6).spread, case_of(*full_case(20.0, 20), draws=6).spread
    assert sharp is not None and vague is not None
    assert sharp.p_high - sharp.p_low < vague.p_high - vague.p_low
