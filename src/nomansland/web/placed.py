"""The mark of a thing that has a place, for the drawn map and for the one that moves."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from nomansland.web import labels, phrases
from nomansland.web.pictures.chartparts import Mark
from nomansland.web.wording import worded
from nomansland.words import Incident, Place, Site


def _short(place: Place) -> str:
    best = place.best
    return best.name.split(",")[0] if best else place.text


def mark_of(thing: Incident | Site) -> Mark | None:
    """The mark of an incident or a site, or None where nobody says where."""
    place = thing.place
    point = place.point if place else None
    if place is None or point is None or place.best is None:
        return None
    where = phrases.place(place)
    side = labels.side_class(thing.side)
    if isinstance(thing, Site):
        state = worded(thing.states[-1].state) if thing.states else _("no state told")
        text = f"{labels.side_name(thing.side)}: {thing.name}, {state}; {where}"
        return Mark(*point, place.best.radius_km, side, "site", text, _short(place), reverse("site", args=[thing.id]))
    kinds = ", ".join(labels.label("event", event) for event in thing.types)
    when = phrases.time(thing.time) or _("nobody says when")
    text = f"{labels.side_name(thing.side)}: {kinds}; {where}; {when}"
    shape = labels.family(thing.types[0]) if thing.types else "context"
    single = thing.newsrooms.high <= 1
    return Mark(
        *point, place.best.radius_km, side, shape, text, _short(place), reverse("incident", args=[thing.id]), single
    )
