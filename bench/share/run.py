"""A release of many claims, and how much of random tables is left out, beside leaving out small cells only."""

from __future__ import annotations

import random
import time
from collections.abc import Collection

from bench.data import freeze
from bench.made import OBLASTS, TYPES, incidents, readings
from nomansland.share import Key

TABLES, K = 300, 5


def _given_away(counts: dict[Key, int], out: Collection[Key]) -> int:
    """Small cells that somebody who knows one total over oblasts can work out from what is published."""
    lines: dict[Key, list[Key]] = {}
    for key in counts:
        lines.setdefault(key._replace(oblast=""), []).append(key)
    alone = 0
    for line in lines.values():
        gone = [key for key in line if key in out]
        alone += len(line) > len(gone) == 1 and counts[gone[0]] < K
    return alone


def _tables() -> dict[str, float]:
    from nomansland.share import suppress

    rng = random.Random(5)
    cells = small = hidden = given = given_still = 0
    for _ in range(TABLES):
        counts = {
            Key("RF", kind, oblast, f"2023-{month:02}"): rng.choice((1, 3, 4, 6, 8, 11, 15, 22, 40))
            for kind in TYPES
            for oblast in OBLASTS
            for month in range(1, 7)
            if rng.random() < 0.7
        }
        out = suppress(counts, K)
        low = {key for key, count in counts.items() if count < K}
        cells, small, hidden = cells + len(counts), small + len(low), hidden + len(out)
        given += _given_away(counts, low)
        given_still += _given_away(counts, out)
    return {
        "share_of_cells_below_k": round(small / cells, 3),
        "share_of_cells_left_out": round(hidden / cells, 3),
        "floor_small_cells_only_that_a_total_gives_away": round(given / small, 3),
        "small_cells_that_a_total_gives_away": round(given_still / small, 3),
    }


def main() -> None:
    """Measure and freeze; that one total gives nothing away is what tests/share checks on random tables."""
    from nomansland.share import release
    from nomansland.words import Finding

    made = list(readings(4_000))
    found = [Finding(claim.ref, "accepted", people=2) for reading in made for claim in reading.claims]
    told = list(incidents(4_000))
    begin = time.perf_counter()
    out = release(found, made, incidents=told)
    seconds = time.perf_counter() - begin
    freeze(
        "share",
        {"claims": len(found), "seconds": round(seconds, 2), "cells": len(out.cells), "left_out": out.suppressed}
        | _tables(),
    )


if __name__ == "__main__":
    main()
