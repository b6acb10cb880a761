"""The status of the people of an event: mobilised, contract, convict, territorial_defence, conscript, volunteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Phrases, folded, load
from nomansland.words import Evidence, Passage

_OF_PEOPLE = ("refusal.", "coercion.", "protest.", "response.prosecution", "evasion.")


@dataclass(frozen=True, slots=True)
class StatusFound:
    """The status of the people concerned, and what it was read from."""

    status: str
    passage: Passage
    evidence: tuple[Evidence, ...]


@lru_cache(maxsize=1)
def _statuses() -> tuple[list[str], Phrases]:
    data = load("sides", "statuses.yaml")
    return list(data), Phrases(list(data.values()))


def statuses(doc: Document, events: Sequence[Event]) -> list[StatusFound | None]:
    """The status of each event's people, aligned with `events`: read in its own words, else before them; else None."""
    return [_status(doc, event) for event in events]


def _status(doc: Document, event: Event) -> StatusFound | None:
    if not event.type.startswith(_OF_PEOPLE):
        return None
    names, phrases = _statuses()
    sentence = doc.sentences[event.sentence]
    for start, end in ((event.passage.start, event.passage.end), (sentence.start, event.passage.start)):
        hits = list(phrases.find(folded(doc.text), start, max(start, end)))
        if hits:
            hit = hits[0] if start == event.passage.start else hits[-1]
            passage, status = doc.passage(hit.start, hit.end), names[hit.entry]
            reason = f"'{passage.quote}' means {status.replace('_', ' ')}"
            return StatusFound(status, passage, (Evidence("status", passage, reason),))
    return None
