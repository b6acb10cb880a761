"""What the map is made of: values that a template writes as they are."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw: where, within how many kilometres, and what it is called and leads to."""

    lat: float
    lon: float
    radius_km: float
    side: str
    shape: str
    text: str
    name: str
    href: str
    single: bool = False

    @property
    def row(self) -> str:
        """Id of its row in the table."""
        return "row-" + self.href.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Group:
    """Marks of one point, side and shape, drawn once with their number; more than one lead to the table."""

    x: float
    marks: tuple[Mark, ...]

    @property
    def first(self) -> Mark:
        """The mark that gives the look: an outline only where all are told by one newsroom."""
        return min(self.marks, key=lambda mark: mark.single)

    @property
    def href(self) -> str:
        """The one thing, or its row in the table."""
        return self.first.href if len(self.marks) == 1 else f"#{self.marks[0].row}"

    @property
    def text(self) -> str:
        """What a pointer or a reader is told."""
        return ". ".join(mark.text for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Spot:
    """Marks of one point: the area, and the groups beside each other."""

    x: float
    y: float
    r: float
    name: str
    side: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A name for orientation."""

    x: float
    y: float
    name: str

    @property
    def text_x(self) -> float:
        """Left edge of the name."""
        return self.x + 7

    @property
    def text_y(self) -> float:
        """Base line of the name."""
        return self.y + 4


@dataclass(frozen=True, slots=True)
class Grid:
    """A line of the graticule with its degree."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str

    @property
    def text_x(self) -> float:
        """Where its degree stands."""
        return self.x1 + 4

    @property
    def text_y(self) -> float:
        """Base line of its degree."""
        return self.y1 - 4 if self.y1 == self.y2 else self.y2 - 5


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws."""

    width: float
    height: float
    spots: list[Spot]
    towns: list[Town]
    grid: list[Grid]
    fronts: list[str]
    ticks: list[str]
    held: list[str]
    bar_km: int
    bar: float
    outside: int
    links: list[str] = field(default_factory=list)
    borders: list[tuple[str, str]] = field(default_factory=list)

    @property
    def bar_x(self) -> float:
        """Left end of the scale bar, which stands at the right edge."""
        return self.width - self.bar - 24

    @property
    def bar_y(self) -> float:
        """Where the scale bar stands."""
        return self.height - 24
