"""Lineages, incidents, sites and contradictions of an annotated set, from perfect readings.

    python bench/link/score.py GOLD [--show]
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from gold import load

from nomansland.group import group
from nomansland.link import Linked, link
from nomansland.words import Incident


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over the items of `gold` (Bagga and Baldwin 1998)."""
    precision = recall = 0.0
    for item, true in gold.items():
        mine = {other for other in gold if found.get(other, other) == found.get(item, item)}
        want = {other for other in gold if gold[other] == true}
        precision += len(mine & want) / len(mine)
        recall += len(mine & want) / len(want)
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def incident_scores(gold: Mapping[str, Any], found: Sequence[Incident], show: bool) -> None:
    """Print B-cubed of incidents and how many newsroom counts are right."""
    want = {ref: one["id"] for one in gold["incidents"] for ref in one["claims"]}
    have = {ref: one.id for one in found for ref in one.claims}
    print("incidents B-cubed P %.3f R %.3f F1 %.3f" % b_cubed(want, have))
    by_id = {one.id: one for one in found}
    right = within = 0
    for one in gold["incidents"]:
        shares: dict[str, int] = defaultdict(int)
        for ref in one["claims"]:
            shares[have.get(ref, "")] += 1
        best = by_id.get(max(shares, key=lambda name: shares[name]))
        rooms = best.newsrooms if best else None
        right += bool(rooms and rooms.low == one["independent_origins"])
        within += bool(rooms and rooms.low <= one["independent_origins"] <= rooms.high)
        if show and (len(shares) > 1 or not rooms or rooms.low != one["independent_origins"]):
            print("   ", one["id"], "wants", one["independent_origins"], "has", rooms, dict(shares), one["claims"])
    print(f"newsrooms exact {right}, within {within} of {len(gold['incidents'])}")


def site_scores(gold: Mapping[str, Any], linked: Linked, show: bool) -> None:
    """Print B-cubed of sites."""
    want = {f"{d['id']}:{c['id']}": c["site"] for d in gold["documents"] for c in d["claims"] if c.get("site")}
    have = {ref: site.id for site in linked.sites for ref in site.claims}
    print("sites B-cubed P %.3f R %.3f F1 %.3f" % b_cubed(want, have), f"({len(want)} claims)")
    if show:
        for site in linked.sites:
            print("   ", site.name, len(site.claims), [(state.state, state.time and state.time.edtf) for state in site.states])
        print("    without a site:", [ref for ref in want if ref not in have])


def contradiction_scores(gold: Mapping[str, Any], linked: Linked, show: bool) -> None:
    """Print recall and precision of contradictions as the scorer of the set counts them, and the traps sprung."""
    want = [("cross", c["about"], set(c["claims"])) for c in gold.get("contradictions", [])]
    want += [
        ("inside", f"{d['id']} {c['about']}", {f"{d['id']}:{ref}" for ref in c["claims"]})
        for d in gold["documents"]
        for c in d.get("contradictions", [])
    ]
    found = [set(one.claims) for one in linked.contradictions]

    def hit(kind: str, claims: set[str]) -> bool:
        common = [pair & claims for pair in found]
        return any(len(c) == 2 and (kind == "inside" or len({x.split(":")[0] for x in c}) == 2) for c in common)

    missed = [row for row in want if not hit(row[0], row[2])]
    wrong = [one for one in linked.contradictions if not any(len(set(one.claims) & row[2]) == 2 for row in want)]
    print(
        f"contradictions recall {1 - len(missed) / max(1, len(want)):.3f} of {len(want)}, "
        f"precision {1 - len(wrong) / max(1, len(found)):.3f} of {len(found)}"
    )
    traps = [set(one["claims"]) for one in gold.get("not_contradictions", [])]
    print("traps sprung", sum(any(pair == trap for pair in found) for trap in traps), "of", len(traps))
    if show:
        print("    missed:", *missed, sep="\n      ")
        print("    wrong:", *[(one.kind, one.claims, one.about) for one in wrong], sep="\n      ")


def lineage_scores(gold: Mapping[str, Any], groups: Sequence[Sequence[str]]) -> None:
    """Print the F1 of pairs of reports of one origin."""
    origin = {d["id"]: (d.get("lineage") or {}).get("origin_group", d["id"]) for d in gold["documents"]}
    true = {pair for pair in combinations(sorted(origin), 2) if origin[pair[0]] == origin[pair[1]]}
    have = {pair for one in groups for pair in combinations(sorted(one), 2)}
    both = len(true & have)
    print(f"lineage pairs P {both / max(1, len(have)):.3f} R {both / max(1, len(true)):.3f}", *sorted(have ^ true))


def main(path: Path, show: bool) -> None:
    """Group and link the perfect readings of an annotated set and print the scores."""
    gold, readings = load(path)
    retellings = group(readings)
    linked = link(readings, retellings)
    lineage_scores(gold, [one.reports for one in retellings])
    if "incidents" in gold:
        incident_scores(gold, linked.incidents, show)
    site_scores(gold, linked, show)
    contradiction_scores(gold, linked, show)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--show" in sys.argv)
