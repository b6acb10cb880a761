"""Translations that people set beside quotes: signed rows, never in the place of the words themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nomansland.tables import models
from nomansland.words import Claim, Decision
from nomansland.words.codec import from_json
from nomansland.words.fingerprint import anchor


@dataclass(frozen=True, slots=True)
class Translation:
    """One person's words for a quote, and the row that they stand in."""

    language: str
    text: str
    decision: Decision


def translations(claims: Iterable[Claim]) -> dict[str, tuple[Translation, ...]]:
    """The translations that stand, by claim, the oldest first; they follow the characters of the quote."""
    of = {anchor(claim): claim.ref for claim in claims}
    rows = models.Decision.objects.filter(target="translation", anchor__in=of).order_by("pk")
    made = [(of[row.anchor], from_json(Decision, row.data)) for row in rows]
    undone = {decision.undoes for _, decision in made}
    out: dict[str, list[Translation]] = defaultdict(list)
    for ref, decision in made:
        value = dict(decision.value)
        if decision.verdict == "add" and decision.id not in undone:
            out[ref].append(Translation(value["language"], value["text"], decision))
    return {ref: tuple(found) for ref, found in out.items()}
