"""How claims stand after the decisions on them: of some claims, and of all that somebody decided on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from nomansland.review.findings import PERSON
from nomansland.tables import models, read
from nomansland.tables.sight import sight, uncut
from nomansland.web.remembered import last, seen_by
from nomansland.words import Claim, Decision, Finding
from nomansland.words.codec import from_json
from nomansland.words.fingerprint import anchor

# Decisions since the last time: above so many everything is worked out anew.
_MOST_NEW, _MOST_KEPT = 200, 12


def _values(cls: type[Any], rows: Iterable[Any]) -> list[Any]:
    return [from_json(cls, row.data) for row in rows]


def claim_decisions(claims: Iterable[Claim]) -> list[Decision]:
    """Decisions on these claims, also those taken under the number that a claim had in an earlier pass.

    Before them stand the rows that made those of the claims that people made.
    """
    shown = list(claims)
    anchors = {anchor(claim) for claim in shown}
    found = models.Decision.objects.filter(target="claim", anchor__in=anchors)
    made = _values(Decision, found.order_by("at", "pk"))
    theirs = {claim.report for claim in shown if claim.reader == PERSON}
    known = {decision.id for decision in made}
    return [*(row for row in read.makers(theirs) if row.id not in known), *made] if theirs else made


def confirmations(decisions: Iterable[Decision]) -> list[Decision]:
    """What a second person decided on these decisions."""
    refs = {decision.id for decision in decisions}
    found = models.Decision.objects.filter(target="decision", about__in=refs)
    return _values(Decision, found.order_by("at", "pk")) if refs else []


def whole(claims: Iterable[Claim]) -> list[Claim]:
    """The same claims as they were read: what people decided on is found by it, and nothing of it is shown."""
    shown = list(claims)
    if sight().clear:
        return shown
    with uncut():
        return _values(Claim, models.Claim.objects.filter(ref__in=[claim.ref for claim in shown]))


def standings(claims: Iterable[Claim]) -> dict[str, Finding]:
    """How each claim stands after the decisions on it, by claim reference."""
    from nomansland.review import findings

    shown = whole(claims)
    made = claim_decisions(shown)
    return {finding.claim: finding for finding in findings(shown, [*made, *confirmations(made)])}


@dataclass
class Stood:
    """Anchor and state of each decided claim by its reference, as of an entry of the ledger and a decision."""

    state: tuple[int, str] = (0, "")
    decision: int = 0
    claims: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_STOOD: dict[Any, Stood] = {}
_LOCK = Lock()


def _of(claims: Iterable[Claim]) -> dict[str, tuple[str, str]]:
    by_ref = {claim.ref: claim for claim in whole(claims)}
    found = standings(by_ref.values()).items()
    return {ref: (anchor(by_ref[ref]), standing.state) for ref, standing in found}


def _moved(before: Stood) -> set[str] | None:
    """Anchors of the claims that were decided on since; None where more than decisions on claims came to it."""
    entries = models.Ledger.objects.filter(seq__gt=before.state[0]).values_list("kind", flat=True)
    kinds = list(entries[: _MOST_NEW + 1])
    known = models.Ledger.objects.filter(seq=before.state[0], hash=before.state[1]).exists()
    if not known or len(kinds) > _MOST_NEW or not set(kinds) <= {"decision", "person"}:
        return None
    out: set[str] = set()
    rows = models.Decision.objects.filter(pk__gt=before.decision).values_list("target", "verdict", "about", "anchor")
    for target, verdict, about, mark in rows:
        if target == "report" or (target == "claim" and verdict in ("split", "undo")):
            return None
        if target == "decision":
            out.update(models.Decision.objects.filter(ref=about, target="claim").values_list("anchor", flat=True))
        elif target == "claim":
            out.add(mark)
    return out


def decided() -> Mapping[str, tuple[str, str]]:
    """Anchor and state of every claim that somebody decided on or made, by its reference.

    After a decision only the claims that it is on are looked at again.
    """
    now, who = last(), seen_by()
    if not now[0]:
        return _of(read.decided_claims())
    with _LOCK:
        before = _STOOD.get(who)
    if before is not None and before.state == now:
        return before.claims
    newest = models.Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    changed = _moved(before) if before is not None else None
    if before is None or changed is None:
        claims = _of(read.decided_claims())
    else:
        kept = {ref: one for ref, one in before.claims.items() if one[0] not in changed}
        rows = models.Claim.objects.filter(anchor__in=changed) if changed else models.Claim.objects.none()
        claims = kept | _of(_values(Claim, rows))
    with _LOCK:
        while len(_STOOD) >= _MOST_KEPT:
            _STOOD.pop(next(iter(_STOOD)))
        _STOOD[who] = Stood(now, newest, claims)
    return claims


def anchors(*states: str) -> set[str]:
    """Anchors of the decided claims that stand so."""
    return {mark for mark, state in decided().values() if state in states}


def decided_anchors() -> set[str]:
    """Anchors of the claims that somebody accepted, rejected or split."""
    return anchors("accepted", "rejected", "split")
