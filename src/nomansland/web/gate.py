"""What every request passes (Host, Origin, session, table of rights) and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from nomansland.tables import read
from nomansland.tables.blots import sight_of
from nomansland.tables.sight import seeing
from nomansland.web.allowed import ANYONE, RIGHTS, ROUTES, SAFE, Need, allowed, person_of
from nomansland.web.api.problem import is_api
from nomansland.web.door import Door, Session
from nomansland.web.errors import plain, too_large
from nomansland.web.incoming import MOST_BYTES
from nomansland.web.policy import HEADERS
from nomansland.web.whois import who

_END = b""
Answer = Callable[[HttpRequest], HttpResponseBase]


def door() -> Door:
    """The door of the running desk."""
    found = getattr(settings, "NOMANSLAND_DOOR", None)
    if not isinstance(found, Door):
        raise TypeError("the desk was not opened with `web.serve`")
    return found


def session_of(request: HttpRequest) -> Session:
    """What the browser of a request that passed the gate did since the desk started."""
    person = person_of(request)
    if person.ref:
        return door().browser(person.session, person.name)
    found = door().session(request.COOKIES.get(door().cookie)) if person.session else None
    return found or Session()


def _stranger(request: HttpRequest) -> HttpResponse | None:
    """The refusal for a request that another site caused, or None."""
    host, team = request.META.get("HTTP_HOST", "").lower(), door().team
    if team is not None and request.META.get("REMOTE_ADDR") not in team.proxies:
        return plain(request, 403, "This desk takes requests from its proxy only.")
    if host not in door().hosts:
        kind = "own" if team else "loopback"
        return plain(request, 400, f"This desk answers to its {kind} address only.", "Use the address that it printed.")
    origin = request.META.get("HTTP_ORIGIN")
    if origin is not None and origin.lower() != door().origin(host):
        return plain(request, 403, "Another page sent this request.", "Open the desk itself and try there.")
    if request.META.get("HTTP_SEC_FETCH_SITE") == "cross-site" and request.method not in SAFE:
        return plain(request, 403, "Another page sent this request.", "Open the desk itself and try there.")
    return None


def _open(request: HttpRequest) -> HttpResponse:
    key = door().enter(request.path.removeprefix("/open/").strip("/"))
    if key is None:
        if who(request, door()).session:
            return HttpResponseRedirect("/")
        return plain(
            request, 403, "This address was used before or is mistyped.", "Start `nomansland desk` again for a new one."
        )
    if read.anybody():
        # Whoever has set a passphrase is asked for it: the address alone opens a case that has no accounts yet.
        return HttpResponseRedirect("/sign-in")
    answer = HttpResponseRedirect("/set-up" if door().required else "/")
    let_in(answer, key)
    return answer


def let_in(answer: HttpResponse, key: str) -> None:
    """Give the browser its session."""
    secure = door().team is not None
    answer.set_cookie(door().cookie, key, httponly=True, samesite="Strict", path="/", secure=secure)


def route_of(request: HttpRequest) -> str:
    """The name of the route of a request, empty where no page has its address."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """Send a browser to another page, as a whole also where it asked for a part of this one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _nobody(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who has no session, the same for every address."""
    if is_api(request):
        return plain(request, 401, "Nobody is signed in.", "Send a token, or sign in on the desk.")
    if not read.anybody():
        return plain(
            request,
            403,
            "This browser has not been let in.",
            "Open the address that `nomansland desk` printed first.",
        )
    if request.method in SAFE:
        back = request.get_full_path()
        return _elsewhere(request, "/sign-in" + ("" if back == "/" else "?" + urlencode({"back": back})))
    return plain(request, 403, "Nobody is signed in here any more. Nothing was kept.", "Sign in, then send it again.")


def _refused(request: HttpRequest, need: Need) -> HttpResponse:
    """The page for a person who may not: it names the right, never the thing."""
    wanted = need.of(request.method)
    if wanted is None:
        allow = ", ".join(name for name, right in (("GET, HEAD", need.look), ("POST", need.send)) if right)
        if allow:
            answer = plain(request, 405, "The address does not take this kind of request.", "Go back.")
            answer.headers["Allow"] = allow
            return answer
        return plain(request, 403, "This address is open to nobody: `web/allowed.py` does not list it.")
    todo = f"It needs the right to {RIGHTS.get(wanted, wanted)}. An administrator of the case can give you a role."
    return plain(request, 403, "Your roles do not let you do this.", todo)


def _held(answer: HttpResponseBase) -> HttpResponseBase:
    """The answer; one that is sent piece by piece sees no more while it is sent than when it began."""
    if isinstance(answer, StreamingHttpResponse) and not answer.is_async:
        here, pieces = copy_context(), iter(answer)
        answer.streaming_content = iter(lambda: here.run(next, pieces, _END), _END)
    return answer


class Gate:
    """Middleware: refuses strangers, exchanges the token, finds out who asks, asks the table of rights."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The refusal, or the page."""
        refused = _stranger(request)
        if refused is not None:
            return refused
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_BYTES:
            return too_large(request)
        need = ROUTES.get(route_of(request), Need()).of(request.method)
        if need == ANYONE and request.path.startswith("/static/"):
            return self.get_response(request)
        if request.path.startswith("/open/") and request.method == "GET":
            return _open(request)
        request.person = who(request, door())  # type: ignore[attr-defined]
        if need != ANYONE and not person_of(request).session:
            return _nobody(request)
        with seeing(sight_of(*map(person_of(request).may, ("exact", "names", "seal")))):
            return _held(self.get_response(request))

    def process_view(self, request: HttpRequest, view: Answer, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """The refusal of the table, before any view runs."""
        match, person = request.resolver_match, person_of(request)
        route = match.view_name if match else ""
        if allowed(person, route, request.method):
            return None
        if person.session and not person.ref and not person.rights and request.method in SAFE and not is_api(request):
            return _elsewhere(request, "/set-up")
        return _refused(request, ROUTES.get(route, Need()))


class Headers:
    """Middleware: closes every answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        answer = self.get_response(request)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        if door().team is not None:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        if not request.path.startswith("/static/"):
            # Reports must not stay in a browser's cache when the desk is closed.
            answer.headers["Cache-Control"] = "no-store"
        return answer
