"""Conditions of detention (C1 to C22): what a report says was kept to and what was not.

Every condition is worded so that `yes` means that the protection was present. What is not stated is left out. A breach
that is denied (by the narrator, or in an official reply) is a statement that the protection was present.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.extract.lexicon import Hit, Phrases, folded, load
from nomansland.words import Evidence

_BEARS = ("coercion.", "site.", "law.assessment", "response.denial", "refusal.order")
_STAYS = frozenset({"C18"})  # a renamed or denied place stays unacknowledged, whoever says it
_MUTE = frozenset({"C4", "C5", "C12", "C14", "C21"})  # to deny that men were in a cellar says not where they were
_ONLY = {"refusal.order": frozenset({"C22"})}
_UNREAL = frozenset({"hypothetical", "conditional", "historical"})


@dataclass(frozen=True, slots=True)
class ConditionsFound:
    """The conditions that an event states: (`C1`..`C22`, `yes` or `no`) pairs in order, each with its evidence."""

    states: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@lru_cache(maxsize=1)
def _conditions() -> tuple[list[tuple[str, str]], Phrases]:
    """Names and labels; the phrases, two entries to a condition: breach, then kept."""
    data = load("conditions", "conditions.yaml")
    names = [(name, row["label"]["en"]) for name, row in data.items()]
    return names, Phrases([row[side] for row in data.values() for side in ("breach", "kept")])


def conditions(doc: Document, events: Sequence[Event]) -> list[ConditionsFound]:
    """The conditions that each event states, aligned with `events`."""
    return [_of(doc, event) for event in events]


def _of(doc: Document, event: Event) -> ConditionsFound:
    if not event.type.startswith(_BEARS) or event.modality in _UNREAL:
        return ConditionsFound()
    only = _ONLY.get(event.type)
    denies = event.modality == "denied" or event.type == "response.denial"
    names, phrases = _conditions()
    first: dict[int, Hit] = {}
    for hit in phrases.every(folded(doc.text), event.passage.start, event.passage.end):
        first.setdefault(hit.entry, hit)
    states: list[tuple[str, str]] = []
    evidence: list[Evidence] = []
    for number, (name, label) in enumerate(names):
        breach, kept = first.get(2 * number), first.get(2 * number + 1)
        if (name == "C22" if only is None else name not in only) or (breach is None and kept is None):
            continue
        told, value = _judged(name, breach, kept, denies)
        if told is None:
            continue
        passage = doc.passage(told.start, told.end)
        states.append((name, value))
        evidence.append(Evidence(f"condition.{name}", passage, f"{label}: {value}, from '{passage.quote}'"))
    return ConditionsFound(tuple(states), tuple(evidence))


def _judged(name: str, breach: Hit | None, kept: Hit | None, denies: bool) -> tuple[Hit | None, str]:
    """What decides, and how: the first phrase said; where all is denied, a breach turns round."""
    if kept is not None and (breach is None or denies or kept.start < breach.start):
        return kept, "yes"
    if denies and name in _MUTE:
        return None, ""
    return breach, "yes" if denies and name not in _STAYS else "no"
