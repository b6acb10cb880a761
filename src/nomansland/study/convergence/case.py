"""Convergence in a case: from located incidents to the result, with everything that may be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from nomansland.study.convergence.frame import Frame, at_the_front, number, points_of
from nomansland.study.convergence.grid import GridTest
from nomansland.study.convergence.listing import WAIT_DAYS, Told, cross_pairs, front_of, spots
from nomansland.study.convergence.measure import (
    Settings,
    Track,
    measure,
    plain,
    primary_test,
    reasons,
    subset_test,
    with_tests,
)
from nomansland.study.convergence.points import Points
from nomansland.study.convergence.result import Convergence, Spread
from nomansland.study.events import Contact, Events, LeftOut, Located
from nomansland.terrain.front import Fronts

DRAW_PERMUTATIONS = 199
NO_TEST = "There is no incident near the front of its day with a known place and day."


def convergence_of(events: Events, fronts: Fronts, settings: Settings, track: Track[str] = plain) -> Convergence:
    """The study of a case: always a result; where the data cannot carry a test, `refused` says why.

    Parameters
    ----------
    events : Events
        What `study.events.located` gives.
    fronts : Fronts
        Maps of the front; an incident without one of its time is left out.
    settings : Settings
    track : callable
        Wraps long loops, for progress.
    """
    kept, more = at_the_front(events.primary, fronts)
    contacts = tuple(_guarded(one, settings.today) for one in events.contacts)
    left_out = _joined(events.left_out + more)
    sides = sum(one.side == "RF" for one in kept), sum(one.side == "UA" for one in kept)
    if not kept:
        return Convergence(*sides, contacts, (), 0, 0, left_out, (NO_TEST,))
    first, last = min(one.first for one in kept), max(one.last for one in kept)
    frame, window = Frame.of(fronts, first, last), (number(first), number(last))
    points, told = points_of(kept, frame, window), Told.of(kept)
    listed = cross_pairs(points, told, settings.today)
    result = Convergence(
        *sides,
        contacts,
        listed.pairs,
        listed.whole,
        listed.withheld,
        left_out,
        reasons(points),
        spots=spots(points, told, settings.today),
        front=front_of(frame),
        front_km=frame.length,
        notes=_notes(frame),
    )
    return result if result.refused else _tested(result, events, kept, fronts, frame, points, settings, track)


def _tested(
    result: Convergence,
    events: Events,
    kept: Sequence[Located],
    fronts: Fronts,
    frame: Frame,
    points: Points,
    settings: Settings,
    track: Track[str],
) -> Convergence:
    found = measure(points, settings.permutations, settings.seed, track)
    adversary, _ = at_the_front(events.adversary, fronts)
    others = {
        "with what only the other side tells": [*kept, *adversary] if adversary else [],
        "without what is reported as unconfirmed": [one for one in kept if not one.hedged],
        "what people accepted only": [one for one in kept if one.accepted],
    }
    subsets = [
        _subset(chosen, frame, points.window, settings, name)
        for name, chosen in others.items()
        if chosen and len(chosen) != len(kept)
    ]
    return replace(
        with_tests(result, found, tuple(filter(None, subsets))),
        spread=spread_of(kept, frame, points.window, settings, track),
    )


def _subset(
    chosen: Sequence[Located], frame: Frame, window: tuple[float, float], settings: Settings, name: str
) -> GridTest | None:
    days = [number(day) for one in chosen for day in (one.first, one.last)]
    wide = min(window[0], *days), max(window[1], *days)
    return subset_test(points_of(chosen, frame, wide), settings.permutations, settings.seed, name)


def spread_of(
    incidents: Sequence[Located],
    frame: Frame,
    window: tuple[float, float],
    settings: Settings,
    track: Track[str] = plain,
) -> Spread | None:
    """The primary p-value over draws of all places and days from their uncertainty; None for no draws.

    Each draw is tested on its own with 199 shuffles: the spread of these p-values is what the uncertainty of places and
    days does, apart from chance.
    """
    rng = np.random.default_rng(settings.seed)
    found = []
    for name in track([str(turn) for turn in range(settings.draws)], "draws"):
        drawn = points_of(incidents, frame, window, rng)
        found.append(primary_test(drawn, DRAW_PERMUTATIONS, settings.seed + 1 + int(name)).p)
    if not found:
        return None
    low, middle, high = np.quantile(found, (0.025, 0.5, 0.975))
    reached = float(np.mean(np.array(found) <= 0.05))
    return Spread(len(found), float(low), float(middle), float(high), reached)


def _joined(rows: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """Rows sorted by side and reason."""
    return tuple(sorted(rows, key=lambda row: (row.side, row.reason)))


def _guarded(contact: Contact, today: date) -> Contact:
    """A contact of the last 90 days, or of an unknown day, without its place."""
    if contact.last is not None and (today - contact.last).days > WAIT_DAYS:
        return contact
    return replace(contact, place=None)


def _notes(frame: Frame) -> tuple[str, ...]:
    line = (
        f"Kilometres are counted along the front of {frame.named}, {frame.length:.0f} km long without bends under "
        "10 km; each incident is first taken to the front line of its own day."
    )
    drawn = "The map is schematic, drawn by hand: import a real one with `nomansland terrain front import`."
    return (line, drawn) if frame.schematic else (line,)
