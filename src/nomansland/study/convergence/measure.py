"""All tests on points, or the reasons for which there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import lgamma, log
from typing import TypeVar

import numpy as np

from nomansland.study.convergence.close import Close, close_pairs
from nomansland.study.convergence.geometry import Floats, Ints
from nomansland.study.convergence.grid import GridTest, grid_test
from nomansland.study.convergence.nearest import Nearest, nearest
from nomansland.study.convergence.nulls import PRIMARY, SENSITIVITY, SHUFFLES, moved_counts, shuffled_counts
from nomansland.study.convergence.points import Points, strata
from nomansland.study.convergence.result import Convergence
from nomansland.study.convergence.surface import Surface, surface
from nomansland.words.errors import StudyRefused

RADII, LAGS = (5.0, 10.0, 20.0, 30.0, 50.0), (1.0, 3.0, 7.0, 14.0, 30.0)
PERMUTATIONS, MOVED_DRAWS, SURFACE_DRAWS, NEAREST_DRAWS, DRAWS = 999, 199, 199, 191, 40
LEAST_OF_A_SIDE, LEAST_LABELLINGS, LEAST_EXPECTED = 10, 1000, 5.0

T = TypeVar("T")
Track = Callable[[Iterable[T], str], Iterable[T]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a study is made: shuffles of each test, draws of places and days, the seed, and what day it is."""

    today: date
    permutations: int = PERMUTATIONS
    draws: int = DRAWS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """The tests on one set of points."""

    primary: GridTest
    sensitivity: tuple[GridTest, ...]
    surface: Surface
    nearest: Nearest


def labellings(side: Ints, stratum: Ints) -> float:
    """Natural logarithm of the number of ways to give the sides out within strata."""
    total = 0.0
    for number in np.unique(stratum):
        inside = side[stratum == number]
        some, whole = int(inside.sum()), len(inside)
        total += lgamma(whole + 1) - lgamma(some + 1) - lgamma(whole - some + 1)
    return total


def reasons(points: Points) -> tuple[str, ...]:
    """Why the data cannot carry the primary test; nothing where they can."""
    out = []
    for name, number in zip(("Russian", "Ukrainian"), points.counts(), strict=True):
        if number < LEAST_OF_A_SIDE:
            noun = "incident" if number == 1 else "incidents"
            out.append(f"{number} located {noun} of the {name} side; the test needs {LEAST_OF_A_SIDE} of each side.")
    if out:
        return tuple(out)
    ways = labellings(points.side.astype(np.int64), strata(points))
    if ways < log(LEAST_LABELLINGS):
        return (
            f"Too few sectors and months hold both sides: there are {round(np.exp(ways))} ways to give the sides out "
            f"within them, and the test needs {LEAST_LABELLINGS}.",
        )
    close = _close(points, "along")
    expected = shuffled_counts(points, close, PRIMARY, 64, 1).values[1:, -1, -1].mean()
    if expected < LEAST_EXPECTED:
        return (
            f"Shared fighting alone would bring {expected:.1f} cross-side pairs within {RADII[-1]:g} km and "
            f"{LAGS[-1]:g} days; the test needs {LEAST_EXPECTED:g}.",
        )
    return ()


def _close(points: Points, metric: str) -> Close:
    flat: Floats = np.zeros(len(points))
    u, v = (points.km, flat) if metric == "along" else (points.x, points.y)
    try:
        return close_pairs(u, v, points.day, np.array(RADII), np.array(LAGS))
    except ValueError as error:
        raise StudyRefused(
            f"{error}: too many to hold.", todo="Study a shorter period or a smaller part of the front."
        ) from error


def primary_test(points: Points, many: int, seed: int, metric: str = "along") -> GridTest:
    """The primary null; over ground it is sensitivity, because the two sides stand on the two sides of the line."""
    role = "primary" if metric == "along" else "sensitivity"
    return grid_test(shuffled_counts(points, _close(points, metric), PRIMARY, many, seed), role, metric)


def sensitivity_tests(points: Points, many: int, seed: int, track: Track[str]) -> tuple[GridTest, ...]:
    """The other nulls along the front, and the primary one over ground where places are known.

    Nulls that move places or days are drawn at most 199 times.
    """
    close = _close(points, "along")
    found = []
    for null in track(SENSITIVITY, "nulls"):
        if null in SHUFFLES:
            counts = shuffled_counts(points, close, null, many, seed)
        else:
            counts = moved_counts(points, np.array(RADII), np.array(LAGS), null, min(many, MOVED_DRAWS), seed)
        found.append(grid_test(counts, "sensitivity", "along"))
    if points.grounded:
        found.append(primary_test(points, many, seed, "ground"))
    return tuple(found)


def plain(items: Iterable[T], label: str) -> Iterable[T]:
    """The wrapper that tracks nothing."""
    return items


def measure(points: Points, permutations: int = PERMUTATIONS, seed: int = 1, track: Track[str] = plain) -> Measured:
    """All tests on points.

    Raises
    ------
    StudyRefused
        Where `reasons` gives any; the sentence holds them.
    """
    why = reasons(points)
    if why:
        raise StudyRefused(" ".join(why))
    return Measured(
        primary_test(points, permutations, seed),
        sensitivity_tests(points, permutations, seed, track),
        surface(points, min(permutations, SURFACE_DRAWS), seed),
        nearest(points, min(permutations, NEAREST_DRAWS), seed),
    )


def with_tests(result: Convergence, found: Measured, more: tuple[GridTest, ...] = ()) -> Convergence:
    """The result with what was measured, and further sensitivity."""
    return replace(
        result,
        primary=found.primary,
        sensitivity=(*found.sensitivity, *more),
        surface=found.surface,
        nearest=found.nearest,
    )


def subset_test(points: Points, many: int, seed: int, data: str) -> GridTest | None:
    """The primary test on other data, as sensitivity; None where they are too few."""
    if reasons(points):
        return None
    return replace(primary_test(points, many, seed), role="sensitivity", data=data)
