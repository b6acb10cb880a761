"""The mirror timeline: one army's incidents above the axis, the other's below, each half on its own scale."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext as _

from nomansland.web import labels, phrases
from nomansland.web.pictures.scale import Scale, Tick, around
from nomansland.words import Incident

WIDTH = 1120.0
LEFT, RIGHT = 86.0, 1096.0
_LANE = 24.0
_GAP = 26.0
BAND = 34.0
_NEAR_DAYS, _NEAR_KM = 30, 100.0
MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident on the timeline: its middle, the ends of what is known of its day, its size and its words."""

    incident: Incident
    x: float
    y: float
    x1: float
    x2: float
    r: float
    side: str
    shape: str
    single: bool
    text: str

    @property
    def scale(self) -> float:
        """Factor over the shape's own size."""
        return self.r / 7


@dataclass(frozen=True, slots=True)
class Bar:
    """A number over a stretch of days: of reports that speak of one side in a month, or of a side's incidents."""

    x: float
    y: float
    width: float
    height: float
    text: str
    side: str = ""
    days: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A line between an incident and the nearest one of the other side."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str


@dataclass(frozen=True, slots=True)
class Mirror:
    """Everything the template draws; `undated` counts the incidents that no day or too wide an interval is known of.

    `columns` stand instead of `dots` where there are too many incidents to draw each (`crowd`).
    """

    width: float
    height: float
    axis: float
    upper: str
    lower: str
    scale: Scale | None
    ticks: list[Tick]
    dots: list[Dot]
    threads: list[Thread]
    bands: list[Bar]
    undated: int
    on: date | None = None
    columns: Sequence[Bar] = ()

    @property
    def on_x(self) -> float | None:
        """Where the line of the map's day stands; None where it is off the picture."""
        if self.on is None or self.scale is None or not self.scale.first <= self.on <= self.scale.last:
            return None
        return self.scale.x(self.on)

    @property
    def full_height(self) -> float:
        """With the room for the months below."""
        return self.height + 40

    @property
    def tick_y(self) -> float:
        """Base line of the months."""
        return self.height + 16

    @property
    def halves(self) -> list[tuple[float, str, str]]:
        """Base line and both words of each half's name."""
        names = [labels.side_name(side).split() for side in (self.upper, self.lower)]
        places = (self.axis - (self.axis - BAND) / 2, self.axis + (self.height - BAND - self.axis) / 2)
        return [(round(y, 1), name[0], name[1]) for y, name in zip(places, names, strict=True)]


def _span(incident: Incident) -> tuple[date, date] | None:
    bounds = incident.time.bounds if incident.time else None
    if bounds is None or (bounds[1] - bounds[0]).days > MOST_DAYS:
        return None
    return bounds


def _words(incident: Incident) -> str:
    kinds = ", ".join(labels.label("event", event) for event in incident.types)
    where = phrases.place(incident.place) or _("nobody says where")
    origins = phrases.origins(incident.voices, incident.newsrooms)
    return f"{labels.side_name(incident.side)}: {kinds}; {where}; {phrases.time(incident.time)}. {origins}."


def _half(incidents: Sequence[Incident], scale: Scale, axis: float, up: bool) -> list[Dot]:
    ends: list[float] = []
    out = []
    for incident in sorted(incidents, key=lambda item: (_span(item) or (date.max,), item.id)):
        span = _span(incident)
        if span is None:
            continue
        x1, x2 = scale.x(span[0]), scale.x(span[1])
        middle = (x1 + x2) / 2
        r = 5.0 + 2.5 * min(incident.newsrooms.low, 4)
        left, right = min(x1, middle - r), max(x2, middle + r)
        lane = next((index for index, end in enumerate(ends) if end + 4 < left), len(ends))
        ends[lane : lane + 1] = [right]
        y = axis - _GAP - lane * _LANE if up else axis + _GAP + lane * _LANE
        shape = labels.family(incident.types[0]) if incident.types else "context"
        single = incident.newsrooms.high <= 1
        side = labels.side_class(incident.side)
        out.append(Dot(incident, round(middle, 1), y, x1, x2, r, side, shape, single, _words(incident)))
    return out


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points given as latitude and longitude (haversine, radius 6371 km)."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def _apart(one: Incident, other: Incident) -> tuple[int, float] | None:
    """Days and kilometres between two incidents at least; None where either has no place or is too far off."""
    mine, theirs = _span(one), _span(other)
    here = one.place.point if one.place else None
    there = other.place.point if other.place else None
    if mine is None or theirs is None or here is None or there is None:
        return None
    days = max(0, (theirs[0] - mine[1]).days, (mine[0] - theirs[1]).days)
    far = kilometres(here, there)
    return (days, far) if days <= _NEAR_DAYS and far <= _NEAR_KM else None


def _refusals(dots: Sequence[Dot]) -> list[Dot]:
    return [dot for dot in dots if labels.family(dot.incident.types[0]) == "refusal"]


def _buckets(dot: Dot, slack: int) -> range:
    """The thirty-day stretches that an incident, widened by `slack` days, may lie in."""
    span = _span(dot.incident)
    if span is None:
        return range(0)
    return range((span[0].toordinal() - slack) // _NEAR_DAYS, (span[1].toordinal() + slack) // _NEAR_DAYS + 1)


def _nearest(dot: Dot, index: Mapping[int, Sequence[Dot]]) -> tuple[Dot, int, float] | None:
    near = {other.incident.id: other for bucket in _buckets(dot, _NEAR_DAYS) for other in index.get(bucket, ())}
    pairs = [(apart, other) for other in near.values() if (apart := _apart(dot.incident, other.incident)) is not None]
    if not pairs:
        return None
    (days, far), other = min(pairs, key=lambda pair: pair[0][0] / _NEAR_DAYS + pair[0][1] / _NEAR_KM)
    return other, days, far


def _threads(above: Sequence[Dot], below: Sequence[Dot]) -> list[Thread]:
    found = {}
    for near, others in ((above, below), (below, above)):
        index: dict[int, list[Dot]] = defaultdict(list)
        for other in _refusals(others):
            for bucket in _buckets(other, 0):
                index[bucket].append(other)
        for dot in _refusals(near):
            nearest = _nearest(dot, index)
            if nearest is not None:
                other, days, far = nearest
                told = _("%(days)s and about %(km)s km apart") % {
                    "days": f"{days} {phrases.plural(days, 'day')}", "km": f"{far:.0f}",
                }  # fmt: skip
                found[frozenset((dot.incident.id, other.incident.id))] = Thread(dot.x, dot.y, other.x, other.y, told)
    return list(found.values())


def bands(days: Sequence[date], scale: Scale, top: float, up: bool, side: str) -> list[Bar]:
    """Coverage by month at an edge of the picture, `top` its upper end; the bars grow away from that edge."""
    months = Counter((day.year, day.month) for day in days if scale.first <= day <= scale.last)
    most = max(months.values(), default=1)
    out = []
    for (year, month), number in sorted(months.items()):
        first = date(year, month, 1)
        following = (first + timedelta(days=32)).replace(day=1)
        x, width = scale.x(first), scale.x(following) - scale.x(first) - 1
        height = BAND * number / most
        told = _("%(month)s: %(reports)s that speak of the %(side)s") % {
            "month": phrases.days(f"{first:%Y-%m}"), "reports": f"{number} {phrases.plural(number, 'report')}",
            "side": labels.side_name(side),
        }  # fmt: skip
        out.append(Bar(x, top + (BAND - height if up else 0), max(width, 1), height, told))
    return out


def mirror(
    incidents: Sequence[Incident],
    coverage: Mapping[str, Sequence[date]],
    flipped: bool = False,
    on: date | None = None,
) -> Mirror:
    """Lay the picture out.

    Parameters
    ----------
    incidents : sequence of Incident
        Those of both sides stand on neither half and are listed with the undated ones.
    coverage : dict
        For `RF` and `UA`, the days on which reports that speak of that side were published.
    flipped : bool
        Put the Ukrainian army above; nothing else changes.
    on : date or None
        The day that the map shows, marked by a line.
    """
    upper, lower = ("UA", "RF") if flipped else ("RF", "UA")
    dated = [incident for incident in incidents if _span(incident) and incident.side in ("RF", "UA") and incident.types]
    undated = len(incidents) - len(dated)
    days = [day for incident in dated for day in _span(incident) or ()]
    scale = around(days, LEFT, RIGHT)
    if scale is None:
        return Mirror(WIDTH, 0, 0, upper, lower, None, [], [], [], [], undated)
    above = _half([item for item in dated if item.side == upper], scale, 0, True)
    below = _half([item for item in dated if item.side == lower], scale, 0, False)
    tall = max((-dot.y for dot in above), default=_GAP) + 2 * _LANE
    deep = max((dot.y for dot in below), default=_GAP) + 2 * _LANE
    axis = BAND + tall
    height = axis + deep + BAND
    above, below = ([replace(dot, y=dot.y + axis) for dot in half] for half in (above, below))
    edges = bands(coverage.get(upper, ()), scale, 0, True, upper)
    edges += bands(coverage.get(lower, ()), scale, height - BAND, False, lower)
    dots = above + below
    threads = _threads(above, below)
    return Mirror(WIDTH, height, axis, upper, lower, scale, scale.ticks(), dots, threads, edges, undated, on)
