"""The projection on the front of the day, made comparable over days by one reference line.

A kilometre mark on a moving line means another place each month. So an incident is first taken to the nearest point of
the front line of its own day; that point is then taken to the nearest point of one reference line, and the kilometres
are counted along it. The reference is a real map of the study's period (of those in the fewest pieces, the middle one),
without the bends smaller than 10 km, so that a salient does not lengthen the front. Depth is the distance to the line
of the day. The border is not part of these lines (`terrain.frontimport` takes it out).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from nomansland.study.convergence.geometry import Floats, Ints, feet, from_plane, segments_of, simplified, to_plane
from nomansland.study.convergence.points import Points
from nomansland.study.events import LeftOut, Located, left_out_of
from nomansland.terrain.front import Front, Fronts, sectors
from nomansland.terrain.geo import Point
from nomansland.words.errors import TerrainError

ORIGIN: Point = (48.3, 36.0)
OLDEST_MAP_DAYS = 45
DEEPEST_KM = 40.0
BEND_KM = 10.0
END_KM = 1.0
_NO_SECTOR = "none"
_EPOCH = date(1970, 1, 1)


def number(day: date) -> float:
    """Days since 1970-01-01."""
    return float((day - _EPOCH).days)


def day_of(value: float) -> date:
    """The day of a number of days since 1970-01-01."""
    return _EPOCH + timedelta(days=int(np.floor(value)))


def _plane_line(line: Sequence[Point]) -> Floats:
    array = np.array(line, dtype=np.float64)
    return np.column_stack(to_plane(array[:, 0], array[:, 1], ORIGIN))


def _segments(front: Front) -> Floats:
    parts = [_plane_line(line) for line in front.lines if len(line) > 1]
    return np.vstack([segments_of(part[:, 0], part[:, 1]) for part in parts]) if parts else np.empty((0, 5))


@dataclass(frozen=True)
class Frame:
    """Maps and reference line of one study.

    Attributes
    ----------
    days : ndarray of float, shape (m,)
        Days of the maps.
    reference : ndarray of float, shape (k, 2)
        Vertices of the reference line, kilometres east and north of ORIGIN, from the north.
    named : date
        The day of the map that the reference line is from.
    schematic : bool
        True where a map of the study is drawn by hand.
    """

    days: Floats
    first: Ints
    last: Ints
    segments: Floats
    reference: Floats
    named: date
    schematic: bool

    @classmethod
    def of(cls, fronts: Fronts, start: date, end: date) -> Frame:
        """Maps of a period; the reference line is chosen among them. Raises TerrainError where no map has a line."""
        known = [front for front in fronts.fronts if any(len(line) > 1 for line in front.lines)]
        if not known:
            raise TerrainError("The map of the front has no line in it.", todo="Make it with `terrain front import`.")
        used = [one for one in known if start - timedelta(days=OLDEST_MAP_DAYS) <= one.day <= end] or known
        fewest = min(len(front.lines) for front in used)
        simple = [front for front in used if len(front.lines) == fewest]
        chosen = simple[len(simple) // 2]
        whole = np.vstack([_plane_line(line) for line in chosen.lines])
        rows = [_segments(front) for front in used]
        ends = np.cumsum([len(row) for row in rows]).astype(np.int64)
        return cls(
            np.array([number(front.day) for front in used]),
            np.concatenate(([0], ends[:-1])).astype(np.int64),
            ends,
            np.vstack(rows),
            simplified(whole, BEND_KM),
            chosen.day,
            any(front.schematic for front in used),
        )

    @property
    def length(self) -> float:
        """Kilometres of the reference line."""
        return float(np.hypot(*np.diff(self.reference, axis=0).T).sum())

    def map_of(self, day: Floats) -> tuple[Ints, Floats]:
        """Which map holds on each day (the last one not after it), and how many days old it is then."""
        index = np.maximum(np.searchsorted(self.days, np.floor(day), side="right") - 1, 0).astype(np.int64)
        return index, np.abs(np.floor(day) - self.days[index])

    def project(self, x: Floats, y: Floats, day: Floats) -> tuple[Floats, Floats]:
        """Kilometres along the reference line, and distance to the line of the day; all of shape (n,)."""
        index, _ = self.map_of(day)
        near = feet(x, y, self.first[index], self.last[index], self.segments)
        line = segments_of(self.reference[:, 0], self.reference[:, 1])
        none = np.zeros(len(x), dtype=np.int64)
        return feet(near[:, 0].copy(), near[:, 1].copy(), none, none + len(line), line)[:, 2], near[:, 3]

    def point_at(self, km: Floats) -> tuple[Floats, Floats]:
        """Latitude and longitude of points of the reference line, for maps."""
        line = segments_of(self.reference[:, 0], self.reference[:, 1])
        index = np.clip(np.searchsorted(line[:, 4], km, side="right") - 1, 0, len(line) - 1)
        row = line[index]
        lengths = np.hypot(row[:, 2] - row[:, 0], row[:, 3] - row[:, 1])
        share = np.clip((km - row[:, 4]) / np.maximum(lengths, 1e-9), 0.0, 1.0)
        return from_plane(
            row[:, 0] + share * (row[:, 2] - row[:, 0]), row[:, 1] + share * (row[:, 3] - row[:, 1]), ORIGIN
        )


def sector_index(x: Floats, y: Floats, day: Floats) -> tuple[Ints, tuple[str, ...]]:
    """The sector of each point on its day: that of the nearest town that gives a sector its name, as in `terrain`."""
    known = sectors()
    best = np.full(len(x), np.inf)
    index = np.full(len(x), len(known), dtype=np.int64)
    for place, sector in enumerate(known):
        anchors = _plane_line(sector.anchors)
        apart = np.min(np.hypot(x[:, None] - anchors[:, 0], y[:, None] - anchors[:, 1]), axis=1)
        held = (np.floor(day) >= number(sector.first)) & (np.floor(day) <= _last(sector.last)) & (apart < best)
        best[held], index[held] = apart[held], place
    return index, (*(sector.slug for sector in known), _NO_SECTOR)


def _last(day: date) -> float:
    return np.inf if day == date.max else number(day)


def coordinates(incidents: Sequence[Located], draw: np.random.Generator | None) -> tuple[Floats, Floats, Floats]:
    """Kilometres east and north, and day, of each incident.

    Without `draw` the heaviest place and the middle of the days; with it a place by weight, a point within its radius
    (even over the disc) and a day of the interval (even).
    """
    lat, lon, radius, day = (np.empty(len(incidents)) for _ in range(4))
    for row, one in enumerate(incidents):
        place = one.places[0]
        first, last = number(one.first), number(one.last)
        day[row] = np.floor((first + last) / 2)
        if draw is not None:
            if len(one.places) > 1:
                weights = np.cumsum([spot.weight for spot in one.places])
                place = one.places[min(int(np.searchsorted(weights, draw.random())), len(one.places) - 1)]
            day[row] = draw.integers(int(first), int(last) + 1)
        lat[row], lon[row], radius[row] = place.lat, place.lon, place.radius_km
    x, y = to_plane(lat, lon, ORIGIN)
    if draw is not None:
        far, turn = radius * np.sqrt(draw.random(len(x))), 2 * np.pi * draw.random(len(x))
        x, y = x + far * np.cos(turn), y + far * np.sin(turn)
    return x, y, day


def points_of(
    incidents: Sequence[Located], frame: Frame, window: tuple[float, float], draw: np.random.Generator | None = None
) -> Points:
    """The incidents as points of a frame, in their order."""
    x, y, day = coordinates(incidents, draw)
    km, depth = frame.project(x, y, day)
    sector, names = sector_index(x, y, day)
    side = np.array([one.side == "UA" for one in incidents], dtype=np.int8)
    return Points(side, km, depth, x, y, day, sector, names, frame.length, window)


def at_the_front(
    incidents: Iterable[Located], fronts: Fronts, deepest: float = DEEPEST_KM
) -> tuple[list[Located], tuple[LeftOut, ...]]:
    """Incidents near the front of their day, and what is left out: no map near the day, or far behind the line.

    A place counts as near where the candidates that lie within `deepest` kilometres hold at least half the weight. What
    lies beyond either end of the reference line would all be projected on that end, as if it were one place: it is left
    out too.
    """
    rows = list(incidents)
    kept: list[Located] = []
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    if not rows:
        return kept, ()
    frame = Frame.of(fronts, min(one.first for one in rows), max(one.last for one in rows))
    for one, (share, age) in zip(rows, _shares(rows, frame, deepest), strict=True):
        if age > OLDEST_MAP_DAYS:
            out[one.side, "no-front"].append(one.id)
        elif share < 0.5:
            out[one.side, "rear"].append(one.id)
        else:
            kept.append(one)
    return kept, left_out_of(out)


def _shares(rows: Sequence[Located], frame: Frame, deepest: float) -> list[tuple[float, float]]:
    """For each incident the weight of its places near the line, and the age of the map."""
    owner = np.array([row for row, one in enumerate(rows) for _ in one.places])
    spots = [spot for one in rows for spot in one.places]
    middle = np.array([(number(one.first) + number(one.last)) // 2 for one in rows])
    lat, lon = np.array([spot.lat or 0.0 for spot in spots]), np.array([spot.lon or 0.0 for spot in spots])
    km, depth = frame.project(*to_plane(lat, lon, ORIGIN), middle[owner])
    beyond = ((km < END_KM) | (km > frame.length - END_KM)) & (depth > BEND_KM)
    near = (depth - np.array([spot.radius_km for spot in spots]) <= deepest) & ~beyond
    share = np.bincount(owner, weights=near * np.array([one.weight for one in spots]), minlength=len(rows))
    return list(zip(map(float, share), map(float, frame.map_of(middle)[1]), strict=True))
