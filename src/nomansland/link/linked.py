"""What linking gives."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words import Contradiction, Incident, Site


@dataclass(frozen=True, slots=True)
class Linked:
    """Proposals over a set of readings; none of them merges anything."""

    incidents: tuple[Incident, ...] = ()
    sites: tuple[Site, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
