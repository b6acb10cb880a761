"""What people decided on what belongs together, as the next pass reads it.

A proposal has no lasting name: an incident or a site that gains a claim is another one. A decision therefore says of
which claims it speaks: `claim`, those that were chosen, and `rest`, those that the thing held beside them. Each is
named by its number and its anchor (`words.fingerprint`), by which it is found where a new reading numbers anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nomansland.group.decided import CERTAIN, standing
from nomansland.words import Claim, Decision, Reason
from nomansland.words.fingerprint import anchor


@dataclass(frozen=True, slots=True)
class Ties:
    """Which claims people put together and which they held apart, by `report:claim`.

    Parameters
    ----------
    together : mapping
        A claim that was put somewhere and one that was there, to the reason that is shown.
    apart : mapping
        A claim to those that it is not with, both ways.
    """

    together: Mapping[tuple[str, str], Reason] = field(default_factory=dict)
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def hold_apart(self, some: Iterable[str], others: frozenset[str] | set[str]) -> bool:
        """True where one of some claims is held apart from one of others."""
        return bool(self.apart) and any(not others.isdisjoint(self.apart.get(ref, ())) for ref in some)

    def decided(self, ref: str) -> bool:
        """True for a claim that a person spoke of."""
        return ref in self.apart or any(ref in pair for pair in self.together)


def _named(row: Decision, name: str, now: Mapping[str, str]) -> list[str]:
    """The claims that a value names, as they are numbered now; those that are read no more are left out.

    Where a claim's type was corrected since, so that its anchor is another one, its number finds it.
    """
    told = (value.rpartition(" ") for key, value in row.value if key == name)
    found = (now.get(mark) or now.get(ref) for ref, _, mark in told)
    return [ref for ref in found if ref]


def ties(decisions: Iterable[Decision], target: str, claims: Iterable[Claim]) -> Ties:
    """What stands of the decisions on things of one kind, `incident` or `site`; of two on a pair the later one."""
    rows = [row for row in standing(decisions) if row.target == target and row.verdict in ("split", "add")]
    now = {mark: claim.ref for claim in claims for mark in (claim.ref, anchor(claim))} if rows else {}
    last: dict[frozenset[str], tuple[Decision, str, str]] = {}
    for row in rows:
        for chosen in _named(row, "claim", now):
            for other in _named(row, "rest", now):
                last[frozenset((chosen, other))] = row, chosen, other
    together, apart = {}, defaultdict(set)
    for row, chosen, other in last.values():
        if row.verdict == "add":
            why = f"{row.by} put it there" + (f": {row.reason}" if row.reason else "")
            together[chosen, other] = Reason("decision", CERTAIN, why)
        else:
            apart[chosen].add(other)
            apart[other].add(chosen)
    return Ties(together, {ref: frozenset(others) for ref, others in apart.items()})
