"""The oblast that a place lies in, where that can be told."""

from __future__ import annotations

from nomansland.words.place import Candidate, Place

_SURE = 0.9


def _oblast(candidate: Candidate) -> tuple[str, str] | None:
    last = candidate.name.rsplit(", ", 1)[-1]
    if candidate.kind == "oblast":
        return candidate.code, last
    if candidate.admin and last != candidate.name:
        return candidate.admin[0], last
    return None


def oblast_of(place: Place | None) -> tuple[str, str] | None:
    """Code and name of the oblast, or None where the candidates do not agree on one.

    The candidates that lie in it must hold nine tenths of the weight given to all of them: a homonym in another oblast
    makes the place unknown, not likely.
    """
    if place is None or not place.candidates:
        return None
    weights: dict[str, float] = {}
    names: dict[str, str] = {}
    total = 0.0
    for candidate in place.candidates:
        total += candidate.weight
        found = _oblast(candidate)
        if found is not None:
            weights[found[0]] = weights.get(found[0], 0.0) + candidate.weight
            names.setdefault(*found)
    if not weights:
        return None
    code = max(weights, key=lambda key: weights[key])
    if total <= 0 or weights[code] / total < _SURE:
        return None
    return code, names[code]
