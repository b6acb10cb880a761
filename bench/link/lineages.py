"""Lineage pairs of an annotated set: python bench/link/lineages.py GOLD."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from gold import load

from nomansland.group import group


def main(path: Path) -> None:
    """Print the lineages that were found, and what is wrong with them."""
    gold, readings = load(path)
    want = {d["id"]: d.get("lineage", {}).get("origin_group", d["id"]) for d in gold["documents"]}
    true = {pair for pair in combinations(sorted(want), 2) if want[pair[0]] == want[pair[1]]}
    found = group(readings)
    have = {pair for one in found for pair in combinations(sorted(one.reports), 2)}
    print(f"pairs: true {len(true)}, found {len(have)}, right {len(true & have)}")
    print("missed", sorted(true - have), "false", sorted(have - true))
    for one in found:
        if one.edges:
            print(one.reports, one.voices, one.newsrooms)
            for edge in one.edges:
                print("   ", edge.child, "<-", edge.parent, edge.kind, edge.weight, edge.reasons[0].text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
