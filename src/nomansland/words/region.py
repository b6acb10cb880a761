"""The oblast that a place lies in, where that can be told.

`oblasts.tsv` is the closed list: the first four signs of the codifier's codes for Ukraine, GeoNames' first-order codes
for the Russian regions along the border and the two capitals, with labels in three languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nomansland.words.place import Candidate, Place

_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Oblast:
    """A first-order area: its short code, its slug (what columns and releases hold), its labels by language."""

    code: str
    slug: str
    en: str
    ru: str
    uk: str
    also: tuple[str, ...] = ()


@cache
def oblasts() -> dict[str, Oblast]:
    """All known areas by slug."""
    lines = Path(__file__).with_name("oblasts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {row[1]: Oblast(row[0], row[1], row[2], row[3], row[4], tuple(row[5].split())) for row in rows}


@cache
def _slugs() -> dict[str, str]:
    known = oblasts().values()
    return (
        {one.code: one.slug for one in known}
        | {f"region:{one.slug}": one.slug for one in known}
        | {f"region:{name}": one.slug for one in known for name in one.also}
    )


def _of(candidate: Candidate) -> str | None:
    slugs = _slugs()
    if candidate.code in slugs:
        return slugs[candidate.code]
    if candidate.code.startswith("UA"):
        return slugs.get(candidate.code[:4])
    for code in candidate.admin:
        country = "" if code.startswith(("UA", "RU")) else candidate.name.rsplit(", ", 1)[-1]
        found = slugs.get(f"{country}{code}"[:4]) or slugs.get(code)
        if found:
            return found
    return None


def oblast_of(place: Place | None) -> Oblast | None:
    """The oblast, or None where the candidates do not agree on one.

    The candidates that lie in it must hold nine tenths of the weight given to all of them: a homonym in another oblast
    makes the place unknown, not likely.
    """
    if place is None:
        return None
    weights: dict[str | None, float] = {}
    for candidate in place.candidates:
        slug = _of(candidate)
        weights[slug] = weights.get(slug, 0.0) + candidate.weight
    total = sum(weights.values())
    sure = [slug for slug, weight in weights.items() if slug and total > 0 and weight / total >= _SURE]
    return oblasts()[sure[0]] if sure else None
