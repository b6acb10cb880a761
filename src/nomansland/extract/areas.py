"""Mentions of regions, axes, rivers and borders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from nomansland.extract.document import Document, Sentence, Token
from nomansland.terrain import Terrain
from nomansland.terrain.fold import is_cyrillic, key
from nomansland.terrain.patterns import pattern
from nomansland.terrain.regions import Region, lexicon, of_adjective, stem_of

_NOUNS = ("oblast", "krai", "raion", "hromada", "republic", "axis")
_EN_NOUN = {
    "region": "oblast",
    "oblast": "oblast",
    "province": "oblast",
    "krai": "krai",
    "territory": "krai",
    "district": "raion",
    "raion": "raion",
    "republic": "republic",
    "axis": "axis",
    "front": "axis",
    "sector": "axis",
    "direction": "axis",
    "salient": "axis",
    "regions": "oblast",
    "oblasts": "oblast",
    "provinces": "oblast",
    "county": "raion",
    "frontline": "axis",
}
_BORDER_AFTER = {"guard", "guards", "police", "service", "crossing", "official", "officials"}
_COUNTRY = {
    "russian",
    "ukrainian",
    "belarusian",
    "romanian",
    "polish",
    "moldovan",
    "hungarian",
    "slovak",
    "finnish",
    "georgian",
    "estonian",
    "latvian",
    "lithuanian",
    "kazakh",
    "ukrainian-russian",
    "russian-ukrainian",
    "ukraine-russia",
}

AXIS_KM = 30.0
_RIVER = re.compile("^(?:річ(?:ці|ки|кою|ку)|рек(?:е|и|ой|у))(?= )")
# rivers that share their name with a town: one is on a river, and in a town
ALSO_TOWNS = frozenset({"desna-river", "oskil-river", "zherebets-river"})
INTO = frozenset("в у з із из до під под in at from to near".split())


@dataclass(frozen=True, slots=True)
class Area:
    """A found region with its offsets."""

    start: int
    end: int
    region: Region


def find_areas(document: Document, terrain: Terrain) -> list[Area]:
    """All mentions of regions, in the order of the text, none overlapping."""
    out: list[Area] = []
    for sentence in document.sentences:
        found = [*_known(sentence), *_made(sentence, terrain), *_english(sentence, terrain), *_borders(sentence)]
        taken: list[Area] = []
        for area in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            if not any(area.start < other.end and other.start < area.end for other in taken):
                taken.append(area)
        out += [_widened(area, sentence, document.text) for area in taken]
    return sorted(out, key=lambda one: one.start)


def _quoted(sentence: Sentence, first: int, last: int) -> bool:
    """True where exactly these tokens stand between quotation marks: a brand, a ship, a call sign."""
    tokens = sentence.tokens
    before = tokens[first - 1].text if first else ""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    return before in {"«", '"', "“", "„", "'", "‘"} and after in {"»", '"', "”", "“", "'", "’"}


def _known(sentence: Sentence) -> Iterator[Area]:
    words, tokens = lexicon(), sentence.tokens
    begins = [first for first, token in enumerate(tokens) if _first(token.text) in words.firsts]
    keys = [key(token.text) for token in tokens] if begins else []
    for first in begins:
        token = tokens[first]
        for last in range(min(len(tokens), first + words.longest) - 1, first - 1, -1):
            form = " ".join(keys[first : last + 1])
            region = words.forms.get(form) or words.forms.get(_RIVER.sub(_nominative, form))
            if region is None:
                continue
            single = last == first
            if region.slug in ALSO_TOWNS and first and tokens[first - 1].lower in INTO:
                break
            if (single and (not token.text[0].isupper() or _quoted(sentence, first, last))) or _vehicle(
                tokens, first, last
            ):
                break
            if region.kind == "axis" or any(t.text[0].isupper() for t in tokens[first : last + 1]):
                yield Area(token.start, tokens[last].end, region)
            break


def _nominative(noun: re.Match[str]) -> str:
    """ "На річці Дніпро": the noun is inflected and the name is not."""
    return "річка" if noun.group()[1] == "і" else "река"


@lru_cache(maxsize=50_000)
def _first(text: str) -> str:
    return key(text).split(" ")[0]


def _vehicle(tokens: Sequence[Token], first: int, last: int) -> bool:
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    return after in {"truck", "trucks", "lorry", "lorries", "brigade", "battalion"}


def _made(sentence: Sentence, terrain: Terrain) -> Iterator[Area]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens[1:], 1):
        if not is_cyrillic(token.text):
            continue
        noun = _noun(token.lower)
        if noun is None or not _names_region(tokens[place - 1], noun):
            continue
        first = tokens[place - 1]
        yield Area(first.start, token.end, _placed(first.lower, noun, terrain))
        yield from _listed(tokens, place - 1, noun)


@lru_cache(maxsize=50_000)
def _noun(word: str) -> str | None:
    """The kind of region that a word names after an adjective, or None."""
    return next((name for name in _NOUNS if pattern(f"areas.noun-{name}").match(word)), None)


def _placed(adjective: str, noun: str, terrain: Terrain) -> Region:
    """The region; an axis lies by the settlement that its adjective is made from."""
    region = of_adjective(adjective, noun)
    if noun != "axis" or region.point is not None:
        return region
    spot = terrain.of_adjective(stem_of(adjective))
    if spot is None or spot.point is None:
        return region
    slug = spot.name.lower().replace("'", "").replace(" ", "-")
    return Region(f"{slug}-axis", "axis", f"{spot.name} axis", spot.point, AXIS_KM)


def _names_region(token: Token, noun: str) -> bool:
    if not pattern("areas.ski").search(token.lower) or pattern("areas.not_place").match(token.lower):
        return False
    return noun == "axis" or token.text[0].isupper()


def _listed(tokens: Sequence[Token], place: int, noun: str) -> Iterator[Area]:
    """ "Харківської та Донецької областей": every adjective of the row is a region."""
    at = place
    while (
        at >= 2
        and tokens[at - 1].lower in {"и", "та", "і", "й", ",", "или", "або"}
        and _names_region(tokens[at - 2], noun)
    ):
        at -= 2
        yield Area(tokens[at].start, tokens[at].end, of_adjective(tokens[at].lower, noun))


def _english(sentence: Sentence, terrain: Terrain) -> Iterator[Area]:
    tokens = sentence.tokens
    for place, token in enumerate(tokens[1:], 1):
        noun = _EN_NOUN.get(token.lower)
        first = tokens[place - 1]
        if noun is None or not first.text[0].isupper() or first.lower in _COUNTRY or is_cyrillic(first.text):
            continue
        region = english_region(first, noun, terrain)
        if region is None:
            continue
        if token.lower.endswith("s") and place >= 3 and tokens[place - 2].lower == "and":
            earlier = english_region(tokens[place - 3], noun, terrain)
            yield Area(first.start, first.end, region)
            if earlier:
                yield Area(tokens[place - 3].start, tokens[place - 3].end, earlier)
        else:
            yield Area(first.start, token.end, region)


def english_region(token: Token, noun: str, terrain: Terrain) -> Region | None:
    """The region of an English phrase "X oblast", where X is a known name; else None."""
    if not token.text[0].isupper():
        return None
    known = lexicon().english.get(key(token.text))
    if known and noun == "oblast":
        return known
    hits = [hit for hit in terrain.lookup(token.text) if not hit.loose]
    least = 2 if noun == "axis" else 1
    if noun == "axis" and hits and hits[0].spot.point and max(hit.spot.rank for hit in hits) >= least:
        spot = max(hits, key=lambda hit: (hit.spot.country == "UA", hit.spot.rank)).spot
        return Region(f"{spot.name.lower().replace(' ', '-')}-axis", "axis", f"{spot.name} axis", spot.point, AXIS_KM)
    if (
        known
        or any(hit.spot.rank >= least for hit in hits)
        or token.lower.endswith(("sk", "ska", "skyi", "sky", "skiy"))
    ):
        return of_adjective(token.lower, noun)
    return None


def _borders(sentence: Sentence) -> Iterator[Area]:
    tokens = sentence.tokens
    for first, token in pairwise(tokens):
        if first.lower in _COUNTRY and token.lower in {"border", "frontier"}:
            after = next((t.lower for t in tokens if t.start > token.start), "")
            if after not in _BORDER_AFTER:
                yield Area(first.start, token.end, Region(f"{first.lower}-border", "region", f"{first.text} border"))


def _widened(area: Area, sentence: Sentence, text: str) -> Area:
    """Take "occupied part of", "окупованій" and "север" before a region into its mention: they say which part is
    meant."""
    before = [token for token in sentence.tokens if token.end <= area.start]
    start = area.start
    if (
        len(before) >= 3
        and [t.lower for t in before[-2:]] == ["part", "of"]
        and pattern("areas.occupied").match(before[-3].lower)
    ):
        start = before[-3].start
    elif (
        before
        and (pattern("areas.occupied").match(before[-1].lower) or pattern("areas.compass").match(before[-1].lower))
        and area.region.kind != "river"
    ):
        start = before[-1].start
    if start == area.start:
        return area
    part = "occupied" if pattern("areas.occupied").match(text[start : area.start].lower()) else "part"
    slug = area.region.slug if area.region.slug.endswith(part) else f"{area.region.slug}-{part}"
    whole = area.region
    return Area(start, area.end, Region(slug, whole.kind, whole.name, whole.point, whole.radius_km, whole.within))
