"""One place of the gazetteer while an index is built, and the report on the build."""

from __future__ import annotations

from dataclasses import dataclass, field

COUNTRY_UKRAINE = "UA"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one language: `official`, `alternate`, `former` or `derived` (made by rule, never printed).

    `since` and `until` are years, months or days in ISO form between which the name was in use, where that is known.
    """

    text: str
    language: str
    status: str = "official"
    since: str = ""
    until: str = ""


@dataclass(slots=True)
class Entry:
    """A place: its code, names, hierarchy (codes) and, where known, its point with radius (kilometres) and source."""

    code: str
    name: str
    kind: str = "settlement"
    country: str = COUNTRY_UKRAINE
    oblast: str = ""
    raion: str = ""
    hromada: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    source: str = ""
    population: int = 0
    rank: int = 0
    parent_name: str = ""
    names: list[Name] = field(default_factory=list)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)

    def place(self, point: tuple[float, float], radius_km: float, source: str) -> None:
        """Set the point with its radius and source."""
        self.lat, self.lon = point
        self.radius_km, self.source = radius_km, source


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree about one place, with how far apart they put it."""

    code: str
    name: str
    kept: str
    other: str
    apart_km: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build took in: places per source of coordinate, names, conflicts, and what the index lacks."""

    places: int
    names: int
    forms: int
    sources: tuple[tuple[str, int], ...]
    conflicts: tuple[Conflict, ...]
    lacks: tuple[str, ...]
    seconds: float
    size: int
