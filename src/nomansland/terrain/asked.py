"""What is asked of the gazetteer about one report, and the choices among its answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from nomansland.terrain.gazetteer import Hit, Spot
from nomansland.terrain.regions import Region


@dataclass(frozen=True, slots=True)
class Asked:
    """One name of a report: what the gazetteer has for it, and where it stands (sentence, paragraph).

    `apart` marks a namesake that the text sets apart from the place it speaks of ("not the X where …").
    """

    text: str
    hits: tuple[Hit, ...]
    where: tuple[tuple[int, int], ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated relation of name number `subject` to names (numbers) or regions."""

    kind: str
    subject: int
    objects: tuple[int | Region, ...]
    km: float | None = None
    direction: str | None = None
    text: str = ""


@dataclass(slots=True)
class Choice:
    """A candidate with its score, its weight among the candidates, and the reasons in words."""

    spot: Spot
    hit: Hit
    score: float = 0.0
    weight: float = 0.0
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the report as a whole says: regions it names with the sentences they stand in; whether it tells of
    detention."""

    regions: tuple[tuple[Region, int], ...] = ()
    detention: bool = False
