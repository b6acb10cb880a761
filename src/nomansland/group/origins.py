"""Voices and newsrooms: how many people know it themselves, and through how many gates it reached us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from nomansland.group.compare import gap_days
from nomansland.group.sources import Outlets
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
        self._roots: dict[tuple[str, ...], dict[Hashable, int]] = defaultdict(dict)
        self._told: dict[tuple[object, ...], list[tuple[int, Claim, Hashable]]] = defaultdict(list)
        place = 0
        for numbers in families:
            oldest = readings[numbers[0]]
            root = outlets.own(oldest) or (oldest.report.id,)
            for number in numbers:
                self._root[readings[number].report.id] = root
                own = outlets.own(readings[number])
                self._roots[own].setdefault(root, place)
                for claim in readings[number].claims:
                    self._told[(own, claim.type, claim.side)].append((place, claim, root))
                place += 1

    def origin(self, claim: Claim) -> Hashable:
        """The gate through which a claim became public, a key: the last outlet of its chain, else its lineage's."""
        named = [name for name in claim.chain.outlets if not self._vague(name)]
        if not named:
            return self._root[claim.report]
        last = self._outlets.names.find(named[-1])
        for name in reversed(named):
            found = self._teller(self._outlets.names.find(name), claim)
            if found is not None:
                return found
        return last

    def _teller(self, outlet: tuple[str, ...], claim: Claim) -> Hashable | None:
        """The origin of the first report of an outlet that is of the claim's lineage or tells the same."""
        mine = self._root[claim.report]
        first = self._roots[outlet].get(mine) if outlet in self._roots else None
        for place, other, root in self._told.get((outlet, claim.type, claim.side), ()):
            if first is not None and place >= first:
                break
            if (gap_days(other.time, claim.time) or 0) <= 3:
                return root
        return None if first is None else mine

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
        origins; a press office is one voice whoever speaks for it; unnamed people of one role in two origins may be
        one person, so they widen the interval.
        """
        people: dict[str, set[tuple[Hashable, str]]] = defaultdict(set)
        for claim in claims:
            speaker = claim.speaker
            if speaker is None or speaker.role in _NOBODY or speaker.under_duress or claim.type == "response.denial":
                continue
            name = self._outlets.person(speaker)
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
