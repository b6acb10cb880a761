"""A plot as plain shapes that one template writes: lines, bars, marks of both sides, words, each with its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log10


@dataclass(frozen=True, slots=True)
class Line:
    """A path in pixels, its class and what it says when pointed at."""

    d: str
    kind: str = "line"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    kind: str = "bar"
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a side: its colour and its shape; `href` where it leads somewhere."""

    x: float
    y: float
    side: str
    title: str
    href: str = ""

    @property
    def shape(self) -> str:
        """A triangle for the Russian side, a diamond for the Ukrainian: not by colour alone."""
        return {"rf": "refusal", "ua": "site"}.get(self.side, "context")


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    kind: str = "tick"


@dataclass(slots=True)
class Plot:
    """Everything of one plot, filled by whoever draws; `label` says in words what it shows."""

    width: float
    height: float
    label: str
    lines: list[Line] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` to `high` on pixels from `first` to `last`."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Pixel of a value, held inside the axis."""
        whole = (self.high - self.low) or 1.0
        held = min(max(value, self.low), self.high)
        return round(self.first + (self.last - self.first) * (held - self.low) / whole, 1)

    def ticks(self, about: int = 6) -> list[float]:
        """Round values inside."""
        step = round_step((self.high - self.low) / max(about, 1))
        first = floor(self.low / step + 0.999999) * step
        return [first + k * step for k in range(int((self.high - first) / step + 1e-9) + 1)]


def round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, at least `rough`."""
    if rough <= 0:
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next((factor * power for factor in (1, 2, 5, 10) if factor * power >= rough - 1e-12), 10 * power)


def path(points: Sequence[tuple[float, float]], closed: bool = False) -> str:
    """A path through pixels."""
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")
