"""The timeline of a dossier: a row for each claim, the days that it tells of, and the day on which it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nomansland.web import labels, phrases
from nomansland.web.pictures.scale import Scale, Tick, around
from nomansland.words import Claim

_WIDTH, _LEFT, _ROW, _TOP = 820.0, 210.0, 24.0, 26.0
_MOST, _LONGEST, _OPEN = 40, 29, (1000, 9999)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: where its row stands, its outlet, the pixels of its days and of its publication, None where unknown."""

    claim: Claim
    y: float
    outlet: str
    side: str
    shape: str
    days: tuple[float, float] | None
    told: float | None
    text: str

    @property
    def width(self) -> float:
        """Length of its bar; a single day stays visible."""
        return max(self.days[1] - self.days[0], 5.0) if self.days else 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the template draws."""

    height: float
    rows: tuple[Row, ...]
    ticks: list[Tick]
    width: float = _WIDTH
    left: float = _LEFT


def _days(claim: Claim) -> tuple[date, date] | None:
    bounds = claim.time.bounds if claim.time else None
    if bounds is None or any(not _OPEN[0] < day.year < _OPEN[1] for day in bounds):
        return None
    return bounds


def _row(number: int, claim: Claim, outlet: str, published: date | None, scale: Scale) -> Row:
    days = _days(claim)
    when = phrases.time(claim.time) or _("nobody says when")
    text = f"{outlet}: {labels.label('event', claim.type)}, {when}"
    pixels = (scale.x(days[0]), scale.x(days[1])) if days else None
    short = outlet if len(outlet) <= _LONGEST else outlet[: _LONGEST - 1] + "…"
    family = labels.family(claim.type)
    shape = family if family in labels.FAMILIES else "context"
    at = scale.x(published) if published else None
    return Row(claim, _TOP + number * _ROW, short, labels.side_class(claim.side), shape, pixels, at, text)


def told(claims: Sequence[tuple[Claim, str, date | None]]) -> Told | None:
    """Claims, each with its outlet and the day on which it was told; None where nobody gives any day."""
    shown = claims[:_MOST]
    every = [day for claim, _, _ in shown for day in _days(claim) or ()] + [day for _, _, day in shown if day]
    scale = around(every, _LEFT, _WIDTH - 10, 10)
    if scale is None:
        return None
    rows = tuple(_row(number, *one, scale) for number, one in enumerate(shown))
    return Told(_TOP + len(rows) * _ROW + 4, rows, scale.ticks())
