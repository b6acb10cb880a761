"""The two ways to be somebody for the API, as the gate found out before: a session of the desk, or a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from nomansland.web.allowed import SAFE, Person, person_of
from nomansland.web.api.scopes import ASKS, SCOPES


class Refused(Exception):
    """A request that is refused, as a problem."""

    def __init__(self, status: int, sentence: str, todo: str = "") -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.todo = status, sentence, todo


def _scope(request: HttpRequest) -> str | None:
    """The scope that a request needs, empty for none; None where the route takes no token."""
    match = request.resolver_match
    asks = ASKS.get(match.view_name if match else "")
    if asks is None:
        return None
    return asks[0] if request.method in SAFE else asks[1] or None


class Token(HttpBearer):
    """A token of a person, made under Settings or with `nomansland token`."""

    def __call__(self, request: HttpRequest) -> Person | None:
        """The person of the token, where its scopes reach so far."""
        person = person_of(request)
        if person.scopes is None or not person.session:
            return None
        wanted = _scope(request)
        if wanted is None:
            raise Refused(403, "This address takes no token.", "Use the desk.")
        if wanted and wanted not in person.scopes:
            todo = f"Make one that may {SCOPES[wanted]}, under Settings."
            raise Refused(403, f"The token has not the scope {wanted}.", todo)
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Not asked: the gate looked at the token before."""
        raise NotImplementedError


class Session(APIKeyCookie):
    """The cookie of a browser that signed in; its name ends with the port. What writes needs `X-CSRFToken` too."""

    param_name = "nomansland-8765"

    def __call__(self, request: HttpRequest) -> Person | None:
        """The person of the session."""
        person = person_of(request)
        if person.scopes is not None or not person.session:
            return None
        if check_csrf(request) is not None:
            raise Refused(
                403, "The request did not come from the desk.", "Send X-CSRFToken, or use a token instead of a cookie."
            )
        return person

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not asked: the gate looked at the cookie before."""
        raise NotImplementedError
