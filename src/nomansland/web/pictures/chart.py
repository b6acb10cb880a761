"""The map, drawn on the server: graticule, towns, the line of the day, what is known of each place as an area."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import cos, hypot, radians

Point = tuple[float, float]
WIDTH, HEIGHT = 1100.0, 700.0
_KM = 111.32
_LEAST_KM = 260.0
_WIDE_KM, _REACH_KM = 50.0, 300.0
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_SHAPE, _DIGITS = 17.0, 9.0
_BARS = (5, 10, 20, 50, 100, 200, 500)


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
        return self.y1 - 4 if self.y1 == self.y2 else HEIGHT - 5


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws."""

    width: float
    height: float
    spots: list[Spot]
    towns: list[Town]
    grid: list[Grid]
    fronts: list[str]
    bar_km: int
    bar: float
    outside: int

    @property
    def bar_x(self) -> float:
        """Left end of the scale bar, which stands at the right edge."""
        return self.width - self.bar - 24

    @property
    def bar_y(self) -> float:
        """Where the scale bar stands."""
        return self.height - 24


@dataclass(frozen=True, slots=True)
class Frame:
    """An equirectangular window with true scale at its middle latitude."""

    lat: float
    lon: float
    per_km: float

    def xy(self, lat: float, lon: float) -> Point:
        """Pixels of a point."""
        x = WIDTH / 2 + (lon - self.lon) * _KM * cos(radians(self.lat)) * self.per_km
        y = HEIGHT / 2 - (lat - self.lat) * _KM * self.per_km
        return round(x, 1), round(y, 1)

    def inside(self, point: Point, margin: float = 0) -> bool:
        """True where the pixels lie in the window."""
        return -margin <= point[0] <= WIDTH + margin and -margin <= point[1] <= HEIGHT + margin


@lru_cache(maxsize=1)
def _towns() -> tuple[tuple[str, float, float, int], ...]:
    text = (files("nomansland.web") / "data" / "towns.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple((row["name"], float(row["lat"]), float(row["lon"]), int(row["rank"])) for row in rows)


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def gathered(marks: Sequence[Mark]) -> list[Mark]:
    """The marks within 300 km of the middle one, without wide areas: what the window should show first."""
    exact = [mark for mark in marks if mark.radius_km <= _WIDE_KM] or list(marks)
    if not exact:
        return []
    lat, lon = _middle([mark.lat for mark in exact]), _middle([mark.lon for mark in exact])
    across = _KM * cos(radians(lat))
    return [mark for mark in exact if hypot((mark.lat - lat) * _KM, (mark.lon - lon) * across) <= _REACH_KM]


def _frame(marks: Sequence[Mark]) -> Frame:
    if not marks:
        return Frame(48.3, 37.0, HEIGHT / 700)
    lats, lons = [mark.lat for mark in marks], [mark.lon for mark in marks]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    tall = (max(lats) - min(lats)) * _KM
    wide = (max(lons) - min(lons)) * _KM * cos(radians(lat))
    edge = 2 * max(mark.radius_km for mark in marks) + 40
    per_km = min(HEIGHT / max(tall + edge, _LEAST_KM), WIDTH / max(wide + edge, _LEAST_KM))
    return Frame(lat, lon, per_km)


def _grid(frame: Frame) -> list[Grid]:
    tall = HEIGHT / frame.per_km / _KM
    step = next((step for step in _STEPS if tall / step <= 5), _STEPS[-1])
    out = []
    low, high = frame.lat - tall / 2, frame.lat + tall / 2
    value = step * round(low / step)
    while value <= high:
        _, y = frame.xy(value, frame.lon)
        out.append(Grid(0, y, WIDTH, y, f"{value:g}° N"))
        value += step
    wide = WIDTH / frame.per_km / (_KM * cos(radians(frame.lat)))
    value = step * round((frame.lon - wide / 2) / step)
    while value <= frame.lon + wide / 2:
        x, _ = frame.xy(frame.lat, value)
        out.append(Grid(x, 0, x, HEIGHT, f"{value:g}° E"))
        value += step
    return [line for line in out if line.y1 >= 12 or line.x1 == line.x2]


def _grouped(marks: Sequence[Mark]) -> tuple[Group, ...]:
    kinds: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.side, mark.shape)):
        kinds[mark.side, mark.shape].append(mark)
    widths = [_SHAPE if len(group) == 1 else _SHAPE + _DIGITS for group in kinds.values()]
    at = -sum(widths) / 2
    out = []
    for group, width in zip(kinds.values(), widths, strict=True):
        out.append(Group(at + _SHAPE / 2, tuple(group)))
        at += width
    return tuple(out)


def _spots(frame: Frame, marks: Sequence[Mark]) -> list[Spot]:
    grouped: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in marks:
        grouped[(round(mark.lat, 3), round(mark.lon, 3))].append(mark)
    out = []
    for here in grouped.values():
        x, y = frame.xy(here[0].lat, here[0].lon)
        if not frame.inside((x, y), 40):
            continue
        radius = max(mark.radius_km for mark in here)
        sides = {mark.side for mark in here}
        side = sides.pop() if len(sides) == 1 else "both"
        out.append(Spot(x, y, max(radius * frame.per_km, 9), here[0].name, side, _grouped(here)))
    return _named(sorted(out, key=lambda spot: -spot.r))


def _named(spots: Sequence[Spot]) -> list[Spot]:
    """Names only where they do not lie on another: those of the spots with most marks first."""
    taken: list[tuple[float, float, float]] = []
    named = set()
    for spot in sorted(spots, key=lambda spot: (-len(spot.groups), spot.x)):
        half, y = 3.6 * len(spot.name) + 8, spot.y + 18
        if all(abs(spot.x - other) > half + wide or abs(y - level) > 14 for other, level, wide in taken):
            taken.append((spot.x, y, half))
            named.add((spot.x, spot.y))
    return [spot if (spot.x, spot.y) in named else replace(spot, name="") for spot in spots]


def _clear(x: float, y: float, taken: Sequence[Point]) -> bool:
    return all(abs(x - other[0]) > 60 or abs(y - other[1]) > 15 for other in taken)


def _labels(frame: Frame, spots: Sequence[Spot]) -> list[Town]:
    taken = [(spot.x, spot.y) for spot in spots]
    out = []
    deepest = 3 if frame.per_km > 1.2 else 2 if frame.per_km > 0.5 else 1
    for name, lat, lon, rank in _towns():
        x, y = frame.xy(lat, lon)
        if rank <= deepest and frame.inside((x, y), -14) and _clear(x, y, taken):
            taken.append((x, y))
            out.append(Town(x, y, name))
    return out


def _path(frame: Frame, line: Sequence[Point]) -> str:
    points = [frame.xy(lat, lon) for lat, lon in line]
    if not any(frame.inside(point, 300) for point in points):
        return ""
    return "M" + " L".join(f"{x} {y}" for x, y in points)


def chart(marks: Sequence[Mark], fronts: Sequence[Sequence[Point]] = (), whole: bool = False) -> Chart:
    """Lay the map out; `fronts` are lines of (latitude, longitude), `whole` takes the farthest marks in too."""
    frame = _frame(marks if whole else gathered(marks))
    spots = _spots(frame, marks)
    bar = next((km for km in reversed(_BARS) if km * frame.per_km <= 160), _BARS[0])
    paths = [path for line in fronts if (path := _path(frame, line))]
    outside = sum(1 for mark in marks if not frame.inside(frame.xy(mark.lat, mark.lon)))
    towns = _labels(frame, spots)
    return Chart(WIDTH, HEIGHT, spots, towns, _grid(frame), paths, bar, bar * frame.per_km, outside)
