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
from nomansland.extract.lexicon import Phrases, folded, load
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
def _conditions() -> list[tuple[str, str, Phrases]]:
    out = []
    for name, row in load("conditions", "conditions.yaml").items():
        # Each condition is read on its own: one phrase ("basement") may bear on several.
        both = Phrases([row["breach"], row["kept"]])
        out.append((name, row["label"]["en"], both))
    return out


def conditions(doc: Document, events: Sequence[Event]) -> list[ConditionsFound]:
    """The conditions that each event states, aligned with `events`."""
    return [_of(doc, event) for event in events]


def _of(doc: Document, event: Event) -> ConditionsFound:
    if not event.type.startswith(_BEARS) or event.modality in _UNREAL:
        return ConditionsFound()
    text, only = folded(doc.text), _ONLY.get(event.type)
    denies = event.modality == "denied" or event.type == "response.denial"
    states: list[tuple[str, str]] = []
    evidence: list[Evidence] = []
    for name, label, phrases in _conditions():
        if (only is not None and name not in only) or (only is None and name == "C22"):
            continue
        hits = list(phrases.find(text, event.passage.start, event.passage.end))
        if not hits:
            continue
        kept = [hit for hit in hits if hit.entry == 1]
        hit = (kept or hits)[0] if denies else hits[0]
        if denies and hit.entry == 0 and name in _MUTE:
            continue
        value = "yes" if hit.entry == 1 or (denies and name not in _STAYS) else "no"
        passage = doc.passage(hit.start, hit.end)
        states.append((name, value))
        evidence.append(Evidence(f"condition.{name}", passage, f"{label}: {value}, from '{passage.quote}'"))
    return ConditionsFound(tuple(states), tuple(evidence))
