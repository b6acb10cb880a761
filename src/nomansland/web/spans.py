"""Words of a report that a person chooses spans from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nomansland.extract.document import Document
from nomansland.words import Passage

_WORD = re.compile(r"\S+")
_EDGE = "«»“”\"'()[]—–-,;:.!?…"
_JOINS = frozenset("and but while и а но однако і й та але або or или".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its number from 1, its offsets without the signs around it, whether the claim's words hold it."""

    number: int
    text: str
    start: int
    end: int
    inside: bool


def sentences_of(document: Document, passage: Passage) -> tuple[int, int]:
    """First and last offset of the sentences that a passage touches."""
    touched = [one for one in document.sentences if one.start < passage.end and passage.start < one.end]
    if not touched:
        return passage.start, passage.end
    return min(passage.start, touched[0].start), max(passage.end, touched[-1].end)


def words_of(text: str, start: int, end: int, passage: Passage) -> list[Word]:
    """The words between two offsets; signs at their edges do not belong to them, unless nothing else does."""
    out = []
    for number, found in enumerate(_WORD.finditer(text, start, end), 1):
        bare = found.group().strip(_EDGE)
        first = found.start() + (found.group().index(bare) if bare else 0)
        last = first + len(bare or found.group())
        out.append(Word(number, found.group(), first, last, first < passage.end and passage.start < last))
    return out


def halves(words: Sequence[Word]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where a claim may come apart: the spans left and right of the comma or joining word nearest to its middle.

    None where its words are too few.
    """
    own = [word for word in words if word.inside]
    if len(own) < 2:
        return None
    middle = len(own) / 2
    cuts = [number for number in range(1, len(own)) if _opens(own[number - 1], own[number])]
    cut = min(cuts or range(1, len(own)), key=lambda number: (abs(number - middle), number))
    after = cut + 1 if own[cut].text.lower() in _JOINS and cut + 1 < len(own) else cut
    return (own[0].start, own[cut - 1].end), (own[after].start, own[-1].end)


def _opens(before: Word, word: Word) -> bool:
    return before.text[-1] in ",;:—–" or word.text.lower() in _JOINS
