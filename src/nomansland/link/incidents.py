"""Claims into incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations

from nomansland.link.pairs import Pair, score
from nomansland.link.scene import Scene
from nomansland.link.weights import act, eventful
from nomansland.words import Claim, Incident, Place, Reason, Time, edtf_of

CELL_DEGREES = 0.5
MOST_PER_BLOCK = 400


def _cells(place: Place | None) -> Iterator[tuple[int, int]]:
    """Grid cells round the best point, so that near points share one."""
    point = place.point if place else None
    if point is not None:
        row, column = int(point[0] // CELL_DEGREES), int(point[1] // CELL_DEGREES)
        yield from ((row + up, column + right) for up in (0, 1) for right in (0, 1))


def _blocks(scene: Scene, claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Claims that may tell of one incident: of one act, near each other, or told in one lineage or story."""
    blocks: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        kind = act(claim.type)
        for cell in _cells(claim.place):
            blocks[(kind, "cell", cell)].append(claim)
        blocks[(kind, "lineage", scene.lineage(claim))].append(claim)
        blocks[(kind, "origin", scene.origin(claim))].append(claim)
        for report in scene.neighbours(claim.report):
            blocks[(kind, "story", report)].append(claim)
        if claim.place and claim.place.region and claim.place.point is None:
            blocks[(kind, "region", claim.place.region)].append(claim)
    yield from (block for block in blocks.values() if 2 <= len(block) <= MOST_PER_BLOCK)


def _pairs(scene: Scene, claims: Sequence[Claim]) -> dict[tuple[str, str], Pair]:
    found: dict[tuple[str, str], Pair] = {}
    for block in _blocks(scene, claims):
        for one, other in combinations(block, 2):
            names = (one.ref, other.ref) if one.ref < other.ref else (other.ref, one.ref)
            if names not in found:
                found[names] = score(scene, one, other)
    return found


def clusters(scene: Scene) -> list[tuple[list[Claim], list[Pair]]]:
    """Sets of claims that tell of one incident, with the pairs that joined them.

    The strongest pairs are joined first; a pair that would bring together two claims which exclude each other (other
    side, other place, too far apart in time) is passed over.
    """
    claims = [claim for claim in scene.asserted() if eventful(claim.type)]
    found = _pairs(scene, claims)
    home = {claim.ref: claim.ref for claim in claims}
    members = {claim.ref: [claim] for claim in claims}
    joined: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(found.values(), key=lambda pair: (-pair.score, pair.one.ref, pair.other.ref)):
        if pair.excluded or pair.score <= 0:
            continue
        left, right = home[pair.one.ref], home[pair.other.ref]
        if left == right or not _compatible(scene, members[left], members[right], found):
            continue
        for claim in members[right]:
            home[claim.ref] = left
        members[left] += members.pop(right)
        joined[left] += [pair, *joined.pop(right, [])]
    return [(sorted(group, key=scene.age), joined.get(head, [])) for head, group in members.items()]


def _compatible(scene: Scene, left: list[Claim], right: list[Claim], found: dict[tuple[str, str], Pair]) -> bool:
    for one in left:
        for other in right:
            names = (one.ref, other.ref) if one.ref < other.ref else (other.ref, one.ref)
            pair = found.get(names) or score(scene, one, other)
            if pair.excluded:
                return False
    return True


def _common_time(claims: Sequence[Claim]) -> Time | None:
    """The days that the claims share; where they share none, from the first to the last."""
    bounds = [claim.time.bounds for claim in claims if claim.time and claim.time.bounds]
    if not bounds:
        return None
    first, last = max(low for low, _ in bounds), min(high for _, high in bounds)
    if first > last:
        return Time(
            edtf_of(min(low for low, _ in bounds), max(high for _, high in bounds)), basis="from the first to the last"
        )
    return Time(edtf_of(first, last), basis="the days that all claims share")


def _place(claims: Sequence[Claim]) -> Place | None:
    places = [claim.place for claim in claims if claim.place]
    located = [place for place in places if place.best]
    if located:
        return min(located, key=lambda place: place.best.radius_km if place.best else 0.0)
    return places[0] if places else None


def _waterfall(pairs: Sequence[Pair]) -> tuple[Reason, ...]:
    """The steps of the weakest pair that was needed: what the whole incident rests on."""
    if not pairs:
        return ()
    weakest = min(pairs, key=lambda pair: pair.score)
    return weakest.reasons


def incidents(scene: Scene) -> tuple[Incident, ...]:
    """Proposed incidents, oldest report first; a claim that matches no other is an incident of its own."""
    out = []
    for claims, pairs in clusters(scene):
        refs = tuple(claim.ref for claim in claims)
        out.append(
            Incident(
                id="i-" + sha256("\n".join(sorted(refs)).encode()).hexdigest()[:12],
                claims=refs,
                types=tuple(sorted({claim.type for claim in claims})),
                side=next((claim.side for claim in claims if claim.side), None),
                voices=scene.origins.voices(claims),
                newsrooms=scene.origins.newsrooms(claims),
                place=_place(claims),
                time=_common_time(claims),
                score=round(min((pair.score for pair in pairs), default=0.0), 2),
                reasons=_waterfall(pairs),
            )
        )
    return tuple(out)
