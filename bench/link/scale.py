"""How the seconds of linking grow: invented reports all over one degree and one year, and one story copied many times.

    python -m bench.link.scale

Seconds are those of one core. In the one set the reports lie ever denser, all in one year, so that the pairs to be
compared grow faster than the reports; in the other each 2,000 reports are of a year of their own.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bench.made import readings
from nomansland.group import group
from nomansland.link import link
from nomansland.words import Passage, Reading

SIZES = (1_000, 4_000, 20_000)
STORIES, COPIES, PER_YEAR = 10, 500, 2_000
HEAD = "Sent on. "


def copied(originals: Sequence[Reading], times: int) -> list[Reading]:
    """Each report and so many copies of it, by other outlets."""
    out = list(originals)
    for number in range(times):
        for reading in originals:
            ref = f"{reading.report.id}-{number}"
            claims = tuple(
                replace(
                    claim,
                    report=ref,
                    passage=Passage(
                        claim.passage.quote, claim.passage.start + len(HEAD), claim.passage.end + len(HEAD)
                    ),
                )
                for claim in reading.claims
            )
            report = replace(reading.report, id=ref, outlet=f"Echo {number}", text=HEAD + reading.report.text)
            out.append(replace(reading, report=report, claims=claims))
    return out


def spread(made: Sequence[Reading]) -> list[Reading]:
    """The same reports, each `PER_YEAR` of them of another year."""
    out = []
    for number, reading in enumerate(made):
        year = str(2023 - number // PER_YEAR)
        claims = tuple(
            replace(claim, time=replace(claim.time, edtf=(claim.time.edtf or "").replace("2023", year)))
            if claim.time
            else claim
            for claim in reading.claims
        )
        out.append(replace(reading, claims=claims))
    return out


def timed(made: Sequence[Reading]) -> dict[str, Any]:
    """Seconds of grouping and of linking, and what was not compared."""
    started = time.process_time()
    retellings = group(made)
    grouped = time.process_time()
    linked = link(made, retellings)
    done = time.process_time()
    return {
        "reports": len(made),
        "claims": sum(len(reading.claims) for reading in made),
        "group_seconds": round(grouped - started, 1),
        "link_seconds": round(done - grouped, 1),
        "link_reports_per_second": round(len(made) / (done - grouped)),
        "origins": len(retellings),
        "incidents": len(linked.incidents),
        "pairs_passed_over": sum(one.pairs for one in linked.uncompared),
    }


def measured(sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """All kinds of set."""
    return {
        "all in one year": [timed(list(readings(size))) for size in sizes],
        "2,000 a year": [timed(spread(list(readings(size)))) for size in sizes],
        "stories with many copies": timed(copied(list(readings(STORIES)), COPIES)),
    }


if __name__ == "__main__":
    print(measured())
