"""The place of what several claims tell of: where most origins put it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nomansland.link.scene import Scene
from nomansland.words import Claim, Place


def agreed(scene: Scene, told: Iterable[tuple[Claim, Place]]) -> Place | None:
    """Of the places told, the nearest known one of the point that most lineages give; of equals the one told first.

    A retelling that put it elsewhere, to a narrower radius, moves nothing.

    Parameters
    ----------
    scene : Scene
    told : iterable of (Claim, Place)
        The oldest telling first.
    """
    lineages: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[Place]] = defaultdict(list)
    first: Place | None = None
    for claim, place in told:
        first = first or place
        if place.best is not None:
            lineages[place.best.code].add(scene.lineage(claim))
            places[place.best.code].append(place)
    if not places:
        return first
    code = max(lineages, key=lambda code: len(lineages[code]))
    return min(places[code], key=lambda place: place.best.radius_km if place.best else 0.0)
