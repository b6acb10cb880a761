"""Claims into incidents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256

from nomansland.link.blocks import Blocks
from nomansland.link.decided import Ties
from nomansland.link.linked import Uncompared
from nomansland.link.pairs import Pair, compare, levels, probability, waterfall
from nomansland.link.profile import Profile
from nomansland.link.scene import Scene
from nomansland.link.weights import eventful, table
from nomansland.link.where import agreed
from nomansland.words import Claim, Incident, Time, edtf_of

SLIGHT = 1e-9
"""Sums of scaled weights that should be equal differ by less."""

MANY = 64
"""A set of more claims is represented by one for each place and time when it is asked whether another may join."""


class Clusters:
    """Claims joined pair by pair, the strongest pair first.

    A pair that would bring together two claims which exclude each other (other side, other place, too far apart in
    time), or which a person held apart, is passed over. What a person put together is together, whatever else.
    """

    def __init__(self, scene: Scene, profiles: Sequence[Profile], known: Ties) -> None:
        self._scene, self._known = scene, known
        self._home = {one.ref: one.ref for one in profiles}
        self.members = {one.ref: [one] for one in profiles}
        self.joined: dict[str, list[Pair]] = defaultdict(list)

    def join(self, pair: Pair) -> None:
        """Bring two claims together with all that each is joined to, unless some of these exclude each other."""
        left, right = self._home[pair.one.ref], self._home[pair.other.ref]
        if left == right:
            return
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        if self._compatible(left, right):
            self._merge(left, right)
            self.joined[left] += [pair, *self.joined.pop(right, [])]

    def put(self, one: str, other: str) -> None:
        """Bring two claims together because a person did."""
        left, right = self._home.get(one), self._home.get(other)
        if left and right and left != right:
            self._merge(left, right)
            self.joined[left] += self.joined.pop(right, [])

    def _merge(self, left: str, right: str) -> None:
        for one in self.members[right]:
            self._home[one.ref] = left
        self.members[left] += self.members.pop(right)

    def add(self, pair: Pair) -> None:
        """Put a claim that repeats another one with it."""
        head = self._home[pair.one.ref]
        self._home[pair.other.ref] = head
        self.members[head].append(self._scene.profile(pair.other))
        self.joined[head].append(pair)

    def _faces(self, head: str) -> list[Profile]:
        members = self.members[head]
        if len(members) <= MANY:
            return members
        return list({(one.side, one.spot, one.start, one.end, one.type): one for one in members}.values())

    def _compatible(self, left: str, right: str) -> bool:
        others = self._faces(right)
        refs = {one.ref for one in self.members[right]} if self._known.apart else set()
        if self._known.hold_apart((one.ref for one in self.members[left]), refs):
            return False
        return all(levels(self._scene, one, other) is not None for one in self._faces(left) for other in others)


def proposals(scene: Scene, blocks: Blocks) -> list[Pair]:
    """The pairs that are likely enough to be proposed, the strongest first."""
    found = (compare(scene, one, other) for one, other in blocks.pairs())
    likely = [pair for pair in found if pair.tied and pair.score > table().least + SLIGHT]
    return sorted(likely, key=lambda pair: (-pair.score, *sorted((pair.one.ref, pair.other.ref))))


def _repeats(scene: Scene, every: dict[str, Profile]) -> Iterator[tuple[str, Pair]]:
    """Claims that a copy repeats unchanged, with their pairs: they go where the first telling goes."""
    for ref, one in every.items():
        first = scene.repeats(one.claim)
        if first is not None and first.ref in every and scene.repeats(first) is None:
            pair = compare(scene, every[first.ref], one)
            if pair.tied and pair.score > table().least + SLIGHT:
                yield ref, pair


def clusters(
    scene: Scene, known: Ties | None = None
) -> tuple[list[tuple[list[Claim], list[Pair]]], tuple[Uncompared, ...]]:
    """Sets of claims that tell of one incident, with the pairs that joined them; and what was not compared."""
    known = known or Ties()
    every = {claim.ref: scene.profile(claim) for claim in scene.asserted() if eventful(claim.type)}
    copies = {ref: pair for ref, pair in _repeats(scene, every) if not known.decided(ref)}
    fresh = [one for ref, one in every.items() if ref not in copies]
    blocks = Blocks(scene, fresh)
    sets = Clusters(scene, fresh, known)
    for one, other in known.together:
        sets.put(one, other)
    for pair in proposals(scene, blocks):
        sets.join(pair)
    for pair in copies.values():
        sets.add(pair)
    found = [
        (sorted((one.claim for one in members), key=scene.age), sets.joined.get(head, []))
        for head, members in sets.members.items()
    ]
    return found, tuple(blocks.uncompared)


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


def _incident(scene: Scene, claims: Sequence[Claim], pairs: Sequence[Pair], known: Ties) -> Incident:
    """What the whole rests on is the weakest pair that was needed, and what people put there."""
    refs = tuple(claim.ref for claim in claims)
    put = {why for pair, why in known.together.items() if set(pair) <= set(refs)} if known.together else ()
    weakest = min(pairs, key=lambda pair: pair.score, default=None)
    return Incident(
        id="i-" + sha256("\n".join(sorted(refs)).encode()).hexdigest()[:12],
        claims=refs,
        types=tuple(sorted({claim.type for claim in claims})),
        side=next((claim.side for claim in claims if claim.side), None),
        voices=scene.origins.voices(claims),
        newsrooms=scene.origins.newsrooms(claims),
        place=agreed(scene, ((claim, claim.place) for claim in claims if claim.place)),
        time=_common_time(claims),
        score=round(weakest.score, 2) if weakest else 0.0,
        reasons=(*(waterfall(scene, weakest) if weakest else ()), *sorted(put, key=lambda why: why.text)),
        probability=round(probability(weakest.score), 4) if weakest else None,
    )


def incidents(scene: Scene, known: Ties | None = None) -> tuple[tuple[Incident, ...], tuple[Uncompared, ...]]:
    """Proposed incidents, oldest report first, and what was not compared; `known` is what people decided on them.

    A claim that matches no other is an incident of its own.
    """
    known = known or Ties()
    found, uncompared = clusters(scene, known)
    return tuple(_incident(scene, claims, pairs, known) for claims, pairs in found), uncompared
