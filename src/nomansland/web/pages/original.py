"""The original of a report: its kept bytes, checked, in a frame that may do nothing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.tables import read
from nomansland.web import queries
from nomansland.web.custody import kept, steps
from nomansland.web.labels import report_title
from nomansland.web.pages.study import case


def first_page(request: HttpRequest) -> int:
    """The page of a PDF that is asked for (`page=3`), from 1."""
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1


@require_safe
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The page as it was kept, and the chain of custody below."""
    reading = read.reading(ref)
    report = reading.report if reading else read.report(ref)
    if report is None:
        raise Http404
    words = {
        "title": "The original",
        "report": report,
        "heading": report_title(report.title, report.text, report.outlet),
        "kept": kept(report, case().folder, first_page(request)),
        "custody": steps(report, queries.claim_decisions(reading.claims) if reading else []),
    }
    return render(request, "desk/originalpage.html", words)
