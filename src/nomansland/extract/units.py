"""Military units as a report writes them, and the one that belongs to an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import folded, load
from nomansland.words import Evidence, Passage

# These types tell of people of a unit; of a site, a law or a reply a unit is only a bystander.
_OF_PEOPLE = ("refusal.", "coercion.", "protest.", "response.prosecution", "evasion.", "sabotage.", "truce.")
_LEFT = 80
_ORDINAL = r"\d{1,4}(?:\s?-\s?[а-яіїєґ]{1,3}|\s?(?:st|nd|rd|th)|[а-яіїєґ]{1,2})?"


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as written; `numbered` is False for one that only its kind of troops names."""

    text: str
    passage: Passage
    numbered: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class UnitFound:
    """The unit of an event, as written, and where it was read."""

    text: str
    passage: Passage
    evidence: tuple[Evidence, ...]


@lru_cache(maxsize=1)
def _patterns() -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    data = load("sides", "units.yaml")
    numbered = [re.compile(rf"(?<!\w)(?:{data['code']['any']})(?!\w)")]
    for language in ("uk", "ru", "en"):
        kind, middle, tail = (data[name][language] for name in ("kind", "middle", "tail"))
        one = rf"{_ORDINAL}[\s\xa0]*(?:{middle}[\s-]+)*(?:{kind}){tail}"
        numbered.append(re.compile(rf"(?<![\w-]){one}(?:\s+{one})*(?:\s+[«\"“][^»\"”\n]{{2,30}}[»\"”])?(?!\w)"))
        numbered.append(re.compile(rf"(?<![\w-]){kind}\s+(?:№|no\.?|number)\s*\d{{1,4}}(?!\w)"))
    numbered.append(re.compile(rf"(?<!\w){data['named']}"))
    plain = re.compile("|".join(rf"(?<!\w){data['plain'][language]}(?!\w)" for language in ("en", "ru", "uk")))
    return numbered, plain


def find_units(doc: Document) -> list[UnitMention]:
    """Every military unit that the report names, in order; of overlapping readings the longest."""
    text = folded(doc.text)
    numbered, plain = _patterns()
    spans = [(match.start(), match.end(), True) for pattern in numbered for match in pattern.finditer(text)]
    spans += [(match.start(), match.end(), False) for match in plain.finditer(text)]
    spans.sort(key=lambda span: (-span[2], span[0] - span[1], span[0]))
    kept: list[tuple[int, int, bool]] = []
    for span in spans:
        if not any(span[0] < other[1] and other[0] < span[1] for other in kept):
            kept.append(span)
    kept.sort()
    return [
        UnitMention(doc.text[left:right], doc.passage(left, right), numbered, doc.sentence_at(left).index)
        for left, right, numbered in kept
    ]


def units(doc: Document, events: Sequence[Event]) -> list[UnitFound | None]:
    """The unit of each event, aligned with `events`; None where the event's own words name none."""
    found = find_units(doc)
    return [_unit(event, found, events) for event in events]


def _unit(event: Event, found: list[UnitMention], events: Sequence[Event]) -> UnitFound | None:
    if not event.type.startswith(_OF_PEOPLE):
        return None
    inside = [one for one in found if event.passage.start <= one.passage.start < event.passage.end]
    if not inside:
        left = [one for one in found if one.sentence == event.sentence and one.passage.end <= event.passage.start]
        near = [one for one in left[-1:] if event.passage.start - one.passage.end <= _LEFT]
        inside = [one for one in near if not _taken(one, event, events)]
    if not inside:
        return None
    best = min(inside, key=lambda one: (not one.numbered, abs(one.passage.start - event.trigger.start)))
    reason = f"'{best.text}' is the unit named with the event"
    return UnitFound(best.text, best.passage, (Evidence("unit", best.passage, reason),))


def _taken(unit: UnitMention, event: Event, events: Sequence[Event]) -> bool:
    """Whether a unit to the left stands in another event's words."""
    return any(one is not event and one.passage.start <= unit.passage.start < one.passage.end for one in events)
