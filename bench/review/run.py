"""Findings of many claims after many decisions."""

from __future__ import annotations

import time
from dataclasses import replace

from bench.data import freeze
from bench.made import readings


def main() -> None:
    """Measure and freeze."""
    from nomansland.review import decide, findings
    from nomansland.words.fingerprint import fingerprint

    claims = [claim for reading in readings(4_000) for claim in reading.claims]
    rows = [decide("claim", claim.ref, "accept", "Olha", seen=fingerprint(claim)) for claim in claims[::2]]
    changed = [replace(claim, unit="another") if number % 10 == 0 else claim for number, claim in enumerate(claims)]
    begin = time.perf_counter()
    found = findings(changed, rows)
    seconds = time.perf_counter() - begin
    states = [one.state for one in found]
    freeze(
        "review",
        {
            "claims": len(claims),
            "decisions": len(rows),
            "claims_per_second": round(len(claims) / seconds),
            "accepted": states.count("accepted"),
            "open_again_because_changed": sum(1 for one in found if one.decisions and one.state == "undecided"),
        },
    )


if __name__ == "__main__":
    main()
