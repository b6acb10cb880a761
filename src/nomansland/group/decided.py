"""What people decided on who took it from whom, as the next pass reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nomansland.words import Decision

ARROW = ">"
"""The reference of an edge is `CHILD>PARENT`, two reports by their ids."""

CERTAIN = 20.0
"""Bits of an edge that a person drew: more than any number of facts that agree."""


def edge_ref(child: str, parent: str) -> str:
    """How a decision names an edge."""
    return f"{child}{ARROW}{parent}"


def ends(ref: str) -> tuple[str, str] | None:
    """Child and parent of an edge's reference; None where it is none."""
    child, arrow, parent = ref.partition(ARROW)
    return (child, parent) if arrow and child and parent and child != parent else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edge that a person drew or confirmed; an empty `kind` leaves the one that was read."""

    child: str
    parent: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions on edges and families that stand.

    Parameters
    ----------
    drawn : tuple of Drawn
        Edges added or accepted, the newest word on each.
    cut : frozenset of frozenset of str
        Pairs of reports between which there is no edge.
    alone : frozenset of str
        Reports that were split off: they have no edges but those that were drawn later.
    houses, people : tuple of (str, str)
        Names of one newsroom, names of one person or press office.
    apart : frozenset of frozenset of str
        Names of outlets that are two newsrooms, whatever the list of families says.
    """

    drawn: tuple[Drawn, ...] = ()
    cut: frozenset[frozenset[str]] = frozenset()
    alone: frozenset[str] = frozenset()
    houses: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def _words(row: Decision) -> str:
    return f"{row.by} decided it" + (f": {row.reason}" if row.reason else "")


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Rows that nobody took back, in the order in which they were taken."""
    rows = list(decisions)
    undone = {row.undoes for row in rows if row.verdict == "undo"}
    return [row for row in rows if row.verdict != "undo" and row.id not in undone]


def read(decisions: Iterable[Decision]) -> Decided:
    """Decisions on edges, families and retellings, in the order in which they were taken; the last word counts."""
    edges: dict[frozenset[str], Drawn | None] = {}
    families: dict[tuple[str, frozenset[str]], tuple[str, str] | None] = {}
    alone: set[str] = set()
    for row in standing(decisions):
        value = dict(row.value)
        pair = ends(row.ref) if row.target == "edge" else None
        if pair is not None:
            drawn = Drawn(*pair, value.get("kind", ""), _words(row))
            edges[frozenset(pair)] = None if row.verdict == "reject" else drawn
            alone -= set() if row.verdict == "reject" else {pair[0]}
        elif row.target == "family":
            for what in ("house", "person"):
                if value.get(what):
                    names = (row.ref, value[what])
                    families[(what, frozenset(names))] = None if row.verdict == "reject" else names
        elif row.target == "retelling" and row.verdict == "split" and value.get("report"):
            alone.add(value["report"])
    return Decided(
        tuple(one for one in edges.values() if one is not None),
        frozenset(pair for pair, one in edges.items() if one is None),
        frozenset(alone),
        tuple(names for (what, _), names in families.items() if what == "house" and names),
        tuple(names for (what, _), names in families.items() if what == "person" and names),
        frozenset(pair for (what, pair), names in families.items() if what == "house" and names is None),
    )
