"""A second pair of eyes: what one person decided awaits another, who may not be the same.

To confirm is a decision on a decision (target `decision`, verdict `accept`); to return one is to undo it, saying why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nomansland.words import Decision

# Ratings are opinions that stand side by side; nobody confirms them.
_AWAIT = frozenset({"claim", "report", "incident", "site", "contradiction", "retelling", "edge", "family"})


def person(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def _standing(decisions: Sequence[Decision]) -> list[Decision]:
    undone = {row.undoes for row in decisions if row.verdict == "undo"}
    return [row for row in decisions if row.verdict != "undo" and row.id not in undone]


def confirmed_by(decisions: Iterable[Decision]) -> dict[str, set[str]]:
    """Who confirmed each decision, as compared names, by the decision's id."""
    out: dict[str, set[str]] = {}
    for row in _standing(list(decisions)):
        if row.target == "decision" and row.verdict == "accept":
            out.setdefault(row.ref, set()).add(person(row.by))
    return out


def awaiting(decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions that stand and that nobody else has confirmed, or taken in the same words; the oldest first.

    Of several decisions of one person on one thing only the last one awaits somebody.

    Parameters
    ----------
    decisions : iterable of Decision
        All of a case, in the order in which they were taken.
    """
    rows = list(decisions)
    confirmed = confirmed_by(rows)
    last: dict[tuple[str, str, str], Decision] = {}
    for row in _standing(rows):
        if row.target in _AWAIT:
            thing = row.seen.partition("-")[0] if row.target == "claim" and row.seen else row.ref
            # Claims that one person adds to a report are different things.
            thing = row.id if row.target == "report" else thing
            key = (row.target, thing, person(row.by))
            last.pop(key, None)
            last[key] = row
    agreed: dict[tuple[object, ...], set[str]] = {}
    for (target, thing, by), row in last.items():
        agreed.setdefault((target, thing, row.verdict, row.value, row.seen), set()).add(by)
    return [
        row
        for (target, thing, by), row in last.items()
        if not (confirmed.get(row.id, set()) | agreed[target, thing, row.verdict, row.value, row.seen]) - {by}
    ]
