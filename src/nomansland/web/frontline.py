"""The front line of a day for the map, and a sentence on how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from nomansland.terrain.front import Fronts
from nomansland.web import phrases
from nomansland.words.errors import TerrainError

Point = tuple[float, float]
_OLD_DAYS = 45


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines and rings of (latitude, longitude); the Russian-held ground is on the left hand of a line.

    `day` is the day of the map, None where there is none; `before` and `after` are the days of its neighbours.
    """

    lines: tuple[tuple[Point, ...], ...] = ()
    held: tuple[tuple[Point, ...], ...] = ()
    day: date | None = None
    before: date | None = None
    after: date | None = None
    note: str = "No front line is loaded."


def drawn(day: date | None) -> Drawn:
    """The line of the day: the last map not after it, unless that is too old to say anything of the day.

    It is read from the case's imported days, where there are any, else from the schematic line that is installed.
    """
    try:
        fronts = Fronts.load(getattr(settings, "NOMANSLAND_FRONT", None))
    except TerrainError as error:
        return Drawn(note=str(error))
    front = fronts.on(day or date.max)
    days = [one.day for one in fronts.fronts]
    at = days.index(front.day)
    before = days[at - 1] if at else None
    after = days[at + 1] if at + 1 < len(days) else None
    kind = _("A schematic line, drawn by hand from general knowledge,") if front.schematic else _("The front line")
    note = _("%(line)s of %(day)s; ticks point to the ground that the Russian army holds.") % {
        "line": kind, "day": phrases.day(front.day),
    }  # fmt: skip
    if day is not None and abs(day - front.day) > timedelta(days=_OLD_DAYS):
        return Drawn(
            before=before, after=after, note=_("No front line is loaded for %(day)s.") % {"day": phrases.day(day)}
        )
    return Drawn(front.lines, front.occupied, front.day, before, after, note)
