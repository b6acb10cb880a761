"""Hidden sites of a case: who captured what by itself, when it is refused, what a copier does to the number."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from nomansland.study.hidden import Hidden, captures, hidden
from nomansland.words import (
    Candidate,
    Chain,
    Claim,
    Edge,
    Finding,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Retelling,
    Site,
    SiteState,
    Speaker,
    Time,
)
from nomansland.words.errors import StudyError
from nomansland.words.time import day_bounds

ONE = Interval(1, 1)
PERIOD = (day_bounds("2022-10")[0], day_bounds("2022-12")[1])
OUTLETS = ("Alpha Desk", "Bravo Post", "Carol Wire")


def _place(number: int, weight: float = 1.0, other: int | None = None) -> Place:
    def at(one: int, share: float) -> Candidate:
        return Candidate(f"p{one}", f"P{one}", 47 + one // 40, 33 + one % 40 / 4, 1.0, share)

    found = [at(number, weight)] + ([at(other, 1 - weight)] if other is not None else [])
    return Place(f"Village{number}", None, tuple(sorted(found, key=lambda one: -one.weight)))


@dataclass
class Case:
    """Reports of places of detention, one site and one report per telling."""

    side: str = "RF"
    readings: list[Reading] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    sites: dict[int, list[str]] = field(default_factory=dict)
    states: dict[int, SiteState] = field(default_factory=dict)

    def tell(
        self, outlet: str | None, site: int, *, chain: tuple[str, ...] = (), copied_from: str | None = None,
        when: str | None = None, published: str = "2022-11-05", place: Place | None = None, modality: str = "asserted",
        adversary: bool = False,
    ) -> str:  # fmt: skip
        report = f"r{len(self.readings)}{self.side}"
        claim = Claim(
            "c1", report, "coercion.detention", Passage("ab", 0, 2), side=self.side, modality=modality,
            speaker=Speaker("official", adversary=adversary), chain=Chain(chain), place=place or _place(site),
            time=Time(when) if when else None,
        )  # fmt: skip
        self.readings.append(
            Reading(Report(report, "ab", outlet=outlet, published=published), "en", Publication(published), (claim,))
        )
        self.sites.setdefault(site, []).append(claim.ref)
        if copied_from is not None:
            self.edges.append(Edge(report, copied_from, "copy", 9.0))
        return report

    def all_sites(self) -> list[Site]:
        return [
            Site(f"s{n}", f"P{n}", tuple(refs), tuple(filter(None, [self.states.get(n)])), self.side, _place(n))
            for n, refs in self.sites.items()
        ]

    def retellings(self) -> list[Retelling]:
        reports = tuple(reading.report.id for reading in self.readings)
        return [Retelling("l", reports, tuple(self.edges), ONE, ONE)]

    def measured(self, *more: Case, draws: int = 0, findings: tuple[Finding, ...] = ()) -> dict[str, Hidden]:
        every = (self, *more)
        found = hidden(
            [reading for one in every for reading in one.readings],
            [told for one in every for told in one.retellings()],
            [site for one in every for site in one.all_sites()],
            findings, "2022-10-01", "2022-12-31", draws=draws,
        )  # fmt: skip
        return {one.side: one for one in found}


def _three_collectors(side: str = "RF", size: int = 120, seed: int = 1, outlets: tuple[str, ...] = OUTLETS) -> Case:
    """A known number of sites, each found by each collector with its own chance."""
    draw, case = np.random.default_rng(seed), Case(side)
    for site in range(size):
        for outlet, chance in zip(outlets, (0.45, 0.35, 0.4), strict=True):
            if draw.random() < chance:
                case.tell(outlet, site)
    return case


def _own(case: Case) -> list[tuple[str, str, str | None]]:
    found, _ = captures(case.readings, case.retellings(), case.all_sites(), PERIOD)
    return [(one.site, one.collector, one.source) for one in found]


def test_a_telling_is_a_capture_of_its_own_outlet() -> None:
    case = Case()
    case.tell("Alpha Desk", 1)
    assert _own(case) == [("s1", "Alpha Desk", None)]


def test_what_a_report_took_over_is_the_capture_of_its_source_only() -> None:
    case = Case()
    first = case.tell("Alpha Desk", 1)
    second = case.tell("Bravo Post", 1, copied_from=first)
    case.tell("Carol Wire", 1, copied_from=second)
    assert _own(case) == [
        ("s1", "Alpha Desk", None),
        ("s1", "Bravo Post", "Alpha Desk"),
        ("s1", "Carol Wire", "Alpha Desk"),
    ]


def test_a_copy_that_adds_a_site_has_found_that_one_itself() -> None:
    case = Case()
    first = case.tell("Alpha Desk", 1)
    case.tell("Bravo Post", 2, copied_from=first)
    assert _own(case) == [("s1", "Alpha Desk", None), ("s2", "Bravo Post", None)]


def test_a_cited_outlet_has_the_capture_even_where_its_report_is_not_there() -> None:
    case = Case()
    case.tell("Alpha Desk", 1, chain=("Delta Radio",))
    assert _own(case) == [("s1", "Delta Radio", None), ("s1", "Alpha Desk", "Delta Radio")]


def test_desks_of_one_house_are_one_collector() -> None:
    case = Case()
    first = case.tell("Радио Свобода", 1)
    case.tell("Сибирь.Реалии", 1, copied_from=first)
    assert {(name, source) for _, name, source in _own(case)} == {("Radio Liberty", None)}


@pytest.mark.parametrize(
    ("when", "published", "inside"),
    [
        ("2022-10-07", "2023-04-01", True),
        ("2022-09-01/2022-10-02", "2023-04-01", True),
        ("2022-09-01/2022-09-30", "2022-10-05", False),
        ("2023-01-01", "2023-01-03", False),
        (None, "2022-12-31", True),
        (None, "2023-01-01", False),
    ],
)
def test_the_days_told_decide_on_the_period(when: str | None, published: str, inside: bool) -> None:
    case = Case()
    case.tell("Alpha Desk", 1, when=when, published=published)
    assert bool(_own(case)) is inside


def test_denied_and_adversary_tellings_capture_nothing_and_nameless_ones_are_counted() -> None:
    case = Case()
    case.tell("Alpha Desk", 1, modality="denied")
    case.tell("Alpha Desk", 1, adversary=True)
    case.tell(None, 1)
    assert captures(case.readings, case.retellings(), case.all_sites(), PERIOD) == ([], 1)


def test_a_known_number_of_sites_is_found_again() -> None:
    found = _three_collectors().measured()["RF"]
    assert found.refused == ()
    assert found.without_copies is not None and found.with_copies is not None
    assert found.without_copies.low < 120 < found.without_copies.high
    assert found.with_copies.estimate == pytest.approx(found.without_copies.estimate)
    assert found.matches is None


def test_a_planted_copier_pulls_the_number_down_unless_its_copies_are_removed() -> None:
    case = _three_collectors()
    held = {(reading.report.outlet, reading.claims[0].ref): reading.report.id for reading in case.readings}
    for (outlet, ref), report in list(held.items()):
        site = next(number for number, refs in case.sites.items() if ref in refs)
        if outlet == "Alpha Desk" and site % 2:
            case.tell("Bravo Post", site, copied_from=report)
    found = case.measured()["RF"]
    plain = _three_collectors().measured()["RF"]
    assert found.without_copies is not None and found.with_copies is not None and plain.without_copies is not None
    assert found.without_copies.estimate == pytest.approx(plain.without_copies.estimate)
    independent = {row.method: row.estimate for row in found.with_copies.rows}["independent lists"]
    assert independent < 0.95 * {row.method: row.estimate for row in found.without_copies.rows}["independent lists"]
    assert {name: copied for name, _, copied in found.collectors}["Bravo Post"] > 10


def test_a_collector_that_feeds_the_rest_is_refused() -> None:
    case = Case()
    for site in range(30):
        first = case.tell("Alpha Desk", site)
        case.tell("Bravo Post" if site % 2 else "Carol Wire", site, copied_from=first)
    case.tell("Bravo Post", 2), case.tell("Carol Wire", 3), case.tell("Carol Wire", 40)
    found = case.measured()["RF"]
    assert found.without_copies is None and found.with_copies is None
    assert any("Alpha Desk feeds the rest: 30 of 32" in why for why in found.refused)


@pytest.mark.parametrize("state", ["opened", "closed", "reopened"])
def test_a_site_that_moves_within_the_period_is_refused_by_name(state: str) -> None:
    case = _three_collectors()
    site = next(iter(case.sites))
    case.states[site] = SiteState(f"s{site}", state, case.sites[site][0], Time("2022-11-10"), "RF")
    found = case.measured()["RF"]
    assert found.without_copies is None
    assert found.refused == (f"P{site} (s{site}) is told to have {state} within the period",)


def test_a_site_that_closed_later_or_is_active_is_not_refused() -> None:
    case = _three_collectors()
    one, other, *_ = case.sites
    case.states[one] = SiteState(f"s{one}", "closed", case.sites[one][0], Time("2023-02-01"), "RF")
    case.states[other] = SiteState(f"s{other}", "active", case.sites[other][0], Time("2022-11-10"), "RF")
    assert case.measured()["RF"].refused == ()


def test_a_site_that_closed_on_no_known_day_is_a_doubt() -> None:
    case = _three_collectors()
    one = next(iter(case.sites))
    case.states[one] = SiteState(f"s{one}", "closed", case.sites[one][0], None, "RF")
    found = case.measured()["RF"]
    assert found.refused == ()
    assert found.limits[-1].startswith("1 sites are told to have opened or closed on no known day")


def test_below_three_collectors_and_without_overlap_it_is_refused() -> None:
    two, apart = Case(), Case("UA")
    for site in range(10):
        two.tell("Alpha Desk", site), two.tell("Bravo Post", site)
        apart.tell(OUTLETS[site % 3], site)
    found = two.measured(apart)
    assert "three are needed" in found["RF"].refused[0]
    assert "No two lists share" in found["UA"].refused[0]


def test_swapped_sides_swap_the_result() -> None:
    one = _three_collectors("RF", 120, 1).measured(_three_collectors("UA", 60, 2))
    other = _three_collectors("UA", 120, 1).measured(_three_collectors("RF", 60, 2))
    assert one["RF"].without_copies is not None and one["UA"].without_copies is not None
    assert one["RF"].without_copies == other["UA"].without_copies
    assert one["UA"].without_copies == other["RF"].without_copies
    assert one["RF"].sites != one["UA"].sites


def test_rejected_claims_capture_nothing() -> None:
    case = _three_collectors()
    gone = tuple(Finding(ref, "rejected") for ref in case.sites[next(iter(case.sites))])
    assert case.measured(findings=gone)["RF"].sites == case.measured()["RF"].sites - 1


def test_more_than_six_collectors_join_the_smallest() -> None:
    outlets = tuple(f"{name} Press Office" for name in ("Alma", "Berta", "Clara", "Dora", "Erna", "Flora", "Greta"))
    draw, case = np.random.default_rng(4), Case()
    for site in range(150):
        for place, outlet in enumerate(outlets):
            if draw.random() < 0.35 - 0.04 * place:
                case.tell(outlet, site)
    found = case.measured()["RF"]
    assert found.without_copies is not None
    assert len(found.without_copies.names) == 6
    assert found.without_copies.names[-1] == "others"
    assert len(found.collectors) == 7


def test_doubtful_places_give_a_spread_over_matches() -> None:
    case, draw = Case(), np.random.default_rng(3)
    for site in range(100):
        for outlet in OUTLETS:
            if draw.random() < 0.4:
                case.tell(outlet, site, place=_place(site, 0.7, site + 200) if site % 4 == 0 else None)
    found = case.measured()["RF"]
    assert found.matches is not None and found.without_copies is not None
    assert found.matches.uncertain > 10
    assert found.matches.low <= found.matches.middle <= found.matches.high
    assert found.matches.all_low < found.matches.low


@pytest.mark.parametrize(("first", "last"), [("soon", "2022-12-31"), ("2022-12-31", "2022-10-01"), ("..", "2022")])
def test_a_period_without_days_is_refused(first: str, last: str) -> None:
    with pytest.raises(StudyError, match="period"):
        hidden([], [], [], [], first, last)
