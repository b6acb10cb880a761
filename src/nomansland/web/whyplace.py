"""Why a place: what other tellings add to the candidates of a claim, for the pages of incidents and reports.

Claims come as the person may see them, so nothing that is cut from them comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nomansland.link.placed import among
from nomansland.words import Candidate, Claim, Incident, Retelling


@dataclass(frozen=True, slots=True)
class Clearer:
    """A claim with the place it names: candidates with their weight before and now, and a sentence for each reason."""

    claim: Claim
    text: str
    candidates: tuple[tuple[Candidate, float, float], ...]
    why: tuple[str, ...]


def clearer(
    claims: Iterable[Claim], tellings: Sequence[Retelling], incidents: Sequence[Incident] = ()
) -> list[Clearer]:
    """The claims whose place other tellings make clearer; the claims' own places stay as they are."""
    known = {claim.ref: claim for claim in claims}
    out = []
    for found in among(known.values(), tellings, incidents):
        before = {one.code: one.weight for one in found.own.candidates}
        rows = tuple((one, before.get(one.code, 0.0), one.weight) for one in found.new.candidates[:6])
        out.append(Clearer(known[found.claim], found.own.text, rows, found.new.why))
    return out
