"""An event that the patterns found, before its slots are filled."""

from __future__ import annotations

from dataclasses import dataclass

from nomansland.words import Evidence, Passage


@dataclass(frozen=True, slots=True)
class Likely:
    """What the examples reader thinks of an event: side, role of who tells it, modality, each with its probability."""

    role: tuple[str, float]
    modality: tuple[str, float]


@dataclass(frozen=True, slots=True)
class Event:
    """One event mention.

    Parameters
    ----------
    type : str
        Event id of the codebook.
    passage : Passage
        The clause that tells it: what a claim quotes.
    trigger : Passage
        The words that gave it away, inside `passage`.
    sentence : int
        Index of its sentence in the document.
    likely : Likely or None
        What the examples reader thinks of it; None where it was not asked.
    """

    type: str
    passage: Passage
    trigger: Passage
    sentence: int
    modality: str = "asserted"
    hedge: bool = False
    rule: str = ""
    site: str | None = None
    evidence: tuple[Evidence, ...] = ()
    reader: str = "rules"
    confidence: float | None = None
    likely: Likely | None = None
