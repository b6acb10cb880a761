"""Whether the p-values keep their level in simulated worlds without interaction, and what permuting pairs does."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import kstest

SPACE, LAG = 12.0, 15.0
SMALL = (4.0, 4.0)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of world: how many clusters in space and in time, the share in them, and the share that is planted."""

    places: int
    dates: int
    inside: float = 1.0
    planted: float = 0.0
    events: int = 120


# One hard-fought area and one hard-fought month among even ones: some events have many neighbours, most have few.
CORE = Kind(1, 1, 0.4)
ALIKE = Kind(6, 4)
EVEN = Kind(1, 1, 0.0)


def worlds(kind: Kind, many: int, seed: int) -> Iterator[tuple[Any, Any, Any]]:
    """Worlds in a square of 100 over 200 days; places and dates are drawn apart from one another.

    A planted event stands within about 2 of another one and about 2 days after it.
    """
    draw = np.random.default_rng(seed)
    for _ in range(many):
        n = kind.events
        places, dates = draw.random((n, 2)) * 100, draw.random(n) * 200
        middle, moment = 10 + 80 * draw.random((kind.places, 2)), 20 + 160 * draw.random(kind.dates)
        near = middle[draw.integers(0, kind.places, n)] + 5 * draw.standard_normal((n, 2))
        then = draw.choice(moment, n) + 8 * draw.standard_normal(n)
        places = np.where((draw.random(n) < kind.inside)[:, None], near, places)
        dates = np.where(draw.random(n) < kind.inside, then, dates)
        order = draw.permutation(n)
        copies = order[: round(kind.planted * n)]
        models = order[len(copies) :]
        source = draw.choice(models, len(copies)) if len(copies) else copies
        places[copies] = places[source] + 2 * draw.standard_normal((len(copies), 2))
        dates[copies] = dates[source] + 2 * draw.random(len(copies))
        places, dates = np.clip(places, 0, 100), np.clip(dates, 0, 200)
        yield places[:, 0].copy(), places[:, 1].copy(), dates


def _even(values: list[float]) -> dict[str, float]:
    found = np.array(values)
    tested = kstest(found, "uniform")
    return {
        "rejects_at_5": round(float(np.mean(found <= 0.05)), 4),
        "rejects_at_1": round(float(np.mean(found <= 0.01)), 4),
        "ks_distance": round(float(tested.statistic), 4),
        "ks_p": round(float(tested.pvalue), 4),
    }


def _all_tests(x: Any, y: Any, t: Any, seed: int, many: int) -> dict[str, tuple[float, int]]:
    """p-value and number of tied permutations of every test."""
    from nomansland import study

    wide, small = (study.knox(x, y, t, *pair, many, seed) for pair in ((SPACE, LAG), SMALL))
    border = study.Border(np.array([[0, 0], [100, 0], [100, 100], [0, 100.0]]))
    rings, lags = np.array([4.0, 8, 12]), np.array([5.0, 10, 15])
    k = study.space_time_k(x, y, t, rings, lags, border=border, period=(0, 200), permutations=many, seed=seed)
    nearest = study.jacquez(x, y, t, 5, many, seed)
    found = {
        "knox": (wide.p, wide.tied),
        "knox_small_counts": (small.p, small.tied),
        "modified_knox": (wide.p_modified, 0),
        "mantel": (study.mantel(x, y, t, many, seed).p, 0),
        "jacquez_k5": (nearest.p, nearest.tied),
        "k_largest": (k.p, 0),
        "k_sum": (k.p_sum, 0),
    }
    return {name: (float(p or 0), tied) for name, (p, tied) in found.items()}


def calibration(many: int, permutations: int = 199) -> dict[str, Any]:
    """p-values of every test over worlds with clusters in space and in time and no interaction."""
    found: dict[str, list[float]] = {}
    drawn: dict[str, list[float]] = {}
    draw = np.random.default_rng(8)
    for number, world in enumerate(worlds(CORE, many, 5)):
        for name, (p, tied) in _all_tests(*world, number, permutations).items():
            found.setdefault(name, []).append(p)
            # The observed order takes a fair place among those that tie with it: even under the null, without steps.
            drawn.setdefault(name, []).append(p - draw.random() * (tied + 1) / (permutations + 1))
    tests = {name: _even(values) | {"ties_drawn": _even(drawn[name])} for name, values in found.items()}
    return {"worlds": many, "events": CORE.events, "permutations": permutations, "tests": tests}


def power(many: int, permutations: int = 199) -> dict[str, dict[str, float]]:
    """How often each test rejects at 5 % where a share of the events is planted."""
    curve = {}
    for planted in (0.0, 0.05, 0.1, 0.2):
        kind = replace(CORE, planted=planted)
        rows = [_all_tests(*world, n, permutations) for n, world in enumerate(worlds(kind, many, 6))]
        names = rows[0]
        curve[f"{planted:g}"] = {n: round(float(np.mean([row[n][0] <= 0.05 for row in rows])), 3) for n in names}
    return curve


def by_pairs(many: int, permutations: int = 199) -> dict[str, Any]:
    """Rejections at a nominal 5 % of `surveillance::knox`, which permutes pairs, and of ours, which permutes dates."""
    from nomansland import study

    if not shutil.which("Rscript"):
        return {}
    out: dict[str, Any] = {"worlds": many, "permutations": permutations}
    for name, kind in (("one_core", CORE), ("clusters_alike", ALIKE), ("even", EVEN)):
        made = list(worlds(kind, many, 7))
        theirs = _in_r(made, permutations)
        found = [study.knox(*one, SPACE, LAG, permutations, n) for n, one in enumerate(made)]
        pairs = zip(theirs, found, strict=True)
        same = all(int(row[0]) == f.observed and abs(row[1] / f.expected - 1) < 1e-5 for row, f in pairs)
        out[name] = {
            "same_observed_and_expected": same,
            "dates_permuted": _even([f.p or 0.0 for f in found]),
            "pairs_permuted_in_r": _even([row[2] for row in theirs]),
            "poisson_in_r": _even([row[3] for row in theirs]),
            "mean_deviation_over_poisson": round(float(np.mean([f.deviation / np.sqrt(f.expected) for f in found])), 2),
        }
    return out


def _in_r(made: list[tuple[Any, Any, Any]], permutations: int) -> list[list[float]]:
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("world", "x", "y", "t"))
        writer.writerows((n, *row) for n, one in enumerate(made) for row in zip(*one, strict=True))
        file.flush()
        script = str(Path(__file__).with_suffix(".R"))
        words = ["Rscript", "--vanilla", script, file.name, str(SPACE), str(LAG), str(permutations)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("=")]
    return [[float(cell) for cell in line[1:].split()] for line in lines]


def measure(many: int = 1_000) -> dict[str, Any]:
    """Everything; without R the trap is left out."""
    found = {"calibration": calibration(many), "power": power(max(20, many // 5))}
    trap = by_pairs(max(20, many // 2))
    return found | {"trap": trap} if trap else found
