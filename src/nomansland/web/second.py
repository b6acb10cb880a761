"""What awaits a second pair of eyes, and whether one is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.review import awaiting
from nomansland.review.second import person
from nomansland.tables import read
from nomansland.web import queries
from nomansland.web.allowed import ROLES, Person
from nomansland.web.gate import door
from nomansland.web.limits import Limits
from nomansland.words import Claim, Decision


@dataclass(frozen=True, slots=True)
class Waiting:
    """One decision that another person has to look at.

    `claim` is what it is about, where it is a claim; `changed` says that the claim was read differently since; `own`
    that whoever looks took it.
    """

    decision: Decision
    claim: Claim | None
    changed: bool
    own: bool


def deciders() -> int:
    """How many people of the case may decide or confirm."""
    able = {role for role, rights in ROLES.items() if rights & {"decide", "confirm"}}
    return sum(1 for one in read.people() if one.active and able & set(one.roles.split()))


def asked(limits: Limits | None = None) -> bool:
    """True where what one person decides awaits another, by these limits or those of the running desk."""
    second = (limits or door().limits).second
    return second == "always" or (second == "team" and deciders() > 1)


def open_ones() -> list[Decision]:
    """Decisions that await somebody, the oldest first; none where nobody is asked for."""
    return awaiting(queries.decisions()) if asked() else []


def waiting(me: Person) -> list[Waiting]:
    """The queue as a person sees it: what others took first."""
    rows = open_ones()
    claims = queries.claims_by_ref(row.ref for row in rows if row.target == "claim")
    shown = [
        Waiting(
            row,
            claims[row.ref][0] if row.target == "claim" and row.ref in claims else None,
            bool(row.seen) and read.seen(row.target, row.ref) != row.seen,
            person(row.by) == person(me.name),
        )
        for row in rows
    ]
    return sorted(shown, key=lambda one: one.own)
