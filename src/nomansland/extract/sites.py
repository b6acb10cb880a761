"""Which place of detention an event belongs to: the one it names, else the one told of before."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nomansland.extract.document import lemma
from nomansland.extract.event import Event
from nomansland.extract.matching import Grammar
from nomansland.extract.view import Match, View
from nomansland.terrain.fold import is_cyrillic, key, roman
from nomansland.words import Evidence, Passage

if TYPE_CHECKING:
    from nomansland.extract.eventscene import Scene

_AT_SITE = frozenset(
    "coercion.detention coercion.conditions coercion.ill_treatment coercion.confiscation coercion.execution".split()
)
_BEFORE = frozenset("in at near to into outside в во у под до біля поблизу під к на".split())
_FROM = frozenset("from of из с з із зі".split())
_SKIP = frozenset("the г с м пос п . ,".split())


def _names(view: View, sites: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Capitalised words after a preposition of place; after "from" and "of" only beside a site's word."""
    names = {start for start, _ in view.at(Grammar.NAME_ELEMENT)}
    out = []
    for at in sorted(names):
        before = at - 1
        while before > 0 and view.forms[before].folded in _SKIP:
            before -= 1
        word = view.forms[before].folded
        at_site = word in _FROM and any(before - 2 <= last - 1 < before for _, last in sites)
        if at - 1 in names or not (word in _BEFORE or at_site):
            continue
        end = at + 1
        while end in names and end - at < 3:
            end += 1
        out.append((at, end))
    return out


def slug(words: Sequence[str], language: str) -> str:
    """A name as an id, the same for its cases and for most of its spellings in Latin letters."""
    base = " ".join(lemma(word.lower(), language) if is_cyrillic(word) else word for word in words)
    latin = key(roman(base, language) if is_cyrillic(base) else base)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign))
    return "_".join(word.rstrip("aeiou'") or word for word in plain.split())


def _bounds(match: Match) -> tuple[int, int]:
    return match.start, match.end


def _named(scene: Scene) -> list[tuple[Passage, str]]:
    """The places that a sentence names, with their ids."""
    out = []
    sites = [_bounds(hit) for hit in scene.found("site")]
    for start, end in _names(scene.view, sites):
        tokens = scene.view.tokens[start:end]
        words = slug([token.text for token in tokens], scene.sentence.language)
        out.append((scene.doc.passage(tokens[0].start, tokens[-1].end), words))
    return out


def _nearest(event: Event, named: Sequence[tuple[Passage, str]]) -> tuple[Passage, str] | None:
    """The place inside the event's clause, of several the one right after its trigger; else the last one before it."""
    inside = [one for one in named if one[0].overlaps(event.passage)]
    before = [one for one in named if one[0].end <= event.passage.start]
    near = min(
        inside,
        key=lambda one: (one[0].start < event.trigger.start, abs(one[0].start - event.trigger.end)),
        default=None,
    )
    return near or (before[-1] if before else None)


def _first(scenes: Sequence[Scene]) -> tuple[Passage, str] | None:
    """The first place named beside the word of a site; else the first place of the report."""
    anywhere = None
    for scene in scenes:
        named = _named(scene)
        if named and scene.found("site"):
            return named[0]
        anywhere = anywhere or (named[0] if named else None)
    return anywhere


def _belongs(event: Event) -> bool:
    return event.type in _AT_SITE or event.type.startswith("site.") or event.rule.endswith((".assure", ".threat"))


def with_sites(scenes: Sequence[Scene], events: Sequence[Event]) -> list[Event]:
    """The events with the place of detention that they belong to, where the report names one.

    "The camp", "it", "there" and silence mean the place named last; before any was named, the first one to come.
    """
    by_sentence = {scene.sentence.index: scene for scene in scenes}
    found: list[tuple[Event, tuple[Passage, str] | None]] = []
    current: tuple[Passage, str] | None = None
    for event in events:
        named = _named(by_sentence[event.sentence]) if event.sentence in by_sentence else []
        own = _nearest(event, named)
        if event.type == "coercion.transfer" and own:
            current = own
        if not _belongs(event):
            found.append((event, None))
            continue
        founding = event.type == "coercion.detention" or event.type.startswith("site.")
        if founding and own:
            current = own
        found.append((event, (own if founding else None) or current))
    first = next((site for event, site in found if site and _belongs(event)), None) or _first(scenes)
    out = []
    for event, site in found:
        chosen = site or (first if _belongs(event) else None)
        if chosen:
            why = Evidence("site", chosen[0], f"“{chosen[0].quote}” names the place")
            event = replace(event, site=chosen[1], evidence=(*event.evidence, why))
        out.append(event)
    return out
