"""Scores of lineages, incidents, sites and contradictions against an annotated set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from nomansland.link import Linked
from nomansland.words import Retelling

Row = dict[str, Any]


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> Row:
    """B-cubed precision, recall and F1 over the items of `gold` (Bagga and Baldwin 1998)."""
    precision = recall = 0.0
    for item, true in gold.items():
        mine = {other for other in gold if found.get(other, other) == found.get(item, item)}
        want = {other for other in gold if gold[other] == true}
        precision += len(mine & want) / len(mine)
        recall += len(mine & want) / len(want)
    precision, recall = precision / len(gold), recall / len(gold)
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall), "items": len(gold)}


def lineages(gold: Row, found: Sequence[Retelling]) -> Row:
    """F1 of pairs of reports of one origin; the wrong pairs by name."""
    origin = {row["id"]: (row.get("lineage") or {}).get("origin_group", row["id"]) for row in gold["documents"]}
    true = {pair for pair in combinations(sorted(origin), 2) if origin[pair[0]] == origin[pair[1]]}
    have = {pair for one in found for pair in combinations(sorted(one.reports), 2)}
    both = len(true & have)
    told = {
        (row["id"], parent)
        for row in gold["documents"]
        for parent in (row.get("lineage") or {}).get("derived_from") or []
    }
    edges = {(edge.child, edge.parent) for one in found for edge in one.edges}
    turned = {(parent, child) for child, parent in told} & edges
    return {
        "derived_found": f"{len(told & edges)} of {len(told)}, turned round {len(turned)}",
        "p": both / len(have) if have else 1.0,
        "r": both / len(true) if true else 1.0,
        "wrong": sorted(map("-".join, have - true)),
        "missed": sorted(map("-".join, true - have)),
    }


def incidents(gold: Row, linked: Linked) -> Row:
    """B-cubed of incidents, and how many counts of newsrooms are right, with the naive floor of counting reports."""
    want = {ref: one["id"] for one in gold["incidents"] for ref in one["claims"]}
    have = {ref: one.id for one in linked.incidents for ref in one.claims}
    by_id = {one.id: one for one in linked.incidents}
    right = within = floor = 0
    wrong = []
    for one in gold["incidents"]:
        shares: dict[str, int] = defaultdict(int)
        for ref in one["claims"]:
            shares[have.get(ref, "")] += 1
        best = by_id.get(max(shares, key=lambda name: shares[name]))
        rooms, true = best.newsrooms if best else None, one["independent_origins"]
        right += bool(rooms and rooms.low == true)
        within += bool(rooms and rooms.low <= true <= rooms.high)
        floor += len({ref.split(":")[0] for ref in one["claims"]}) == true
        if len(shares) > 1 or not rooms or rooms.low != true:
            wrong.append(f"{one['id']}: {len(shares)} parts, newsrooms {rooms and (rooms.low, rooms.high)} for {true}")
    sides = sum(
        len({linked_side for linked_side in _sides(gold, one.claims) if linked_side}) > 1 for one in linked.incidents
    )
    figures = {"newsrooms_exact": right, "newsrooms_within": within, "floor_exact": floor, "of": len(gold["incidents"])}
    return {**b_cubed(want, have), **figures, "merged_over_sides": sides, "wrong": wrong}


def _sides(gold: Row, refs: Sequence[str]) -> set[str | None]:
    side = {f"{row['id']}:{claim['id']}": claim["side"] for row in gold["documents"] for claim in row["claims"]}
    return {side.get(ref) for ref in refs}


def sites(gold: Row, linked: Linked) -> Row:
    """B-cubed of sites over the claims that have one, and the states of each site that was found."""
    want = {f"{row['id']}:{c['id']}": c["site"] for row in gold["documents"] for c in row["claims"] if c.get("site")}
    have = {ref: site.id for site in linked.sites for ref in site.claims}
    states = {
        site.name: [f"{state.state} {state.time.edtf if state.time else ''}".strip() for state in site.states]
        for site in linked.sites
    }
    return {**b_cubed(want, have), "states": states, "without": [ref for ref in want if ref not in have]}


def contradictions(gold: Row, linked: Linked) -> Row:
    """Recall over groups and precision over pairs, as the scorer of the set counts them, and the traps sprung."""
    want = [("cross", one["about"], set(one["claims"])) for one in gold.get("contradictions", [])]
    want += [
        ("inside", f"{row['id']} {one['about']}", {f"{row['id']}:{ref}" for ref in one["claims"]})
        for row in gold["documents"]
        for one in row.get("contradictions") or []
    ]
    found = [set(one.claims) for one in linked.contradictions]

    def hit(kind: str, claims: set[str]) -> bool:
        common = [pair & claims for pair in found]
        return any(len(c) == 2 and (kind == "inside" or len({x.split(":")[0] for x in c}) == 2) for c in common)

    missed = [f"{kind}: {about}" for kind, about, claims in want if not hit(kind, claims)]
    wrong = [one for one in linked.contradictions if not any(len(set(one.claims) & row[2]) == 2 for row in want)]
    traps = [set(one["claims"]) for one in gold.get("not_contradictions", [])]
    return {
        "r": 1 - len(missed) / max(1, len(want)),
        "p": 1 - len(wrong) / max(1, len(found)),
        "groups": len(want),
        "pairs": len(found),
        "traps_sprung": f"{sum(pair in traps for pair in found)} of {len(traps)}",
        "missed": missed,
        "wrong": [f"{one.kind} {one.claims[0]} {one.claims[1]}: {one.about}" for one in wrong],
    }


def all_scores(gold: Row, retellings: Sequence[Retelling], linked: Linked) -> Row:
    """Every score, rounded to three digits."""
    found: Row = {"lineages": lineages(gold, retellings)}
    if "incidents" in gold:
        found["incidents"] = incidents(gold, linked)
    found |= {"sites": sites(gold, linked), "contradictions": contradictions(gold, linked)}
    return {
        name: {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}
        for name, row in found.items()
    }
