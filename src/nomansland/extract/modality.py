"""Asserted, denied, hypothetical, conditional, historical; and what is no event at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nomansland.words import Evidence

if TYPE_CHECKING:
    from nomansland.extract.events import Scene
    from nomansland.extract.matching import Match, Pattern
    from nomansland.extract.patternbook import Rule

_ORDER = ("historical", "conditional", "hypothetical", "denied")


@dataclass(frozen=True, slots=True)
class Modality:
    """How a claim stands, with the words that show it."""

    modality: str
    hedge: bool
    evidence: tuple[Evidence, ...]


def _near(scene: Scene, pattern: Pattern, name: str, match: Match) -> tuple[int, int] | None:
    """Where a cue bears on the match: negation right before or in it, the others in its clause, history in the sentence."""
    clause = scene.clause_of(match.start, match.end)
    for hit in scene.view.find(pattern):
        if name == "denied":
            if match.start - 4 <= hit.start and hit.end <= match.start and hit.start >= clause.start:
                return hit.start, hit.end
        elif name == "historical" or (clause.start - 1 <= hit.start and hit.end <= clause.end):
            return hit.start, hit.end
    return None


def modality(scene: Scene, rule: Rule, match: Match) -> Modality | None:
    """The modality of a match, or None where it tells no event (irony, a question, the text of a law)."""
    cues, tokens = scene.book.cues, scene.view.tokens
    for name in ("none",):
        if any(_near(scene, pattern, name, match) for pattern in cues.get(name, ())):
            return None
    if tokens[-1].text == "?" and not rule.type.startswith("response"):
        return None
    hedged = any(_near(scene, pattern, "hedge", match) for pattern in cues.get("hedge", ()))
    if rule.modality:
        return Modality(rule.modality, hedged, ())
    if rule.type == "response.denial":
        return Modality("asserted", hedged, ())
    for name in _ORDER:
        for pattern in cues.get(name, ()):
            span = _near(scene, pattern, name, match)
            if span:
                passage = scene.doc.passage(tokens[span[0]].start, tokens[span[1] - 1].end)
                return Modality(name, hedged, (Evidence("modality", passage, f"“{passage.quote}” makes it {name}"),))
    return Modality("asserted", hedged, ())
