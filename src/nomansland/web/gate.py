"""What every request passes (Host, Origin, session) and what every answer carries (the headers that close the page)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from nomansland.web.allowed import (
    ALONE,
    ANYONE,
    BEARERS,
    NOBODY,
    RIGHTS,
    ROUTES,
    SAFE,
    Need,
    Person,
    allowed,
    person_of,
    rights_of,
)
from nomansland.web.door import Door, Session
from nomansland.web.errors import plain, too_large
from nomansland.web.incoming import MOST_BYTES
from nomansland.web.policy import HEADERS

Answer = Callable[[HttpRequest], HttpResponseBase]


def door() -> Door:
    """The door of the running desk."""
    found = getattr(settings, "NOMANSLAND_DOOR", None)
    if not isinstance(found, Door):
        raise TypeError("the desk was not opened with `web.serve`")
    return found


def session_of(request: HttpRequest) -> Session:
    """The session of a request that passed the gate."""
    found = door().session(request.COOKIES.get(door().cookie))
    return found or Session()


def _stranger(request: HttpRequest) -> HttpResponse | None:
    """The refusal for a request that another site caused, or None."""
    host = request.META.get("HTTP_HOST", "").lower()
    if host not in door().hosts:
        return plain(
            request, 400, "This desk answers to its loopback address only.", "Use the address that it printed."
        )
    origin = request.META.get("HTTP_ORIGIN")
    if origin is not None and origin.lower() != f"http://{host}":
        return plain(request, 403, "Another page sent this request.", "Open the desk itself and try there.")
    if request.META.get("HTTP_SEC_FETCH_SITE") == "cross-site" and request.method not in SAFE:
        return plain(request, 403, "Another page sent this request.", "Open the desk itself and try there.")
    return None


def _open(request: HttpRequest) -> HttpResponse:
    key = door().enter(request.path.removeprefix("/open/").strip("/"))
    if key is None:
        already = door().session(request.COOKIES.get(door().cookie)) is not None
        if already:
            return HttpResponseRedirect("/")
        return plain(
            request, 403, "This address was used before or is mistyped.", "Start `nomansland desk` again for a new one."
        )
    answer = HttpResponseRedirect("/")
    answer.set_cookie(door().cookie, key, httponly=True, samesite="Strict", path="/")
    return answer


def _person(request: HttpRequest) -> Person:
    """Who asks: a token that the request carries says so, else its session."""
    if "HTTP_AUTHORIZATION" in request.META:
        return next((one for bearer in BEARERS if (one := bearer(request)) is not None), NOBODY)
    key = request.COOKIES.get(door().cookie)
    found = door().session(key)
    if key is None or found is None:
        return NOBODY
    return Person("", found.name, ALONE, rights_of(ALONE), key[:8])


def route_of(request: HttpRequest) -> str:
    """The name of the route of a request, empty where no page has its address."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


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


class Gate:
    """Middleware: refuses strangers, exchanges the token, finds out who asks, asks the table of rights."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The refusal, or the page."""
        refused = _stranger(request)
        if refused is not None:
            return refused
        if request.path.startswith("/open/") and request.method == "GET":
            return _open(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_BYTES:
            return too_large(request)
        request.person = _person(request)  # type: ignore[attr-defined]
        need = ROUTES.get(route_of(request), Need()).of(request.method)
        if need != ANYONE and not person_of(request).session:
            return plain(
                request,
                403,
                "This browser has not been let in.",
                "Open the address that `nomansland desk` printed first.",
            )
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Answer, args: Any, kwargs: Any) -> HttpResponse | None:
        """The refusal of the table, before any view runs."""
        match = request.resolver_match
        route = match.view_name if match else ""
        if allowed(person_of(request), route, request.method):
            return None
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
        if not request.path.startswith("/static/"):
            # Reports must not stay in a browser's cache when the desk is closed.
            answer.headers["Cache-Control"] = "no-store"
        return answer
