"""From claims and decisions to findings. A pure function: the same rows give the same findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nomansland.review.second import confirmed_by
from nomansland.words import Claim, Decision, Finding
from nomansland.words.fingerprint import anchor, fingerprint

_STATES = {"accept": "accepted", "correct": "accepted", "reject": "rejected", "split": "split"}
# What `reader` is of a claim that a person added, or made by splitting one.
PERSON = "person"
PARTS = ("first", "second")


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    rows = list(decisions)
    undone = {row.undoes for row in rows if row.verdict == "undo"}
    return [row for row in rows if row.verdict != "undo" and row.id not in undone]


def id_of(decision: Decision, part: str = "") -> str:
    """The number of the claim that a person made by this row: the same in all passes, unlike those that are read."""
    return f"p{decision.id.removeprefix('d-')[:12]}{part[:1]}"


def made_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The row that made each claim of a person, by `report:claim`: whoever adds or splits a claim accepts it."""
    out: dict[str, Decision] = {}
    for row in _standing(decisions):
        if (row.target, row.verdict) == ("report", "add"):
            out[f"{row.ref}:{id_of(row)}"] = row
        elif (row.target, row.verdict) == ("claim", "split"):
            report = row.ref.rpartition(":")[0]
            out |= {f"{report}:{id_of(row, part)}": row for part in PARTS}
    return out


def _of_claims(decisions: Iterable[Decision]) -> tuple[dict[str, list[Decision]], dict[str, list[Decision]]]:
    by_anchor: dict[str, list[Decision]] = defaultdict(list)
    by_ref: dict[str, list[Decision]] = defaultdict(list)
    for row in _standing(row for row in decisions if row.target == "claim"):
        if row.seen:
            by_anchor[row.seen.partition("-")[0]].append(row)
        else:
            by_ref[row.ref].append(row)
    return by_anchor, by_ref


def _state(valid: Sequence[Decision], maker: Decision | None = None) -> str:
    """The verdicts of different people are set side by side; of one person the last one counts."""
    if any(row.verdict == "retract" for row in valid):
        return "retracted"
    last = {maker.by.strip().casefold(): "accepted"} if maker else {}
    last |= {row.by.strip().casefold(): _STATES[row.verdict] for row in valid}
    states = set(last.values())
    if not states:
        return "undecided"
    return states.pop() if len(states) == 1 else "disputed"


def _corrections(valid: Sequence[Decision]) -> tuple[tuple[str, str], ...]:
    values: dict[str, str] = {}
    for row in valid:
        if row.verdict == "correct":
            values |= dict(row.value)
    return tuple(sorted(values.items()))


def findings(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[Finding]:
    """Each claim as it stands, in the order of the claims.

    A decision follows its claim through renumbering, by the characters that the claim stands on. Where what the person
    saw is no longer what the claim says, the decision is listed but does not count: the claim is `undecided` again. A
    retraction is the exception: it holds whatever the claim says now.

    Parameters
    ----------
    claims : iterable of Claim
        The newest pass.
    decisions : iterable of Decision
        In the order in which they were taken; those on decisions (a second person's) count as theirs who took them.
    """
    decisions = list(decisions)
    by_anchor, by_ref = _of_claims(decisions)
    confirmed, made = confirmed_by(decisions), made_by(decisions)
    out = []
    for claim in claims:
        maker = made.get(claim.ref) if claim.reader == PERSON else None
        about = by_anchor.get(anchor(claim), []) + by_ref.get(claim.ref, [])
        now = fingerprint(claim)
        valid = [row for row in about if not row.seen or row.seen == now or row.verdict == "retract"]
        judged = [row for row in valid if row.verdict in _STATES] + ([maker] if maker else [])
        people = {row.by.strip().casefold() for row in judged}
        people |= {name for row in judged for name in confirmed.get(row.id, ())}
        rows = ([maker] if maker else []) + about
        state = _state(valid, maker)
        out.append(Finding(claim.ref, state, tuple(row.id for row in rows), len(people), _corrections(valid)))
    return out


def changed_since(claims: Iterable[Claim], decisions: Iterable[Decision]) -> list[str]:
    """Refs of claims that somebody decided on and that say something else now: their review is open again."""
    by_anchor, _ = _of_claims(decisions)
    out = []
    for claim in claims:
        about = by_anchor.get(anchor(claim), [])
        if about and all(row.seen != fingerprint(claim) for row in about):
            out.append(claim.ref)
    return out
