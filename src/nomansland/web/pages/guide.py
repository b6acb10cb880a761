"""How to read the desk: one page that a newcomer understands in a minute."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nomansland.web import labels
from nomansland.web.keys import KEYS

FAMILIES = {
    "refusal": "not fighting: orders refused, absence, surrender, mutiny, feigned damage",
    "coercion": "what is done to those who refuse: detention, conditions, threats, forced return",
    "site": "a place of detention opens, closes or opens again",
    "response": "what officials answer or do: denials, no answer, prosecutions",
    "protest": "appeals, rallies, relatives",
    "evasion": "crossing the border, hiding from the draft",
    "sabotage": "railways, bases, industry",
    "attack": "attacks on draft offices",
    "truce": "fraternization and local truces",
    "law": "somebody's view that a practice is or is not lawful",
    "context": "losses, ground, censorship",
}


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Sides, shapes, lines, words and keys."""
    shapes = [(family, FAMILIES.get(family, "")) for family in labels.FAMILIES]
    words = {"title": "How to read the desk", "families": shapes, "keys": KEYS, "modalities": labels.MODALITIES}
    return render(request, "desk/guide.html", words)
