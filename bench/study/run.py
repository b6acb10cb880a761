"""Counts of many claims beside counting every telling as an incident; the space-time tests.

`python -m bench.study.run counts spacetime` measures these parts only; the figures of the others stay.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.data import freeze
from bench.made import incidents, readings
from bench.study import convergence, lists, prospect, spacetime


def counts() -> dict[str, Any]:
    """Counts of one large case."""
    from nomansland.study import estimates
    from nomansland.words import Finding

    made = list(readings(4_000))
    told = list(incidents(4_000))
    found = [Finding(claim.ref, "accepted") for reading in made for claim in reading.claims]
    begin = time.perf_counter()
    counted = estimates(found, made, told)
    seconds = time.perf_counter() - begin
    whole = [one for one in counted if len(one.group) == 1]
    return {
        "claims": len(found),
        "estimates": len(counted),
        "seconds": round(seconds, 2),
        "incidents": int(sum(one.high or 0 for one in whole)),
        "floor_every_telling_counted": len(found),
    }


def space_time() -> dict[str, Any]:
    """The space-time tests; what could not be measured here stays as it was frozen."""
    known: dict[str, Any] = _frozen().get("spacetime", {})
    found = spacetime.measure()
    return {"spacetime": known | found | {"speed": known.get("speed", {}) | found["speed"]}}


def drawing_together() -> dict[str, Any]:
    """Convergence freezes its figures in a file of its own."""
    convergence.main()
    return {}


def forecasting() -> dict[str, Any]:
    """The two-sided process."""
    return {"prospect": prospect.measure()}


def hidden_sites() -> dict[str, Any]:
    """Lists freeze their figures in a file of their own."""
    lists.main()
    return {}


PARTS = {
    "counts": counts,
    "spacetime": space_time,
    "convergence": drawing_together,
    "prospect": forecasting,
    "lists": hidden_sites,
}


def _frozen() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("results.json").read_text("utf-8"))
    return found


def main(names: Sequence[str] = ()) -> None:
    """Measure and freeze."""
    for name in names or PARTS:
        freeze("study", _frozen() | PARTS[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
