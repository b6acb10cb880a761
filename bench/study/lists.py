"""Lists of one population: agreement with published figures, coverage on known populations, speed of the search.

`python -m bench.study.lists [PERCENT] [PART ...]` measures; with 100 percent the figures are frozen in `lists.json`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.data import data_folder
from bench.study.lists_published import agreement
from bench.study.lists_worlds import copied, coverage

OUT = Path(__file__).with_name("lists.json")
# From the measurement of this project's plan, R package Rcapture on one core; it cannot be had here.
RCAPTURE_SECONDS = {"1024": 4.0, "32768": 156.0}


def speed() -> dict[str, Any]:
    """Seconds for all pairwise models: ours, R's glm.fit in the same run, Rcapture as once measured."""
    from nomansland.study.lists import read_table, search

    folder = data_folder() / "capture_recapture"
    search(read_table(folder / "Korea.csv"))
    out: dict[str, Any] = {}
    for name in ("UKdat_5", "UKdat"):
        lists = read_table(folder / f"{name}.csv")
        seconds = []
        for _ in range(5):
            begin = time.perf_counter()
            found = search(lists)
            seconds.append(time.perf_counter() - begin)
        assert found is not None
        row: dict[str, Any] = {"models": len(found.code), "ours_s": round(float(np.median(seconds)), 4)}
        row["rcapture_s_quoted"] = RCAPTURE_SECONDS[str(len(found.code))]
        row["times_faster_than_rcapture"] = round(row["rcapture_s_quoted"] / row["ours_s"])
        row["lowest"], row["highest"] = (round(found.observed + f(found.hidden)) for f in (np.min, np.max))
        out[name] = row | (_by_r(folder / f"{name}.csv", found) if name == "UKdat_5" else {})
    return out


def _by_r(path: Path, found: Any) -> dict[str, Any]:
    """The same models by R's own glm.fit, with the largest relative difference of the estimates."""
    if shutil.which("Rscript") is None:
        return {"r_glm_s": None}
    script = Path(__file__).with_name("lists.R")
    done = subprocess.run(["Rscript", str(script), str(path)], capture_output=True, text=True, check=True)
    first, *rest = done.stdout.split()
    # R numbers a model by its pairs in the order 1-2, 1-3, ...; ours has pairs without overlap last.
    order = sorted(range(len(found.interactions)), key=lambda k: _place(found.interactions[k]))
    place = {k: bit for bit, k in enumerate(order)}
    other = np.array([float(value) for value in rest])
    numbers = [sum(1 << place[k] for k in place if int(code) >> k & 1) for code in found.code]
    apart = np.abs(other[numbers] / (found.observed + found.hidden) - 1)
    return {"r_glm_s": round(float(first), 2), "largest_difference_from_r": float(f"{apart.max():.1e}")}


def _place(mask: int) -> tuple[int, int]:
    bits = [bit for bit in range(16) if mask >> bit & 1]
    return bits[0], bits[1]


def main(percent: int = 100, names: Sequence[str] = ()) -> None:
    """Measure and freeze."""
    parts: dict[str, Callable[[], Any]] = {
        "agreement": lambda: agreement(max(50, 10 * percent)),
        "speed": speed,
        "coverage": lambda: coverage(max(20, 10 * percent)),
        "copied": lambda: copied(max(10, 2 * percent)),
    }
    figures = json.loads(OUT.read_text("utf-8")) if OUT.exists() else {}
    for name in names or parts:
        figures[name] = parts[name]()
        print(name, json.dumps(figures[name], ensure_ascii=False), flush=True)
        if percent == 100:
            OUT.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, sys.argv[2:])
