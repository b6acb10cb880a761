"""The chance that reports of both sides will name one sector in the coming weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.prospect.kernels import Floats
from nomansland.study.prospect.model import Events, Parameters
from nomansland.study.prospect.simulate import onward


@dataclass(frozen=True, slots=True)
class Chance:
    """Probability with a 95 % interval over what the parameters could be; `place` None is any place of the front."""

    place: int | None
    chance: float
    low: float
    high: float


def met(world: Events, window: float) -> Floats:
    """Per place 1 where both sides have an event within `window` days of each other, else 0; the last is any place."""
    places = len(world.edges) - 1
    out = np.zeros(places + 1)
    for place in np.unique(world.place):
        here = world.place == place
        first, second = world.t[here & (world.side == 0)], world.t[here & (world.side == 1)]
        if len(first) and len(second):
            at = np.searchsorted(second, first)
            after = np.abs(second[np.minimum(at, len(second) - 1)] - first)
            before = np.abs(second[np.maximum(at - 1, 0)] - first)
            out[place] = float(min(after.min(), before.min()) <= window)
    out[-1] = out[:-1].max()
    return out


def _share(p: Parameters, past: Events, days: float, window: float, worlds: int, draw: np.random.Generator) -> Floats:
    total: Floats = sum((met(onward(p, past, days, draw), window) for _ in range(worlds)), np.zeros(len(past.edges)))
    return total / worlds


def chances(
    p: Parameters, resampled: Sequence[Parameters], past: Events, days: float, window: float,
    worlds: int, seed: int, track: Track[Parameters] = plain,
) -> tuple[Chance, ...]:  # fmt: skip
    """By place, and last for any place.

    Parameters
    ----------
    p, resampled : Parameters
        The fit, and the fits of its bootstrap worlds, which carry the interval.
    past : Events
        All that has been reported up to now.
    days, window : float
        How far to look, and how near in days the two sides must come.
    worlds : int
        Worlds drawn forward for the fit; a tenth, at least 50, for each resample.
    """
    draw = np.random.default_rng(seed)
    value = _share(p, past, days, window, worlds, draw)
    fewer = max(50, worlds // 10)
    rows = [_share(one, past, days, window, fewer, draw) for one in track(resampled, "worlds ahead")]
    low, high = np.quantile(np.array(rows), [0.025, 0.975], axis=0) if rows else (value, value)
    names = [*range(len(value) - 1), None]
    return tuple(
        Chance(name, float(value[k]), float(min(low[k], value[k])), float(max(high[k], value[k])))
        for k, name in enumerate(names)
    )
