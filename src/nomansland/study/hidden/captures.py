"""Who told of which place of detention by itself, and who took it over from whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from nomansland.group import Outlets
from nomansland.group.names import family
from nomansland.words import Claim, Reading, Retelling, Site
from nomansland.words.time import OPEN_FIRST, OPEN_LAST, day_bounds

VAGUE = frozenset("channels каналы канали media медиа медіа press сми змі outlets sources".split())
House = tuple[str, ...]
Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Capture:
    """`collector` tells of `site` in `claim`; `source` is the collector it took it from, None where it found it."""

    site: str
    collector: str
    claim: Claim
    source: str | None = None


def in_period(claim: Claim, reading: Reading, period: Period) -> bool:
    """True where the days told lie at least partly in the period; without days, where the report came out in it."""
    told = claim.time.bounds if claim.time else None
    if told is None or (told[0] <= OPEN_FIRST and told[1] >= OPEN_LAST):
        edtf = reading.published.edtf
        told = day_bounds(edtf[:10] if reading.published.stated else edtf) if edtf else None
    return told is not None and told[0] <= period[1] and told[1] >= period[0]


def counts(claim: Claim) -> bool:
    """Asserted, and not by an adversary alone: what counts as having seen a place."""
    adversary = claim.speaker is not None and claim.speaker.adversary
    return claim.modality == "asserted" and not claim.type.startswith("response.") and not adversary


class _Houses:
    """Names of collectors: one for all spellings and desks of a house."""

    def __init__(self, outlets: Outlets, readings: Sequence[Reading]) -> None:
        self._outlets = outlets
        used: dict[House, Counter[str]] = defaultdict(Counter)
        for reading in readings:
            if reading.report.outlet:
                used[outlets.own(reading)][reading.report.outlet] += 1
        self._shown = {house: family(forms.most_common(1)[0][0]) or min(forms) for house, forms in used.items()}

    def own(self, reading: Reading) -> str | None:
        house = self._outlets.own(reading)
        return self._shown.get(house) if house else None

    def cited(self, claim: Claim) -> str | None:
        """The outlet farthest back that a claim names as its source."""
        named = [name for name in claim.chain.outlets if not self._vague(name)]
        if not named:
            return None
        house = self._outlets.names.find(named[-1])
        return self._shown.get(house) or family(named[-1]) or named[-1]

    @staticmethod
    def _vague(name: str) -> bool:
        return not VAGUE.isdisjoint(name.lower().split()[-1:]) or not name.strip()


def _ancestors(retellings: Iterable[Retelling]) -> dict[str, tuple[str, ...]]:
    """For each report those that it took its story from, the farthest back first."""
    parents: dict[str, list[str]] = defaultdict(list)
    for one in retellings:
        for edge in one.edges:
            if edge.kind != "reply":
                parents[edge.child].append(edge.parent)
    found: dict[str, tuple[str, ...]] = {}
    for report in parents:
        line, ahead, seen = [], [report], {report}
        while ahead:
            ahead = [up for one in ahead for up in parents.get(one, ()) if up not in seen]
            seen.update(ahead)
            line += list(dict.fromkeys(ahead))
        found[report] = tuple(reversed(line))
    return found


def captures(
    readings: Sequence[Reading], retellings: Iterable[Retelling], sites: Iterable[Site], period: Period
) -> tuple[list[Capture], int]:
    """Every telling of a site in the period, with where it was taken from.

    A telling is copied where its claim names another outlet as its source, or where its report took its story from one
    of another house that tells of the same site. What the cited outlet had is a capture of that outlet.

    Returns
    -------
    captures : list of Capture
    nameless : int
        Tellings of reports without an outlet, which belong to no list.
    """
    outlets = Outlets(readings)
    houses = _Houses(outlets, readings)
    by_report = {reading.report.id: reading for reading in readings}
    claims = {claim.ref: claim for reading in readings for claim in reading.claims}
    above = _ancestors(retellings)
    out: list[Capture] = []
    nameless = 0
    for site in sites:
        told = [claims[ref] for ref in site.claims if ref in claims and counts(claims[ref])]
        tellers = {claim.report for claim in told}
        for claim in told:
            reading = by_report[claim.report]
            if not in_period(claim, reading, period):
                continue
            collector, cited = houses.own(reading), houses.cited(claim)
            if cited is not None and cited != collector:
                out.append(Capture(site.id, cited, claim))
            if collector is None:
                nameless += cited is None
                continue
            above_it = (houses.own(by_report[up]) for up in above.get(claim.report, ()) if up in tellers)
            source = cited or next((name for name in above_it if name is not None), None)
            out.append(Capture(site.id, collector, claim, source if source != collector else None))
    return out, nameless
