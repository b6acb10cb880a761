"""Refusals and errors as JSON (RFC 9457): what happened, what to do, and nothing of the case."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

PROBLEM = "application/problem+json"


def is_api(request: HttpRequest) -> bool:
    """True where a program asks."""
    return request.path_info.startswith("/api/")


def problem(status: int, title: str, sentence: str, todo: str = "", **more: Any) -> HttpResponse:
    """An answer that says what happened.

    Parameters
    ----------
    status : int
        HTTP status.
    title : str
        The kind of problem in a few words.
    sentence, todo : str
        What happened, and what to do.
    **more
        Members beside the usual ones.
    """
    # Sentences of the desk may wait to be put in the language that the browser asked for.
    told = {"title": str(title), "status": status, "detail": str(sentence), "todo": str(todo)}
    words = {"type": "about:blank"} | told | more
    answer = HttpResponse(orjson.dumps(words), status=status, content_type=PROBLEM)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="nomansland"'
    return answer
