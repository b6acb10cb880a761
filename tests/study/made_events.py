"""Readings and incidents for the tests of what a study may use, made from few words."""

from __future__ import annotations

from typing import Any

from nomansland.words import (
    Candidate,
    Claim,
    Incident,
    Interval,
    Passage,
    Place,
    Publication,
    Reading,
    Report,
    Speaker,
    Time,
)

ONE = Interval(1, 1)
POINTS = {"Orikhiv": (47.57, 35.79), "Robotyne": (47.45, 35.84), "Bakhmut": (48.6, 38.0), "Lviv": (49.84, 24.03)}


def place(name: str, kind: str = "settlement", radius: float = 3.0, weight: float = 1.0) -> Place:
    """A place with one candidate."""
    lat, lon = POINTS[name]
    return Place(name, None, (Candidate(name, name, lat, lon, radius, weight, kind),))


def claim(ref: str, **changes: Any) -> Claim:
    """An asserted refusal of the Russian side at Orikhiv on a day of July 2023."""
    report, number = ref.split(":")
    values: dict[str, Any] = {
        "type": "refusal.order",
        "side": "RF",
        "place": place("Orikhiv"),
        "time": Time("2023-07-10"),
        "speaker": Speaker("soldier"),
    }
    return Claim(number, report, passage=Passage("x", 0, 1), **values | changes)


def readings(*claims: Claim) -> list[Reading]:
    """One reading for each report, in the order of the claims."""
    reports = dict.fromkeys(one.report for one in claims)
    return [
        Reading(Report(name, "x"), "en", Publication("2023-08-01"), tuple(c for c in claims if c.report == name))
        for name in reports
    ]


def incident(name: str, *claims: Claim) -> Incident:
    """An incident over claims."""
    refs = tuple(one.ref for one in claims)
    return Incident(name, refs, tuple(sorted({one.type for one in claims})), claims[0].side, ONE, ONE)
