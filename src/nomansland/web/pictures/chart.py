"""The map, drawn on the server: graticule, towns, the line of the day, what is known of each place as an area."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import cos, hypot, radians

from nomansland.web.ground import Border
from nomansland.web.pictures.chartparts import Chart, Grid, Group, Mark, Spot, Town

Point = tuple[float, float]
WHOLE, SMALL = (1100.0, 700.0), (620.0, 400.0)
_KM = 111.32
_LEAST_KM = 260.0
_WIDE_KM, _REACH_KM = 50.0, 300.0
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_SHAPE, _DIGITS = 17.0, 9.0
_TICK, _TICK_EVERY = 7.0, 14.0
# Pixels for a kilometre from which on raions are drawn.
_FINE = 1.6
_BARS = (5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Frame:
    """An equirectangular window with true scale at its middle latitude."""

    lat: float
    lon: float
    per_km: float
    width: float
    height: float

    def xy(self, lat: float, lon: float) -> Point:
        """Pixels of a point."""
        x = self.width / 2 + (lon - self.lon) * _KM * cos(radians(self.lat)) * self.per_km
        y = self.height / 2 - (lat - self.lat) * _KM * self.per_km
        return round(x, 1), round(y, 1)

    def inside(self, point: Point, margin: float = 0) -> bool:
        """True where the pixels lie in the window."""
        return -margin <= point[0] <= self.width + margin and -margin <= point[1] <= self.height + margin


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


def _frame(marks: Sequence[Mark], size: tuple[float, float]) -> Frame:
    width, height = size
    if not marks:
        return Frame(48.3, 37.0, height / 700, width, height)
    lats, lons = [mark.lat for mark in marks], [mark.lon for mark in marks]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    tall = (max(lats) - min(lats)) * _KM
    wide = (max(lons) - min(lons)) * _KM * cos(radians(lat))
    edge = 2 * max(mark.radius_km for mark in marks) + 40
    per_km = min(height / max(tall + edge, _LEAST_KM), width / max(wide + edge, _LEAST_KM))
    return Frame(lat, lon, per_km, width, height)


def _grid(frame: Frame) -> list[Grid]:
    tall = frame.height / frame.per_km / _KM
    step = next((step for step in _STEPS if tall / step <= 5), _STEPS[-1])
    out = []
    low, high = frame.lat - tall / 2, frame.lat + tall / 2
    value = step * round(low / step)
    while value <= high:
        _, y = frame.xy(value, frame.lon)
        out.append(Grid(0, y, frame.width, y, f"{value:g}° N"))
        value += step
    wide = frame.width / frame.per_km / (_KM * cos(radians(frame.lat)))
    value = step * round((frame.lon - wide / 2) / step)
    while value <= frame.lon + wide / 2:
        x, _ = frame.xy(frame.lat, value)
        out.append(Grid(x, 0, x, frame.height, f"{value:g}° E"))
        value += step
    # A degree that would lie on another one, or outside, is left out with its line.
    flat = [line for line in out if line.y1 == line.y2 and 14 <= line.y1 <= frame.height - 16]
    return flat + [line for line in out if line.x1 == line.x2 and 30 <= line.x1 <= frame.width - 30]


def grouped(marks: Sequence[Mark]) -> tuple[Group, ...]:
    """Marks of one point by side and shape, beside each other."""
    kinds: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: (mark.side, mark.shape)):
        kinds[mark.side, mark.shape].append(mark)
    widths = [_SHAPE + (_DIGITS * len(str(len(group))) if len(group) > 1 else 0) for group in kinds.values()]
    at = -sum(widths) / 2
    out = []
    for group, width in zip(kinds.values(), widths, strict=True):
        out.append(Group(at + _SHAPE / 2, tuple(group)))
        at += width
    return tuple(out)


def _spots(frame: Frame, marks: Sequence[Mark]) -> list[Spot]:
    points: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in marks:
        points[(round(mark.lat, 3), round(mark.lon, 3))].append(mark)
    out = []
    for here in points.values():
        x, y = frame.xy(here[0].lat, here[0].lon)
        if not frame.inside((x, y), -8):
            continue
        radius = max(mark.radius_km for mark in here)
        sides = {mark.side for mark in here}
        side = sides.pop() if len(sides) == 1 else "both"
        out.append(Spot(x, y, max(radius * frame.per_km, 9), here[0].name, side, grouped(here)))
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


def _ticks(frame: Frame, line: Sequence[Point]) -> str:
    """Short strokes on the left hand of a line, so that it says which side is which without an area."""
    out = []
    rest = _TICK_EVERY / 2
    for (x1, y1), (x2, y2) in pairwise([frame.xy(lat, lon) for lat, lon in line]):
        length = hypot(x2 - x1, y2 - y1)
        while length and rest < length:
            x, y = x1 + (x2 - x1) * rest / length, y1 + (y2 - y1) * rest / length
            if frame.inside((x, y)):
                dx, dy = (y2 - y1) / length * _TICK, -(x2 - x1) / length * _TICK
                out.append(f"M{x:.1f} {y:.1f}l{dx:.1f} {dy:.1f}")
            rest += _TICK_EVERY
        rest -= length
    return "".join(out)


def chart(
    marks: Sequence[Mark],
    fronts: Sequence[Sequence[Point]] = (),
    whole: bool = False,
    size: tuple[float, float] = WHOLE,
    held: Sequence[Sequence[Point]] = (),
    links: Sequence[Sequence[Point]] = (),
    borders: Sequence[Border] = (),
) -> Chart:
    """Lay the map out.

    Parameters
    ----------
    marks : sequence of Mark
        What is to be shown.
    fronts, held : sequences of (latitude, longitude)
        Lines with the Russian-held ground on their left hand; rings of that ground, where known.
    links : sequence of (latitude, longitude)
        Lines that join marks.
    borders : sequence of Border
        Lines between areas; those of raions only where the window is narrow.
    whole : bool
        Take the farthest marks in too.
    size : tuple of float
        Width and height in pixels.
    """
    frame = _frame(marks if whole else gathered(marks), size)
    spots = _spots(frame, marks)
    bar = next((km for km in reversed(_BARS) if km * frame.per_km <= 160), _BARS[0])
    paths = [path for line in fronts if (path := _path(frame, line))]
    ticks = [path for line in fronts if (path := _ticks(frame, line))]
    rings = [path + "Z" for ring in held if (path := _path(frame, ring))]
    outside = sum(1 for mark in marks if not frame.inside(frame.xy(mark.lat, mark.lon)))
    towns = _labels(frame, spots)
    threads = [path for line in links if (path := _path(frame, line))]
    drawn = _borders(frame, borders)
    grid = _grid(frame)
    return Chart(*size, spots, towns, grid, paths, ticks, rings, bar, bar * frame.per_km, outside, threads, drawn)


def _borders(frame: Frame, borders: Sequence[Border]) -> list[tuple[str, str]]:
    """Level and path of each level that is drawn; a line is cut to the stretches near the window."""
    shown = ("country", "oblast", "raion") if frame.per_km > _FINE else ("country", "oblast")
    found = ((one.level, "".join(_near(frame, line) for line in one.lines)) for one in borders if one.level in shown)
    return [(level, path) for level, path in found if path]


def _near(frame: Frame, line: Sequence[Point]) -> str:
    points = [frame.xy(lat, lon) for lat, lon in line]
    keep = [frame.inside(a, 40) or frame.inside(b, 40) for a, b in pairwise(points)]
    out, drawing = [], False
    for (a, b), kept in zip(pairwise(points), keep, strict=True):
        if kept:
            out.append(f"L{b[0]} {b[1]}" if drawing else f"M{a[0]} {a[1]}L{b[0]} {b[1]}")
        drawing = kept
    return "".join(out)


def window(marks: Sequence[Mark]) -> str:
    """West, south, east and north of what the drawn map would show, in degrees."""
    frame = _frame(gathered(marks), WHOLE)
    tall = frame.height / frame.per_km / _KM / 2
    wide = frame.width / frame.per_km / (_KM * cos(radians(frame.lat))) / 2
    edges = (frame.lon - wide, frame.lat - tall, frame.lon + wide, frame.lat + tall)
    return ",".join(f"{edge:.3f}" for edge in edges)
