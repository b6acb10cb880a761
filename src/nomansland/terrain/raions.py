"""Areas that leave few of the namesakes: raions by their adjective in three languages and by code, rivers by course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from nomansland.terrain.asked import Asked, Tie
from nomansland.terrain.courses import ON_KM, off_km
from nomansland.terrain.fold import bridge, roman
from nomansland.terrain.forms import russian
from nomansland.terrain.gazetteer import Hit, Terrain
from nomansland.terrain.geo import Point
from nomansland.terrain.regions import Region, stem_of

_TAIL = "-raion"
# Russian adjectives that no rule makes
_RUSSIAN = {
    "Харківський": "харьковский", "Миколаївський": "николаевский", "Рівненський": "ровенский", "Одеський": "одесский",
    "Куп'янський": "купянский", "Сіверськодонецький": "северодонецкий", "Старобільський": "старобельский",
    "Чугуївський": "чугуевский", "Запорізький": "запорожский", "Криворізький": "криворожский",
    "Чернівецький": "черновицкий", "Тернопільський": "тернопольский", "Бердичівський": "бердичевский",
    "Білгород-Дністровський": "белгород-днестровский", "Володимирський": "владимирский", "Ніжинський": "нежинский",
}  # fmt: skip


def raions_of(region: Region, terrain: Terrain) -> frozenset[str]:
    """Codes of the raions that a region of the kind "Bakhmutsk raion" may be; none where the codifier knows none."""
    if not region.slug.endswith(_TAIL):
        return frozenset()
    return _by_stem(terrain).get(bridge(region.slug.removesuffix(_TAIL).replace("-", " ")), frozenset())


@lru_cache(maxsize=4)
def _by_stem(terrain: Terrain) -> dict[str, frozenset[str]]:
    """Codes by the loose stem of the name, also without the ending of an adjective ("Bakhmut district")."""
    out: dict[str, set[str]] = {}
    for code, name in terrain.meta.get("raions", {}).items():
        for text, language in ((name, "uk"), *((one, "ru") for one in (*russian(name), _RUSSIAN.get(name, name)))):
            latin = bridge(roman(stem_of(text), language))
            for stem in (latin, latin.removesuffix("sk")):
                out.setdefault(stem, set()).add(code)
    return {stem: frozenset(codes) for stem, codes in out.items()}


def narrowed(asked: Sequence[Asked], ties: Sequence[Tie], terrain: Terrain) -> tuple[list[Asked], dict[int, str]]:
    """Names that the text puts in a raion, or on a river, keep the places that are there, if there are any.

    Membership of a raion is by code; a river's course is a line. Returns the names, and for those that were narrowed
    what the text says, by the number of the name.
    """
    out, told = list(asked), dict[int, str]()
    for tie in ties:
        for end in tie.objects:
            kept = _kept(out[tie.subject].hits, end, tie.kind, terrain) if isinstance(end, Region) else ()
            if kept and isinstance(end, Region):
                out[tie.subject] = replace(out[tie.subject], hits=kept)
                told[tie.subject] = f"in {end.name}" if end.kind != "river" else f"by the {end.name}"
    return out, told


def _kept(hits: Sequence[Hit], region: Region, kind: str, terrain: Terrain) -> tuple[Hit, ...]:
    if region.kind == "river" and kind in ("near", "part_of"):
        return tuple(hit for hit in hits if hit.spot.point and _by(hit.spot.point, hit.spot.radius_km, region.slug))
    if kind != "part_of":
        return ()
    codes = raions_of(region, terrain)
    return tuple(hit for hit in hits if hit.spot.raion in codes)


def _by(point: Point, radius_km: float, river: str) -> bool:
    off = off_km(point, river)
    return off is not None and off <= ON_KM + radius_km / 2
