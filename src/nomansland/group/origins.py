"""Voices and newsrooms: how many people know it themselves, and through how many gates it reached us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from nomansland.group.compare import gap_days
from nomansland.group.sources import Outlets
from nomansland.terrain.fold import key, roman
from nomansland.words import Claim, Interval, Reading

_NOBODY = frozenset({"media"})
_KIN = {
    "detainee": "soldier",
    "fellow_soldier": "soldier",
    "court": "official",
    "witness": "unnamed_source",
    "expert": "ngo",
}
_UNNAMED_OUTLETS = frozenset("channels каналы канали media медиа медіа press сми змі outlets sources".split())


class Origins:
    """The origin of every claim of a set.

    Parameters
    ----------
    readings : sequence of Reading
        The whole set.
    outlets : Outlets
        Its outlets.
    families : sequence of list of int
        Lineages: numbers of readings, the oldest first.
    """

    def __init__(self, readings: Sequence[Reading], outlets: Outlets, families: Sequence[Sequence[int]]) -> None:
        self._outlets = outlets
        self._root: dict[str, Hashable] = {}
        self._houses: dict[str, dict[tuple[str, ...], Hashable]] = {}
        self._by_outlet: dict[tuple[str, ...], list[tuple[Reading, Hashable]]] = defaultdict(list)
        for numbers in families:
            oldest = readings[numbers[0]]
            root = outlets.own(oldest) or (oldest.report.id,)
            for number in numbers:
                self._root[readings[number].report.id] = root
                self._by_outlet[outlets.own(readings[number])].append((readings[number], root))

    def origin(self, claim: Claim) -> Hashable:
        """The gate through which a claim became public, a key: the last outlet of its chain, else its lineage's."""
        named = [name for name in claim.chain.outlets if not self._vague(name)]
        if not named:
            return self._root[claim.report]
        last = self._outlets.names.find(named[-1])
        for name in reversed(named):
            for reading, root in self._by_outlet.get(self._outlets.names.find(name), ()):
                if self._root[claim.report] == root or self._tells(reading, claim):
                    return root
        return last

    @staticmethod
    def _tells(reading: Reading, claim: Claim) -> bool:
        return any(
            other.type == claim.type and other.side == claim.side and (gap_days(other.time, claim.time) or 0) <= 3
            for other in reading.claims
        )

    @staticmethod
    def _vague(name: str) -> bool:
        return name.lower().split()[-1] in _UNNAMED_OUTLETS

    def newsrooms(self, claims: Sequence[Claim]) -> Interval:
        """Distinct gates of some claims: copies, citations and houses of one family count once.

        Outlets that a report does not name, and what it tells without any source beside what it has from others, may be
        further gates: they widen the interval and are not counted as sure.
        """
        relays = {claim.report for claim in claims if claim.chain.outlets}
        sure: set[Hashable] = set()
        unsure: set[Hashable] = set()
        for claim in claims:
            if claim.chain.outlets and all(map(self._vague, claim.chain.outlets)):
                unsure.add((claim.report, *claim.chain.outlets))
            elif not claim.chain.outlets and claim.speaker is None and claim.report in relays:
                unsure.add(claim.report)
            else:
                sure.add(self.origin(claim))
        low = max(len(sure), 1) if claims else 0
        reports = len({claim.report for claim in claims})
        why = f"{reports} report{'s' * (reports != 1)}, {low} first gate{'s' * (low != 1)}"
        return Interval(
            low, len(sure | unsure) if sure else max(low, len(unsure)), why + "; unnamed sources" * bool(unsure)
        )

    def voices(self, claims: Sequence[Claim]) -> Interval:
        """People with their own knowledge behind some claims.

        Two are surely two where their roles or their names differ within one origin, or their names differ between
        origins; unnamed people of one role in two origins may be one person, so they widen the interval.
        """
        people: dict[str, set[tuple[Hashable, str]]] = defaultdict(set)
        for claim in claims:
            speaker = claim.speaker
            if speaker is None or speaker.role in _NOBODY or speaker.under_duress or claim.type == "response.denial":
                continue
            name = key(roman(speaker.name, "ru")) if speaker.name else ""
            people[_KIN.get(speaker.role, speaker.role)].add((self.origin(claim), name))
        low = high = 0
        for found in people.values():
            names = {name for _, name in found if name}
            unnamed = {origin for origin, name in found if not name}
            low += max(len(names), 1)
            high += len(names) + len(unnamed)
        if not people:
            return (
                Interval(0, 1, "told by outlets only: nobody with own knowledge is named") if claims else Interval(0, 0)
            )
        roles = ", ".join(sorted(people))
        return Interval(low, max(low, high), f"roles heard: {roles}; unnamed people of one role may be one person")
