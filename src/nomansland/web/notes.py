"""What stands in the margin of the reading page: each claim with its standing, its copies, its translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.group import once
from nomansland.review import texts
from nomansland.tables import read
from nomansland.web import queries
from nomansland.web.filters import Filters
from nomansland.web.translations import Translation, translations
from nomansland.words import Claim, Contradiction, Decision, Finding, Reading, Retelling
from nomansland.words.fingerprint import fingerprint

# Copies of a longer family are decided on their own pages: a form is no place for hundreds.
_MOST_REPORTS = 40
_REPEATED = ("accept", "reject", "correct")


@dataclass(frozen=True, slots=True)
class Copy:
    """A claim of another report that repeats this one, with what differs: field, here, there."""

    claim: Claim
    seen: str
    last: str
    drift: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin beside a claim.

    `copies` are the undecided claims of other reports that repeat it; `first` is the claim of the oldest telling, where
    this one repeats it.
    """

    claim: Claim
    number: int
    standing: Finding
    last: str
    seen: str
    incident: str
    contradictions: tuple[Contradiction, ...]
    decisions: tuple[Decision, ...]
    translations: tuple[Translation, ...] = ()
    copies: tuple[Copy, ...] = ()
    first: str = ""

    @property
    def decision(self) -> Decision | None:
        """The last decision that stands, where it still counts."""
        if self.standing.state == "undecided":
            return None
        undone = {decision.undoes for decision in self.decisions}
        standing = [one for one in self.decisions if one.verdict != "undo" and one.id not in undone]
        return standing[-1] if standing else None

    @property
    def undo_ref(self) -> str:
        """What an undoing is about: the claim, or what made it."""
        decision = self.decision
        made = decision is not None and (decision.target == "report" or decision.verdict == "split")
        return decision.ref if decision is not None and made else self.claim.ref

    @property
    def reopened(self) -> bool:
        """True where somebody decided and the claim says something else now."""
        return self.standing.state == "undecided" and bool(self.standing.decisions)

    @property
    def offered(self) -> tuple[Copy, ...]:
        """The copies, where the last decision can be repeated for them."""
        decision = self.decision
        return self.copies if decision is not None and decision.verdict in _REPEATED else ()

    @property
    def same(self) -> int:
        """How many of them say just the same: those are ticked, what differs is for a person to tick."""
        return sum(1 for copy in self.copies if not copy.drift)


def _mine(made: Sequence[Decision], claim: Claim, standing: Finding) -> tuple[Decision, ...]:
    """The decisions on a claim, and the one that made it."""
    place = fingerprint(claim).partition("-")[0]
    own = {row.id for row in made if row.target == "claim" and row.seen.partition("-")[0] == place}
    own |= set(standing.decisions)
    return tuple(row for row in made if row.id in own or row.undoes in own)


def _copies(reading: Reading, tellings: Sequence[Retelling]) -> tuple[dict[str, list[Claim]], dict[str, str]]:
    """Claims that repeat one of this report, by it; and what each of this report repeats."""
    refs = {ref for telling in tellings for ref in telling.reports[:_MOST_REPORTS]}
    family = [found for ref in sorted(refs) if (found := read.reading(ref)) is not None]
    same = once(family, tellings)
    of = {claim.ref: claim for one in family for claim in one.claims}
    copies: dict[str, list[Claim]] = defaultdict(list)
    for ref, origin in same.items():
        if origin.rpartition(":")[0] == reading.report.id and ref in of:
            copies[origin].append(of[ref])
    return copies, {ref: origin for ref, origin in same.items() if ref.rpartition(":")[0] == reading.report.id}


def _undecided(copies: dict[str, list[Claim]], mine: dict[str, Claim]) -> dict[str, tuple[Copy, ...]]:
    every = [claim for found in copies.values() for claim in found]
    standing = queries.standings(every) if every else {}
    out = {}
    for origin, found in copies.items():
        here = texts(mine[origin])
        out[origin] = tuple(
            Copy(
                claim, fingerprint(claim), read.last_decision("claim", claim.ref),
                tuple((name, here[name], text) for name, text in texts(claim).items() if text != here[name]),
            )
            for claim in found
            if standing[claim.ref].state == "undecided"
        )  # fmt: skip
    return out


def notes(reading: Reading, tellings: Sequence[Retelling] = ()) -> dict[str, Note]:
    """The margin notes of a report's claims, numbered in the order of the text, by claim reference."""
    claims = reading.claims
    refs = [claim.ref for claim in claims]
    standing = queries.standings(claims)
    incidents = queries.incidents_of(refs)
    disputes = queries.contradictions(Filters(), refs)
    made = queries.claim_decisions(claims)
    told = translations(claims)
    copies, first = _copies(reading, tellings) if tellings else ({}, {})
    waiting = _undecided(copies, {claim.ref: claim for claim in claims})
    ordered = sorted(claims, key=lambda claim: (claim.passage.start, claim.passage.end))
    out = {}
    for number, claim in enumerate(ordered, 1):
        mine = _mine(made, claim, standing[claim.ref])
        out[claim.ref] = Note(
            claim,
            number,
            standing[claim.ref],
            next((row.id for row in reversed(mine) if row.target == "claim" and _about(row, claim)), ""),
            fingerprint(claim),
            incidents.get(claim.ref, ""),
            tuple(dispute for dispute in disputes if claim.ref in dispute.claims),
            mine,
            told.get(claim.ref, ()),
            waiting.get(claim.ref, ()),
            first.get(claim.ref, ""),
        )
    return out


def _about(row: Decision, claim: Claim) -> bool:
    """True for a row on the claim itself, under whatever number it had."""
    return row.seen.partition("-")[0] == fingerprint(claim).partition("-")[0]
