"""What may put a claim in doubt: what patterns, a language model or a person read, not what likeness alone found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nomansland.group.decided import standing
from nomansland.link.scene import Scene
from nomansland.words import Claim, Decision, Incident, Retelling
from nomansland.words.fingerprint import anchor

BY_LIKENESS = "examples"
"""The reader whose claims stand on their likeness to labelled sentences."""


def sure(
    scene: Scene, found: Sequence[Incident], retellings: Sequence[Retelling], decisions: Sequence[Decision]
) -> tuple[Scene, list[Incident]]:
    """A set and its incidents without the claims that were found by likeness alone and that nobody accepted.

    Such a claim may be a proposal for an editor; a contradiction that stands on it would accuse somebody of an untruth
    for what a network found similar.
    """
    rows = [row for row in standing(decisions) if row.target == "claim" and row.verdict in ("accept", "correct")]
    held = {row.seen.partition("-")[0] or row.ref for row in rows}
    # a corrected type is another anchor
    held |= {row.ref for row in rows if row.verdict == "correct"}

    def counts(claim: Claim) -> bool:
        return claim.reader != BY_LIKENESS or claim.ref in held or anchor(claim) in held

    if all(map(counts, scene.claims.values())):
        return scene, list(found)
    readings = [replace(one, claims=tuple(filter(counts, one.claims))) for one in scene.readings]
    fewer = Scene(readings, retellings, decisions)
    kept = [replace(one, claims=tuple(ref for ref in one.claims if ref in fewer.claims)) for one in found]
    return fewer, [one for one in kept if one.claims]
