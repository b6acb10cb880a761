"""Every value of a claim says why: what the parts that read it left unsaid is said here.

A reason points at the characters that bear the value: the words of the speaker, else those of the claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nomansland.words import Claim, Evidence, Speaker


def _of_time(claim: Claim) -> Iterable[tuple[str, str]]:
    if claim.time is not None:
        yield "time", claim.time.basis or "the day of publication bounds it"


def _of_wording(claim: Claim) -> Iterable[tuple[str, str]]:
    if claim.modality != "asserted":
        yield "modality", f"the words around it make it {claim.modality}"
    if claim.hedge:
        yield "hedge", "its sentence says that this is not confirmed"


def _hand(speaker: Speaker) -> str:
    how = "tells of what was lived through or seen" if speaker.first_hand else "tells what was learned from others"
    return f"who speaks ({speaker.role.replace('_', ' ')}) {how}"


def _of_speaker(speaker: Speaker) -> Iterable[tuple[str, str]]:
    if speaker.first_hand is not None:
        yield "speaker.first_hand", _hand(speaker)
    if speaker.adversary:
        yield "speaker.adversary", "the words at the speaker name the other side than that of the people concerned"
    if speaker.under_duress:
        yield "speaker.under_duress", "the words at the speaker tell of captivity or of a camera of those who hold him"
    if speaker.interest:
        yield "speaker.interest", f"{speaker.role.replace('_', ' ')}: {speaker.interest}"


def explained(claim: Claim) -> Claim:
    """The claim with a reason for every value that has none yet.

    Notes
    -----
    `via`, `condition.C4`, `speaker.interest` and the like name the part of a field that a reason bears on.
    """
    known = {evidence.field for evidence in claim.evidence}
    said = [
        Evidence(field, claim.passage, reason)
        for field, reason in (*_of_time(claim), *_of_wording(claim))
        if field not in known
    ]
    if claim.speaker is not None:
        where = claim.speaker.passage or claim.passage
        said += [Evidence(field, where, reason) for field, reason in _of_speaker(claim.speaker) if field not in known]
    return replace(claim, evidence=(*claim.evidence, *said)) if said else claim
