"""Why a field of a claim has its value."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words.passage import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: the field it bears on, the characters it was read from, and the rule in words.

    `reason` is a plain sentence for the editor ("'mobilised Russians' are soldiers of the Russian side").
    """

    field: str
    passage: Passage
    reason: str
