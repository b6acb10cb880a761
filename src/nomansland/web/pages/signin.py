"""At the door: sign in, the second factor, sign out, the first account, an invitation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token, rotate_token
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nomansland.tables import read, write
from nomansland.tables.models import Person as Row
from nomansland.tables.read.people import fold_name
from nomansland.tables.write.ledger import now
from nomansland.web import accounts, factor
from nomansland.web.allowed import ALONE, person_of
from nomansland.web.errors import plain
from nomansland.web.gate import door, let_in, session_of
from nomansland.web.marking import marked as _
from nomansland.web.whois import living
from nomansland.words.errors import PersonError

Fields = tuple[tuple[str, str, str, str], ...]
NAME = ("name", _("Name"), "text", "username")
NEW: Fields = (
    ("passphrase", _("Passphrase, at least 12 characters"), "password", "new-password"),
    ("again", _("The same again"), "password", "new-password"),
)


def _page(
    request: HttpRequest, title: str, fields: Fields, fault: PersonError | None = None, **words: str
) -> HttpResponse:
    """A form without the frame of the desk: whoever sees it may not know what the case holds."""
    typed = {name: request.POST.get(name, "") for name, _, kind, _ in fields if kind == "text"}
    shown: dict[str, Any] = {
        "title": title,
        "fields": [(*field, typed.get(field[0], "")) for field in fields],
        "fault": fault,
        "csrf_token": get_token(request),
        "back": request.POST.get("back", request.GET.get("back", "")),
    }
    status = 200 if fault is None else 429 if fault.sentence == accounts.TOO_MANY else 400
    return HttpResponse(render_to_string("desk/door.html", shown | words), status=status)


def inside(wanted: str) -> str:
    """Where to go after signing in: only ever an address of the desk itself."""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return "/"


def _browser(request: HttpRequest) -> str:
    """The name of the program and its system, short: enough to tell one's own sessions apart."""
    said = request.META.get("HTTP_USER_AGENT", "")
    program = next((one for one in ("Firefox", "Edg", "Chrome", "Safari") if f"{one}/" in said), "another program")
    system = next((one for one in ("Android", "iPhone", "Windows", "Mac OS", "Linux") if one in said), "")
    return f"{program} on {system}" if system else program


def begun(request: HttpRequest, person: Row, where: str, pending: bool = False) -> HttpResponse:
    """A new session of a person: the browser's earlier one ends, so that no cookie from before counts."""
    old = read.session_of_key(request.COOKIES.get(door().cookie, ""))
    if old is not None:
        write.drop_session(old)
    rotate_token(request)
    answer = HttpResponseRedirect(where)
    let_in(answer, write.begin_session(person, door().limits.sessions, pending, _browser(request)))
    return answer


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and passphrase."""
    fields: Fields = (NAME, ("passphrase", _("Passphrase"), "password", "current-password"))
    if not read.anybody():
        return HttpResponseRedirect("/")
    if request.method != "POST":
        if person_of(request).session:
            return HttpResponseRedirect("/")
        return _page(request, _("Sign in"), fields, button=_("Sign in"))
    try:
        person = accounts.signed(request.POST.get("name", ""), request.POST.get("passphrase", ""))
    except PersonError as error:
        return _page(request, _("Sign in"), fields, error, button=_("Sign in"))
    back = inside(request.POST.get("back", ""))
    if person.totp:
        return begun(request, person, f"/second?{_query(back)}", pending=True)
    write.forget_attempts(fold_name(person.name))
    return begun(request, person, back)


def _query(back: str) -> str:
    from urllib.parse import urlencode

    return urlencode({"back": back})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """The second factor of somebody whose passphrase was right."""
    row = living(request.COOKIES.get(door().cookie, ""), door().limits)
    if row is None or not row.pending:
        return HttpResponseRedirect("/sign-in")
    fields: Fields = (("code", _("Code from the telephone, or a recovery code"), "text", "one-time-code"),)
    lead = f"{row.person.name}, one more step."
    if request.method != "POST":
        return _page(request, _("Second factor"), fields, lead=lead, button=_("Go on"))
    try:
        factor.passed(row.person, request.POST.get("code", ""))
    except PersonError as error:
        return _page(request, _("Second factor"), fields, error, lead=lead, button=_("Go on"))
    write.forget_attempts(fold_name(row.person.name))
    return begun(request, row.person, inside(request.POST.get("back", "")))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    person = person_of(request)
    if person.ref:
        write.end_session(person.ref, person.session, person.name)
    door().sessions.pop(request.COOKIES.get(door().cookie, ""), None)
    answer = HttpResponseRedirect("/sign-in")
    answer.delete_cookie(door().cookie, path="/", samesite="Strict")
    return answer


def typed_passphrase(request: HttpRequest, name: str) -> str:
    """The hash of a new passphrase, typed twice. Raises PersonError where it may be none."""
    given = request.POST.get("passphrase", "")
    if given != request.POST.get("again", ""):
        raise PersonError("The two passphrases are not the same.", todo="Type both again.")
    return accounts.hashed(accounts.check_passphrase(given, name))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first account: custodian, administrator and editor in one, said to be that."""
    if read.anybody():
        return HttpResponseRedirect("/settings")
    fields: Fields = (NAME, *NEW)
    lead = _(
        "You are the first person of this case, so you are its custodian, administrator and editor at once. "
        "A review of your own decisions is labelled as review by one person until somebody joins."
    )
    if request.method != "POST":
        return _page(request, _("Your name and passphrase"), fields, lead=lead, button=_("Begin"))
    try:
        name = accounts.name_of(request.POST.get("name", ""))
        person = write.add_person(name, ALONE, typed_passphrase(request, name))
    except PersonError as error:
        return _page(request, _("Your name and passphrase"), fields, error, lead=lead, button=_("Begin"))
    before = session_of(request)
    door().sessions.clear()
    answer = begun(request, person, "/settings")
    row = read.sessions_of(person.ref)[0]
    kept = door().browser(row.ref, name)
    kept.came, kept.toured = before.came, before.toured
    return answer


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """An account by invitation."""
    found = read.invitation(token, now())
    if found is None:
        return plain(request, 403, "The invitation does not count any more.", "Ask who sent it for a new one.")
    fields: Fields = (NAME, *NEW)
    lead = f"{found.by} invited you to be {', '.join(found.roles.split())}. Your name stands with all you decide."
    if request.method != "POST":
        return _page(request, _("Join the case"), fields, lead=lead, button=_("Join"))
    try:
        name = accounts.name_of(request.POST.get("name", ""))
        person = write.accept(token, name, typed_passphrase(request, name))
    except PersonError as error:
        return _page(request, _("Join the case"), fields, error, lead=lead, button=_("Join"))
    return begun(request, person, "/settings")
