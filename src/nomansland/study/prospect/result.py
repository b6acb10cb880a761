"""The whole of it in one call: refuse, fit, doubt, test, compare with a constant rate, and only then forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.prospect.check import (
    EXPLODES,
    Gain,
    Residuals,
    best,
    cross_p,
    doubts,
    gain,
    plain_p,
    resamples,
    residuals,
    too_few,
)
from nomansland.study.prospect.forecast import Chance, chances
from nomansland.study.prospect.model import Events, Fit, Parameters
from nomansland.words.errors import StudyError

SIDES = ("RF", "UA")
ASSUMPTIONS = (
    "Each report sets off further ones independently; their number, delay and distance do not change over the period.",
    "The background of a side and place is constant in time.",
    "Decay is exponential in days and normal in kilometres along the front.",
)
LIMITS = (
    "It forecasts reports, not refusals: a side that is watched more is forecast more.",
    "An offensive that both sides suffer looks as if one set off the other: read the test with shuffled sides.",
    "Sector-level results never leave the case: they would help to hunt people.",
    "It does not say that anybody will meet, and nothing of why.",
)


@dataclass(frozen=True, slots=True)
class Excitation:
    """How many reports one report sets off, from one side to another, with its 95 % bootstrap interval."""

    source: str
    target: str
    offspring: float
    low: float
    high: float
    days: float
    km: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """What was found.

    `refused` holds the reasons where nothing could be fitted, `withheld` those for which no forecast is shown;
    `cross_p` tests excitation between the sides beyond shared fighting, `plain_p` (sensitivity) beyond none.
    """

    counts: tuple[tuple[str, int], ...]
    days: float
    km: float
    places: tuple[str, ...]
    weeks: float
    window: float
    refused: tuple[str, ...] = ()
    excitation: tuple[Excitation, ...] = ()
    cross_p: float | None = None
    plain_p: float | None = None
    doubts: tuple[str, ...] = ()
    residuals: Residuals | None = None
    gain: Gain | None = None
    withheld: tuple[str, ...] = ()
    chances: tuple[Chance, ...] = ()
    assumptions: tuple[str, ...] = ASSUMPTIONS
    limits: tuple[str, ...] = LIMITS


def _excitation(chosen: Fit, draws: Sequence[Parameters], names: Sequence[str]) -> tuple[Excitation, ...]:
    low, high = np.quantile(np.array([one.alpha for one in draws]), [0.025, 0.975], axis=0, method="weibull")
    p, found = chosen.parameters, []
    for a, b in ((0, 0), (0, 1), (1, 0), (1, 1)):
        bounds = (float(low[a, b]), float(high[a, b]))
        delay, width = float(1 / p.beta[int(a != b)]), float(p.sigma[int(a != b)])
        found.append(Excitation(names[a], names[b], float(p.alpha[a, b]), *bounds, delay, width))
    return tuple(found)


def _withheld(found: Gain, chosen: Fit) -> tuple[str, ...]:
    reasons = [] if chosen.settled else ["The fit did not settle."]
    if chosen.parameters.reproduction >= EXPLODES:
        reasons.append("The process is at the edge of exploding, so a forecast from it would be arbitrary.")
    if not found.better:
        reasons.append(
            f"On the last {found.weeks} weeks it did not beat a constant rate "
            f"({found.mean:+.2f} nats a report, {found.low:+.2f} to {found.high:+.2f})."
        )
    return tuple(reasons)


def prospect(
    data: Events,
    places: Sequence[str],
    weeks: float = 4.0,
    window: float = 14.0,
    held_back: float = 120.0,
    draws: int = 100,
    worlds: int = 2000,
    seed: int = 1,
    names: Sequence[str] = SIDES,
    track: Track[Any] = plain,
) -> Prospect:
    """Fit the two-sided process to events along the front and forecast, where that can be carried.

    Parameters
    ----------
    data : Events
        One event per incident, `x` km along the front, `t` days.
    places : sequence of str
        Names of the stretches between `data.edges`.
    weeks, window : float
        How far to look; how near in days the two sides must come.
    held_back : float
        Days at the end on which the forecast is compared with a constant rate.
    draws, worlds, seed : int
        Bootstrap worlds (twice as many again for the tests of cross excitation), worlds drawn forward, and the seed.
    track : callable
        Wraps long loops, for progress.

    Returns
    -------
    Prospect
        With `refused` where the data are too few, with `withheld` where the forecast is not to be shown.

    Raises
    ------
    StudyError
        Where a setting makes no sense.
    """
    if weeks <= 0 or window <= 0 or held_back <= 0 or draws < 20 or len(places) != len(data.edges) - 1:
        raise StudyError("Weeks, window and held-back days must be above 0, draws at least 20, one name per sector.")
    counts = np.bincount(data.side, minlength=2)
    head = Prospect(
        ((names[0], int(counts[0])), (names[1], int(counts[1]))),
        data.until, data.length, tuple(places), weeks, window,
    )  # fmt: skip
    few = too_few(data, names, held_back)
    if few:
        return replace(head, refused=few)
    return _fitted(head, data, held_back, draws, worlds, seed, names, track)


def _fitted(
    head: Prospect, data: Events, held_back: float, draws: int, worlds: int, seed: int,
    names: Sequence[str], track: Track[Any],
) -> Prospect:  # fmt: skip
    chosen, fits = best(data)
    resampled = resamples(data, chosen, draws, seed, track)
    found = gain(data, held_back, seed)
    withheld = _withheld(found, chosen)
    return replace(
        head,
        excitation=_excitation(chosen, resampled, names),
        cross_p=cross_p(data, draws, seed + 1, track),
        plain_p=plain_p(data, draws, seed + 2, track),
        doubts=doubts(data, chosen, fits, resampled),
        residuals=residuals(chosen.parameters, data),
        gain=found,
        withheld=withheld,
        chances=()
        if withheld
        else chances(chosen.parameters, resampled, data, 7 * head.weeks, head.window, worlds, seed + 3, track),
    )
