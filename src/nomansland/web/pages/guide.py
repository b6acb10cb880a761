"""How to read the desk: one page that a newcomer understands in a minute."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nomansland.tables import models
from nomansland.web import labels
from nomansland.web.allowed import person_of
from nomansland.web.gate import session_of
from nomansland.web.keys import KEYS
from nomansland.web.marking import marked
from nomansland.web.remembered import remembered

FAMILIES = {
    "refusal": marked("not fighting: orders refused, absence, surrender, mutiny, feigned damage"),
    "coercion": marked("what is done to those who refuse: detention, conditions, threats, forced return"),
    "site": marked("a place of detention opens, closes or opens again"),
    "response": marked("what officials answer or do: denials, no answer, prosecutions"),
    "protest": marked("appeals, rallies, relatives"),
    "evasion": marked("crossing the border, hiding from the draft"),
    "sabotage": marked("railways, bases, industry"),
    "attack": marked("attacks on draft offices"),
    "truce": marked("fraternization and local truces"),
    "law": marked("somebody's view that a practice is or is not lawful"),
    "context": marked("losses, ground, censorship"),
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Sides, shapes, lines, words and keys."""
    shapes = [(family, FAMILIES.get(family, "")) for family in labels.FAMILIES]
    words = {"title": "How to read the desk", "families": shapes, "keys": KEYS, "modalities": labels.MODALITIES}
    return render(request, "desk/guide.html", words)


def _strongest() -> str | None:
    """The report with the most claims among those that the person may see: the first in order where several have."""
    return remembered("strongest", _most_told)


def _most_told() -> str | None:
    shown = models.Claim.objects.filter(report__in=models.Report.objects.values("pk"))
    rows = shown.order_by().values("report").annotate(number=Count("pk"))
    most = rows.order_by("-number").values_list("number", flat=True).first()
    if most is None:
        return None
    refs = models.Report.objects.filter(pk__in=rows.filter(number=most).values("report"))
    return refs.order_by("ref").values_list("ref", flat=True).first()


def _steps() -> list[tuple[str, str, str]]:
    """What each step says, its address and the words of its link; none where there is nothing to show."""
    report = _strongest()
    if report is None:
        return []
    return [
        (
            _("A report with its claims: underlined words lead to the note beside them, which says who says what."),
            reverse("report", args=[report]),
            _("Open the report"),
        ),
        (
            _(
                "Incidents: claims of several reports that seem to tell of one event, with how many voices and "
                "newsrooms stand behind them."
            ),
            "/incidents",
            _("Open the incidents"),
        ),
        (
            _("Sites: places of detention and when somebody reported them open, closed or disputed."),
            "/sites",
            _("Open the sites"),
        ),
        (
            _(
                "The map: a circle is the area in which a place is known to lie. Both sides are drawn by the same "
                "rules."
            ),
            "/map",
            _("Open the map"),
        ),
        (
            _(
                "Contradictions: two claims that cannot both hold. You decide; a decision can be undone and is never "
                "erased."
            ),
            "/contradictions",
            _("Open the contradictions"),
        ),
    ]


def bar(request: HttpRequest) -> dict[str, Any] | None:
    """The step of the tour that the address of a page names (`tour=2`), with the address of the next one; or None."""
    asked = request.GET.get("tour", "")
    if not asked.isdecimal() or len(asked) > 1 or not person_of(request).may("read"):
        return None
    steps, number = _steps(), int(asked)
    if not 0 < number <= len(steps):
        return None
    after = f"{steps[number][1]}?tour={number + 1}" if number < len(steps) else ""
    return {"number": number, "of": len(steps), "text": steps[number - 1][0], "after": after}


def first_step(request: HttpRequest) -> str:
    """Where the tour begins; empty for a browser that has skipped or ended it."""
    report = None if session_of(request).toured else _strongest()
    return f"{reverse('report', args=[report])}?tour=1" if report else ""


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Five steps over what the case holds, each a link: it needs no script."""
    steps = _steps() if person_of(request).may("read") else []
    words = {"title": _("A tour in five steps"), "steps": steps, "toured": session_of(request).toured}
    return render(request, "desk/tour.html", words)


@require_POST
def tour_done(request: HttpRequest) -> HttpResponse:
    """Skip or end the tour: this browser is not led to it again."""
    session_of(request).toured = True
    return HttpResponseRedirect("/")
