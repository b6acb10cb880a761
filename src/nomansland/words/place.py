"""A place as weighted candidates with a radius."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.passage import Passage


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name could mean.

    Parameters
    ----------
    code : str
        Identifier in its source: a KATOTTG code, `geonames:ID`, `region:SLUG`, `supplement:SLUG`.
    name : str
        Display name with its hierarchy ("Rozsypne, Svatove raion, Luhansk oblast").
    lat, lon : float or None
        WGS 84 degrees; None for a region without a point.
    radius_km : float
        Within this many kilometres of the point the place is known to lie.
    weight : float
        Share of belief, 0 to 1; the weights of one place add up to at most 1.
    kind : str
        `settlement`, `community`, `raion`, `oblast`, `region`, `axis`, `river`, `site`, `country`.
    admin : tuple of str
        Codes of what it is part of, largest first.
    source : str
        Where the coordinates come from.
    """

    code: str
    name: str
    lat: float | None
    lon: float | None
    radius_km: float
    weight: float
    kind: str = "settlement"
    admin: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a place and what it may be. Candidates are sorted, heaviest first; none means "cannot tell"."""

    text: str
    passage: Passage | None
    candidates: tuple[Candidate, ...] = ()
    region: str | None = None
    why: tuple[str, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The heaviest candidate, or None."""
        return self.candidates[0] if self.candidates else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude of the best candidate, where it has one."""
        best = self.best
        if best is None or best.lat is None or best.lon is None:
            return None
        return best.lat, best.lon


@dataclass(frozen=True, slots=True)
class Relation:
    """What the text says of two places: `distance`, `direction`, `border`, `between`, `part_of`, `near`."""

    subject: str
    relation: str
    objects: tuple[str, ...]
    passage: Passage
    km: float | None = None
    direction: str | None = None
