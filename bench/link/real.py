"""The same scores on what extraction really reads: python bench/link/real.py GOLD [--show]."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from score import contradiction_scores, incident_scores, lineage_scores, site_scores

from nomansland.extract import extract
from nomansland.group import group
from nomansland.link import Linked, link
from nomansland.terrain import Terrain
from nomansland.words import Claim, Reading, Report


def readings_of(gold: dict[str, Any]) -> list[Reading]:
    """The readings of the set's reports; nothing of the annotation goes in."""
    terrain = Terrain.load()
    return [
        extract(
            Report(
                row["id"],
                row["text"],
                kind=row["kind"],
                language=row["language"],
                outlet=(row.get("outlet") or {}).get("name"),
                published=row.get("stated_publication"),
            ),
            terrain,
        )
        for row in gold["documents"]
    ]


def names(gold: dict[str, Any], readings: list[Reading]) -> dict[str, str]:
    """Gold's name of every claim that matches one of gold's: the same type, overlapping spans, most overlap first."""
    out: dict[str, str] = {}
    for row, reading in zip(gold["documents"], readings, strict=True):
        pairs = []
        for claim in reading.claims:
            for true in row["claims"]:
                both = min(claim.passage.end, true["end"]) - max(claim.passage.start, true["start"])
                if both > 0 and claim.type == true["type"]:
                    pairs.append((both, claim, true["id"]))
        used: set[str] = set()
        for _, claim, true_id in sorted(pairs, key=lambda pair: -pair[0]):
            if claim.ref not in out and true_id not in used:
                out[claim.ref] = f"{row['id']}:{true_id}"
                used.add(true_id)
    return out


def renamed(linked: Linked, table: dict[str, str]) -> Linked:
    """The same proposals with gold's names of claims."""
    from dataclasses import replace

    def new(refs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(table.get(ref, "?" + ref) for ref in refs)

    return Linked(
        tuple(replace(one, claims=new(one.claims)) for one in linked.incidents),
        tuple(replace(one, claims=new(one.claims)) for one in linked.sites),
        tuple(replace(one, claims=(new(one.claims)[0], new(one.claims)[1])) for one in linked.contradictions),
    )


def main(path: Path, show: bool, cache: Path | None) -> None:
    """Extract, group, link and print the scores."""
    gold = json.loads(path.read_text("utf-8"))
    gold = gold if "documents" in gold else {"documents": [gold]}
    if cache and cache.exists():
        readings: list[Reading] = pickle.loads(cache.read_bytes())
    else:
        readings = readings_of(gold)
        if cache:
            cache.write_bytes(pickle.dumps(readings))
    table = names(gold, readings)
    total = sum(len(row["claims"]) for row in gold["documents"])
    claims: list[Claim] = [claim for reading in readings for claim in reading.claims]
    print(f"claims found {len(table)} of {total}, predicted {len(claims)}")
    retellings = group(readings)
    linked = renamed(link(readings, retellings), table)
    lineage_scores(gold, [one.reports for one in retellings])
    if "incidents" in gold:
        incident_scores(gold, linked.incidents, show)
    site_scores(gold, linked, show)
    contradiction_scores(gold, linked, show)


if __name__ == "__main__":
    cached = next((Path(arg.split("=", 1)[1]) for arg in sys.argv if arg.startswith("--cache=")), None)
    main(Path(sys.argv[1]), "--show" in sys.argv, cached)
