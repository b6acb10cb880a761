"""Bring in: pasted text and files are kept, read and shown, in the way of the commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nomansland.web import queries, states
from nomansland.web.background import READER
from nomansland.web.errors import plain
from nomansland.web.filters import Filters
from nomansland.web.gate import session_of
from nomansland.web.incoming import Came, Pasted, on_disk
from nomansland.web.pages import inbox
from nomansland.web.pages.reports import rows_of
from nomansland.web.pages.study import case
from nomansland.words.errors import AdmitError, NomanslandError

# How long a form waits for its reports to be read, in seconds; longer passes go on in the background.
PATIENCE = 10.0


def taken(pasted: Pasted, files: Iterable[Any]) -> Came:
    """Admit and archive what came in. Raises NomanslandError where nothing did, or it cannot be kept."""
    from nomansland import work

    with on_disk(case().folder, pasted, files) as paths:
        found = work.admit(case(), paths, work.tracker(True))
    aside = tuple((one.source, one.code, one.reason) for one in found.quarantined)
    return Came(tuple(dict.fromkeys(report.id for report in found.reports)), aside, found.notes)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """`admit` and `archive`, then the pass that `flow` runs; the one report that came in is shown when it is read."""
    try:
        came = taken(Pasted.read(request.POST), request.FILES.getlist("files"))
    except AdmitError as error:
        return inbox.page(request, 400, str(error))
    except NomanslandError as error:
        return plain(request, 400, error.sentence, error.todo)
    session_of(request).came = came
    if not came.reports:
        return HttpResponseRedirect(reverse("came"))
    READER.start(case(), by=session_of(request).name)
    if READER.wait(PATIENCE) and len(came.reports) == 1 and not came.aside and not READER.fault:
        return HttpResponseRedirect(reverse("report", args=came.reports))
    return HttpResponseRedirect(reverse("came"))


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What came of the last form of this browser, and how far the reading is."""
    came = session_of(request).came
    words = {
        "title": "What came in",
        "filters": Filters(),
        "came": came,
        "rows": rows_of(came.reports) if came else [],
        "waiting": states.unread(),
        "quarantine": queries.quarantined()[:1],
    }
    return render(request, "desk/came.html", words)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Read what waits, or stop reading."""
    if request.POST.get("do") == "stop":
        READER.stop()
    else:
        READER.start(case(), join=request.POST.get("do") == "link", by=session_of(request).name)
        READER.wait(1.0)
    if request.POST.get("back") == "/jobs":
        return HttpResponseRedirect("/jobs")
    return HttpResponseRedirect(reverse("came") if session_of(request).came else "/")
