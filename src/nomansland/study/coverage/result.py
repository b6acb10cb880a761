"""Coverage in one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nomansland.group import once
from nomansland.review import applied
from nomansland.study.coverage.reports import Lag, Silence, Volume, copies_of, lags, silences, volumes
from nomansland.study.coverage.series import Fault, Level, Series, audit, known, levels
from nomansland.study.coverage.symmetry import Share
from nomansland.study.coverage.symmetry import audit as even
from nomansland.words import Finding, Incident, Reading, Retelling

LIMITS = (
    "Nothing published is not nothing happened: a silence can be a blackout, a holiday or an arrest.",
    "The two sides are seen through different windows: court sites months later, registrations on the first day. "
    "Levels of two series are never compared, only each with its own past.",
    "Delays are of what was reported at all; what will be reported later is not in them.",
    "An uneven standard can come from the sources, from the reader or from the people who decided: look at the rows.",
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What each side's sources can and cannot see."""

    volumes: tuple[Volume, ...]
    lags: tuple[Lag, ...]
    silences: tuple[Silence, ...]
    standards: tuple[Share, ...]
    series: tuple[Series, ...]
    levels: tuple[Level, ...]
    faults: tuple[Fault, ...]
    limits: tuple[str, ...] = LIMITS


def coverage(
    readings: Iterable[Reading],
    retellings: Iterable[Retelling],
    incidents: Sequence[Incident],
    findings: Iterable[Finding] = (),
    series: Sequence[Series] = (),
) -> Coverage:
    """Volume, delay, silence, the symmetry of standards, and the official series with what does not add up in them.

    Parameters
    ----------
    readings, retellings, incidents, findings
        The newest pass of a case; what people rejected or retracted is left out.
    series : sequence of Series
        Of one's own, beside those that come with the program.
    """
    decided, raw, tellings = list(findings), list(readings), list(retellings)
    rows = list(applied(raw, decided))
    # The audit asks what was rejected, too.
    claims = {claim.ref: claim for reading in raw for claim in reading.claims}
    names = {ref: incident.id for incident in incidents for ref in incident.claims}
    for copy, origin in once(rows, tellings).items():
        names.setdefault(copy, names.get(origin, origin))
    every = (*known(), *series)
    return Coverage(
        volumes(rows, copies_of(tellings)),
        lags(rows, names),
        silences(rows),
        even(incidents, claims, decided),
        every,
        levels(every),
        audit(every),
    )
