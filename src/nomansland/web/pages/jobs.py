"""Jobs: what runs in the background, what waits, what ran, who asked for it and how it ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import models
from nomansland.web import states
from nomansland.web.background import OPEN, progress_of

_SHOWN = 50


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The last jobs, the newest first; the page looks again by itself while one runs."""
    rows = list(models.Job.objects.order_by("-pk")[:_SHOWN])
    words = {
        "title": "Jobs",
        "jobs": [(job, progress_of(job) if job.state in OPEN else None) for job in rows],
        "running": any(job.state in OPEN for job in rows),
        "waiting": states.unread(),
    }
    return render(request, "desk/jobs.html", words)
