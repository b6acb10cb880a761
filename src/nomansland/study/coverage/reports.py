"""What the sources of each side can see: volume, delay, silence. Of original reports; copies are counted apart."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from nomansland.words import Claim, Reading, Retelling
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

SIDES = ("RF", "UA")
NEVER = ("context", "law")
FEWEST_REPORTS, FEWEST_DAYS, SILENCE_P = 8, 30, 0.01


@dataclass(frozen=True, slots=True)
class Volume:
    """Reports that tell of one side, from one outlet, in one language and month; `copies` of them retell another."""

    side: str
    outlet: str
    language: str
    month: str
    reports: int
    copies: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Days from event to first report, of one side (and outlet): medians of the shortest and longest that dates allow.

    `slow` is the ninth decile of the longest; `unknown` events have no usable dates; `odd` ones are dated after the
    report that tells of them.
    """

    side: str
    outlet: str
    events: int
    low: float
    high: float
    slow: float
    unknown: int
    odd: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A gap in what an outlet (or all outlets on a side) published that its own pace does not explain."""

    who: str
    first: str
    last: str
    days: int
    p: float


def sides_of(reading: Reading) -> tuple[str, ...]:
    """The sides that a report tells of; `none` where it tells of neither."""
    told = [claim for claim in reading.claims if claim.type.split(".")[0] not in NEVER]
    found = {side for claim in told for side in (SIDES if claim.side == "both" else (claim.side,))}
    return tuple(side for side in SIDES if side in found) or ("none",)


def published(reading: Reading) -> date | None:
    """The day of publication where it is known to the day."""
    edtf = reading.published.edtf
    bounds = day_bounds(edtf[:10] if reading.published.stated else edtf) if edtf else None
    return bounds[0] if bounds and bounds[0] == bounds[1] else None


def copies_of(retellings: Iterable[Retelling]) -> frozenset[str]:
    """Reports that took their story from another report of the case; who replies need not."""
    return frozenset(edge.child for one in retellings for edge in one.edges if edge.kind != "reply")


def volumes(readings: Iterable[Reading], copies: frozenset[str]) -> tuple[Volume, ...]:
    """How many reports by side, outlet, language and month; a report on both sides stands with each."""
    count: Counter[tuple[str, str, str, str]] = Counter()
    copied: Counter[tuple[str, str, str, str]] = Counter()
    for reading in readings:
        day = published(reading)
        month = f"{day:%Y-%m}" if day else "unknown"
        for side in sides_of(reading):
            key = (side, reading.report.outlet or "unknown", reading.language, month)
            count[key] += 1
            copied[key] += reading.report.id in copies
    return tuple(Volume(*key, number, copied[key]) for key, number in sorted(count.items()))


def _firsts(readings: Iterable[Reading], names: dict[str, str]) -> dict[tuple[str, str], tuple[date, Claim, str]]:
    """The earliest telling of each incident, by side."""
    first: dict[tuple[str, str], tuple[date, Claim, str]] = {}
    for reading in readings:
        day = published(reading)
        if day is None:
            continue
        for claim in reading.claims:
            if claim.side in SIDES and claim.modality == "asserted" and claim.type.split(".")[0] not in NEVER:
                key = (claim.side, names.get(claim.ref, claim.ref))
                if key not in first or day < first[key][0]:
                    first[key] = (day, claim, reading.report.outlet or "unknown")
    return first


def lags(readings: Iterable[Reading], names: dict[str, str]) -> tuple[Lag, ...]:
    """Delays by side, and by side and outlet.

    Parameters
    ----------
    readings : iterable of Reading
    names : dict of str
        Incident of each claim that belongs to one; a claim without is its own event.
    """
    rows: dict[tuple[str, str], list[tuple[int, int] | None]] = defaultdict(list)
    for (side, _), (day, claim, outlet) in _firsts(readings, names).items():
        bounds = claim.time.bounds if claim.time else None
        known = bounds is not None and bounds[0] > OPEN_FIRST and bounds[1] < OPEN_LAST
        delay = ((day - bounds[1]).days, (day - bounds[0]).days) if known and bounds else None
        for who in ("all", outlet):
            rows[side, who].append(delay)
    return tuple(_lag(side, who, delays) for (side, who), delays in sorted(rows.items()))


def _lag(side: str, who: str, delays: Sequence[tuple[int, int] | None]) -> Lag:
    known = [delay for delay in delays if delay is not None and delay[1] >= 0]
    odd = sum(delay is not None and delay[1] < 0 for delay in delays)
    unknown = sum(delay is None for delay in delays)
    if not known:
        return Lag(side, who, 0, float("nan"), float("nan"), float("nan"), unknown, odd)
    long = sorted(delay[1] for delay in known)
    slow = statistics.quantiles(long, n=10)[-1] if len(long) > 1 else float(long[0])
    low = statistics.median(max(delay[0], 0) for delay in known)
    return Lag(side, who, len(known), float(low), float(statistics.median(long)), slow, unknown, odd)


def silences(readings: Iterable[Reading]) -> tuple[Silence, ...]:
    """Gaps longer than an even pace gives once in a hundred, by outlet and over all outlets of a side.

    For n reports at random in a span the longest gap of share g has p of at most (n - 1) (1 - g)^(n - 2) (Fisher 1929,
    first term). Fewer than 8 reports or 30 days say nothing. That nothing was published is not that nothing happened.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for reading in readings:
        day = published(reading)
        if day is not None:
            days[f"outlet {reading.report.outlet or 'unknown'}"].add(day)
            for side in sides_of(reading):
                if side in SIDES:
                    days[f"all on {side}"].add(day)
    found = []
    for who, known in sorted(days.items()):
        ordered = sorted(known)
        span, number = (ordered[-1] - ordered[0]).days, len(ordered)
        if number < FEWEST_REPORTS or span < FEWEST_DAYS:
            continue
        for left, right in pairwise(ordered):
            gap = (right - left).days
            p = min(1.0, (number - 1) * (1 - gap / span) ** (number - 2))
            if p <= SILENCE_P:
                found.append(Silence(who, left.isoformat(), right.isoformat(), gap, p))
    return tuple(found)
