"""What extraction really reads, with the names of the annotation, so that the same scores can be taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nomansland.extract import extract
from nomansland.link import Linked
from nomansland.terrain import Terrain
from nomansland.words import Reading, Report

Row = dict[str, Any]


def readings_of(gold: Row) -> list[Reading]:
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


def names(gold: Row, readings: list[Reading]) -> dict[str, str]:
    """The annotation's name of every claim that matches one of its own: one type, most overlap first."""
    out: dict[str, str] = {}
    for row, reading in zip(gold["documents"], readings, strict=True):
        pairs = []
        for claim in reading.claims:
            for true in row["claims"]:
                both = min(claim.passage.end, true["end"]) - max(claim.passage.start, true["start"])
                if both > 0 and claim.type == true["type"]:
                    pairs.append((both, claim, true["id"]))
        used: set[str] = set()
        for _, claim, name in sorted(pairs, key=lambda pair: -pair[0]):
            if claim.ref not in out and name not in used:
                out[claim.ref] = f"{row['id']}:{name}"
                used.add(name)
    return out


def renamed(linked: Linked, table: dict[str, str]) -> Linked:
    """The same proposals with the annotation's names of claims; one that matches none keeps its own behind a mark."""

    def new(refs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(table.get(ref, "?" + ref) for ref in refs)

    return Linked(
        tuple(replace(one, claims=new(one.claims)) for one in linked.incidents),
        tuple(replace(one, claims=new(one.claims)) for one in linked.sites),
        tuple(replace(one, claims=(new(one.claims)[0], new(one.claims)[1])) for one in linked.contradictions),
    )
