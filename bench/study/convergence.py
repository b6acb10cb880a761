"""Convergence: what the nulls reject where nothing draws together, power where something does, intervals, speed.

`python -m bench.study.convergence` takes about fifteen minutes on one core; `python -m bench.study.convergence 5` runs
a twentieth of the worlds and freezes nothing; names after the share run these parts only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.study.convergence_worlds import WORLDS, of_null, simulated
from nomansland.study.convergence.close import close_pairs
from nomansland.study.convergence.grid import grid_test, standardised
from nomansland.study.convergence.measure import LAGS, RADII, primary_test
from nomansland.study.convergence.nearest import nearest
from nomansland.study.convergence.nulls import (
    PRIMARY,
    SENSITIVITY,
    SHUFFLES,
    Counts,
    moved_counts,
    shuffled_counts,
)
from nomansland.study.convergence.points import Points
from nomansland.study.convergence.surface import surface
from nomansland.study.simulated import World

OUT = Path(__file__).with_name("convergence.json")
DRAWS = 199
GROWING = World(rf=600, ua=500, planted=0.2, growing=True)
STEADY = World(rf=600, ua=500)


def counts_of(points: Points, null: str, seed: int) -> Counts:
    """Counts of a null along the front; their random numbers are none of those that made the world."""
    radii, lags = np.array(RADII), np.array(LAGS)
    if null in SHUFFLES:
        close = close_pairs(points.km, np.zeros(len(points)), points.day, radii, lags)
        return shuffled_counts(points, close, null, DRAWS, seed + 1_000_000)
    return moved_counts(points, radii, lags, null, DRAWS, seed + 1_000_000)


def p_of(points: Points, null: str, seed: int) -> float:
    """The p-value of a null along the front."""
    return grid_test(counts_of(points, null, seed), "", "along").p


def spread_p(counts: Counts, coin: float) -> float:
    """The p-value with ties broken by a coin: uniform where the null holds, while the reported one is at least it."""
    tops = standardised(counts.values).reshape(len(counts.values), -1).max(axis=1)
    above, same = int((tops > tops[0] + 1e-9).sum()), int((np.abs(tops - tops[0]) <= 1e-9).sum())
    return (above + coin * same) / len(tops)


def share(hits: Sequence[bool] | Sequence[np.bool_]) -> dict[str, float]:
    """A share with Wilson's 95 % interval."""
    number, part, z = len(hits), float(np.mean(hits)), 1.96
    middle = (part + z * z / (2 * number)) / (1 + z * z / number)
    half = z * np.sqrt(part * (1 - part) / number + z * z / (4 * number**2)) / (1 + z * z / number)
    low, high = max(0.0, float(middle - half)), float(middle + half)
    return {"share": round(part, 4), "low": round(low, 4), "high": round(high, 4), "worlds": number}


def rejected(worlds: int) -> dict[str, Any]:
    """Share of worlds without any interaction that each null rejects at 5 %."""
    found: dict[str, Any] = {}
    for name, world in WORLDS.items():
        nulls = (PRIMARY, *SENSITIVITY)
        values: dict[str, list[bool]] = {null: [] for null in nulls}
        for seed in range(worlds):
            points = simulated(world, seed)
            for null in nulls if seed < worlds // 10 else (PRIMARY,):
                values[null].append(p_of(points, null, seed) <= 0.05)
        found[name] = {null: share(hits) for null, hits in values.items()}
    return found


def uniform(worlds: int) -> dict[str, Any]:
    """Kolmogorov and Smirnov's test of p-values (ties broken by a coin) of each null on worlds in which it holds."""
    from scipy.stats import kstest

    found = {}
    for null in (PRIMARY, *SENSITIVITY):
        coins = np.random.default_rng(1).random(worlds)
        drawn = [counts_of(of_null(null, seed), null, seed) for seed in range(worlds)]
        test = kstest([spread_p(one, coin) for one, coin in zip(drawn, coins, strict=True)], "uniform")
        found[null] = {
            "distance": round(float(test.statistic), 4),
            "p": round(float(test.pvalue), 4),
            "at_5_percent": share([grid_test(one, "", "along").p <= 0.05 for one in drawn]),
        }
    return found


def power(worlds: int) -> dict[str, Any]:
    """Share of worlds that the primary null rejects, by planted convergence and number of incidents."""
    found = {}
    for size, (rf, ua) in {"350 incidents": (200, 150), "1000 incidents": (580, 420)}.items():
        curve = {}
        for planted in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4):
            world = World(rf=rf, ua=ua, planted=planted)
            hits = [primary_test(simulated(world, seed), DRAWS, seed).p <= 0.05 for seed in range(worlds)]
            curve[f"planted {planted:.0%}"] = share(hits)
        found[size] = curve
    for own, other in ((0.0, 0.3), (0.15, 0.3), (0.3, 0.3)):
        world = World(rf=130, ua=100, self_excited=own, cross_excited=other)
        hits = [primary_test(simulated(world, seed), DRAWS, seed).p <= 0.05 for seed in range(worlds)]
        found[f"each calls forth {own:g} on its own side and {other:g} on the other"] = {"350 incidents": share(hits)}
    return found


def vague(worlds: int) -> dict[str, Any]:
    """Power at a fifth planted where places are off by some kilometres and days by some days."""
    found = {}
    for km, days in ((0, 0), (3, 1), (5, 3), (10, 7), (20, 14)):
        hits = []
        for seed in range(worlds):
            points, rng = simulated(World(planted=0.2), seed), np.random.default_rng(seed)
            moved = np.clip(points.km + km * rng.standard_normal(len(points)), 0, points.length - 1e-6)
            day = np.clip(points.day + rng.integers(-days, days + 1, len(points)), *points.window)
            sector = np.floor(moved / 80.0).astype(np.int64)
            hits.append(primary_test(replace(points, km=moved, day=day, sector=sector), DRAWS, seed).p <= 0.05)
        found[f"{km} km, {days} days"] = share(hits)
    return found


def trends(worlds: int) -> dict[str, Any]:
    """Coverage of the interval of the relative trend; the truth of the growing worlds is the median of other draws."""
    found: dict[str, Any] = {}
    for name, world in (("steady", STEADY), ("growing", GROWING)):
        rows = [nearest(simulated(world, seed), 63, seed).trend for seed in range(2 * worlds)]
        slopes = np.array([row.slope for row in rows[worlds:] if row])
        truth = 0.0 if name == "steady" else float(np.median(slopes))
        kept = [row for row in rows[:worlds] if row]
        found[name] = {
            "truth_percent_a_year": round(truth, 3),
            "covered": share([row.low <= truth <= row.high for row in kept]),
            "without_zero": share([not row.low <= 0 <= row.high for row in kept]),
            "mean_width": round(float(np.mean([row.high - row.low for row in kept])), 2),
        }
    return found


def surfaces(worlds: int) -> dict[str, Any]:
    """What the test by K rejects at 5 %."""
    cases = {"moderate": World(), "a fifth planted": World(planted=0.2)}
    return {
        name: share([surface(simulated(world, seed), DRAWS, seed).p <= 0.05 for seed in range(worlds)])
        for name, world in cases.items()
    }


SPEED = """
import sys, time
from datetime import date
import numpy as np
from bench.study.convergence_worlds import simulated
from nomansland.study.convergence.close import close_pairs
from nomansland.study.convergence.measure import LAGS, RADII, Settings, primary_test
from nomansland.study.convergence.table import convergence_of_table
from nomansland.study.simulated import World
number = int(sys.argv[1])
points = simulated(World(rf=int(number * .57), ua=int(number * .43), days=1400, offensives=40), 1)
primary_test(points, 19, 1)
times = []
for turn in range(3):
    begin = time.perf_counter()
    primary_test(points, 999, 1)
    times.append(time.perf_counter() - begin)
begin = time.perf_counter()
convergence_of_table(points, Settings(date(2030, 1, 1)))
whole = time.perf_counter() - begin
close = len(close_pairs(points.km, np.zeros(len(points)), points.day, np.array(RADII), np.array(LAGS)))
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(len(points), close, sorted(times)[1], whole, peak)
"""


def speed() -> list[dict[str, Any]]:
    """Seconds and peak memory, each size in a process of its own."""
    found = []
    for number in (1_000, 5_000, 20_000):
        run = subprocess.run(
            [sys.executable, "-c", SPEED, str(number)], capture_output=True, text=True, check=True
        ).stdout.split()
        found.append(
            {
                "incidents": int(run[0]),
                "close_pairs": int(run[1]),
                "primary_999_shuffles_s": round(float(run[2]), 3),
                "everything_s": round(float(run[3]), 1),
                "peak_mb": round(float(run[4])),
            }
        )
    return found


def main(percent: int = 100, names: Sequence[str] = ()) -> None:
    """Measure and freeze."""
    from bench.study.convergence_gold import gold_pairs, whole_path

    def so_many(worlds: int) -> int:
        return max(10, worlds * percent // 100)

    parts: dict[str, Callable[[], Any]] = {
        "rejected_without_interaction": lambda: rejected(so_many(4000)),
        "uniform_p": lambda: uniform(so_many(1000)),
        "power": lambda: power(so_many(400)),
        "power_of_vague_places_and_days": lambda: vague(so_many(400)),
        "trend_intervals": lambda: trends(so_many(1000)),
        "surface": lambda: surfaces(so_many(400)),
        "gold": gold_pairs,
        "whole_path": whole_path,
        "speed": speed,
    }
    figures = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    for name in names or parts:
        figures[name] = parts[name]()
        print(name, json.dumps(figures[name], ensure_ascii=False), flush=True)
        if percent == 100:
            OUT.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:])
