"""The status of the people of an event: mobilised, contract, convict, territorial_defence, conscript, volunteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Phrases, folded, load
from nomansland.words import Evidence

_OF_PEOPLE = ("refusal.", "coercion.", "protest.", "response.prosecution", "evasion.")


@dataclass(frozen=True, slots=True)
class StatusFound:
    """The status of the people concerned, or None, and what it was read from."""

    status: str | None
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=1)
def _statuses() -> tuple[list[str], Phrases]:
    data = load("sides", "statuses.yaml")
    return list(data), Phrases(list(data.values()))


def statuses(doc: Document, events: Sequence[Event]) -> list[StatusFound]:
    """The status of each event's people, aligned with `events`: read in its own words, else in its sentence."""
    return [_status(doc, event) for event in events]


def _status(doc: Document, event: Event) -> StatusFound:
    if not event.type.startswith(_OF_PEOPLE):
        return StatusFound(None)
    names, phrases = _statuses()
    sentence = doc.sentences[event.sentence]
    for start, end in ((event.passage.start, event.passage.end), (sentence.start, event.passage.start)):
        hits = list(phrases.find(folded(doc.text), start, max(start, end)))
        if hits:
            hit = hits[0] if start == event.passage.start else hits[-1]
            passage, status = doc.passage(hit.start, hit.end), names[hit.entry]
            return StatusFound(status, (Evidence("status", passage, f"'{passage.quote}' means {status.replace('_', ' ')}"),))
    return StatusFound(None)
