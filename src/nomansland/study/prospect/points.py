"""Incidents of a case or a table, as the events of the process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from nomansland.study.convergence.frame import Frame, at_the_front, number, points_of
from nomansland.study.convergence.points import Points
from nomansland.study.events import Located
from nomansland.study.prospect.model import Events, events
from nomansland.terrain.front import Fronts

NO_EVENTS = events([], [], [], [0.0, 1.0], 0.0)
PER_BELT, FEWEST_BELTS, MOST_BELTS = 40, 4, 20


def from_points(points: Points, seed: int) -> tuple[Events, tuple[str, ...]]:
    """Events and the names of their belts along the line.

    A day is all that is known of a time, so each event gets an hour of its day at random: days are not ties. The belts
    are as many as give each `PER_BELT` events on average, named by their kilometres and their commonest sector.
    """
    count = int(np.clip(len(points) // PER_BELT, FEWEST_BELTS, MOST_BELTS))
    edges = np.linspace(0.0, points.length, count + 1)
    whole = np.floor(points.day) - points.window[0]
    hours = np.random.default_rng(seed).uniform(0.0, 1.0, len(points))
    place = np.clip(np.searchsorted(edges, points.km, side="right") - 1, 0, count - 1)
    names = []
    for belt in range(count):
        held = Counter(int(sector) for sector in points.sector[place == belt])
        called = points.sectors[held.most_common(1)[0][0]] if held else ""
        reach = f"km {edges[belt]:.0f}-{edges[belt + 1]:.0f}"
        names.append(reach if not called or called.startswith("km ") else f"{reach} ({called})")
    km = np.clip(points.km, 0.0, points.length)
    return events(km, whole + hours, points.side.astype(np.int64), edges, points.days), tuple(names)


def from_case(incidents: Sequence[Located], fronts: Fronts, seed: int) -> tuple[Events, tuple[str, ...]]:
    """Events of the incidents that lie at the front of their day, and the names of the belts; none for none.

    Place and day of each are drawn once from what is known of them: many reports name one village for a stretch of
    trenches, and a model that took that for one point would find excitation within no distance at all.
    """
    kept, _ = at_the_front(incidents, fronts)
    if not kept:
        return NO_EVENTS, ("the front",)
    first, last = min(one.first for one in kept), max(one.last for one in kept)
    frame, window = Frame.of(fronts, first, last), (number(first), number(last))
    return from_points(points_of(kept, frame, window, np.random.default_rng(seed)), seed)
