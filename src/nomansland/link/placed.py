"""Places of claims weighed again by the other tellings of their incident or lineage, as new values.

The reading's own place stays as it is. What copies say again is no news: another telling counts only where it knows
better (more weight on its best candidate, a village inside the oblast that this one names).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nomansland.terrain.regions import lexicon
from nomansland.terrain.reweigh import Evidence, narrowed, retold, reweighed, sharper, stated, within
from nomansland.words import Candidate, Claim, Place, Reading, Retelling
from nomansland.words.linked import Incident

ACT = 1
MOST = 60
CLEAR, SURE = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Replaced:
    """A claim (`report:claim`) whose place other tellings make clearer: the reading's own place, and the new one.

    `reports` are the reports that it leans on; `new.why` has a sentence for each.
    """

    claim: str
    own: Place
    new: Place
    reports: tuple[str, ...]


def placed(
    readings: Sequence[Reading], retellings: Sequence[Retelling], incidents: Sequence[Incident] = ()
) -> tuple[Replaced, ...]:
    """Every claim whose place the other claims of its incident, or like claims of its lineage, make clearer."""
    return among([claim for reading in readings for claim in reading.claims], retellings, incidents, readings)


def among(
    told: Iterable[Claim],
    retellings: Sequence[Retelling],
    incidents: Sequence[Incident] = (),
    readings: Sequence[Reading] = (),
) -> tuple[Replaced, ...]:
    """As `placed`, for a part of the claims; of `readings` come the relations that the tellings state."""
    claims = {claim.ref: claim for claim in told}
    companions = _companions(claims, retellings, incidents)
    by_report = {reading.report.id: reading for reading in readings}
    found = (
        _weighed(claims[ref], [claims[one] for one in sorted(others)], by_report) for ref, others in companions.items()
    )
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.claim))


def _companions(
    claims: Mapping[str, Claim], retellings: Sequence[Retelling], incidents: Sequence[Incident]
) -> dict[str, set[str]]:
    """Claims of other reports that tell of the same: by incident, else by lineage with one act and one side."""
    out: dict[str, set[str]] = defaultdict(set)
    lineage = {report: telling.id for telling in retellings if len(telling.reports) > 1 for report in telling.reports}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for incident in incidents:
        groups[("incident", incident.id)] = [ref for ref in incident.claims if ref in claims]
    for ref, claim in claims.items():
        if claim.report in lineage and claim.place is not None:
            act = ".".join(claim.type.split(".")[: ACT + 1])
            groups[("lineage", lineage[claim.report], act, claim.side or "")].append(ref)
    for refs in groups.values():
        for ref in refs:
            out[ref] |= {one for one in refs[:MOST] if claims[one].report != claims[ref].report}
    return {ref: others for ref, others in out.items() if others and claims[ref].place is not None}


def _weighed(claim: Claim, others: Sequence[Claim], readings: Mapping[str, Reading]) -> Replaced | None:
    own = claim.place
    if own is None:
        return None
    told: dict[str, Place] = {}
    for other in others:
        if other.place is not None and other.place.candidates:
            before = told.get(other.report)
            if before is None or sharper(before, other.place):
                told[other.report] = other.place
    reports = [claim.report, *dict.fromkeys(other.report for other in others)]
    known = [readings[one] for one in reports if one in readings]
    evidence = [] if own.region else [*_evidence(own, told), *_relations(own, told, known)]
    new = _region_narrowed(own, told) if own.region else reweighed(own, evidence)
    if new == own:
        return None
    leaned = tuple(report for report in told if any(report in why for why in new.why if why not in own.why))
    return Replaced(claim.ref, own, new, leaned or tuple(told))


def _region_narrowed(own: Place, told: Mapping[str, Place]) -> Place:
    region = lexicon().by_slug.get(own.region or "")
    if region is None:
        return own
    return narrowed(own, [(place, f"Report {report}") for report, place in told.items()], region)


def _evidence(own: Place, told: Mapping[str, Place]) -> Iterator[Evidence]:
    """Of the reports that know better the clearest alone, for they may be copies; and the oblasts that they name."""
    codes = {one.code for one in own.candidates}
    same = [
        (report, place)
        for report, place in told.items()
        if not place.region and place.best and place.best.code in codes and sharper(own, place)
    ]
    if same:
        report, place = max(same, key=lambda row: row[1].candidates[0].weight)
        yield retold(own, place, f"Report {report}")
    regions: set[str] = set()
    if own.best and len(own.candidates) > 1 and own.best.weight < 0.9:
        for report, place in told.items():
            region = lexicon().by_slug.get(place.region or "")
            if region is not None and region.slug not in regions:
                regions.add(region.slug)
                yield within(region, f"Report {report}")


def _relations(own: Place, told: Mapping[str, Place], readings: Sequence[Reading]) -> Iterator[Evidence]:
    """What the tellings say of where the place lies to others, once each; `readings` are its own report's first.

    Nothing where the place is clear, nor from a report that knows better (its weights have it already), nor what the
    own report's reading could use itself.
    """
    if own.best is None or own.best.weight >= SURE:
        return
    codes = {one.code for one in own.candidates}
    surer = {report for report, place in told.items() if sharper(own, place)}
    seen = set()
    for number, reading in enumerate(readings):
        if reading.report.id in surer:
            continue
        for relation in reading.relations:
            ends = [_clear(text, reading, readings) for text in relation.objects]
            clear = [one for one, _ in filter(None, ends)]
            same = any(one.text == relation.subject and codes & set(_codes(one)) for one in reading.places)
            news = number > 0 or not all(one is not None and one[1] for one in ends)
            sign = (relation.relation, relation.km, relation.direction, tuple(one.code for one in clear))
            if same and news and len(clear) == len(ends) and sign not in seen:
                seen.add(sign)
                yield stated(relation, clear, f"Report {reading.report.id}")


def _clear(text: str, reading: Reading, readings: Sequence[Reading]) -> tuple[Candidate, bool] | None:
    """What a name means where its report, or else another telling, leaves little doubt; True where the report does."""
    own = next((one for one in reading.places if one.text == text and not one.region), None)
    if own is None or own.best is None:
        return None
    if own.best.weight >= CLEAR:
        return own.best, True
    codes = set(_codes(own))
    known = (one.best for other in readings for one in other.places if not one.region and one.best)
    return next(((best, False) for best in known if best.weight >= CLEAR and best.code in codes), None)


def _codes(place: Place) -> Iterator[str]:
    return (one.code for one in place.candidates)
