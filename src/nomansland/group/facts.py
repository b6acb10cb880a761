"""What two reports tell alike: their claims laid side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nomansland.group.compare import exact, family, gap_days, same_count, same_name, same_place, span_days
from nomansland.words import Claim, Reading

SOLID = 2.0
"""Bits from which a pair of claims tells one fact: the same kind of act and one rare particular."""

_COMMON = 3
_ONE_PLACE = 1.5


def _count_bits(one: Claim, other: Claim) -> float:
    if not same_count(one.count, other.count) or one.count is None:
        return 0.0
    number = one.count.min if one.count.min is not None else one.count.max
    return 3.0 if number is not None and number > 12 else 2.0 if number is not None and number >= _COMMON else 0.75


def _time_bits(one: Claim, other: Claim) -> float:
    gap = gap_days(one.time, other.time)
    if gap is None:
        return 0.0
    if gap > 2:
        return -1.5
    if exact(one.time) and exact(one.time) == exact(other.time):
        return 2.0
    wide = max(span_days(one.time) or 0, span_days(other.time) or 0)
    return 1.0 if gap == 0 and wide <= 12 else 0.25


def _place_bits(one: Claim, other: Claim) -> float:
    same = same_place(one.place, other.place)
    if same or same_name(one.place, other.place):
        return _ONE_PLACE
    return -2.0 if same is False else 0.0


def agreement(one: Claim, other: Claim, least: float = float("-inf")) -> float:
    """Bits for "these two tell one fact": the same type, side, count, time and place add up, what clashes takes off.

    0 where the type families or the sides differ. Where even one place could not lift the sum to `least`, places are
    not compared.
    """
    if family(one) != family(other):
        return 0.0
    if one.side and other.side and one.side != other.side:
        return 0.0
    bits = 0.75 if one.type == other.type else -0.5
    bits += _count_bits(one, other) + _time_bits(one, other)
    return bits if bits + _ONE_PLACE < least else bits + _place_bits(one, other)


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims of two reports that tell one fact."""

    child: Claim
    parent: Claim
    bits: float


def tellable(claim: Claim) -> bool:
    """True for a claim that a retelling would carry over: a denial without content or a supposition need not."""
    return not claim.type.startswith(("response.denial", "context."))


def align(child: Reading, parent: Reading) -> tuple[Match, ...]:
    """The best one-to-one pairs of claims of two reports, strongest first, weak ones left out."""
    scored = [
        Match(one, other, bits)
        for one, other in _candidates(child.claims, parent.claims)
        if (bits := agreement(one, other, SOLID)) >= SOLID
    ]
    scored.sort(key=lambda match: (-match.bits, match.child.passage.start, match.parent.passage.start))
    taken: set[str] = set()
    out = []
    for match in scored:
        if match.child.ref not in taken and match.parent.ref not in taken:
            taken |= {match.child.ref, match.parent.ref}
            out.append(match)
    return tuple(out)


def _candidates(left: Sequence[Claim], right: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    kinds: dict[str, list[Claim]] = defaultdict(list)
    for claim in right:
        if tellable(claim):
            kinds[family(claim)].append(claim)
    for one in left:
        if tellable(one):
            for other in kinds[family(one)]:
                yield one, other
