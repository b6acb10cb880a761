"""Edges that stand in the posts themselves: replies, and one channel that tells a story again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nomansland.group.facts import Match, align, tellable
from nomansland.words import Reading

REPLY_BITS = 8.0
"""A reply names the post that it answers by its number: there is nothing to doubt but whether it tells its story."""

AGAIN_FACTS, AGAIN_BITS = 2, 6.0
"""One channel's next news of a kind shares a fact with the last by chance; a story told again shares more."""


def _told(reading: Reading) -> int:
    return sum(map(tellable, reading.claims))


def replies(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """(reply, post it answers) for every reply whose post is in the set."""
    number = {reading.report.id: place for place, reading in enumerate(readings)}
    for place, reading in enumerate(readings):
        answered = number.get(reading.report.reply_to or "")
        if answered is not None and answered != place:
            yield place, answered


def carries_on(child: Reading, parent: Reading, matches: Sequence[Match], common: float) -> bool:
    """True where a reply tells its post's story: a fact or a particular of it, or no story of its own."""
    return bool(matches) or common >= 1.0 or not _told(child) or not _told(parent)


def again(
    readings: Sequence[Reading], outlets: Sequence[tuple[str, ...]], rare: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[Match, ...]]]:
    """Pairs of reports of one outlet with most facts in common, as they come in `rare`, with these facts."""
    for one, other in rare:
        if not outlets[one] or outlets[one] != outlets[other]:
            continue
        matches = align(readings[one], readings[other])
        least = min(_told(readings[one]), _told(readings[other]))
        bits = sum(match.bits for match in matches)
        if len(matches) >= max(AGAIN_FACTS, 0.5 * least) and bits >= AGAIN_BITS:
            yield one, other, matches
