"""Counts of many claims, beside counting every telling as an incident."""

from __future__ import annotations

import time

from bench.data import freeze
from bench.made import incidents, readings


def main() -> None:
    """Measure and freeze."""
    from nomansland.study import estimates
    from nomansland.words import Finding

    made = list(readings(4_000))
    told = list(incidents(4_000))
    found = [Finding(claim.ref, "accepted") for reading in made for claim in reading.claims]
    begin = time.perf_counter()
    counted = estimates(found, made, told)
    seconds = time.perf_counter() - begin
    whole = [one for one in counted if len(one.group) == 1]
    freeze(
        "study",
        {
            "claims": len(found),
            "estimates": len(counted),
            "seconds": round(seconds, 2),
            "incidents": int(sum(one.high or 0 for one in whole)),
            "floor_every_telling_counted": len(found),
        },
    )


if __name__ == "__main__":
    main()
