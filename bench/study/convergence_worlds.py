"""Simulated worlds for the bench of convergence: some where a null holds, some where only fighting is shared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nomansland.study.convergence.points import BELT_KM, Points, strata
from nomansland.study.simulated import Drawn, World, draw

Floats = NDArray[np.float64]
LENGTH, DAYS = 1000.0, 720.0
WORLDS = {
    "moderate": World(),
    "mild offensives": World(in_offensives=0.25, offensives=8),
    "strong offensives": World(in_offensives=0.9, offensives=6),
    "few incidents": World(rf=60, ua=45, in_offensives=0.2, offensives=8),
    "uneven offensives": World(uneven=1.0),
    "one side hit 20 days later": World(behind_days=20.0),
    "each side excites itself": World(rf=130, ua=100, self_excited=0.35),
}


def points_of(drawn: Drawn, world: World) -> Points:
    """A drawn world as points; sectors are belts of the world's own width."""
    nan = np.full(len(drawn.km), np.nan)
    names = tuple(f"s{number}" for number in range(int(world.length // world.sector_km) + 1))
    frame = (names, world.length, (0.0, world.days - 1))
    return Points(drawn.side, drawn.km, drawn.depth, nan, nan, drawn.day, drawn.sector, *frame)


def simulated(world: World, seed: int) -> Points:
    """One draw of a world."""
    return points_of(draw(world, seed), world)


def _from(side: NDArray[np.int8], km: Floats, day: Floats) -> Points:
    drawn = Drawn(side, km, np.zeros(len(km)), np.floor(day), np.floor(km / 80.0).astype(np.int64))
    return points_of(drawn, World())


def labelled(kind: str, seed: int) -> Points:
    """Shared offensives; each incident's side is a coin whose weight depends on its stratum alone."""
    rng = np.random.default_rng(seed + 10_000)
    points = simulated(World(), seed)
    stratum = strata(points, kind)
    shares = rng.uniform(0.2, 0.8, stratum.max() + 1)
    side = (rng.random(len(points)) < shares[stratum]).astype(np.int8)
    return _from(side, points.km, points.day)


def separable(seed: int) -> Points:
    """Each side crowds at places of its own and, apart from that, at days of its own."""
    rng = np.random.default_rng(seed)
    parts = []
    for code, mean in ((0, 200), (1, 150)):
        number = rng.poisson(mean)
        places, days = LENGTH * rng.random(8), DAYS * rng.random(8)
        km = (rng.choice(places, number) + 25 * rng.standard_normal(number)) % LENGTH
        day = (rng.choice(days, number) + 30 * rng.standard_normal(number)) % DAYS
        parts.append((np.full(number, code, dtype=np.int8), km, day))
    return _from(*(np.concatenate([part[row] for part in parts]) for row in range(3)))


def turning(seed: int) -> Points:
    """Each side has offensives of its own, at days that are even round the window."""
    rng = np.random.default_rng(seed)
    parts = []
    for code, mean in ((0, 200), (1, 150)):
        number, hits = rng.poisson(mean), 30
        places, days, which = LENGTH * rng.random(hits), DAYS * rng.random(hits), rng.integers(0, hits, number)
        km = (places[which] + 40 * rng.standard_normal(number)) % LENGTH
        day = (days[which] + 20 * rng.standard_normal(number)) % DAYS
        parts.append((np.full(number, code, dtype=np.int8), km, day))
    return _from(*(np.concatenate([part[row] for part in parts]) for row in range(3)))


def tiled(seed: int) -> Points:
    """Each side has a rate of its own in every belt of 50 km and 30 days, and is even within it."""
    rng = np.random.default_rng(seed)
    belts, spans = int(LENGTH / BELT_KM), int(DAYS / 30)
    shared = rng.gamma(0.3, 1.0, (belts, spans))
    parts = []
    for code, mean in ((0, 200.0), (1, 150.0)):
        rate = shared * rng.uniform(0.5, 1.5, shared.shape)
        number = rng.poisson(mean * rate / rate.sum())
        belt, span = (np.repeat(index.reshape(-1), number.reshape(-1)) for index in np.indices(shared.shape))
        km, day = (belt + rng.random(len(belt))) * BELT_KM, (span + rng.random(len(span))) * 30.0
        parts.append((np.full(len(belt), code, dtype=np.int8), km, day))
    return _from(*(np.concatenate([part[row] for part in parts]) for row in range(3)))


def of_null(null: str, seed: int) -> Points:
    """A world in which a null holds."""
    kinds = {
        "shared-fighting": "sector-month",
        "half-strata": "half",
        "double-strata": "double",
        "labels": "none",
    }
    if null in kinds:
        return labelled(kinds[null], seed)
    return {"dates": separable, "shift": turning, "intensity": tiled}[null](seed)
