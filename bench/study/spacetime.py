"""Space-time tests: agreement with published values and with spatstat, seconds and memory beside other programmes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from bench.data import data_folder
from bench.study import spacetime_worlds
from bench.study.spacetime_peer import LAG, SPACE, world

HERE = Path(__file__).parent
# Programme, events, permutations that are made, runs. Fewer than 999 permutations are scaled to 999 and marked.
RUNS = (
    ("ours", 1_000, 999, 5),
    ("ours", 5_000, 999, 5),
    ("ours", 20_000, 999, 5),
    ("plain", 1_000, 999, 5),
    ("plain", 5_000, 999, 3),
    ("plain", 20_000, 999, 1),
    ("pointpats_function", 1_000, 999, 3),
    ("pointpats_function", 5_000, 999, 3),
    ("pointpats_function", 20_000, 999, 1),
    ("pointpats", 1_000, 999, 3),
    ("pointpats", 5_000, 999, 1),
    ("pointpats", 20_000, 99, 1),
    ("surveillance", 1_000, 999, 1),
    ("surveillance", 5_000, 19, 1),
)


def agreement() -> dict[str, Any]:
    """Published values of the Burkitt lymphoma cases beside ours."""
    from nomansland import study
    from nomansland.study.spacetime.events import read

    folder = data_folder() / "spacetime_burkitt"
    known = json.loads((folder / "expected.json").read_text("utf-8"))
    table = read(folder / "burkitt.csv")
    points, peer = (table.x, table.y, table.t), known["pointpats_2.5.5_tests"]
    rows: dict[str, Any] = {}
    for name, (observed, expected) in known["checked_here"].items():
        space, lag = map(float, name.split("_")[1:])
        found = study.knox(*points, space, lag, 0)
        rows[name] = [[found.observed, round(found.expected, 4)], [observed, expected]]
    knox = study.knox(*points, 20, 5, 9_999)
    bare = study.mantel(*points, 999, space_constant=0, space_power=1, time_constant=0, time_power=1)
    jacquez = study.jacquez(*points, 3)
    rows["modified_knox_20_5"] = [round(knox.modified, 6), peer["modified_knox_delta20_tau5"]]
    rows["p_dates_20_5"] = [knox.p, peer["p_sim_seed12345"]]
    rows["mantel"] = [round(bare.statistic, 6), peer["mantel_standardised"]]
    rows["jacquez_k3_by_row"] = [jacquez.by_row, peer["jacquez_k3"]]
    rows["jacquez_k3_fair_ties"] = [round(jacquez.statistic, 4), None]
    return rows


def edges() -> dict[str, Any]:
    """Ripley's weights of the pairs within 40 km beside spatstat's, and beside many points where they differ."""
    from nomansland import study
    from nomansland.study.spacetime.edges import _inside_fast
    from nomansland.study.spacetime.events import read
    from nomansland.study.spacetime.pairs import near

    folder = data_folder() / "spacetime_burkitt"
    table = read(folder / "burkitt.csv")
    border = study.Border(np.loadtxt(folder / "burbdy.csv", delimiter=",", skiprows=1))
    close = near(table.x, table.y, 40.0)
    left, right = next(close.pieces())
    ours = border.weights(left, right, close.x, close.y, border.clear(close.x, close.y))
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        words = [str(folder / "burkitt.csv"), str(folder / "burbdy.csv"), file.name]
        subprocess.run(["Rscript", "--vanilla", str(HERE / "spacetime_edges.R"), *words], check=True)
        table_r = np.loadtxt(file.name)
    a, b = close.order[left], close.order[right]
    theirs = np.array([table_r[a, b], table_r[b, a]])
    apart = np.abs(ours - theirs) > 1e-6
    turns = (np.arange(100_000) + 0.5) / 100_000 * 2 * np.pi
    worst = {"ours": 0.0, "spatstat": 0.0}
    for seen, one, other in ((0, left, right), (1, right, left)):
        for pair in np.flatnonzero(apart[seen]):
            here, there = one[pair], other[pair]
            x, y = close.x[here], close.y[here]
            radius = np.hypot(close.x[there] - x, close.y[there] - y)
            circle = zip(x + radius * np.cos(turns), y + radius * np.sin(turns), strict=True)
            share = float(np.mean([_inside_fast(*at, border.x, border.y) for at in circle]))
            for name, weights in (("ours", ours), ("spatstat", theirs)):
                worst[name] = max(worst[name], abs(1 / float(weights[seen, pair]) - share))
    return {
        "weights": int(ours.size),
        "differ_by_more_than_1e-6": int(apart.sum()),
        "largest_difference_of_the_others": float(np.abs(ours - theirs)[~apart].max()),
        "where_they_differ_largest_error_of_the_share": {name: round(value, 5) for name, value in worst.items()},
    }


def _in_python(name: str, events: int, permutations: int, runs: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "bench.study.spacetime_peer", name, str(events), str(permutations), str(runs)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=os.environ)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _in_r(events: int, permutations: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("x", "y", "t"))
        writer.writerows(zip(*world(events), strict=True))
        file.flush()
        words = [file.name, str(SPACE), str(LAG), str(permutations)]
        done = subprocess.run(
            ["Rscript", "--vanilla", str(HERE / "spacetime.R"), *words], capture_output=True, text=True, check=True
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("="))
    seconds, observed, expected, p, peak = map(float, line[1:].split())
    return {
        "seconds": round(seconds, 2),
        "peak_mb": round(peak),
        "runs": 1,
        "observed": int(observed),
        "expected": round(expected, 4),
        "p": round(p, 4),
    }


def speed() -> dict[str, dict[str, Any]]:
    """Seconds (medians) and peak memory of one Knox test with 999 permutations, each in a process of its own."""
    found: dict[str, dict[str, Any]] = {}
    for name, events, permutations, runs in RUNS:
        if name == "surveillance":
            if not shutil.which("Rscript"):
                continue
            row = _in_r(events, permutations)
        else:
            row = _in_python(name, events, permutations, runs)
        if permutations != 999:
            row |= {"seconds": round(row["seconds"] * 999 / permutations, 1), "scaled_from": permutations}
        found.setdefault(name, {})[str(events)] = row
        print(name, events, row, flush=True)
    for name, rows in found.items():
        for size, row in rows.items():
            own = found["ours"][size]
            row["times_ours"] = round(row["seconds"] / own["seconds"], 1)
            if row["observed"] != own["observed"]:
                raise SystemExit(f"{name} counts {row['observed']} pairs of {size} events, ours {own['observed']}.")
    return found


def measure(many: int = 1_000) -> dict[str, Any]:
    """Everything; figures of R stay as they were frozen where R is not installed."""
    found: dict[str, Any] = {"agreement": agreement(), "speed": speed()}
    if shutil.which("Rscript"):
        found["edges"] = edges()
    return found | spacetime_worlds.measure(many)
