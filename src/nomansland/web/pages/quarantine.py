"""Quarantine: what could not be read, with the reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import queries


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every source that was kept but not read."""
    return render(request, "desk/quarantine.html", {"title": "Quarantine", "items": queries.quarantined()})
