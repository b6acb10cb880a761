"""The Knox test: how many pairs of events are close in space and in time at once (Knox 1964)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nomansland.study.spacetime.events import Floats, checked
from nomansland.study.spacetime.pairs import Ints, Near, near
from nomansland.study.spacetime.permute import Dates, Track, groups, plain
from nomansland.words.errors import StudyError


@dataclass(frozen=True, slots=True)
class Knox:
    """Result of a Knox test.

    Parameters
    ----------
    events : int
        How many events there are.
    space, time : float
        The two thresholds, inclusive, in the units of the input.
    observed : int
        Pairs close in space and time, each counted once.
    expected : float
        Their mean over all permutations of the dates: pairs close in space times pairs close in time over all pairs.
    deviation : float
        Standard deviation over all permutations of the dates, exact.
    close_in_space, close_in_time : int
        Pairs close in each.
    p : float or None
        Share of permutations that reach the observed count, (k + 1) / (m + 1); None without permutations.
    tied : int
        Permutations that give exactly the observed count: what makes `p` of small counts come in steps.
    p_poisson : float
        P(X >= observed) for a Poisson count with the expected mean: an approximation for few pairs.
    modified : float
        Observed less the mean over permutations of what each event's own numbers of neighbours let expect
        (Baker 1996); 0 where space and time do not interact.
    p_modified : float or None
        As `p`, for `modified`.
    permutations, seed : int
        How the p-values were made.
    """

    events: int
    space: float
    time: float
    observed: int
    expected: float
    deviation: float
    close_in_space: int
    close_in_time: int
    p: float | None
    tied: int
    p_poisson: float
    modified: float
    p_modified: float | None
    permutations: int
    seed: int


def degrees(close: Near) -> Ints:
    """Number of events close in space to each event, in the order of `close`; shape (n,)."""
    found = np.zeros(len(close.order), dtype=np.int64)
    for left, right in close.pieces():
        found += np.bincount(left, minlength=len(found)) + np.bincount(right, minlength=len(found))
    return found


def knox(
    x: Floats, y: Floats, t: Floats, space: float, time: float, permutations: int = 999, seed: int = 0,
    track: Track = plain,
) -> Knox:  # fmt: skip
    """Test whether events near in space are nearer in time than chance.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        Coordinates in one unit of length, projected.
    t : ndarray of float, shape (n,)
        Dates in one unit of time.
    space, time : float
        Thresholds in these units; a pair at the threshold is close.
    permutations : int
        How often the dates are permuted among the places; 0 for no permutation test.
    seed : int
        Of the permutations.
    track : callable
        Wraps the loop over groups of 64 permutations, for progress.

    Returns
    -------
    Knox

    Raises
    ------
    StudyError
        Where there are fewer than 3 events, a value is not finite or a threshold is negative.

    Notes
    -----
    Knox, E. G. (1964), The detection of space-time interactions, Applied Statistics 13, 25-29. Moments over
    permutations: David, F. N. and Barton, D. E. (1966), Two space-time interaction tests for epidemicity, British
    Journal of Preventive and Social Medicine 20, 44-48. The null is that dates are exchangeable among places; it keeps
    all places and all dates, so that clustering in space alone or in time alone is no evidence. A population that
    shifts between places in the period breaks it.
    """
    x, y, t = checked(x, y, t)
    thresholds(space, time, permutations)
    close = near(x, y, space)
    dates = Dates(t, time)
    in_space, in_time = degrees(close), dates.each[close.order]
    count = len(x)
    identity = np.arange(count, dtype=np.int64)[None, :]
    observed = int(dates.counts(close, identity)[0])
    modified = observed - float(in_space @ in_time) / (2 * (count - 1))
    reached = reached_modified = tied = 0
    for orders in groups(count, permutations, seed, track):
        found = dates.counts(close, orders)
        reached += int((found >= observed).sum())
        tied += int((found == observed).sum())
        own = (in_time[orders] @ in_space) / (2 * (count - 1))
        reached_modified += int((found - own >= modified - 1e-9).sum())
    expected, deviation = moments(in_space, in_time)
    return Knox(
        count,
        float(space),
        float(time),
        observed,
        expected,
        deviation,
        close.total,
        int(in_time.sum()) // 2,
        share(reached, permutations),
        tied,
        poisson(observed, expected),
        modified,
        share(reached_modified, permutations),
        permutations,
        seed,
    )


def thresholds(space: float, time: float, permutations: int) -> None:
    """Refuse thresholds below 0 or not finite, and a negative number of permutations."""
    for name, value in (("space", space), ("time", time)):
        if not 0 <= value < np.inf:
            raise StudyError(f"The threshold of {name} is {value:g}.", todo="Give a distance of 0 or more.")
    if permutations < 0:
        raise StudyError(f"{permutations} permutations cannot be made.", todo="Give 0 or more.")


def share(reached: int, permutations: int) -> float | None:
    """(k + 1) / (m + 1), the observed order being one of the orders; None without permutations."""
    return (reached + 1) / (permutations + 1) if permutations else None


def poisson(observed: int, expected: float) -> float:
    """P(X >= observed) for a Poisson count."""
    from scipy.special import gammainc

    return 1.0 if observed == 0 else float(gammainc(observed, expected))


def moments(in_space: Ints, in_time: Ints) -> tuple[float, float]:
    """Mean and standard deviation of the count over all permutations (David and Barton 1966).

    Parameters
    ----------
    in_space, in_time : ndarray of int, shape (n,)
        How many events are close to each event in space and in time.
    """
    n = len(in_space)
    pairs_s, pairs_t = float(in_space.sum()) / 2, float(in_time.sum()) / 2
    paths_s = float((in_space.astype(float) * (in_space - 1)).sum())
    paths_t = float((in_time.astype(float) * (in_time - 1)).sum())
    mean = 2 * pairs_s * pairs_t / (n * (n - 1))
    square = mean + paths_s * paths_t / (n * (n - 1) * (n - 2))
    if n > 3:
        apart_s, apart_t = pairs_s**2 - pairs_s - paths_s, pairs_t**2 - pairs_t - paths_t
        square += 4 * apart_s * apart_t / (n * (n - 1) * (n - 2) * (n - 3))
    return mean, float(np.sqrt(max(0.0, square - mean**2)))
