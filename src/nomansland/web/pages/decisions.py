"""Decisions: each is a new row; undoing is a new row too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nomansland.review.verdicts import decide as made
from nomansland.tables.write import add_decision
from nomansland.web import queries
from nomansland.web.allowed import person_of
from nomansland.web.errors import plain
from nomansland.web.gate import session_of
from nomansland.words import Decision
from nomansland.words.errors import ReviewError, StaleDecision

_LONGEST_NAME, _LONGEST_REASON = 60, 2000


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the form stood on: only ever an address of the desk itself."""
    wanted = request.POST.get("back", "")
    if not wanted.startswith("/") or not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = "/"
    return HttpResponseRedirect(wanted)


def _save(request: HttpRequest, decision: Decision, after: str | None) -> HttpResponse:
    try:
        add_decision(decision, after)
    except StaleDecision as error:
        return plain(request, 409, error.sentence, error.todo)
    return _back(request)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Accept, reject, correct, explain, settle or retract one thing."""
    form = request.POST
    if form.get("target") == "decision":
        return plain(request, 400, "A decision is confirmed on the page of reviews.", "Open Review.")
    value = ((form.get("field", ""), form.get("value", "").strip()),) if form.get("verdict") == "correct" else ()
    try:
        decision = made(
            form.get("target", ""),
            form.get("ref", ""),
            form.get("verdict", ""),
            session_of(request).name,
            value=value,
            reason=form.get("reason", "").strip()[:_LONGEST_REASON],
            seen=form.get("seen", ""),
        )
        return _save(request, decision, form.get("last"))
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo one decision."""
    undone = queries.decision(request.POST.get("decision", ""))
    if undone is None:
        return plain(request, 400, "There is no such decision.", "Reload the page.")
    try:
        ref = request.POST.get("ref") or undone.ref
        decision = made(undone.target, ref, "undo", session_of(request).name, undoes=undone.id)
        return _save(request, decision, None)
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
