"""A simulated front with two armies: shared offensives, and convergence only where it is planted.

Distances are kilometres along an invented front of `length` kilometres, times whole days from day 0. Offensives hit
both sides; each side's refusals follow them on their own. Without planting, nothing ties the two sides together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """What a simulated war is like.

    Parameters
    ----------
    length, days, sector_km : float
        Kilometres of front, days of war, kilometres of each sector.
    offensives : int
        How many; each has a place, a middle, a width of 8 to 30 km and a length of 8 to 40 days (standard deviations).
    uneven : float
        How unevenly an offensive hits the two sides, 0 to 1: each side's share of it is scaled by 1 - uneven to
        1 + uneven.
    behind_days : float
        How many days later each offensive reaches the Ukrainian side (below zero: the Russian side).
    in_offensives : float
        Share of the incidents that belong to an offensive; the rest are even over front and time.
    rf, ua : int
        Expected incidents of each side before detection.
    detected : float
        Share of the incidents that anybody reports.
    planted : float
        Share of the incidents that stand near one of the other side: `near_km` and `near_days` are the scales.
    growing : bool
        True where the planted share grows from 0 to twice `planted` over the war.
    self_excited, cross_excited : float
        Expected further incidents that each one calls forth on its own and on the other side (a Hawkes process).
    place_km, date_days : float
        How exactly the reports tell: radius of places, days of the interval of dates.
    """

    length: float = 1000.0
    days: float = 720.0
    sector_km: float = 80.0
    offensives: int = 12
    uneven: float = 0.5
    behind_days: float = 0.0
    in_offensives: float = 0.7
    rf: int = 200
    ua: int = 150
    detected: float = 1.0
    planted: float = 0.0
    near_km: float = 4.0
    near_days: float = 3.0
    growing: bool = False
    self_excited: float = 0.0
    cross_excited: float = 0.0
    place_km: float = 3.0
    date_days: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Incidents of a world as arrays of shape (n,): side (0 RF, 1 UA), km along the front, depth, day, sector."""

    side: NDArray[np.int8]
    km: Floats
    depth: Floats
    day: Floats
    sector: NDArray[np.int64]


def _background(
    world: World, count: int, hits: Floats, shares: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Places and days of one side: its share of each offensive, and an even rest."""
    inside = rng.random(count) < (world.in_offensives if len(hits) else 0.0)
    which = rng.choice(len(hits), size=count, p=shares / shares.sum()) if len(hits) else np.zeros(count, np.int64)
    km, day = world.length * rng.random(count), world.days * rng.random(count)
    if len(hits):
        place, begin, wide, long = hits[which].T
        km = np.where(inside, place + wide * rng.standard_normal(count), km)
        day = np.where(inside, begin + long * rng.standard_normal(count), day)
    held = (km >= 0) & (km < world.length) & (day >= 0) & (day < world.days)
    return km[held], day[held]


def _plant(world: World, km: Floats, day: Floats, side: NDArray[np.int8], rng: np.random.Generator) -> None:
    """Move the planted share of both sides next to an incident of the other side, in place."""
    target = world.planted * (2 * day / world.days if world.growing else 1.0)
    for mine in np.flatnonzero(rng.random(len(km)) < target):
        others = np.flatnonzero(side != side[mine])
        if len(others):
            near = others[np.argsort(np.abs(day[others] - day[mine]))[:20]] if world.growing else others
            other = rng.choice(near)
            km[mine] = np.clip(km[other] + world.near_km * rng.standard_normal(), 0, world.length - 1e-6)
            day[mine] = np.clip(day[other] + world.near_days * rng.standard_normal(), 0, world.days - 1e-6)


def _children(world: World, rows: Floats, rng: np.random.Generator) -> list[Floats]:
    """One generation: rows of km, day, side."""
    out, (km, day, side) = [], rows.T
    for flip, mean in ((0, world.self_excited), (1, world.cross_excited)):
        number = rng.poisson(mean, len(km))
        parents = np.repeat(np.arange(len(km)), number)
        where = km[parents] + world.near_km * rng.standard_normal(len(parents))
        when = day[parents] + rng.exponential(world.near_days, len(parents))
        held = (where >= 0) & (where < world.length) & (when < world.days)
        born = np.abs(side[parents] - flip)
        out.append(np.column_stack((where[held], when[held], born[held])))
    return out


def _excite(world: World, km: Floats, day: Floats, side: NDArray[np.int8], rng: np.random.Generator) -> Floats:
    rows: list[Floats] = [np.column_stack((km, day, side))]
    last = rows[0]
    while len(last) and (world.self_excited or world.cross_excited):
        last = np.vstack(_children(world, last, rng))
        rows.append(last)
    return np.vstack(rows)


def draw(world: World, seed: int | np.random.Generator) -> Drawn:
    """The reported incidents of one world, in the order of their days.

    Raises
    ------
    ValueError
        Where each incident calls forth one or more on average: the process would not end.
    """
    if world.self_excited + world.cross_excited >= 0.95:
        raise ValueError("self_excited and cross_excited must add up to less than 0.95")
    rng = np.random.default_rng(seed)
    number = rng.poisson(world.offensives)
    hits = np.column_stack(
        (
            world.length * rng.random(number),
            world.days * rng.random(number),
            rng.uniform(8, 30, number),
            rng.uniform(8, 40, number),
        )
    )
    size = rng.gamma(2.0, 1.0, number)
    parts = []
    for code, mean in ((0, world.rf), (1, world.ua)):
        own = size * rng.uniform(1 - world.uneven, 1 + world.uneven, number)
        late = np.array([0.0, world.behind_days * code, 0.0, 0.0])
        km, day = _background(world, rng.poisson(mean), hits + late, own, rng)
        parts.append((km, day, np.full(len(km), code, dtype=np.int8)))
    km, day = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    side = np.concatenate([part[2] for part in parts])
    _plant(world, km, day, side, rng)
    rows = _excite(world, km, day, side, rng)
    rows = rows[rng.random(len(rows)) < world.detected]
    rows = rows[np.lexsort((rows[:, 0], rows[:, 1]))]
    return Drawn(
        rows[:, 2].astype(np.int8),
        rows[:, 0],
        rng.exponential(6.0, len(rows)),
        np.floor(rows[:, 1]),
        np.floor(rows[:, 0] / world.sector_km).astype(np.int64),
    )
