"""A two-sided self- and cross-exciting point process along the front, fitted by expectation-maximisation.

The intensity of reports of side `s` at kilometre `x` of the front on day `t` is

    background(s, place of x)
      + sum over earlier events j of alpha[side j -> s] * beta exp(-beta (t - t_j)) * normal(x - x_j; sigma)

with one decay in time and one in space for self excitation (same side) and one each for cross excitation. The model is
that of Hawkes (Biometrika 58, 1971) with the stochastic-declustering fit of Veen and Schoenberg (JASA 103, 2008) and
the histogram background of Mohler et al. (JASA 106, 2011); the compensator counts only what can fall inside the front
and the period, so there is no bias from the edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nomansland.study.prospect import kernels
from nomansland.study.prospect.kernels import Floats, Ints
from nomansland.words.errors import StudyError

MEMORY = 120.0
REACH = 150.0
CROSS = np.array([0, 1, 1, 0])


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Dated events of two sides along a front.

    `x` km along the front in [0, `length`], `t` days in [0, `until`], ascending, `side` 0 or 1; `edges` are the km at
    which places (sectors) begin and end, (places + 1,), from 0 to `length`.
    """

    x: Floats
    t: Floats
    side: Ints
    edges: Floats
    until: float

    @property
    def length(self) -> float:
        return float(self.edges[-1])

    @property
    def place(self) -> Ints:
        return np.clip(np.searchsorted(self.edges, self.x, side="right") - 1, 0, len(self.edges) - 2)

    def before(self, day: float) -> Events:
        keep = self.t < day
        return Events(self.x[keep], self.t[keep], self.side[keep], self.edges, day)


def events(
    x: Sequence[float] | Floats, t: Sequence[float] | Floats, side: Sequence[int] | Ints,
    edges: Sequence[float] | Floats, until: float,
) -> Events:  # fmt: skip
    """Sorted and checked.

    Raises
    ------
    StudyError
        Where an event lies outside the front or the period, or edges do not ascend from 0.
    """
    order = np.argsort(np.asarray(t, dtype=float), kind="stable")
    xs, ts = np.asarray(x, dtype=float)[order], np.asarray(t, dtype=float)[order]
    sides, bounds = np.asarray(side, dtype=np.int64)[order], np.asarray(edges, dtype=float)
    if len(bounds) < 2 or bounds[0] != 0 or (np.diff(bounds) <= 0).any():
        raise StudyError("The edges of the places must ascend from 0 km: check the sectors.")
    if len(xs) and (xs.min() < 0 or xs.max() > bounds[-1]):
        raise StudyError(f"Events lie outside the front of {bounds[-1]:.0f} km: check their positions.")
    if len(ts) and (ts[0] < 0 or ts[-1] > until):
        raise StudyError(f"Events lie outside the period of {until:.0f} days: check their dates.")
    return Events(xs, ts, sides, bounds, float(until))


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """Of the process.

    `background` (2, places) reports per km and day; `alpha` (2, 2) offspring, from row to column; `beta` (2,) per day
    and `sigma` (2,) km for self and cross.
    """

    background: Floats
    alpha: Floats
    beta: Floats
    sigma: Floats

    @property
    def reproduction(self) -> float:
        """Spectral radius of `alpha`: 1 or more is a process that explodes."""
        return float(np.abs(np.linalg.eigvals(self.alpha)).max())

    def ground(self, data: Events) -> Floats:
        """Background intensity at each event, per km and day."""
        at: Floats = self.background[data.side, data.place]
        return at


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What was fitted, its log-likelihood, how many rounds it took and whether it settled; `own` (n,) the probability
    of each event to be background; `weight` (2, 2) how many events each excitation explains."""

    parameters: Parameters
    loglik: float
    rounds: int
    settled: bool
    own: Floats
    weight: Floats

    @property
    def size(self) -> int:
        """Free parameters."""
        p = self.parameters
        return int(p.background.size + (p.alpha > 0).sum() + 4)


def start(data: Events, beta: float = 0.1, sigma: float = 15.0, cross: bool = True) -> Parameters:
    """A first guess: half of the events are background, evenly in time."""
    places = len(data.edges) - 1
    counts = np.zeros((2, places))
    np.add.at(counts, (data.side, data.place), 1.0)
    alpha = np.full((2, 2), 0.2) if cross else np.diag([0.3, 0.3])
    background = (counts + 0.5) / 2 / (np.diff(data.edges) * data.until)
    return Parameters(background, alpha, np.full(2, beta), np.full(2, sigma))


def _ground(data: Events, own: Floats) -> Floats:
    """Background from the probabilities of being background."""
    counts = np.zeros((2, len(data.edges) - 1))
    np.add.at(counts, (data.side, data.place), own)
    rates: Floats = counts / (np.diff(data.edges) * data.until)
    return rates


def _decays(p: Parameters, data: Events, weight: Floats, age: Floats, spread: Floats) -> tuple[Floats, Floats, Floats]:
    mass, by_beta, by_sigma = kernels.seen(data.x, data.t, data.side, data.length, data.until, p.beta, p.sigma)
    alpha = np.where(p.alpha.ravel() > 0, weight / np.maximum(mass, 1e-12), 0.0)
    beta, sigma = p.beta.copy(), p.sigma.copy()
    for c in range(2):
        of = (c == CROSS) & (mass > 1e-12)
        total = weight[of].sum()
        if total < 1e-9:
            continue
        late = (weight[of] * by_beta[of] / mass[of]).sum()
        beta[c] = total / (age[c] + late)
        wide = (weight[of] * by_sigma[of] / mass[of]).sum()
        sigma[c] = np.sqrt(spread[c] / max(total + sigma[c] * wide, total * 0.05))
    return alpha.reshape(2, 2), np.clip(beta, 4 / MEMORY, 4.0), np.clip(sigma, 0.25, REACH / 3)


def compensator(p: Parameters, data: Events) -> float:
    """How many events the model expects on the front in the period."""
    mass, _, _ = kernels.seen(data.x, data.t, data.side, data.length, data.until, p.beta, p.sigma)
    quiet = (p.background * np.diff(data.edges)).sum() * data.until
    return float(quiet + (p.alpha.ravel() * mass).sum())


def fit(data: Events, first: Parameters | None = None, rounds: int = 500, tolerance: float = 1e-6) -> Fit:
    """Maximum likelihood by expectation-maximisation.

    Parameters
    ----------
    data : Events
    first : Parameters, optional
        Where to begin; an `alpha` of 0 stays 0, so a model without cross excitation begins with a diagonal one.
    rounds, tolerance : int, float
        Ends when the log-likelihood gains less than `tolerance` per event, or after so many rounds (`settled` False).
    """
    p = first or start(data)
    starts, _, days, km2, kind = kernels.pairs(data.x, data.t, data.side, REACH, MEMORY)
    last, settled, done = -np.inf, False, 0
    own, weight = np.ones(len(data.t)), np.zeros(4)
    while done < rounds and not settled:
        done += 1
        ground = np.maximum(p.ground(data), 1e-300)
        loglik, own, weight, age, spread, _ = kernels.expect(
            starts, days, km2, kind, ground, p.alpha.ravel(), p.beta, p.sigma
        )
        loglik -= compensator(p, data)
        settled = abs(loglik - last) < tolerance * max(len(data.t), 1)
        last = loglik
        if settled:
            break
        alpha, beta, sigma = _decays(p, data, weight, age, spread)
        p = replace(p, background=_ground(data, own), alpha=alpha, beta=beta, sigma=sigma)
    return Fit(p, float(last), done, settled, own, weight.reshape(2, 2))


def loglik(p: Parameters, history: Events, data: Events) -> float:
    """Log-likelihood of the events of `data` after the end of `history`, given `history` (log of per km and day)."""
    starts, _, days, km2, kind = kernels.pairs(data.x, data.t, data.side, REACH, MEMORY)
    ground = np.maximum(p.ground(data), 1e-300)
    *_, intensity = kernels.expect(starts, days, km2, kind, ground, p.alpha.ravel(), p.beta, p.sigma)
    late = data.t >= history.until
    gained = compensator(p, data) - compensator(p, replace(data.before(history.until), until=history.until))
    return float(np.log(intensity[late]).sum() - gained)
