"""Write decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from django.db import connection

from nomansland.review.parts import chosen, with_rest
from nomansland.review.second import awaiting, person
from nomansland.review.verdicts import check
from nomansland.tables.columns import clean, text_of
from nomansland.tables.models import Claim as ClaimRow
from nomansland.tables.models import Decision as DecisionRow
from nomansland.tables.read.decisions import OF_CLAIMS, last_decision, makers, seen
from nomansland.tables.read.linked import incident, site
from nomansland.tables.sight import EVERYTHING, sight
from nomansland.tables.write.ledger import append, transaction
from nomansland.tables.write.told import renew_claims
from nomansland.words import Decision
from nomansland.words.codec import from_json
from nomansland.words.errors import ReviewError, StaleDecision


def _current(decision: Decision) -> str:
    current = seen(decision.target, decision.ref)
    if not current and decision.verdict == "undo":
        # an incident or a site that was cut in two is no more; what was decided on it can be undone all the same
        row = DecisionRow.objects.filter(ref=decision.undoes or "", about=decision.ref).first()
        current = from_json(Decision, row.data).seen if row else ""
    if not current:
        raise ReviewError(f"There is no {decision.target} {decision.ref}.", todo="Open the list again.")
    return current


def _check_undo(decision: Decision) -> None:
    row = DecisionRow.objects.filter(ref=decision.undoes or "").values_list("data", flat=True).first()
    undone = from_json(Decision, row) if row else None
    if undone is None or undone.target != decision.target:
        raise ReviewError(f"There is no decision {decision.undoes} on this {decision.target}.")
    if undone.verdict == "undo":
        raise ReviewError("An undoing cannot be undone.", todo="Decide again instead.")
    for other in DecisionRow.objects.filter(verdict="undo", target=decision.target).values_list("data", flat=True):
        if from_json(Decision, other).undoes == decision.undoes:
            raise ReviewError(f"The decision {decision.undoes} is undone already.")


def _check_second(decision: Decision) -> None:
    """Whoever proposed a decision may not confirm it, and what does not stand is not confirmed."""
    row = DecisionRow.objects.filter(ref=decision.ref).exclude(target="decision").first()
    proposed = from_json(Decision, row.data) if row else None
    if proposed is None or proposed.verdict == "undo":
        raise ReviewError(f"There is no decision {decision.ref} to confirm.", todo="Open the list again.")
    if person(proposed.by) == person(decision.by):
        raise ReviewError("Whoever took a decision may not confirm it.", todo="Ask another person of the case.")
    if decision.ref not in {one.id for one in awaiting(_all())}:
        raise StaleDecision(f"The decision {decision.ref} awaits nobody any more.", todo="Open the list again.")


def _all() -> list[Decision]:
    return [from_json(Decision, data) for data in DecisionRow.objects.order_by("pk").values_list("data", flat=True)]


def _of_parts(decision: Decision) -> Decision:
    """A split of an incident or site, or an addition to it, with the claims that stay behind."""
    if decision.target not in ("incident", "site") or decision.verdict not in ("split", "add"):
        return decision
    thing = (incident if decision.target == "incident" else site)(decision.ref)
    members = thing.claims if thing is not None else ()
    rows = ClaimRow.objects.filter(ref__in=[*members, *chosen(decision)])
    return with_rest(
        decision, members, {ref: (mark, side) for ref, mark, side in rows.values_list("ref", "anchor", "side")}
    )


def _renew(decision: Decision) -> None:
    """A row on a report that people made claims of may make or take away claims."""
    report = decision.ref if decision.target == "report" else decision.ref.rpartition(":")[0]
    if decision.target in ("claim", "report") and makers([report]):
        renew_claims(report)


def add_decision(decision: Decision, after: str | None = None) -> Decision:
    """Add one row; the same row again adds nothing.

    Parameters
    ----------
    decision : Decision
        `seen`, where given, is the fingerprint of what the person was shown.
    after : str or None
        Id of the last decision on it that the person was shown, empty where there was none; None checks nothing.

    Returns
    -------
    Decision
        The row as stored: `seen` is filled in where it was empty.

    Raises
    ------
    StaleDecision
        Where the record changed, or somebody else decided, since it was shown.
    ReviewError
        Where the verdict is none, or the thing decided on is not in the case.
    """
    check(decision)
    if sight() is not EVERYTHING:
        # Inside the transaction everything is seen: what the person cannot see must be missing before it begins.
        _current(decision)
    with transaction():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{DecisionRow._meta.db_table}" IN EXCLUSIVE MODE')
        stored = DecisionRow.objects.filter(ref=decision.id).values_list("data", flat=True).first()
        if stored is not None:
            old = from_json(Decision, stored)
            value = old.value if chosen(decision) == chosen(old) != () else decision.value
            if replace(decision, seen=decision.seen or old.seen, value=value) != old:
                raise ReviewError(f"Another decision has the id {decision.id}.")
            return old
        current = _current(decision)
        if decision.seen and decision.seen != current:
            raise StaleDecision(f"{decision.ref} changed since it was shown.", todo="Look at it again and decide.")
        if after is not None and after != last_decision(decision.target, decision.ref):
            raise StaleDecision(f"Somebody decided on {decision.ref} meanwhile.", todo="Look at it again and decide.")
        if decision.verdict == "undo":
            _check_undo(decision)
        elif decision.target == "decision":
            _check_second(decision)
        decision = replace(_of_parts(decision), seen=current)
        at = datetime.fromisoformat(decision.at)
        DecisionRow.objects.create(
            ref=decision.id,
            target=decision.target,
            about=decision.ref,
            anchor=current.partition("-")[0] if decision.target in OF_CLAIMS else "",
            verdict=decision.verdict,
            by=clean(decision.by),
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
            data=text_of(decision),
        )
        append("decision", decision)
        _renew(decision)
    return decision
