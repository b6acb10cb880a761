"""What linking gives."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.link.placed import Replaced
from nomansland.words import Contradiction, Incident, Reconciled, Site, Transfer


@dataclass(frozen=True, slots=True)
class Uncompared:
    """Claims of one act and side of which, for their number, not every pair was compared.

    `by` is what they have in common (`place`, `region`, `origin`), `claims` how many there are, `pairs` at most how
    many pairs were passed over.
    """

    act: str
    side: str | None
    by: str
    claims: int
    pairs: int

    def __str__(self) -> str:
        of = f"{self.claims:,} claims of one {self.by} ({self.act}, {self.side or 'side not told'})"
        return f"Of {of} not every pair was compared: up to {self.pairs:,} were passed over."


@dataclass(frozen=True, slots=True)
class Linked:
    """Proposals over a set of readings; none of them merges anything.

    `uncompared` says what was too much to compare in full; nothing is passed over in silence. `reconciled` are pairs
    that look like contradictions and are none, each with its kind. `placed` are places that other tellings make
    clearer, beside the reading's own.
    """

    incidents: tuple[Incident, ...] = ()
    sites: tuple[Site, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    uncompared: tuple[Uncompared, ...] = ()
    reconciled: tuple[Reconciled, ...] = ()
    placed: tuple[Replaced, ...] = ()
    transfers: tuple[Transfer, ...] = ()
