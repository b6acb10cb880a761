"""The two-sided process: bias and coverage on worlds of known parameters, false alarms, and seconds a fit."""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy as np

from nomansland.study.prospect import Events, Parameters, events, fit, world
from nomansland.study.prospect.check import cross_p, gain, resamples, residuals

DAYS, KM, PLACES = 900.0, 1000.0, 10
NAMES = ("RF-RF", "RF-UA", "UA-RF", "UA-UA", "1/days self", "1/days cross", "km self", "km cross")


def truth(alpha: list[list[float]], rate: float = 0.15) -> Parameters:
    """A front with a busy third on one side; `rate` background reports a day and side."""
    background = np.full((2, PLACES), rate / KM)
    background[0, 3:6] *= 3
    background[1] *= 0.7
    return Parameters(background, np.array(alpha), np.array([0.2, 0.1]), np.array([10.0, 20.0]), np.ones(1), DAYS)


def _row(p: Parameters) -> list[float]:
    return [*p.alpha.ravel(), *p.beta, *p.sigma]


def recovery(worlds: int, draws: int, seed: int) -> dict[str, Any]:
    """Bias of each parameter and how often its 95 % bootstrap interval holds the truth."""
    true, draw = truth([[0.3, 0.15], [0.1, 0.35]]), np.random.default_rng(seed)
    shape = events([], [], [], np.linspace(0, KM, PLACES + 1), DAYS)
    found, held, sizes = [], [], []
    for number in range(worlds):
        data = world(true, shape, draw)
        chosen = fit(data)
        table = np.array([_row(one) for one in resamples(data, chosen, draws, seed + number)])
        low, high = np.quantile(table, [0.025, 0.975], axis=0, method="weibull")
        held.append((low <= _row(true)) & (_row(true) <= high))
        found.append(_row(chosen.parameters))
        sizes.append(len(data.t))
    middle, cover = np.median(found, axis=0), np.mean(held, axis=0)
    rows = {
        name: {"true": t, "median": round(float(m), 3), "mean": round(float(a), 3), "coverage": round(float(c), 3)}
        for name, t, m, a, c in zip(NAMES, _row(true), middle, np.mean(found, axis=0), cover, strict=True)
    }
    return {"worlds": worlds, "draws": draws, "events_median": int(np.median(sizes)), "parameters": rows}


def alarms(worlds: int, draws: int, seed: int) -> dict[str, Any]:
    """Without cross excitation: how often the test at 5 % and the comparison with a constant rate cry wolf."""
    draw = np.random.default_rng(seed)
    shape = events([], [], [], np.linspace(0, KM, PLACES + 1), DAYS)
    apart, quiet = truth([[0.3, 0.0], [0.0, 0.35]], 0.1), truth([[0.0, 0.0], [0.0, 0.0]])
    crossed = [cross_p(world(apart, shape, draw), False, draws, seed + k)[1] for k in range(worlds)]
    plain = [world(quiet, shape, draw) for _ in range(worlds)]
    return {
        "worlds": worlds,
        "cross_test_rejects_without_cross": round(float(np.mean(np.array(crossed) <= 0.05)), 3),
        "forecast_shown_without_excitation": round(float(np.mean([gain(one, 120.0, 1).better for one in plain])), 3),
        "residual_test_rejects_the_truth": round(
            float(np.mean([min(residuals(quiet, one).p_time) < 0.025 for one in plain])), 3
        ),
    }


def shared(worlds: int, draws: int, seed: int) -> dict[str, Any]:
    """Offensives that both sides suffer and no excitation: what the test says with and without monthly levels."""
    draw = np.random.default_rng(seed)
    shape = events([], [], [], np.linspace(0, KM, PLACES + 1), DAYS)
    plain, monthly = [], []
    for number in range(worlds):
        level = draw.choice([0.4, 2.2], size=int(np.ceil(DAYS / 30.4375)), p=[2 / 3, 1 / 3])
        calm = truth([[0.0, 0.0], [0.0, 0.0]], 0.2)
        loud = Parameters(calm.background, calm.alpha, calm.beta, calm.sigma, level / level.mean(), 30.4375)
        data = world(loud, shape, draw)
        plain.append(cross_p(data, False, draws, seed + number)[1])
        monthly.append(cross_p(data, True, draws, seed + number)[1])
    return {
        "worlds": worlds,
        "rejects_without_levels": round(float(np.mean(np.array(plain) <= 0.05)), 3),
        "rejects_with_levels": round(float(np.mean(np.array(monthly) <= 0.05)), 3),
    }


def speed(seed: int) -> list[dict[str, Any]]:
    """Seconds of one fit, median of five, compiled before."""
    rows = []
    for rate in (0.15, 0.8, 3.0):
        true = truth([[0.3, 0.15], [0.1, 0.35]], rate)
        shape = events([], [], [], np.linspace(0, KM, PLACES + 1), DAYS)
        data: Events = world(true, shape, np.random.default_rng(seed))
        took = []
        for _ in range(5):
            begin = time.perf_counter()
            fit(data)
            took.append(time.perf_counter() - begin)
        rows.append({"events": len(data.t), "seconds": round(statistics.median(took), 3)})
    return rows


def measure(worlds: int = 200, draws: int = 99, seed: int = 11) -> dict[str, Any]:
    """All of it."""
    return {
        "recovery": recovery(worlds, draws, seed),
        "alarms": alarms(worlds, draws, seed),
        "shared_offensives": shared(worlds, draws, seed),
        "fit": speed(seed),
    }


if __name__ == "__main__":
    import json
    import sys

    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
