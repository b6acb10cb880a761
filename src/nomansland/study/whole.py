"""Every measurement of a case at once, as plain data for a page and a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from nomansland.study.convergence.case import convergence_of
from nomansland.study.convergence.measure import Settings, Track, plain
from nomansland.study.convergence.wording import SENSITIVITY
from nomansland.study.coverage import coverage
from nomansland.study.coverage.reports import published
from nomansland.study.events import REASONS, Events
from nomansland.study.hidden import hidden
from nomansland.study.prospect import from_case, prospect
from nomansland.terrain.front import Fronts
from nomansland.words import Finding, Incident, Reading, Retelling, Site
from nomansland.words.codec import to_json

PERIOD_DAYS = 91


def last_quarter(readings: Sequence[Reading]) -> tuple[str, str]:
    """The 91 days up to the last day on which a report was published; today's where no day is known."""
    last = max((day for reading in readings if (day := published(reading)) is not None), default=date.today())
    return (last - timedelta(days=PERIOD_DAYS - 1)).isoformat(), last.isoformat()


def whole(
    readings: Sequence[Reading],
    retellings: Sequence[Retelling],
    incidents: Sequence[Incident],
    sites: Sequence[Site],
    findings: Sequence[Finding],
    events: Events,
    fronts: Fronts,
    period: tuple[str, str],
    seed: int = 1,
    track: Track[Any] = plain,
) -> dict[str, Any]:
    """Convergence, prospect, places of detention and coverage.

    Parameters
    ----------
    readings, retellings, incidents, sites, findings
        Of a case.
    events, fronts
        What studies of place and time use of it, and the maps of the front.
    period : tuple of str
        First and last day for the places of detention.
    seed, track
        Of all draws; wraps long loops.

    Returns
    -------
    dict
        `convergence`, `prospect`, `sites`, `coverage`, `period`, with the fields of the results' dataclasses.

    Raises
    ------
    StudyError
        Where the period is none.
    """
    import orjson

    data, names = from_case(events.primary, fronts, seed)
    found = {
        "convergence": convergence_of(events, fronts, Settings(date.today(), seed=seed), track),
        "prospect": prospect(data, names, seed=seed, track=track),
        "sites": hidden(readings, retellings, sites, findings, *period, seed=seed, track=track),
        "coverage": coverage(readings, retellings, incidents, findings),
        "period": period,
    }
    told: dict[str, Any] = orjson.loads(to_json(found))
    for row in told["convergence"]["left_out"]:
        row["why"] = REASONS[row["reason"]]
    for row in told["convergence"]["sensitivity"]:
        row["why"] = SENSITIVITY[row["null"]]
    return told
