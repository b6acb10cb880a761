"""Settings: who I am here, my passphrase, my second factor, my sessions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nomansland.tables import read, write
from nomansland.tables.models import Person as Row
from nomansland.web import accounts, factor
from nomansland.web.allowed import RIGHTS, ROLES, person_of
from nomansland.web.errors import plain
from nomansland.web.filters import Filters
from nomansland.web.gate import door
from nomansland.web.pages.signin import typed_passphrase
from nomansland.web.second import asked
from nomansland.words.errors import PersonError


def mine(request: HttpRequest) -> Row:
    """The account of who asks. Raises PersonError where there is none yet."""
    row = read.person(person_of(request).ref)
    if row is None:
        raise PersonError("You have no passphrase yet.", todo="Set one under Settings.")
    return row


def _page(request: HttpRequest, fault: PersonError | None = None, said: str = "") -> HttpResponse:
    person = person_of(request)
    limits = door().limits
    words: dict[str, Any] = {
        "title": "Settings",
        "filters": Filters(),
        "me": person,
        "account": read.person(person.ref),
        "roles": [(name, [RIGHTS[right] for right in RIGHTS if right in ROLES[name]]) for name in ROLES],
        "sessions": read.sessions_of(person.ref) if person.ref else [],
        "codes_left": factor.recoveries(person.ref),
        "second": asked(),
        "limits": limits,
        "idle_minutes": int(limits.idle.total_seconds() // 60),
        "longest_hours": f"{limits.longest.total_seconds() / 3600:g}",
        "fault": fault,
        "said": said,
    }
    return render(request, "desk/settings.html", words, status=400 if fault else 200)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """My account and what I may do."""
    return _page(request)


@sensitive_post_parameters()
@require_POST
def passphrase(request: HttpRequest) -> HttpResponse:
    """Change my passphrase: the present one is asked for, all my other sessions end."""
    try:
        me = mine(request)
        accounts.signed(me.name, request.POST.get("present", ""))
        write.set_passphrase(me.ref, typed_passphrase(request, me.name), me.name, person_of(request).session)
    except PersonError as error:
        return _page(request, error)
    return _page(request, said="The passphrase is changed. All your other sessions have ended.")


@require_POST
def sessions(request: HttpRequest) -> HttpResponse:
    """End one of my sessions, or all but this."""
    person = person_of(request)
    ref = request.POST.get("session", "")
    if ref == "others":
        write.end_sessions(person.ref, person.session, person.name)
    elif not write.end_session(person.ref, ref, person.name):
        return plain(request, 404, "You have no such session.", "It may have ended by itself.")
    return HttpResponseRedirect("/settings#sessions")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set a second factor up, or take it away: both need the passphrase."""
    try:
        me = mine(request)
    except PersonError:
        return HttpResponseRedirect("/settings")
    words: dict[str, Any] = {"title": "Second factor", "filters": Filters(), "account": me}
    if request.method == "POST":
        try:
            accounts.signed(me.name, request.POST.get("present", ""))
            if request.POST.get("do") == "off":
                write.drop_totp(me.ref, me.name)
                return HttpResponseRedirect("/settings#factor")
            words["codes"] = factor.confirm(me, request.POST.get("code", ""))
            write.end_sessions(me.ref, person_of(request).session, me.name)
            return render(request, "desk/factor.html", words)
        except PersonError as error:
            words["fault"] = error
    if not me.totp:
        words |= {"secret": factor.begin(me), "picture": factor.picture(me, factor.begin(me))}
    return render(request, "desk/factor.html", words, status=400 if "fault" in words else 200)
