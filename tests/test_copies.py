"""Two copies of a claim never count twice: every number of the product is taken without copies and with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.few_words import make_claim

from nomansland.flow import Joined, join
from nomansland.group import once
from nomansland.record import Record, column
from nomansland.share import release
from nomansland.study import estimates
from nomansland.study.convergence.case import convergence_of
from nomansland.study.convergence.measure import Settings
from nomansland.study.coverage import coverage
from nomansland.study.events import located
from nomansland.study.hidden import hidden
from nomansland.study.prospect import from_case
from nomansland.tables import Case
from nomansland.terrain.front import Fronts
from nomansland.words import Chain, Claim, Finding, Passage, Publication, Reading, Report

REPORTS: tuple[tuple[str, str, str, str, tuple[dict[str, Any], ...]], ...] = (
    (
        "mill",
        "Steppe Beacon",
        "2024-03-06",
        "Nineteen men of the 812th regiment were locked in a mill at Lozova on 4 March, a mother told us. Later the "
        "mill was emptied. The command answered that nobody is held at any mill. Twelve cases were opened against the "
        "men, and nothing else is known of it.",
        (
            {"type": "coercion.detention", "says": "Nineteen men of the 812th regiment were locked in a mill",
             "place": "Lozova", "time": "2024-03-04", "count": (19, 19, "person"), "by": "relative"},
            {"type": "site.closed", "says": "the mill was emptied", "place": "Lozova", "time": "2024-03-05"},
            {"type": "response.denial", "says": "answered that nobody is held at any mill", "by": "official"},
            {"type": "response.prosecution", "says": "Twelve cases were opened",
             "count": (12, 12, "case"), "time": "2024-03"},
        ),
    ),
    (
        "river",
        "Court Gazette",
        "2024-03-07",
        "Two crews refused to cross the river near Orikhiv on 3 March. On the next day another crew refused as well. "
        "Somewhere else men refused too, nobody says when or where, and then some others refused again.",
        (
            {"type": "refusal.order", "says": "Two crews refused to cross the river", "place": "Orikhiv",
             "time": "2024-03-03", "count": (2, 2, "crew"), "side": "UA", "by": "soldier"},
            {"type": "refusal.order", "says": "another crew refused as well", "place": "Orikhiv", "time": "2024-03-12",
             "count": (1, 1, "crew"), "side": "UA", "by": "soldier"},
            {"type": "refusal.order", "says": "Somewhere else men refused too", "side": "UA"},
            {"type": "refusal.order", "says": "and then some others refused again", "side": "UA"},
        ),
    ),
    (
        "again",
        "Iron Post",
        "2024-03-09",
        "We were told by a guard of forty men in the mill at Lozova on 4 March; one company there refused its order.",
        (
            {"type": "coercion.detention", "says": "forty men in the mill", "place": "Lozova", "time": "2024-03-04",
             "count": (40, 40, "person"), "by": "soldier"},
            {"type": "refusal.order", "says": "one company there refused its order", "place": "Lozova",
             "time": "2024-03-02", "count": (1, 1, "company"), "by": "soldier"},
        ),
    ),
)  # fmt: skip
HEAD = "Forwarded to us.\n"


def _originals() -> list[Reading]:
    out = []
    for name, outlet, day, text, rows in REPORTS:
        claims = tuple(make_claim(name, number, text, row) for number, row in enumerate(rows, 1))
        report = Report(name, text, outlet=outlet, published=day, language="en")
        out.append(Reading(report, "en", Publication(day), claims))
    return out


def _moved(claim: Claim, report: str) -> Claim:
    at = claim.passage
    return replace(claim, report=report, passage=Passage(at.quote, at.start + len(HEAD), at.end + len(HEAD)))


def _copies(readings: Sequence[Reading], times: int) -> list[Reading]:
    out = []
    for number in range(times):
        for reading in readings:
            name = f"{reading.report.id}-{number}"
            text = HEAD + reading.report.text + " Subscribe."
            report = replace(reading.report, id=name, outlet=f"Echo {number}", text=text)
            claims = tuple(_moved(claim, name) for claim in reading.claims)
            out.append(replace(reading, report=report, claims=claims))
    return out


def _decided(readings: Sequence[Reading]) -> list[Finding]:
    return [Finding(claim.ref, "accepted", ("d",), 1) for reading in readings for claim in reading.claims]


def _numbers(readings: Sequence[Reading]) -> dict[str, Any]:
    """Every number that the product makes of a set, but those of texts (reports, claims, copies)."""
    joined, found = join(readings), _decided(readings)
    same = once(readings, joined.retellings)
    events = located(readings, joined.incidents, found)
    data, _ = from_case(events.primary, Fronts.load(None), 1)
    met = convergence_of(events, Fronts.load(None), Settings(date(2024, 12, 1), 20, 5))
    seen = coverage(readings, joined.retellings, joined.incidents, found)
    places = hidden(readings, joined.retellings, joined.sites, found, "2024-01-01", "2024-06-01", seed=1)
    return {
        "counts": estimates(found, readings, joined.incidents, same),
        "release": release(found, readings, 3, joined.incidents, same=same).cells,
        **_joined(joined),
        "week": [line for line in _week(readings, joined).splitlines() if " incidents are told of" in line],
        "events": [(one.side, one.types, one.first, one.last) for one in events.primary],
        "points": len(data.t),
        "meetings": (met.rf, met.ua, met.pairs_whole, met.withheld),
        "left_out": [(row.side, row.reason, row.number) for row in met.left_out],
        "originals": sum(one.reports - one.copies for one in seen.volumes),
        "lags": [(one.side, one.events) for one in seen.lags if one.outlet == "all"],
        "captures": [(one.side, one.sites, [row[:2] for row in one.collectors if row[1]]) for one in places],
    }


def _joined(joined: Joined) -> dict[str, Any]:
    return {
        "incidents": sorted(
            (one.types, one.side or "", one.voices.low, one.voices.high, one.newsrooms.low, one.newsrooms.high)
            for one in joined.incidents
        ),
        "places": sorted((one.name, [state.state for state in one.states]) for one in joined.sites),
        "contradictions": sorted((one.kind, one.about) for one in joined.contradictions if not one.copy_of),
        "reconciled": sorted((one.kind, one.about) for one in joined.reconciled),
        "origins": len(joined.retellings),
    }


def _week(readings: Sequence[Reading], joined: Joined) -> str:
    record = Record(readings, joined.retellings, joined.incidents, joined.sites, joined.contradictions)
    return column(record, "2024-W10")


def _lost(numbers: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return [name for name, value in numbers.items() if value != other[name]]


@pytest.mark.parametrize("times", [1, 4])
def test_copies_change_no_number(times: int) -> None:
    originals = _originals()
    before, after = _numbers(originals), _numbers([*originals, *_copies(originals, times)])
    assert before["counts"] and before["events"] and before["incidents"] and before["contradictions"]
    assert {name: after[name] for name in _lost(before, after)} == {name: before[name] for name in _lost(before, after)}


def test_a_translation_counts_no_more_than_its_origin() -> None:
    originals = _originals()
    first = originals[0]
    text = (
        "«Степной маяк»: 4 марта в Лозовой на мельнице заперли 19 бойцов 812-го полка. Мельницу потом опустошили. "
        "Командование ответило, что никого ни на какой мельнице не держат. Против них возбудили 12 дел."
    )
    says = (
        "на мельнице заперли 19 бойцов 812-го полка",
        "Мельницу потом опустошили",
        "ответило, что никого ни на какой мельнице не держат",
        "возбудили 12 дел",
    )
    claims = tuple(
        replace(
            claim,
            report="перевод",
            passage=Passage(words, text.index(words), text.index(words) + len(words)),
            chain=Chain(("Степной маяк",)),
        )
        for claim, words in zip(first.claims, says, strict=True)
    )
    report = replace(first.report, id="перевод", outlet="Дорожник", text=text, published="2024-03-07", language="ru")
    translation = replace(first, report=report, language="ru", published=Publication("2024-03-07"), claims=claims)
    before, after = _numbers(originals), _numbers([*originals, translation])
    assert {name: after[name] for name in _lost(before, after)} == {name: before[name] for name in _lost(before, after)}


def test_the_tables_of_a_case_count_each_thing_once(case: Case) -> None:
    from nomansland import work
    from nomansland.review import decide
    from nomansland.tables import read, write

    def kept(readings: Sequence[Reading]) -> dict[str, Any]:
        write.save_reports([reading.report for reading in readings])
        write.save_readings(readings)
        for reading in readings:
            for claim in reading.claims:
                write.add_decision(decide("claim", claim.ref, "accept", "Olha"))
        work.join_case()
        return {
            "incidents": read.incidents().total,
            "sites": read.sites().total,
            "contradictions": read.contradictions().total,
            "reconciled": read.reconciled().total,
            "counts": work.estimates(),
            "release": work.share("Olha").cells,
        }

    originals = _originals()
    before = kept(originals)
    assert before["incidents"] and before["counts"]
    assert kept([*originals, *_copies(originals, 2)]) == before
