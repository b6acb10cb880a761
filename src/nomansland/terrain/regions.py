"""Regions that reports name: oblasts, lands, rivers, axes; a lexicon of their forms, and the grammar of "X oblast"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nomansland.terrain.fold import bridge, is_cyrillic, key, roman
from nomansland.terrain.forms import decline, russian
from nomansland.terrain.front import Fronts, named_sector, stretch
from nomansland.terrain.geo import centre, distance_km

FOLDER = Path(__file__).parent.parent / "words" / "places"
SECTOR_KM, MAP_DAYS = 25.0, 45
_ADJECTIVE = re.compile("(?:ый|ий|ой|ая|ую|ое|ого|ому|ом|ым|им|ою|а|у|ої|ій|е|ім|их|ых|ими|ыми)$")


@dataclass(frozen=True, slots=True)
class Region:
    """A region: slug, kind (`oblast`, `region`, `river`, `axis`), middle and reach, the codifier's oblast it lies
    in."""

    slug: str
    kind: str
    name: str
    point: tuple[float, float] | None = None
    radius_km: float = 100.0
    within: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All known regions by folded form (words parted by a space), and oblasts by the stem of their adjective."""

    forms: dict[str, Region]
    firsts: frozenset[str]
    longest: int
    adjectives: dict[str, Region]
    english: dict[str, Region]
    by_slug: dict[str, Region]


def stem_of(adjective: str) -> str:
    """An adjective without its ending (авдіївському: авдіївськ)."""
    return _ADJECTIVE.sub("", adjective.lower())


def stem(adjective: str) -> str:
    """Loose stem of a region's adjective: Луганської, Луганская and луганському give one key."""
    return bridge(stem_of(adjective))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once from words/places/regions.yaml."""
    data = yaml.load(
        (FOLDER / "regions.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )
    forms: dict[str, Region] = {}
    adjectives: dict[str, Region] = {}
    english: dict[str, Region] = {}
    by_slug: dict[str, Region] = {}
    for kind, rows in (("oblast", data["oblasts"]), ("region", data["lands"]), ("river", data["rivers"])):
        for row in rows:
            region = _region(row, kind)
            by_slug[region.slug] = region
            _add(forms, row, region, kind)
            if kind == "oblast":
                english |= {key(name): region for name in row["en"]}
                for adjective in _adjectives(row):
                    adjectives[stem(adjective)] = region
    return Lexicon(
        forms,
        frozenset(one.split(" ", 1)[0] for one in forms),
        max(one.count(" ") + 1 for one in forms),
        adjectives,
        english,
        by_slug,
    )


def _region(row: dict[str, Any], kind: str) -> Region:
    point = tuple(row["point"]) if row.get("point") else None
    name = row["slug"].replace("-", " ").title()
    return Region(
        row["slug"], row.get("kind", kind), name, point, float(row.get("radius_km", 100)), row.get("within", "")
    )


def _add(forms: dict[str, Region], row: dict[str, Any], region: Region, kind: str) -> None:
    for language in ("uk", "ru"):
        for name in row.get(language, ()):
            for form in decline(name, language) if not name.isupper() else {name}:
                forms[key(form)] = region
    for name in [*row.get("plain", ()), *(row["en"] if kind != "oblast" else ())]:
        forms[key(name)] = region


def _adjectives(row: dict[str, Any]) -> list[str]:
    """Its adjective in Ukrainian, in Russian by rule, and in Russian as it is where no rule makes it."""
    ukrainian = [row["within"], *russian(row["within"])] if row.get("within") else []
    return [*ukrainian, *([row["adjective"]] if row.get("adjective") else [])]


def of_adjective(adjective: str, noun: str) -> Region:
    """The region of an adjective and its noun ("Воронежской", "oblast"): a known one, or a new one with a slug by
    rule."""
    known = lexicon().adjectives.get(stem(adjective))
    if known and noun == "oblast":
        return known
    base = _ADJECTIVE.sub("", adjective.lower())
    latin = roman(base, "uk" if set(base) & set("іїєґ") else "ru") if is_cyrillic(base) else base.lower()
    return Region(
        f"{latin.replace(' ', '-')}-{noun}",
        "axis" if noun == "axis" else "oblast" if noun == "oblast" else "region",
        f"{latin.title()} {noun}",
    )


def on_day(region: Region, day: date | None, fronts: Fronts) -> tuple[Region, str]:
    """An axis or a front as the area that it was on a day, and the sentence for it; other regions as they are.

    An axis that is named after a sector of that day is the ground of the sector's towns; a front ("the southern
    front") is the stretch of the line of that day around its usual middle, where a map is not too old for it.
    """
    if region.kind != "axis" or region.point is None or day is None:
        return region, ""
    sector = named_sector(region.slug, day)
    if sector is not None:
        middle = centre(sector.anchors)
        reach = SECTOR_KM + max(distance_km(middle, anchor) for anchor in sector.anchors)
        until = "" if sector.last == date.max else f" to {sector.last}"
        why = f"It is the {sector.name}, a name in use from {sector.first}{until}."
        return replace(region, point=middle, radius_km=round(reach, 1)), why
    front = fronts.on(day)
    if not region.slug.endswith("-front") or abs((day - front.day).days) > MAP_DAYS:
        return region, ""
    part = stretch(front, region.point, region.radius_km)
    if part is None:
        return region, ""
    kind = "a schematic line" if front.schematic else "the map"
    why = f"It is the part of the line of {front.day} around its usual middle, by {kind}."
    return replace(region, point=part[0], radius_km=round(part[1], 1)), why
