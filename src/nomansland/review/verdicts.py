"""What a person may decide on what."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from nomansland.review.credibility import SCALES, value_of
from nomansland.review.fields import read_value
from nomansland.review.parts import check_parts
from nomansland.review.told import check_made
from nomansland.words import Decision
from nomansland.words.codebook import LANGUAGES
from nomansland.words.errors import ReviewError

VERDICTS: dict[str, frozenset[str]] = {
    "claim": frozenset({"accept", "reject", "correct", "split", "retract", "undo"}),
    "report": frozenset({"add", "undo"}),
    "translation": frozenset({"add", "undo"}),
    "incident": frozenset({"accept", "reject", "split", "add", "retract", "undo"}),
    "site": frozenset({"accept", "reject", "correct", "split", "add", "retract", "undo"}),
    "contradiction": frozenset({"accept", "reject", "explain", "settle", "undo"}),
    "retelling": frozenset({"accept", "reject", "split", "undo"}),
    "edge": frozenset({"accept", "reject", "add", "undo"}),
    "family": frozenset({"accept", "reject", "add", "undo"}),
    "source": frozenset({"rate", "undo"}),
    "information": frozenset({"rate", "undo"}),
    "decision": frozenset({"accept", "undo"}),
}
_NEEDS_VALUE = frozenset({"correct", "add", "split", "rate"})
_EDGES = ("copy", "translation", "citation", "forward", "reply", "quote", "channel")
_NEEDS_REASON = frozenset({"explain", "settle", "retract"})


def check(decision: Decision) -> None:
    """Refuse a decision that says nothing definite.

    Raises
    ------
    ReviewError
        Where target or verdict is unknown, nobody decided, or the verdict lacks its value, reason or row to undo.
    """
    if decision.verdict not in VERDICTS.get(decision.target, frozenset()):
        raise ReviewError(f"{decision.verdict!r} is no verdict on a {decision.target}.")
    if not decision.by.strip():
        raise ReviewError("A decision needs the name of the person who takes it.", todo="Give --by NAME.")
    if not decision.id or not decision.ref:
        raise ReviewError("A decision needs an id and what it is about.")
    try:
        datetime.fromisoformat(decision.at)
    except ValueError as error:
        raise ReviewError(f"{decision.at!r} is no time.") from error
    if decision.verdict in _NEEDS_VALUE and decision.target != "edge" and not decision.value:
        raise ReviewError(f"To {decision.verdict} needs a value.", todo="Say what it should be.")
    if decision.target == "claim" and decision.verdict == "correct":
        for field, text in decision.value:
            read_value(field, text)
    _check_more(decision)
    if decision.verdict in _NEEDS_REASON and not decision.reason.strip():
        raise ReviewError(f"To {decision.verdict} needs a reason.", todo="Say why.")
    if (decision.verdict == "undo") != (decision.undoes is not None):
        raise ReviewError("To undo needs the decision that is undone, and only that.")


def _check_more(decision: Decision) -> None:
    """What the values of some targets must say."""
    if decision.target in ("edge", "family"):
        _check_tie(decision)
    if decision.verdict == "rate":
        _check_rating(decision)
    if (decision.target, decision.verdict) in (("claim", "split"), ("report", "add")):
        check_made(decision)
    if decision.target in ("incident", "site") and decision.verdict in ("split", "add"):
        check_parts(decision)
    if (decision.target, decision.verdict) == ("translation", "add"):
        value = dict(decision.value)
        if value.get("language") not in LANGUAGES or not value.get("text", "").strip():
            raise ReviewError(
                "A translation needs its words and its language.",
                todo=f"Give text=WORDS and language={' or '.join(LANGUAGES)}.",
            )


def _check_rating(decision: Decision) -> None:
    """One value of the scale, and nothing beside it."""
    name, scale = SCALES[decision.target]
    if len(decision.value) != 1 or value_of(decision) not in scale:
        told = ", ".join(f"{value} {words}" for value, words in scale.items())
        raise ReviewError(f"A rating of {name} is one of: {told}.", todo=f"For instance --set {name}={min(scale)}.")


def _check_tie(decision: Decision) -> None:
    """Who took it from whom, and which names are one: both ends must be told, and be two."""
    value = dict(decision.value)
    if decision.target == "edge":
        child, _, parent = decision.ref.partition(">")
        if not child or not parent or child == parent:
            raise ReviewError(f"{decision.ref!r} names no edge.", todo="Write CHILD>PARENT, two reports by their ids.")
        if value.get("kind", "citation") not in _EDGES:
            raise ReviewError(f"{value['kind']!r} is no kind of edge.", todo=f"It is one of {', '.join(_EDGES)}.")
    elif decision.verdict != "undo":
        other = value.get("house") or value.get("person")
        if not other or other == decision.ref:
            raise ReviewError("A family needs a second name.", todo="Give house=NAME or person=NAME.")


def decide(
    target: str,
    ref: str,
    verdict: str,
    by: str,
    *,
    value: tuple[tuple[str, str], ...] = (),
    reason: str = "",
    undoes: str | None = None,
    seen: str = "",
    at: datetime | None = None,
) -> Decision:
    """A checked decision with a new id, taken now (UTC) unless `at` says otherwise. Raises ReviewError."""
    when = (at or datetime.now(UTC)).isoformat()
    made = Decision(f"d-{uuid.uuid4().hex}", target, ref, verdict, by, when, value, reason, undoes, seen)
    check(made)
    return made
