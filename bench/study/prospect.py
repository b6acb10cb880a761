"""The two-sided process: bias and coverage on worlds of known parameters, false alarms, and seconds a fit."""

from __future__ import annotations

import statistics
import time
from typing import Any

import numpy as np

from nomansland.study.prospect import Events, Parameters, events, fit, world
from nomansland.study.prospect.check import cross_p, gain, plain_p, resamples, residuals
from nomansland.study.simulated import World
from nomansland.study.simulated import draw as draw_world

DAYS, KM, PLACES = 900.0, 1000.0, 10
NAMES = ("RF-RF", "RF-UA", "UA-RF", "UA-UA", "1/days self", "1/days cross", "km self", "km cross")


def truth(alpha: list[list[float]], rate: float = 0.15) -> Parameters:
    """A front with a busy third on one side; `rate` background reports a day and side."""
    background = np.full((2, PLACES), rate / KM)
    background[0, 3:6] *= 3
    background[1] *= 0.7
    return Parameters(background, np.array(alpha), np.array([0.2, 0.1]), np.array([10.0, 20.0]))


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


def alarms(worlds: int, seed: int) -> dict[str, Any]:
    """Without excitation: how often the comparison with a constant rate and the residual test cry wolf."""
    draw = np.random.default_rng(seed)
    shape = events([], [], [], np.linspace(0, KM, PLACES + 1), DAYS)
    quiet = truth([[0.0, 0.0], [0.0, 0.0]])
    plain = [world(quiet, shape, draw) for _ in range(worlds)]
    return {
        "worlds": worlds,
        "forecast_shown_without_excitation": round(float(np.mean([gain(one, 120.0, 1).better for one in plain])), 3),
        "residual_test_rejects_the_truth": round(
            float(np.mean([min(residuals(quiet, one).p_time) < 0.025 for one in plain])), 3
        ),
    }


def shared(worlds: int, draws: int, seed: int, **planted: float) -> dict[str, Any]:
    """A front with offensives that both sides suffer: how often each test finds excitation between the sides at 5 %."""
    war, found = World(**planted), []  # type: ignore[arg-type]
    for number in range(worlds):
        drawn = draw_world(war, seed + number)
        hours = np.random.default_rng(number).random(len(drawn.day))
        edges = np.linspace(0.0, war.length, PLACES + 1)
        data = events(drawn.km, drawn.day + hours, drawn.side.astype(np.int64), edges, war.days + 1)
        found.append((cross_p(data, draws, number), plain_p(data, draws, number)))
    rates = np.mean(np.array(found) <= 0.05, axis=0)
    return {"worlds": worlds, "shuffled_sides": round(float(rates[0]), 3), "no_cross": round(float(rates[1]), 3)}


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
        "alarms": alarms(worlds, seed),
        "rejects_shared_offensives": shared(worlds // 4, 39, seed),
        "rejects_and_self_excitation": shared(worlds // 4, 39, seed, self_excited=0.3),
        "rejects_and_cross_excitation": shared(worlds // 4, 39, seed, cross_excited=0.3),
        "fit": speed(seed),
    }


if __name__ == "__main__":
    import json
    import sys

    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
