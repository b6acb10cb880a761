"""Review: what one person decided and another has to look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from nomansland.review.second import person
from nomansland.review.verdicts import decide as made
from nomansland.tables.write import add_decision
from nomansland.web import queries, second
from nomansland.web.allowed import person_of
from nomansland.web.errors import plain
from nomansland.web.filters import PAGE, Filters, Page
from nomansland.web.gate import door, session_of
from nomansland.words.errors import ReviewError, StaleDecision

_LONGEST_REASON = 2000


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The queue, what others took first; without one it says why there is none."""
    filters, me = Filters.read(request.GET), person_of(request)
    every = second.waiting(me)
    start = (filters.number - 1) * PAGE
    words = {
        "title": "Review",
        "filters": filters,
        "page": Page(every[start : start + PAGE], len(every), filters),
        "asked": second.asked(),
        "mode": door().limits.second,
        "may": me.may("confirm"),
    }
    return render(request, "desk/review.html", words)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm what another person decided, or return it with a reason, which undoes it."""
    form, name = request.POST, session_of(request).name
    proposed = queries.decision(form.get("decision", ""))
    if proposed is None or proposed.target == "decision":
        return plain(request, 404, "There is no such decision.", "Open the list again.")
    reason = form.get("reason", "").strip()[:_LONGEST_REASON]
    try:
        if form.get("do") == "return":
            if person(proposed.by) == person(name):
                raise ReviewError("Whoever took a decision may not return it.", todo="Undo it where you took it.")
            if not reason:
                raise ReviewError("To return a decision needs a reason.", todo="Go back and say what is wrong with it.")
            decision = made(proposed.target, proposed.ref, "undo", name, reason=reason, undoes=proposed.id)
        else:
            decision = made("decision", proposed.id, "accept", name, reason=reason)
        add_decision(decision)
    except StaleDecision as error:
        return plain(request, 409, error.sentence, error.todo)
    except ReviewError as error:
        return plain(request, 400, error.sentence, error.todo)
    return HttpResponseRedirect("/review")
