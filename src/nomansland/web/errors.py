"""Errors as plain pages: what happened and what to do."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from nomansland.web.api.problem import is_api, problem
from nomansland.web.marking import marked as _

TITLES = {
    400: _("Not understood"),
    401: _("Nobody is signed in"),
    403: _("Not let in"),
    404: _("Nothing here"),
    405: _("Not like that"),
    409: _("It changed meanwhile"),
    413: _("Too much at once"),
    422: _("Not understood"),
    429: _("Too many requests"),
    500: "A fault in the program",
}


def plain(request: HttpRequest, status: int, sentence: str, todo: str = "") -> HttpResponse:
    """A page that says what happened, or the same as JSON where a program asks; it shows nothing of the case."""
    if is_api(request):
        return problem(status, TITLES.get(status, "Error"), sentence, todo)
    words = {"title": TITLES.get(status, "Error"), "status": status, "sentence": sentence, "todo": todo}
    return HttpResponse(render_to_string("desk/error.html", words), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where a form is larger than the desk takes."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return plain(request, 400, "The request cannot be understood.", "Go back and try again.")


def too_large(request: HttpRequest) -> HttpResponse:
    """413: nothing of the form was taken."""
    return plain(
        request,
        413,
        "The form holds more than the desk takes at once. Nothing of it was kept.",
        "Send fewer or smaller files, or take them in from the terminal: `nomansland flow --case CASE FILE`.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also where a form comes without its token."""
    return plain(
        request, 403, "This form is too old or did not come from the desk.", "Reload the page and send it again."
    )


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return plain(
        request, 404, "No page has this address.", "It may name something that the last reading no longer holds."
    )


def fault(request: HttpRequest) -> HttpResponse:
    """500."""
    return plain(
        request,
        500,
        "The page could not be made. Nothing was lost: decisions already saved stay saved.",
        "The terminal that runs the desk says what went wrong.",
    )
