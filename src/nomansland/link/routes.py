"""Whence and whither a claim of a transfer says that people, or a place of detention itself, were taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.group.compare import same_place
from nomansland.link.scene import Scene
from nomansland.link.topics import LANGUAGES, pattern_of
from nomansland.words import Claim, Place, Reading

WORDS_BACK = 5
"""Words before a place in which the preposition that governs it stands ("out of the old cellar in Lozova")."""

_CUES = ("thence", "thither", "unknown")
_MEASURES = frozenset({"distance", "direction", "between", "near"})
_WORD = re.compile(r"[\w'’-]+")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Route:
    """The two ends that a claim tells, None where it does not, and how each is known.

    `thence` is True where the sentence says "from there", `hidden` where it says that nobody is told whither.
    """

    start: Place | None
    end: Place | None
    thence: bool = False
    thither: bool = False
    hidden: bool = False


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "routes.yaml").read_text("utf-8"))
    return loaded


def _language(code: str) -> str:
    return code if code in LANGUAGES else "en"


@lru_cache(maxsize=32)
def _pattern(name: str, language: str) -> re.Pattern[str]:
    return pattern_of(_data()[name][_language(language)])


@lru_cache(maxsize=8)
def _located(language: str) -> re.Pattern[str]:
    found = _data()["located"].get(_language(language))
    return re.compile(found, re.I) if found else _NEVER


@lru_cache(maxsize=16)
def _words(name: str, language: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(one.split()) for one in _data()[name][_language(language)])


def moves_whole(scene: Scene, claim: Claim) -> bool:
    """True where the sentence of a claim says that the place of detention itself was moved."""
    reading = scene.reading(claim)
    start, end = scene.sentence(claim)
    return _pattern("whole", reading.language).search(reading.report.text, start, end) is not None


def route(scene: Scene, claim: Claim) -> Route:
    """Both ends, by the prepositions before the places of the claim's own sentence.

    A place with a preposition that may be either ("in Lozova") is the start before the verb and the end after it,
    unless its ending or a preposition further back tells. Of a claim whose sentence names no place, the place that was
    told of before is the start; with "from there" the claim's own place is the end.
    """
    reading = scene.reading(claim)
    text, language = reading.report.text, reading.language
    first, last = scene.sentence(claim)
    verb = _pattern("verb", language).search(text, first, last)
    turn = verb.start() if verb else claim.passage.start
    start = end = None
    inside = list(_named(reading, first, last))
    for at, place in inside:
        side = _side(text[first:at], place.text, language, at < turn)
        if side == "start" and start is None:
            start = place
        elif side == "end" and end is None:
            end = place
    cues = {name: _pattern(name, language).search(text, first, last) is not None for name in _CUES}
    if cues["thither"] and end is None and start is not None:
        start, end = None, start
    elif claim.place is not None and end is None and not cues["unknown"]:
        brought = bool(inside) and scene.own_place(claim)
        if start is not None:
            end = None if same_place(start, claim.place) is not False else claim.place
        elif cues["thence"] or cues["thither"] or brought:
            end = claim.place
        else:
            start = claim.place
    return Route(start, end, cues["thence"], cues["thither"], cues["unknown"])


def _named(reading: Reading, first: int, last: int) -> Iterator[tuple[int, Place]]:
    """The places of a report that a sentence names, also again, each with its offset."""
    seen: dict[int, Place] = {}
    for place in reading.places:
        for match in re.finditer(rf"(?<!\w){re.escape(place.text)}(?!\w)", reading.report.text[first:last]):
            at = first + match.start()
            if at not in seen or (place.passage and place.passage.start == at):
                seen[at] = place
    for at, place in sorted(seen.items(), key=lambda row: row[0]):
        if not _yardstick(reading, place, at):
            yield at, place


def _yardstick(reading: Reading, place: Place, at: int) -> bool:
    """True for a name that only says where another place is ("20 km north of Lozova")."""
    return any(
        place.text in one.objects and one.relation in _MEASURES and one.passage.start <= at < one.passage.end
        for one in reading.relations
    )


def _side(before: str, name: str, language: str, early: bool) -> str:
    """`start`, `end` or nothing: what the words before a place make of it."""
    words = [word.lower() for word in _WORD.findall(before)][-WORDS_BACK:]
    where = len(words)
    for back in range(len(words) - 1, -1, -1):
        kind = _kind(words, back, language)
        if kind in ("start", "end"):
            return kind
        if kind == "at":
            where = back
            break
    if where == len(words):
        return ""
    located = language == "en" or _located(language).search(name) is not None
    if early:
        return "end" if not located and name[-1:] in "ую" else "start"
    if not located:
        return "end"
    governed = (_kind(words, back, language) for back in range(where - 1, -1, -1))
    found = next((kind for kind in governed if kind), "end" if language == "en" else "start")
    return "end" if found == "at" else found


def _kind(words: Sequence[str], at: int, language: str) -> str:
    """What a preposition says: `start`, `end`, `at` for one that may be either; nothing for another word."""
    one, two = (words[at],), tuple(words[at : at + 2])
    for name, kind in (("from", "start"), ("to", "end"), ("at", "at")):
        known = _words(name, language)
        if one in known or two in known:
            return kind
    return ""
