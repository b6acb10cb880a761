"""Decisions: what was decided on a thing; taking one, held against what its page showed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from nomansland.review import corrected
from nomansland.review.verdicts import decide as made
from nomansland.tables import read
from nomansland.tables.sight import uncut
from nomansland.tables.write import add_decision
from nomansland.web import queries
from nomansland.web.allowed import person_of
from nomansland.web.api.answers import answers, decided, missing
from nomansland.web.api.asked import DecisionsAsked, known
from nomansland.web.api.auth import Refused
from nomansland.web.api.problem import problem
from nomansland.web.api.shapes import Conflict, Decided, Taken
from nomansland.web.conflict import fields_of, since
from nomansland.words import Decision
from nomansland.words.errors import StaleDecision

router = Router(tags=["decisions"])


@router.get("/decisions", response=answers(Decided, 404), url_name="decisions", summary="Decisions on a thing")
def on(request: HttpRequest, asked: Query[DecisionsAsked]) -> Any:
    """What was decided on it in order, with `seen` and `last` for the next decision."""
    known(request, asked)
    found = decided(request, asked.target, asked.ref, read.decisions(asked.target, asked.ref))
    if not found.seen:
        raise missing(asked.target)
    return found


def _checked(given: Taken, by: str) -> Decision:
    """The decision. Raises Refused where it is not held against anything, ReviewError where it says nothing."""
    if given.verdict != "undo" and (given.seen is None or given.last is None):
        raise Refused(422, "A decision needs what it is held against.", "Send seen and last as GET gives them.")
    return made(
        given.target, given.ref, given.verdict, by, value=tuple(given.value.items()), reason=given.reason.strip(),
        undoes=given.undoes, seen=given.seen or "",
    )  # fmt: skip


@router.post(
    "/decisions",
    response=answers(Decision, 404, good=201) | {409: Conflict},
    url_name="decisions",
    summary="Take a decision",
)
def decide(request: HttpRequest, given: Taken) -> Any:
    """A new row, never an edit; `undo` is one too. Where somebody decided meanwhile, 409 tells both versions."""
    decision = _checked(given, person_of(request).name)
    try:
        return Status(201, add_decision(decision, given.last))
    except StaleDecision as error:
        return _conflict(decision, given, error)


def _conflict(decision: Decision, given: Taken, error: StaleDecision) -> HttpResponse:
    with uncut():
        seen, last = read.seen(decision.target, decision.ref), read.last_decision(decision.target, decision.ref)
    stands, fields = None, []
    found = queries.claims_by_ref([decision.ref]) if decision.target == "claim" else {}
    if decision.ref in found:
        claim = found[decision.ref][0]
        stands = corrected(claim, queries.standings([claim])[claim.ref])
        if decision.verdict == "correct":
            fields = [
                {"name": one.name, "now": one.now, "mine": one.mine}
                for one in fields_of(stands, {f"set-{name}": text for name, text in decision.value})
            ]
    return problem(
        409, "It changed meanwhile", error.sentence, error.todo, mine=decision,
        theirs=since(decision, given.last or ""), seen=seen, last=last, stands=stands, fields=fields,
    )  # fmt: skip
