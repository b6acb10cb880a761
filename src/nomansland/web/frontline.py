"""The front line of a day for the map, where the terrain has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines of (latitude, longitude), the day that they are of, and a sentence on how far to trust them."""

    lines: tuple[tuple[Point, ...], ...] = ()
    day: date | None = None
    note: str = "No front line is loaded for this day."


def drawn(day: date | None) -> Drawn:
    """The line of the day, or of the nearest day before it."""
    return Drawn()
