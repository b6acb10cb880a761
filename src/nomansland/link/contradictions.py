"""Claims that cannot both hold as told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from nomansland.group.compare import incompatible
from nomansland.link import denials, drifts, ground, identity, orders, retold, statements
from nomansland.link.scene import Scene
from nomansland.link.subjects import common
from nomansland.link.topics import cue, topics_of
from nomansland.words import Claim, Contradiction, Incident, Reading, Reason


def shared_reports(found: Sequence[Incident]) -> dict[str, set[str]]:
    """For each report those that tell of an incident it tells of too, itself among them."""
    out: dict[str, set[str]] = defaultdict(set)
    for incident in found:
        reports = {ref.split(":", 1)[0] if ref.count(":") == 1 else ref.rsplit(":", 1)[0] for ref in incident.claims}
        for report in reports:
            out[report] |= reports
    return out


def _denied(scene: Scene, found: Sequence[Incident]) -> Iterator[drifts.Found]:
    shared = shared_reports(found)
    for clash in (*denials.inside(scene), *statements.across(scene, shared), *statements.negations(scene, shared)):
        yield clash.claim, clash.denial, "denial", clash.about, clash.reasons


def _told_apart(scene: Scene, found: Sequence[Incident]) -> Iterator[drifts.Found]:
    for incident in found:
        if len(incident.claims) < 2:
            continue
        claims = [scene.claims[ref] for ref in incident.claims]
        yield from drifts.numbers(scene, claims)
        yield from drifts.formations(scene, claims)
        yield from drifts.dates(scene, claims)
        yield from drifts.categories(scene, claims)
        yield from retold.sizes(scene, claims)
        yield from identity.units(scene, claims)


def lineages(scene: Scene) -> list[list[Reading]]:
    """Readings of one origin, the oldest first, without those that are alone and copies that change nothing."""
    out: dict[str, list[Reading]] = defaultdict(list)
    for reading in scene.readings:
        if any(scene.repeats(claim) is None for claim in reading.claims):
            out[scene.lineage(reading.claims[0])].append(reading)
    for readings in out.values():
        readings.sort(key=lambda reading: scene.age(reading.claims[0]))
    return [readings for readings in out.values() if len(readings) > 1]


def _counted_replies(scene: Scene) -> Iterator[drifts.Found]:
    """A reply that gives a number of its own against the number told last before it in its report.

    The reply speaks of the same act or thing, or it puts its number against another ("no more than thirty").
    """
    for reading in scene.readings:
        told: list[Claim] = []
        for claim in reading.claims:
            if claim.count is not None and claim.type == "response.denial":
                fit = [
                    one
                    for one in told
                    if one.side == claim.side and incompatible(one.count, claim.count) and _counters(scene, claim, one)
                ]
                same = [one for one in fit if one.time and claim.time and one.time.overlaps(claim.time)] or fit
                if same:
                    about = "the number in the reply"
                    yield same[-1], claim, "number", about, (Reason("number", 3.0, "no number fits both"),)
            elif claim.count is not None and claim.modality == "asserted" and not claim.type.startswith("response."):
                told.append(claim)


def _counters(scene: Scene, reply: Claim, claim: Claim) -> bool:
    language = scene.reading(reply).language
    topics = topics_of(reply.passage.quote, language)
    if topics:
        return any(claim.type in topic.types for topic in topics)
    return bool(cue("limit", language).search(reply.passage.quote) or common(scene, reply, claim))


def contradictions(scene: Scene, found: Sequence[Incident]) -> tuple[Contradiction, ...]:
    """Typed pairs of claims, each pair once, with what they are about and why.

    A copy of a claim contradicts nothing on its own account: of each lineage the oldest telling stands, unless the copy
    says something else.
    """
    rows: list[drifts.Found] = [*_counted_replies(scene), *_denied(scene, found), *_told_apart(scene, found)]
    for readings in lineages(scene):
        rows += ground.drifts(scene, readings)
        rows += ground.bearings(scene, readings)
        rows += retold.worse(scene, readings)
        rows += drifts.outcomes(scene, [reading.claims for reading in readings])
        rows += identity.speakers(scene, readings)
    rows += [*ground.withdrawn(scene), *orders.orders(scene, found)]
    return told_once(scene, rows)


def told_once(scene: Scene, rows: Sequence[drifts.Found]) -> tuple[Contradiction, ...]:
    """Each pair once, and nothing of what an outlet took back itself; what a copy of a report repeats says so."""
    out: dict[tuple[str, str], Contradiction] = {}
    first: dict[frozenset[str], tuple[str, str]] = {}
    set_right = {frozenset((own.ref, older.ref)) for own, older, _ in ground.corrected(scene)}
    for one, other, kind, about, reasons in rows:
        pair = (one.ref, other.ref)
        if pair in out or pair[::-1] in out or (kind == "number" and frozenset(pair) in set_right):
            continue
        name = "x-" + sha256("\n".join((kind, *pair)).encode()).hexdigest()[:12]
        out[pair] = Contradiction(name, pair, kind, about, reasons)
        key = scene.first(one, other)
        if frozenset(key) not in first or key == pair:
            first[frozenset(key)] = pair
    origin = {ref: out[first[frozenset(scene.first(*_claims(scene, ref)))]].id for ref in out}
    return tuple(one if origin[pair] == one.id else replace(one, copy_of=origin[pair]) for pair, one in out.items())


def _claims(scene: Scene, pair: tuple[str, str]) -> tuple[Claim, Claim]:
    return scene.claims[pair[0]], scene.claims[pair[1]]
