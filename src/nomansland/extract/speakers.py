"""Who says what a report tells: the speaker and the chain of every event.

The text is read once from top to bottom. Each sentence may tie its words to a source; a sentence that does not goes on
with the source before it, inside a paragraph always, across paragraphs where the whole report retells one source. What
nobody else says, the publishing outlet says itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from nomansland.extract import attribution_words as lists
from nomansland.extract.attribution_fellows import first_hand, of_others
from nomansland.extract.attribution_flow import read_voices
from nomansland.extract.attribution_voices import Voice
from nomansland.extract.chains import Attribution, chain_of
from nomansland.extract.document import Document
from nomansland.extract.event import Event
from nomansland.words import Evidence, Speaker

__all__ = ["Attribution", "attribute"]

_INTEREST = {
    "official": "speaks for the institution that is accused",
    "commander": "answers for the men spoken of",
    "intelligence_service": "a party to the war",
    "intelligence_officer": "a party to the war",
    "relative": "kin of the people concerned",
    "soldier": "concerned himself",
    "detainee": "concerned himself",
    "lawyer": "speaks for a client",
}
_FIRST_HAND = frozenset({"soldier", "detainee", "witness", "medic"})


def _side_of(doc: Document, voice: Voice) -> str | None:
    """The side that an office or a source belongs to, by the words at it; None where they do not tell."""
    passage = voice.passage
    if passage is None:
        text = doc.report.outlet or ""
    else:
        text = doc.text[max(0, passage.start - 25) : passage.end + 35].split("\n")[0]
    hits = {side: bool(lists.side_words(side).search(text)) for side in ("RF", "UA")}
    if hits["RF"] == hits["UA"]:
        return None
    return "RF" if hits["RF"] else "UA"


def _speaker(doc: Document, voice: Voice, side: str | None) -> Speaker:
    own = (
        _side_of(doc, voice)
        if voice.role in ("official", "court", "intelligence_service", "intelligence_officer", "commander")
        else None
    )
    around = doc.text[max(0, voice.passage.start - 60) : voice.passage.end + 90] if voice.passage else ""
    duress = voice.role in ("soldier", "detainee", "fellow_soldier") and bool(
        lists.signs("duress", doc.language).search(around)
    )
    hand = True if voice.role in _FIRST_HAND else None if voice.role == "media" else False
    return Speaker(
        role=voice.role,
        name=voice.name,
        office=voice.office,
        adversary=bool(own and side in ("RF", "UA") and own != side),
        first_hand=hand,
        under_duress=duress,
        interest=_INTEREST.get(voice.role),
        passage=voice.passage,
    )


# the least likelihood of a role for which it replaces the outlet's own voice, and any other that was read; how far from
# the words whoever is said to say them may stand
_OVER_OUTLET, _OVER_READ, _NEAR = 0.7, 0.8, 200


def _is_near(event: Event, voice: Voice) -> bool:
    at, words = voice.passage, event.passage
    return voice.tied and at is not None and at.start <= words.end + _NEAR and at.end >= words.start - _NEAR


def _as_told(event: Event, voice: Voice) -> Voice:
    """The voice that was read, or one of the role in which such words are told where the examples reader is sure.

    Who is named beside the words stays.
    """
    if event.likely is None or _is_near(event, voice):
        return voice
    role, share = event.likely.role
    if role == voice.role or share < (_OVER_OUTLET if voice.role == "media" else _OVER_READ):
        return voice
    reason = f"told as a {role.replace('_', ' ')}'s words are in labelled reports (likeness {share:.2f})"
    return Voice(role, None, None, event.passage, voice.via, reason)


def attribute(doc: Document, events: Sequence[Event], sides: Sequence[str | None] | None = None) -> list[Attribution]:
    """The speaker and the chain of every event, in the order of `events`.

    Parameters
    ----------
    sides : sequence or None
        Per event the side (RF, UA, both, other or None) of the people concerned, which decides `Speaker.adversary`.
    """
    voices = read_voices(doc)
    told = [voices.of(event) for event in events]
    own = first_hand(doc, events, told)
    out = []
    for number, event in enumerate(events):
        voice = _as_told(event, of_others(doc, event, told[number], own))
        side = sides[number] if sides is not None else None
        speaker = _speaker(doc, voice, side)
        evidence = [Evidence("speaker", voice.passage, voice.reason)] if voice.passage else []
        evidence += [
            Evidence("via", link.passage, f"{link.name} stands between the speaker and this report")
            for link in voice.via
        ]
        out.append(Attribution(speaker, chain_of(voice.via), tuple(evidence)))
    return out
