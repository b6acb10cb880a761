"""One timed Knox test in a process of its own, so that its peak memory is its own.

`python -m bench.study.spacetime_peer PROGRAMME EVENTS PERMUTATIONS RUNS` prints one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

SPACE, LAG = 20.0, 5.0


def world(events: int, seed: int = 1) -> tuple[Any, Any, Any]:
    """Even places on a strip of 1,000 by 200 km over 1,000 days."""
    draw = np.random.default_rng(seed)
    return draw.random(events) * 1000, draw.random(events) * 200, np.floor(draw.random(events) * 1000)


def ours(events: int, permutations: int) -> Callable[[], tuple[int, float, float]]:
    """The product's Knox test."""
    from nomansland.study.spacetime.knox import knox

    x, y, t = world(events)
    knox(*world(50), SPACE, LAG, 1)

    def run() -> tuple[int, float, float]:
        found = knox(x, y, t, SPACE, LAG, permutations)
        return found.observed, found.expected, found.p or 0.0

    return run


def pointpats(events: int, permutations: int) -> Callable[[], tuple[int, float, float]]:
    """`pointpats.Knox`."""
    from pointpats import Knox

    x, y, t = world(events)
    places, days = np.column_stack((x, y)), t[:, None]

    def run() -> tuple[int, float, float]:
        np.random.seed(0)
        found = Knox(places, days, SPACE, LAG, permutations=permutations)
        return int(found.observed[0][0]), float(found.expected[0][0]), float(found.p_sim)

    return run


def pointpats_function(events: int, permutations: int) -> Callable[[], tuple[int, float, float]]:
    """`pointpats.knox`, the older function, which is faster and gives no expected count."""
    from pointpats import knox

    x, y, t = world(events)
    places, days = np.column_stack((x, y)), t[:, None]

    def run() -> tuple[int, float, float]:
        np.random.seed(0)
        found = knox(places, days.copy(), SPACE, LAG, permutations=permutations)
        return int(found["stat"]), 0.0, float(np.ravel(found["pvalue"])[0])

    return run


def plain(events: int, permutations: int) -> Callable[[], tuple[int, float, float]]:
    """A tree and numpy alone: the floor that a statistician writes in ten lines."""
    from scipy.spatial import cKDTree

    x, y, t = world(events)

    def run() -> tuple[int, float, float]:
        draw = np.random.default_rng(0)
        left, right = cKDTree(np.column_stack((x, y))).query_pairs(SPACE, output_type="ndarray").T
        observed = int((np.abs(t[left] - t[right]) <= LAG).sum())
        reached = 0
        for _ in range(permutations):
            days = draw.permutation(t)
            reached += int((np.abs(days[left] - days[right]) <= LAG).sum()) >= observed
        days = np.sort(t)
        near = int((np.searchsorted(days, days + LAG, "right") - np.arange(events) - 1).sum())
        return observed, len(left) * near / (events * (events - 1) / 2), (reached + 1) / (permutations + 1)

    return run


def main(name: str, events: int, permutations: int, runs: int) -> None:
    """Time the runs and print what was found."""
    warnings.simplefilter("ignore")
    programmes = {"ours": ours, "pointpats": pointpats, "pointpats_function": pointpats_function, "plain": plain}
    run = programmes[name](events, permutations)
    seconds, found = [], (0, 0.0, 0.0)
    for _ in range(runs):
        begin = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - begin)
    # Not ru_maxrss: that of a child begins with what its parent held.
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print(
        json.dumps(
            {
                "seconds": round(statistics.median(seconds), 3),
                "peak_mb": round(peak),
                "runs": runs,
                "observed": found[0],
                "expected": round(found[1], 4),
                "p": round(found[2], 4),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
