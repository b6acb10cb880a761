"""People of the case, their roles, invitations; and seals, which are the custodian's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nomansland.tables import read, write
from nomansland.tables.write.ledger import now
from nomansland.web.allowed import RIGHTS, ROLES, person_of
from nomansland.web.filters import Filters
from nomansland.web.gate import door
from nomansland.web.limits import INVITED
from nomansland.web.pages.study import kept
from nomansland.words.errors import PersonError

_LONGEST_REASON = 500


def _roles(request: HttpRequest, before: frozenset[str] = frozenset()) -> list[str]:
    given = request.POST.getlist("roles")
    if not given or not set(given) <= ROLES.keys():
        raise PersonError("A person has at least one role of the list.", todo="Tick one or more.")
    if "custodian" in set(given) - before and not person_of(request).may("seal"):
        raise PersonError("Only a custodian makes a custodian.", todo="Ask a custodian of the case who may do it.")
    return given


def _invite(request: HttpRequest, by: str) -> str:
    _, token = write.invite(_roles(request), now() + INVITED, by)
    return f"{door().origin(request.get_host())}/invited/{token}"


def _set_roles(request: HttpRequest, by: str) -> None:
    row = read.person(request.POST.get("person", ""))
    before = frozenset(row.roles.split()) if row else frozenset[str]()
    given = _roles(request, before)
    if row is not None and row.ref == person_of(request).ref and not set(given) <= before:
        raise PersonError("Nobody gives roles to oneself.", todo="Ask another administrator.")
    write.set_roles(request.POST.get("person", ""), given, by)


def _shut(request: HttpRequest, by: str) -> None:
    write.set_active(request.POST.get("person", ""), False, by)


def _let(request: HttpRequest, by: str) -> None:
    write.set_active(request.POST.get("person", ""), True, by)


def _end(request: HttpRequest, by: str) -> None:
    write.end_sessions(request.POST.get("person", ""), "", by)


def _withdraw(request: HttpRequest, by: str) -> None:
    write.withdraw(request.POST.get("invitation", ""), by)


DOES: dict[str, Callable[[HttpRequest, str], str | None]] = {
    "invite": _invite,
    "roles": _set_roles,
    "shut": _shut,
    "let": _let,
    "end": _end,
    "withdraw": _withdraw,
}


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Who is in the case; invite, give and take roles, shut out, end sessions."""
    words: dict[str, Any] = {"title": "People", "filters": Filters()}
    me = person_of(request)
    if request.method == "POST":
        try:
            if not me.ref:
                raise PersonError("You have no passphrase yet.", todo="Set one under Settings, then invite others.")
            do = DOES.get(request.POST.get("do", ""))
            if do is None:
                raise PersonError("The form asks for nothing that is known.", todo="Reload the page.")
            words["link"] = do(request, me.name)
        except PersonError as error:
            words["fault"] = error
        if not words.get("link") and "fault" not in words:
            return HttpResponseRedirect("/settings/people")
    words |= {
        "people": [(row, row.roles.split(), row.sessions.count()) for row in read.people()],
        "roles": [(name, [RIGHTS[right] for right in RIGHTS if right in ROLES[name]]) for name in ROLES],
        "invitations": [(row, row.until < now()) for row in read.invitations()],
        "days": INVITED.days,
    }
    return render(request, "desk/people.html", words, status=400 if "fault" in words else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def seals(request: HttpRequest) -> HttpResponse:
    """What is sealed; seal and unseal."""
    words: dict[str, Any] = {"title": "Sealed reports", "filters": Filters()}
    me, form = person_of(request), request.POST
    if request.method == "POST":
        try:
            ref = form.get("report", "").strip()
            if form.get("do") == "unseal":
                write.unseal(ref, me.name)
            else:
                write.seal(ref, me.name, form.get("reason", "").strip()[:_LONGEST_REASON])
                # What was measured before may name what is sealed now.
                kept().unlink(missing_ok=True)
            return HttpResponseRedirect("/settings/seals")
        except PersonError as error:
            words["fault"] = error
    words["seals"] = read.sealed()
    return render(request, "desk/seals.html", words, status=400 if "fault" in words else 200)
