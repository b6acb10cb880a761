"""Decisions: each is a new row; undoing is a new row too; of two people on one record nobody overwrites the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nomansland.review.findings import id_of
from nomansland.review.parts import CHOSEN, chosen
from nomansland.review.verdicts import decide as made
from nomansland.tables import read
from nomansland.tables.write import add_decision, transaction
from nomansland.web import queries
from nomansland.web.allowed import person_of
from nomansland.web.background import READER
from nomansland.web.claimform import changed, written
from nomansland.web.conflict import conflict
from nomansland.web.errors import plain
from nomansland.web.gate import session_of
from nomansland.web.pages.study import case
from nomansland.words import Decision
from nomansland.words.errors import ReviewError, StaleDecision

_LONGEST_NAME, _LONGEST_REASON, _LONGEST_TEXT = 60, 2000, 8000
_MOST_COPIES = 200
_PATIENCE = 5.0
Value = tuple[tuple[str, str], ...]


def _back(request: HttpRequest, more: str = "") -> HttpResponseRedirect:
    """To the page that the form stood on: only ever an address of the desk itself."""
    wanted = request.POST.get("back", "")
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted, more = "/", ""
    return HttpResponseRedirect(wanted + more)


def _spans(form: Mapping[str, Any], *names: str) -> Value:
    """Spans as `first=120-164`, from the two words that each begins and ends with."""
    return tuple((name, f"{form.get(f'{name}-from', '')}-{form.get(f'{name}-to', '')}") for name in names)


def _value(form: Mapping[str, Any]) -> Value:
    """What a form says beside its verdict."""
    target, verdict = form.get("target", ""), form.get("verdict", "")
    if target == "translation":
        return ("language", form.get("language", "")), ("text", form.get("text", "").strip()[:_LONGEST_TEXT])
    if (target, verdict) == ("report", "add"):
        fields = written(form)
        return (*_spans(form, "span"), *((name, text) for name, text in fields.items() if text))
    if (target, verdict) == ("claim", "split"):
        return _spans(form, "first", "second")
    if verdict == "rate":
        return ((form.get("field", ""), form.get("value", "").strip()),)
    if verdict == "add":
        return ((form.get("field", ""), form.get("value", "").strip()),) if form.get("field") else ()
    if verdict != "correct":
        return ()
    if "was-type" not in form:
        return ((form.get("field", ""), form.get("value", "").strip()),)
    found = changed(form)
    if not found:
        raise ReviewError("No field says anything else than before.", todo="Change one, or accept the claim as it is.")
    return found


def _parts(form: QueryDict) -> Value:
    """The claims that go out of an incident or a site, or into it."""
    wanted = form.get("target") in ("incident", "site") and form.get("verdict") in ("split", "add")
    return tuple((CHOSEN, ref.strip()) for ref in form.getlist(CHOSEN) if ref.strip()) if wanted else ()


def _made(request: HttpRequest) -> Decision:
    form = request.POST
    return made(
        form.get("target", ""),
        form.get("ref", ""),
        form.get("verdict", ""),
        session_of(request).name,
        value=_parts(form) or _value(form),
        reason=form.get("reason", "").strip()[:_LONGEST_REASON],
        seen=form.get("seen", ""),
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept, reject, correct, split, add, translate, rate, explain, settle or retract one thing."""
    if request.POST.get("target") == "decision":
        return plain(request, 400, "A decision is confirmed on the page of reviews.", "Open Review.")
    try:
        decision = _made(request)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    try:
        add_decision(decision, request.POST.get("last"))
    except StaleDecision as error:
        return conflict(request, decision, error)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    if _moves(decision):
        return _anew(request, decision)
    new = (decision.target, decision.verdict) == ("report", "add")
    return _back(request, f"#{id_of(decision)}" if new else "")


def _moves(decision: Decision) -> bool:
    return decision.target in ("incident", "site") and decision.verdict in ("split", "add")


def _anew(request: HttpRequest, decision: Decision) -> HttpResponse:
    """What belongs together is worked out at once: the incident or site of before may be no more."""
    READER.start(case(), join=True, by=session_of(request).name)
    READER.wait(_PATIENCE)
    of_claim = read.incidents_of if decision.target == "incident" else read.sites_of
    homes = [one.id for ref in chosen(decision) for one in of_claim(ref)]
    return HttpResponseRedirect(reverse(decision.target, args=homes[:1]) if homes else f"/{decision.target}s")


@require_POST
def copies(request: HttpRequest) -> HttpResponse:
    """What was decided on the oldest telling, for its copies too: a row for each, all of them or none."""
    first = queries.decision(request.POST.get("decision", ""))
    forms = [tuple(text.split("|")) for text in request.POST.getlist("copy")[:_MOST_COPIES]]
    if first is None or first.target != "claim" or first.verdict not in ("accept", "reject", "correct"):
        return plain(request, 400, "There is no such decision to repeat.", "Reload the page.")
    if not forms or any(len(form) != 3 for form in forms):
        return plain(request, 400, "No copy was chosen.", "Reload the page.")
    try:
        with transaction():
            for ref, seen, last in forms:
                decision = made(
                    "claim", ref, first.verdict, session_of(request).name,
                    value=first.value, reason=f"as in {first.ref}", seen=seen,
                )  # fmt: skip
                add_decision(decision, last)
    except StaleDecision as error:
        return plain(request, 409, f"{error.sentence} Nothing was saved for any of the copies.", error.todo)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    return _back(request)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo one decision."""
    undone = queries.decision(request.POST.get("decision", ""))
    if undone is None:
        return plain(request, 400, "There is no such decision.", "Reload the page.")
    try:
        ref = request.POST.get("ref") or undone.ref
        add_decision(made(undone.target, ref, "undo", session_of(request).name, undoes=undone.id))
        return _anew(request, undone) if _moves(undone) else _back(request)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Set the name that decisions of this browser carry, as long as its person has no passphrase."""
    if person_of(request).ref:
        return plain(request, 403, "Your decisions carry the name of your account.", "It was set with the passphrase.")
    name = " ".join(request.POST.get("name", "").split())[:_LONGEST_NAME]
    if not name or not name.isprintable():
        return plain(request, 400, "A name is needed.", "Go back and write the name that your decisions shall carry.")
    session_of(request).name = name
    return _back(request)
