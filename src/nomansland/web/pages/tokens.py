"""My tokens: what programs ask with in my name; made here, shown once, revoked here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nomansland.tables import read, write
from nomansland.tables.write.ledger import now
from nomansland.web import accounts
from nomansland.web.allowed import Person, person_of
from nomansland.web.api.scopes import LEAVES, MOST_DAYS, MOST_TOKENS, SCOPES, USUAL_DAYS, checked, labelled, lasting
from nomansland.web.filters import Filters
from nomansland.web.pages.settings import mine
from nomansland.words.errors import PersonError


def offered(person: Person) -> list[tuple[str, str]]:
    """Scopes that give the person anything, with what they are for."""
    return [(scope, words) for scope, words in SCOPES.items() if LEAVES[scope] & person.rights]


def _make(request: HttpRequest) -> str:
    me = mine(request)
    scopes, label = checked(request.POST.getlist("scopes")), labelled(request.POST.get("label", ""))
    until = now() + lasting(request.POST.get("days", "").strip())
    accounts.signed(me.name, request.POST.get("present", ""))
    return write.make_token(me.ref, label, scopes, until, me.name, MOST_TOKENS)[1]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Make a token, which asks for the passphrase; revoke one."""
    person = person_of(request)
    words: dict[str, Any] = {"title": "Tokens", "filters": Filters()}
    if request.method == "POST":
        try:
            if request.POST.get("do") == "revoke":
                if not write.revoke_token(person.ref, request.POST.get("token", ""), person.name):
                    raise PersonError("You have no such token.", todo="It may have ended by itself.")
                return HttpResponseRedirect("/settings/tokens")
            words["value"] = _make(request)
        except PersonError as error:
            words["fault"] = error
    words |= {
        "account": read.person(person.ref),
        "scopes": offered(person),
        "tokens": [(row, row.until < now()) for row in read.tokens_of(person.ref)] if person.ref else [],
        "usual_days": USUAL_DAYS,
        "most_days": MOST_DAYS,
        "typed": request.POST.get("label", "") if "fault" in words else "",
    }
    return render(request, "desk/tokens.html", words, status=400 if "fault" in words else 200)
