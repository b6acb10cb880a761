"""Whether the fit can be believed: enough data, one answer, residuals, and a better forecast than a constant rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from scipy.special import ndtr
from scipy.stats import kstest

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.convergence.points import MONTH_DAYS
from nomansland.study.prospect import kernels
from nomansland.study.prospect.kernels import Floats
from nomansland.study.prospect.model import CROSS, MEMORY, REACH, Events, Fit, Parameters, compensator, fit, start
from nomansland.study.prospect.simulate import world

FEWEST, SHORTEST = 50, 180
EXPLODES = 0.95
STARTS = ((0.05, 8.0), (0.1, 15.0), (0.3, 30.0), (1.0, 5.0))


@dataclass(frozen=True, slots=True)
class Residuals:
    """Residual analysis after Ogata (JASA 83, 1988): by the rescaled time of each side, and by place.

    `p_time` (2,) Kolmogorov-Smirnov p of the rescaled waiting times against the unit exponential; `place` rows of
    (side, place, observed, expected, Pearson residual).
    """

    p_time: tuple[float, float]
    place: tuple[tuple[int, int, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better than a constant rate per place the held-back weeks were forecast, in nats per report."""

    mean: float
    low: float
    high: float
    weeks: int
    reports: int

    @property
    def better(self) -> bool:
        return self.low > 0


def too_few(data: Events, names: Sequence[str], held_back: float) -> tuple[str, ...]:
    """Why the data are too few without their last `held_back` days, one sentence each; empty where they are enough."""
    begin = data.until - held_back
    counts = np.bincount(data.side[data.t < begin], minlength=2)
    before = f"before the last {held_back:.0f} days, which are kept back for checking"
    few = [
        f"{names[s]} has {counts[s]} dated and placed events of the front {before}; {FEWEST} are needed."
        for s in (0, 1)
        if counts[s] < FEWEST
    ]
    if begin < SHORTEST:
        few.append(f"There are {max(begin, 0):.0f} days {before}; {SHORTEST} are needed.")
    return tuple(few)


def best(data: Events, cross: bool = True) -> tuple[Fit, tuple[Fit, ...]]:
    """The most likely of several fits from different first guesses, and all of them."""
    fits = tuple(fit(data, start(data, beta, sigma, cross)) for beta, sigma in STARTS)
    return max(fits, key=lambda one: one.loglik), fits


def doubts(data: Events, chosen: Fit, fits: Sequence[Fit], draws: Sequence[Parameters]) -> tuple[str, ...]:
    """What speaks against reading the parameters, one sentence each."""
    p, found = chosen.parameters, []
    if p.reproduction >= EXPLODES:
        found.append(f"The process is at the edge of exploding (reproduction {p.reproduction:.2f}).")
    near = [one.parameters.alpha for one in fits if chosen.loglik - one.loglik < 1.0]
    if max(float(np.abs(alpha - p.alpha).max()) for alpha in near) > 0.1:
        found.append("Different starts give different answers of equal likelihood: excitation is not identified.")
    for c, name in enumerate(("within a side", "between the sides")):
        explained = chosen.weight.ravel()[c == CROSS].sum()
        if explained < 10:
            found.append(f"Excitation {name} rests on {explained:.1f} expected events: its decay is not identified.")
        elif p.beta[c] <= 4.2 / MEMORY or p.sigma[c] >= REACH / 3.1:
            found.append(f"Excitation {name} reaches as far as the model looks ({MEMORY:.0f} days, {REACH:.0f} km).")
    if len(draws) >= 20:
        table = np.array([np.r_[d.alpha.ravel(), d.background.sum(1)] for d in draws])
        moving = table[:, table.std(0) > 1e-9]
        if moving.shape[1] > 1 and np.abs(np.corrcoef(moving.T) - np.eye(moving.shape[1])).max() > 0.98:
            found.append("Two parameters move as one over the resamples: they cannot be told apart.")
    return tuple(found)


def resamples(data: Events, chosen: Fit, count: int, seed: int, track: Track[int] = plain) -> list[Parameters]:
    """Parametric bootstrap: worlds of the fitted model, each fitted again."""
    draw = np.random.default_rng(seed)
    worlds = track(range(count), "resamples")
    return [fit(world(chosen.parameters, data, draw), chosen.parameters).parameters for _ in worlds]


def cross_p(data: Events, count: int, seed: int, track: Track[int] = plain) -> float:
    """p, (k + 1) / (m + 1), of as much cross excitation where sides are shuffled within places and months.

    Two sides that suffer the same offensive cluster together with no tie between them; shuffling keeps the clusters and
    cuts the tie. What is compared is how many events the fit explains by the other side's.
    """
    draw = np.random.default_rng(seed)
    stratum = data.place * 10_000 + np.floor(data.t / MONTH_DAYS).astype(np.int64)
    chosen, _ = best(data)
    seen = float(chosen.weight[[0, 1], [1, 0]].sum())
    order, above = np.argsort(stratum, kind="stable"), 0
    for _ in track(range(count), "sides shuffled"):
        mixed = np.lexsort((draw.random(len(stratum)), stratum))
        side = np.empty_like(data.side)
        side[order] = data.side[mixed]
        again = fit(replace(data, side=side), chosen.parameters)
        above += float(again.weight[[0, 1], [1, 0]].sum()) >= seen
    return (above + 1) / (count + 1)


def plain_p(data: Events, count: int, seed: int, track: Track[int] = plain) -> float:
    """p of the likelihood ratio of cross excitation over worlds fitted and drawn without it.

    It takes a shared offensive for an answer of one side to the other, and is sensitivity, not the result. A free decay
    under an `alpha` of 0 has no chi-squared limit, so the reference is simulated.
    """
    without, _ = best(data, cross=False)
    ratio = 2 * (best(data)[0].loglik - without.loglik)
    draw = np.random.default_rng(seed)
    above = 0
    for _ in track(range(count), "worlds without cross excitation"):
        null = world(without.parameters, data, draw)
        apart = fit(null, without.parameters).loglik
        first = replace(without.parameters, alpha=np.where(np.eye(2) > 0, without.parameters.alpha, 0.1))
        above += 2 * (fit(null, first).loglik - apart) >= ratio
    return (above + 1) / (count + 1)


def _spread(p: Parameters, data: Events) -> Floats:
    """Expected events by side and place, (2, places)."""
    edges = data.edges
    quiet = p.background * np.diff(edges) * data.until
    for to in (0, 1):
        kind = (data.side != to).astype(int)
        inside = np.diff(ndtr((edges[None, :] - data.x[:, None]) / p.sigma[kind][:, None]), axis=1)
        past = 1 - np.exp(-p.beta[kind] * (data.until - data.t))
        quiet[to] += (p.alpha[data.side, to] * past) @ inside
    return np.asarray(quiet, dtype=float)


def _rescaled(p: Parameters, data: Events, side: int) -> Floats:
    """Waiting times of one side in units of its own intensity: exponential with mean 1 where the model holds.

    Each place runs on its own clock; the clocks are laid end to end, so that the waits at the ends are kept.
    """
    passed, times = 0.0, []
    for place, (low, high) in enumerate(pairwise(data.edges)):
        here = data.t[(data.side == side) & (data.place == place)]
        at = np.r_[here, data.until]
        quiet = p.background[side, place] * (high - low) * at
        alpha = p.alpha.ravel()
        clock = quiet + kernels.risen(at, side, low, high, data.x, data.t, data.side, alpha, p.beta, p.sigma)
        times.append(passed + clock[:-1])
        passed += float(clock[-1])
    waits: Floats = np.diff(np.r_[0.0, np.concatenate(times)])
    return waits


def residuals(p: Parameters, data: Events) -> Residuals:
    """Where and when the model misses."""
    first, second = (float(kstest(_rescaled(p, data, side), "expon").pvalue) for side in (0, 1))
    expected, rows = _spread(p, data), []
    for side in (0, 1):
        counts = np.bincount(data.place[data.side == side], minlength=len(data.edges) - 1)
        for place, count in enumerate(counts):
            mean = float(expected[side, place])
            rows.append((side, place, int(count), mean, float((count - mean) / np.sqrt(max(mean, 1e-9)))))
    return Residuals((first, second), tuple(rows))


def _weeks(p: Parameters, data: Events, begin: float) -> Floats:
    """Log-likelihood of each week after `begin`, given all before it."""
    starts, _, days, km2, kind = kernels.pairs(data.x, data.t, data.side, REACH, MEMORY)
    ground = np.maximum(p.ground(data), 1e-300)
    *_, intensity = kernels.expect(starts, days, km2, kind, ground, p.alpha.ravel(), p.beta, p.sigma)
    bounds = np.r_[np.arange(begin, data.until, 7.0), data.until]
    whole = np.array([compensator(p, replace(data.before(bound), until=bound)) for bound in bounds])
    week = np.clip(np.searchsorted(bounds, data.t, side="right") - 1, -1, len(bounds) - 2)
    logs = np.bincount(week[week >= 0], np.log(intensity[week >= 0]), len(bounds) - 1)
    return np.asarray(logs - np.diff(whole), dtype=float)


def gain(data: Events, held_back: float, seed: int, count: int = 2000) -> Gain:
    """Forecast of the last `held_back` days against a constant rate by side and place, both fitted on what came before.

    The interval is a 95 % bootstrap over weeks.
    """
    past = data.before(data.until - held_back)
    fitted, _ = best(past)
    counts = np.zeros((2, len(data.edges) - 1))
    np.add.at(counts, (past.side, past.place), 1.0)
    # Half a report more in each place, for both, or one report in a place that had none would decide it all.
    rate = (counts + 0.5) / (np.diff(data.edges) * past.until)
    flat = replace(fitted.parameters, background=rate, alpha=np.zeros((2, 2)))
    floor = 0.5 / (np.diff(data.edges) * past.until)
    excited = replace(fitted.parameters, background=fitted.parameters.background + floor)
    weeks = _weeks(excited, data, past.until) - _weeks(flat, data, past.until)
    reports = int((data.t >= past.until).sum())
    draw = np.random.default_rng(seed)
    sums = weeks[draw.integers(len(weeks), size=(count, len(weeks)))].sum(1) / max(reports, 1)
    low, high = np.quantile(sums, [0.025, 0.975])
    return Gain(float(weeks.sum() / max(reports, 1)), float(low), float(high), len(weeks), reports)
