"""What every page has around it: where am I, how many of each, whose name decisions carry."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nomansland.web import overview
from nomansland.web.allowed import allowed, person_of
from nomansland.web.assets import is_there
from nomansland.web.background import READER
from nomansland.web.gate import door, session_of
from nomansland.web.pages.guide import bar
from nomansland.web.second import asked

PLACES = (
    ("", _("Inbox"), ""),
    ("reports", _("Reports"), "reports"),
    ("claims", _("Claims"), "claims"),
    ("incidents", _("Incidents"), "incidents"),
    ("sites", _("Sites"), "sites"),
    ("legal", _("Legal sheet"), ""),
    ("contradictions", _("Contradictions"), "contradictions"),
    ("map", _("Map"), ""),
    ("timeline", _("Timeline"), ""),
    ("study", _("Study"), ""),
    ("editions", _("Editions"), ""),
    ("sources", _("Sources"), ""),
    ("review", _("Review"), ""),
    ("quarantine", _("Quarantine"), "quarantine"),
    ("jobs", _("Jobs"), ""),
    ("log", _("Log"), "log"),
    ("settings", _("Settings"), ""),
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
        "htmx": is_there("htmx.min.js"),
        "polled": request.headers.get("HX-Target", ""),
        "here_path": request.path,
        "tongues": settings.LANGUAGES,
        "tour_bar": bar(request) if "tour" in request.GET else None,
        "reading_now": READER.progress,
        "reading_fault": READER.fault,
    }
