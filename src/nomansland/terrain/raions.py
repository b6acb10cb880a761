"""Raions (districts) of Ukraine as reports name them: by adjective in three languages, tied to the codifier's codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from nomansland.terrain.asked import Asked, Tie
from nomansland.terrain.fold import bridge, roman
from nomansland.terrain.forms import russian
from nomansland.terrain.gazetteer import Terrain
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
    """Names that the text puts in a raion keep the places of that raion, where there are any; membership is by code.

    Returns the names, and for those that were narrowed the raion's name by the number of the name.
    """
    out, told = list(asked), dict[int, str]()
    for tie in ties:
        if tie.kind != "part_of":
            continue
        for end in tie.objects:
            codes = raions_of(end, terrain) if isinstance(end, Region) else frozenset()
            kept = tuple(hit for hit in out[tie.subject].hits if hit.spot.raion in codes)
            if kept and isinstance(end, Region):
                out[tie.subject] = replace(out[tie.subject], hits=kept)
                told[tie.subject] = end.name
    return out, told
