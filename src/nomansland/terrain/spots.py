"""Places as the gazetteer has them, and the names that they bear."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the gazetteer. `rank` is 5 for the greatest cities to 1 for villages; codes name what it lies in."""

    id: int
    code: str
    name: str
    kind: str
    country: str
    oblast: str
    raion: str
    hromada: str
    lat: float | None
    lon: float | None
    radius_km: float
    source: str
    population: int
    rank: int

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that bears a looked-up name; `status` says how the name is known, `loose` that only the loose key
    agreed, `since` and `until` between which dates it was borne, where that is known."""

    spot: Spot
    text: str
    language: str
    status: str
    loose: bool
    since: str = ""
    until: str = ""
