"""What every request passes (Host, Origin, session) and what every answer carries (the headers that close the page)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from nomansland.web.door import Door, Session
from nomansland.web.errors import plain, too_large
from nomansland.web.incoming import MOST_BYTES
from nomansland.web.policy import HEADERS

Answer = Callable[[HttpRequest], HttpResponseBase]
SAFE = ("GET", "HEAD", "OPTIONS")


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


class Gate:
    """Middleware: refuses strangers, exchanges the token, asks for the session."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The refusal, or the page."""
        refused = _stranger(request)
        if refused is not None:
            return refused
        if request.path.startswith("/open/") and request.method == "GET":
            return _open(request)
        if request.path.startswith("/static/"):
            return self.get_response(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > MOST_BYTES:
            return too_large(request)
        if door().session(request.COOKIES.get(door().cookie)) is None:
            return plain(
                request,
                403,
                "This browser has not been let in.",
                "Open the address that `nomansland desk` printed first.",
            )
        return self.get_response(request)


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
