"""Latent classes of cases with different chances of being listed, as many as the data ask for.

The Dirichlet process mixture of Manrique-Vallier (Biometrics 72, 2016), by Gibbs sampling: within a class lists are
independent, between classes the chances differ, which is what makes lists look dependent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from nomansland.study.lists.table import Floats, Ints, Table

CLASSES, SHAPE, RATE = 10, 0.25, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Latent:
    """Draws (kept,) of all, listed and not; `effective` how many independent draws they are worth."""

    draws: Floats
    effective: float

    @property
    def median(self) -> float:
        """Of the posterior."""
        return float(np.median(self.draws))

    def interval(self) -> tuple[float, float]:
        """Central 95 %."""
        low, high = np.quantile(self.draws, [0.025, 0.975])
        return float(low), float(high)


@njit(cache=True)
def _weigh(mask: int, share: Floats, chance: Floats, weight: Floats) -> float:
    """Probability of a pattern from each class, in place, and in all."""
    for k in range(CLASSES):
        value = share[k]
        for j in range(chance.shape[1]):
            value *= chance[k, j] if mask >> j & 1 else 1 - chance[k, j]
        weight[k] = value
    return float(weight.sum())


@njit(cache=True)
def _deal(number: int, mask: int, weight: Floats, total: float, size: Floats, on: Floats) -> None:
    """Deal cases of one pattern to the classes, in place."""
    left, rest = number, 1.0
    for k in range(CLASSES):
        part = weight[k] / total
        drawn = left if k == CLASSES - 1 or rest <= part else np.random.binomial(left, min(part / rest, 1.0))
        size[k] += drawn
        for j in range(on.shape[1]):
            if mask >> j & 1:
                on[k, j] += drawn
        left -= drawn
        rest -= part
        if left == 0:
            break


@njit(cache=True)
def _renew(size: Floats, on: Floats, share: Floats, chance: Floats, alpha: float) -> float:
    """Weights and chances of the classes in place, by stick-breaking; the next concentration."""
    after, stick, logs = size.sum(), 1.0, 0.0
    for k in range(CLASSES):
        after -= size[k]
        cut = min(np.random.beta(1.0 + size[k], alpha + after), 1 - 1e-12) if k < CLASSES - 1 else 1.0
        share[k] = stick * cut
        if k < CLASSES - 1:
            logs += np.log(1 - cut)
            stick *= 1 - cut
        for j in range(chance.shape[1]):
            chance[k, j] = np.random.beta(1.0 + on[k, j], 1.0 + size[k] - on[k, j])
    return float(np.random.gamma(SHAPE + CLASSES - 1, 1.0 / (RATE - logs)))


@njit(cache=True)
def _sample(counts: Ints, lists: int, rounds: int, burn: int, thin: int, seed: int) -> Floats:
    np.random.seed(seed)
    chance, share = np.random.random((CLASSES, lists)), np.full(CLASSES, 1.0 / CLASSES)
    out, weight = np.empty((rounds - burn) // thin), np.empty(CLASSES)
    alpha, kept, observed = 1.0, 0, counts.sum()
    held = np.flatnonzero(counts)
    for turn in range(rounds):
        size, on = np.zeros(CLASSES), np.zeros((CLASSES, lists))
        for place in range(len(held)):
            mask = int(held[place])
            total = _weigh(mask, share, chance, weight)
            _deal(counts[mask], mask, weight, total, size, on)
        none = _weigh(0, share, chance, weight)
        odds = min(max(none, 1e-12), 1 - 1e-12)
        hidden = np.random.poisson(np.random.gamma(observed, odds / (1 - odds)))
        _deal(hidden, 0, weight, max(none, 1e-300), size, on)
        alpha = _renew(size, on, share, chance, alpha)
        if turn >= burn and (turn - burn) % thin == 0 and kept < len(out):
            out[kept] = observed + hidden
            kept += 1
    return out[:kept]


def _effective(draws: Floats) -> float:
    """Draws over the autocorrelation time, cut at its first negative pair (Geyer, Statistical Science 7, 1992)."""
    apart = draws - draws.mean()
    if not apart.any():
        return float(len(draws))
    length = 1 << (2 * len(draws) - 1).bit_length()
    power = np.abs(np.fft.rfft(apart, length)) ** 2
    lagged = np.fft.irfft(power, length)[: len(draws)]
    ratio = lagged / lagged[0]
    pairs = ratio[0 : len(ratio) // 2 * 2 : 2] + ratio[1 : len(ratio) // 2 * 2 : 2]
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    return float(len(draws) / max(2 * pairs[:stop].sum() - 1, 1.0))


def latent(table: Table, seed: int, rounds: int = 220_000, burn: int = 20_000, thin: int = 40) -> Latent:
    """Draw from the posterior; ten classes at most, chances and weights with flat priors, 1 / N on the number."""
    draws = _sample(table.counts, table.lists, rounds, burn, thin, seed)
    return Latent(draws, _effective(draws))
