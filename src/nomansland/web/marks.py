"""The text of a report as numbered lines, its claims as marked spans that may overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nomansland.extract.document import analyse
from nomansland.words import Claim, Reading


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look: plain, or inside `claims`; `starts` and `ends` are those that begin and end with it."""

    text: str
    claims: tuple[Claim, ...] = ()
    starts: tuple[Claim, ...] = ()
    ends: tuple[Claim, ...] = ()

    @property
    def first(self) -> Claim | None:
        """The claim that gives the mark its look: the shortest, so that a claim inside another one stays visible."""
        return min(self.claims, key=lambda claim: claim.passage.end - claim.passage.start, default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line (a sentence), its pieces, the claims whose passage begins in it, where it starts."""

    number: int
    opens_paragraph: bool
    language: str
    pieces: tuple[Piece, ...]
    claims: tuple[Claim, ...]
    start: int = 0


def _pieces(text: str, start: int, end: int, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    inside = [claim for claim in claims if claim.passage.start < end and start < claim.passage.end]
    cuts = {start, end}
    for claim in inside:
        cuts |= {max(start, claim.passage.start), min(end, claim.passage.end)}
    edges = sorted(cuts)
    out = []
    for left, right in pairwise(edges):
        over = tuple(claim for claim in inside if claim.passage.start <= left and right <= claim.passage.end)
        starts = tuple(claim for claim in over if claim.passage.start == left)
        ends = tuple(claim for claim in over if claim.passage.end == right)
        out.append(Piece(text[left:right], over, starts, ends))
    return tuple(out)


def lines(reading: Reading) -> list[Line]:
    """Every sentence of the report in order; together they hold all characters that are not white space."""
    document = analyse(reading.report)
    claims = sorted(reading.claims, key=lambda claim: (claim.passage.start, claim.passage.end))
    # A passage may begin in the white space before a line: it belongs to the first line that it reaches into.
    waiting = list(claims)
    out: list[Line] = []
    paragraph = -1
    for sentence in document.sentences:
        begun = tuple(claim for claim in waiting if claim.passage.start < sentence.end)
        waiting = [claim for claim in waiting if claim not in begun]
        pieces = _pieces(document.text, sentence.start, sentence.end, claims)
        opens = sentence.paragraph != paragraph
        out.append(Line(sentence.index + 1, opens, sentence.language, pieces, begun, sentence.start))
        paragraph = sentence.paragraph
    return out


def line_of(found: Sequence[Line], claim: Claim) -> int | None:
    """The number of the line that a claim begins in."""
    return next((line.number for line in found if claim in line.claims), None)
