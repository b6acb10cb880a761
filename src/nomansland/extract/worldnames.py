"""Names of places in English news anywhere, found with an index of the whole world (`terrain build --world`).

Each capitalised run that the index knows is weighed by what stands around it; a name that is surely a place once, or
surely a person, is so in the whole report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from nomansland.extract.worldweigh import SMALL, Word, cut, weigh, words_of
from nomansland.terrain import Hit, Spot, Terrain

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][^\W_]*(?:['’-][^\W_]+)*|\d[\d.,]*|[^\w\s]")
_DOTTED = frozenset("st ft mt".split())
_JOINT = re.compile(r"(?:[ \u00a0]|\.[ ]|-|\.[ ]?(?=[A-Z]))")
LONGEST, THRESHOLD, SURE = 4, 1.0, 2.2


@dataclass(frozen=True, slots=True)
class Named:
    """A name that may be a place: where it stands, what the index has, its weight, the areas named beside it."""

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    weight: float
    person: bool = False
    beside: tuple[Spot, ...] = ()


def find_named(text: str, terrain: Terrain) -> list[Named]:
    """Names in the order of the text; none overlap."""
    words = [Word(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[Named] = []
    at = 0
    while at < len(words):
        named, width = _at(text, words, at, terrain) if words[at].text[0].isupper() else (None, 1)
        if named is not None:
            found.append(named)
        at += width
    return _agreed(tied(text, found))


def _at(text: str, words: Sequence[Word], at: int, terrain: Terrain) -> tuple[Named | None, int]:
    first = words[at]
    longest = LONGEST if terrain.begins(first.text) or first.text.lower() in _DOTTED else 1
    for width in range(min(longest, len(words) - at), 0, -1):
        last = words[at + width - 1]
        run = [word for word in words[at : at + width] if word.text not in ".-"]
        if width > 1 and not _joined(text, words[at : at + width]):
            continue
        if last.text.lower() in SMALL or last.text in ".-":
            continue
        end = cut(last)
        if text[end : end + 1] == "." and len(last.text) <= 5:
            dotted = hits_of(text[first.start : end + 1], terrain, dotted=True)
            if dotted:
                weight, person = weigh(text, words, at, width, dotted)
                return Named(first.start, end + 1, text[first.start : end + 1], dotted, weight, person), width + 1
        surface = text[first.start : end]
        hits = hits_of(surface, terrain) if len(run) > 1 or len(surface) > 2 or surface.isupper() else ()
        if hits:
            weight, person = weigh(text, words, at, width, hits)
            return Named(first.start, end, surface, hits, weight, person), width
    return None, 1


def _joined(text: str, run: Sequence[Word]) -> bool:
    """True where words form one name: capitals and small words, parted by a space, a hyphen or a dot."""
    if any(not (word.text[0].isupper() or word.text.lower() in SMALL or word.text in ".-") for word in run):
        return False
    for one, other in pairwise(run):
        between = text[one.end : other.start]
        if other.text == "." and one.text.lower() not in _DOTTED and len(one.text) > 1:
            return False
        if between not in ("", " ", "\u00a0") or (between == "" and other.text not in ".-" and one.text not in ".-"):
            return False
    return True


@lru_cache(maxsize=100_000)
def _known(surface: str, terrain: Terrain) -> tuple[Hit, ...]:
    strict = [hit for hit in terrain.lookup(surface) if not hit.loose]
    return (*terrain.areas(surface), *strict)


def hits_of(surface: str, terrain: Terrain, *, dotted: bool = False) -> tuple[Hit, ...]:
    """What the index has for a surface; initials must be written as initials, abbreviations with their dot."""
    bare = surface.replace(".", "")
    out = []
    for hit in _known(surface, terrain):
        name = hit.text.replace(".", "")
        if bare.isupper() and len(bare) <= 4 and bare.casefold() != name.casefold():
            continue
        if dotted and not hit.text.endswith("."):
            continue
        if name.isupper() and len(name) <= 4 and not bare.isupper():
            continue
        if hit.text.endswith(".") and len(name) <= 4 and not name.isupper() and not surface.endswith("."):
            continue
        if bare.isupper() and len(bare) <= 4 and not name.isupper() and hit.spot.population < 1_000_000:
            continue
        out.append(hit)
    return tuple(out)


def tied(text: str, found: list[Named]) -> list[Named]:
    """Ties "Paris, Texas" and "Plano, TX": the second name says where the first lies, and makes it a place."""
    codes = words_of()["postal"]
    out = list(found)
    for number, named in enumerate(found):
        tail = re.match(r",? (?=[A-Z])|, ", text[named.end : named.end + 3])
        if tail is None:
            continue
        start = named.end + tail.end()
        following = found[number + 1] if number + 1 < len(found) else None
        if following is not None and following.start == start and "," in tail.group():
            areas = tuple(h.spot for h in following.hits if h.spot.kind in ("country", "division", "county")
                          and h.status != "adjective")  # fmt: skip
            if areas and any(_lies(hit.spot, area) for hit in named.hits for area in areas):
                kept = tuple(area for area in areas if any(_lies(hit.spot, area) for hit in named.hits))
                out[number] = replace(named, weight=named.weight + 4.0, beside=kept, person=False)
        elif (code := text[start : start + 2]) in codes and not text[start + 2 : start + 3].isalnum():
            inside = [hit for hit in named.hits if (hit.spot.country, hit.spot.oblast) == ("US", code)]
            if inside:
                out[number] = replace(named, weight=named.weight + 4.0, beside=_state(inside[0].spot), person=False)
    return out


def _state(spot: Spot) -> tuple[Spot, ...]:
    return (replace(spot, kind="division", id=-1),)


def _lies(spot: Spot, area: Spot) -> bool:
    if spot.id == area.id or spot.country != area.country:
        return False
    return area.kind == "country" or (spot.oblast == area.oblast and spot.kind != area.kind)


def _agreed(found: list[Named]) -> list[Named]:
    """Names that are surely places or persons once are so in the whole report."""
    sure: dict[str, float] = defaultdict(lambda: -9.0)
    people: dict[str, int] = defaultdict(int)
    places: dict[str, int] = defaultdict(int)
    for named in found:
        sure[named.text.lower()] = max(sure[named.text.lower()], named.weight)
        people[named.text.lower()] += named.person
        places[named.text.lower()] += named.weight >= SURE
    out = []
    for named in found:
        key = named.text.lower()
        strict = THRESHOLD
        if people[key] > places[key]:
            strict = SURE + 1.5
        elif sure[key] >= SURE:
            strict = -1.5
        if named.weight >= strict:
            out.append(named)
    return out
