"""What every page has around it: where am I, how many of each, whose name decisions carry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from nomansland.web import overview
from nomansland.web.allowed import allowed, person_of
from nomansland.web.background import READER
from nomansland.web.gate import door, session_of
from nomansland.web.second import asked

PLACES = (
    ("", "Inbox", ""),
    ("reports", "Reports", "reports"),
    ("claims", "Claims", "claims"),
    ("incidents", "Incidents", "incidents"),
    ("sites", "Sites", "sites"),
    ("legal", "Legal sheet", ""),
    ("contradictions", "Contradictions", "contradictions"),
    ("map", "Map", ""),
    ("timeline", "Timeline", ""),
    ("study", "Study", ""),
    ("editions", "Editions", ""),
    ("sources", "Sources", ""),
    ("review", "Review", ""),
    ("quarantine", "Quarantine", "quarantine"),
    ("log", "Log", "log"),
    ("settings", "Settings", ""),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation with counts, the place that is open, and the name of the person."""
    who, totals = person_of(request), overview.totals()
    here = request.path.strip("/").split("/", 1)[0]
    return {
        "places": [
            (f"/{path}", name, totals.get(noun), path == here)
            for path, name, noun in PLACES
            if allowed(who, path or "inbox", "GET")
        ],
        "totals": totals,
        "person": session_of(request).name,
        "who": who,
        "team": door().team is not None,
        "alone": "decide" in who.rights and not asked(),
        "here": request.get_full_path(),
        "here_path": request.path,
        "reading_now": READER.progress,
        "reading_fault": READER.fault,
    }
