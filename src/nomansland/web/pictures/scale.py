"""Days to pixels, with ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis: where, and what stands under it; a year begins in bold."""

    x: float
    text: str
    year: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from `first` to `last` on pixels from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Pixel of a day, held inside the scale."""
        held = min(max(day, self.first), self.last)
        whole = max((self.last - self.first).days, 1)
        return round(self.left + (self.right - self.left) * (held - self.first).days / whole, 1)

    def ticks(self, room: float = 58) -> list[Tick]:
        """The first of every so many months, as many as there is room for."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        fit = max(1, int((self.right - self.left) / room))
        step = next((step for step in _STEPS if months / step <= fit), _STEPS[-1])
        out = []
        for index in range(self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month):
            day = date(index // 12, index % 12 + 1, 1)
            if index % step or day < self.first:
                continue
            year = day.month == 1
            out.append(
                Tick(self.x(day), f"{day:%Y}" if year or step >= 12 else date_format(day, "M").rstrip("."), year)
            )
        return out


def around(days: list[date], left: float, right: float, margin: int = 20) -> Scale | None:
    """The scale that holds all days with a margin, or None where there are none."""
    if not days:
        return None
    first, last = min(days), max(days)
    return Scale(first - timedelta(days=margin), last + timedelta(days=margin), left, right)
