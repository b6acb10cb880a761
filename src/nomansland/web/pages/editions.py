"""Editions: what was or will be published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nomansland.share.release import K
from nomansland.web import overview
from nomansland.web.allowed import person_of
from nomansland.web.edition import editions, prepare, publish, withdraw
from nomansland.web.errors import plain
from nomansland.web.gate import session_of
from nomansland.words.errors import ShareRefused
from nomansland.words.law import rules


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Released ones for all; prepared ones, and what they hold back, for those who decide or release."""
    inside = bool({"decide", "release"} & person_of(request).rights)
    found = [one for one in editions() if inside or one.state == "released"]
    words = {
        "title": "Editions",
        "editions": found,
        "prepared": any(one.state == "prepared" for one in found),
        "inside": inside,
        "decided": overview.decided(),
        "rules": [rule for rule in rules().values() if rule.citable],
        "least": K,
    }
    return render(request, "desk/editions.html", words)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Prepare an edition, or withdraw one that is prepared."""
    number = request.POST.get("withdraw", "")
    try:
        if number:
            withdraw(number, session_of(request).name)
        else:
            prepare(session_of(request).name, tuple(request.POST.getlist("rule")))
    except ShareRefused as error:
        return plain(request, 400, error.sentence, error.todo)
    return HttpResponseRedirect(reverse("editions"))


@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    """Release a prepared edition."""
    try:
        publish(request.POST.get("edition", ""), session_of(request).name)
    except ShareRefused as error:
        return plain(request, 409, error.sentence, error.todo)
    return HttpResponseRedirect(reverse("editions"))
