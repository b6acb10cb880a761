"""A mention of somebody or something that could be a source."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.extract.document import Document
from nomansland.words import Passage

OFFICES = frozenset({"official", "court", "intelligence_service", "ngo"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something that could be a source.

    `kind` is `person`, `office`, `outlet`, `pronoun` or `self` (the report's own newsroom); `cases` are the grammatical
    cases that the head word may stand in (empty in English); `group` is True for a plural.
    """

    kind: str
    role: str
    start: int
    end: int
    sentence: int
    name: str | None = None
    office: str | None = None
    cases: frozenset[str] = frozenset()
    group: bool = False

    def passage(self, doc: Document) -> Passage:
        """The words of the mention."""
        return doc.passage(self.start, self.end)


def longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
