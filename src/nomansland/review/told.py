"""Claims that people made: the two of a split one, and those that no reader found.

Both are rows like any decision. The next pass over a report makes them claims again, with `reader` set to `person`, so
that whatever reads claims reads them too; undoing the row takes them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from nomansland.review.corrected import with_values
from nomansland.review.fields import FIELDS, read_value
from nomansland.review.findings import PARTS, PERSON, findings, id_of
from nomansland.words import Claim, Decision, Evidence, Finding, Passage, Reading
from nomansland.words.errors import ReviewError
from nomansland.words.fingerprint import anchor, fingerprint


def span_of(text: str) -> tuple[int, int]:
    """`120-164`: offsets of the first character and of the one after the last.

    Raises
    ------
    ReviewError
        Where the text is no span, or an empty one.
    """
    start, dash, end = text.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()) or int(start) >= int(end):
        raise ReviewError(f"{text!r} is no span of characters.", todo="Write START-END, for instance 120-164.")
    return int(start), int(end)


def check_made(decision: Decision) -> None:
    """Refuse a split or an added claim that says no spans, or a field that is none. Raises ReviewError."""
    value = dict(decision.value)
    if decision.verdict == "split":
        if set(value) != set(PARTS):
            raise ReviewError("A split needs the spans of both claims.", todo="Give first=START-END, second=START-END.")
        if span_of(value["first"]) == span_of(value["second"]):
            raise ReviewError("The two claims of a split stand on the same words.", todo="Choose other words for one.")
        return
    if not {"span", "type"} <= set(value):
        raise ReviewError("A claim that is added needs its words and its event.", todo="Give span=START-END, type=ID.")
    span_of(value["span"])
    for name, text in decision.value:
        if name != "span":
            read_value(name, text)


def _passage(text: str, span: str) -> Passage | None:
    """The characters of a span, or None where the report is shorter."""
    start, end = span_of(span)
    return Passage.of(text, start, end) if end <= len(text) else None


def _why(field: str, passage: Passage, decision: Decision, did: str) -> Evidence:
    because = f": {decision.reason}" if decision.reason else ""
    return Evidence(field, passage, f"{decision.by} {did}, {decision.at[:10]}{because}")


def _kept(passage: Passage | None, own: Passage, other: Passage) -> bool:
    """False for a value that was read from the words of the other part alone."""
    return passage is None or passage.overlaps(own) or not passage.overlaps(other)


def _part(claim: Claim, decision: Decision, name: str, own: Passage, other: Passage) -> Claim:
    speaker, place, time, count = claim.speaker, claim.place, claim.time, claim.count
    return replace(
        claim,
        id=id_of(decision, name),
        passage=own,
        speaker=speaker if speaker and _kept(speaker.passage, own, other) else None,
        place=place if place and _kept(place.passage, own, other) else None,
        time=time if time and _kept(time.passage, own, other) else None,
        count=count if count and _kept(count.passage, own, other) else None,
        echoes=tuple(one for one in claim.echoes if not one.overlaps(other)),
        evidence=(
            _why("type", own, decision, "split one claim into two"),
            *(one for one in claim.evidence if _kept(one.passage, own, other)),
        ),
        confidence=None,
        reader=PERSON,
    )


def split_of(claim: Claim, decision: Decision, text: str) -> tuple[Claim, ...]:
    """The two claims of a split one. Each keeps what was not read from the words of the other alone.

    Parameters
    ----------
    claim : Claim
        As it was corrected.
    decision : Decision
        A `split`; a span that the report does not have, or that is the claim's own, gives nothing.
    text : str
        The report.
    """
    value = dict(decision.value)
    first, second = (_passage(text, value[name]) for name in PARTS)
    if first is None or second is None or claim.passage in (first, second):
        return ()
    return _part(claim, decision, "first", first, second), _part(claim, decision, "second", second, first)


def added_of(reading: Reading, decision: Decision) -> Claim | None:
    """The claim that a person added to a report; None where the report has no such characters."""
    value = dict(decision.value)
    passage = _passage(reading.report.text, value["span"])
    if passage is None or not passage.quote.strip():
        return None
    known = tuple(one for place in reading.places for one in place.candidates)
    fields = {name: text for name, text in value.items() if name in FIELDS and name != "type"}
    bare = Claim(
        id_of(decision), reading.report.id, value["type"], passage,
        evidence=(_why("type", passage, decision, "added the claim"),), reader=PERSON,
    )  # fmt: skip
    return with_values(bare, fields, known)


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    rows = list(decisions)
    undone = {row.undoes for row in rows if row.verdict == "undo"}
    return [row for row in rows if row.id not in undone]


def with_people(reading: Reading, decisions: Sequence[Decision]) -> Reading:
    """The reading with the claims that people made, in the place of those of an earlier pass.

    A split claim stays, as it was read; its state is `split` and its two claims follow. A claim that a reader finds
    now, of the same event on the same words, takes the place of the one that a person had added.

    Parameters
    ----------
    reading : Reading
        As it was read, with or without people's claims.
    decisions : sequence of Decision
        On the report (target `report`) and on its claims, in the order in which they were taken.
    """
    read = tuple(claim for claim in reading.claims if claim.reader != PERSON)
    made: list[Claim] = []
    standing = _standing(decisions)
    for decision in standing:
        if (decision.target, decision.verdict, decision.ref) == ("report", "add", reading.report.id):
            added = added_of(reading, decision)
            made += [added] if added else []
    open_ones = [*read, *made]
    splits = {row.id: row for row in standing if row.target == "claim" and row.verdict == "split"}
    known = {anchor(claim) for claim in open_ones}
    while open_ones and splits:
        fresh = _parts(open_ones, findings(open_ones, decisions), splits, reading.report.text)
        open_ones = [claim for claim in fresh if anchor(claim) not in known]
        known |= {anchor(claim) for claim in open_ones}
        made += open_ones
    taken = {anchor(claim) for claim in read}
    claims = (*read, *(claim for claim in made if anchor(claim) not in taken))
    return reading if claims == reading.claims else replace(reading, claims=claims)


def _parts(claims: Sequence[Claim], found: Sequence[Finding], splits: dict[str, Decision], text: str) -> list[Claim]:
    """The claims that split ones come to; a part may be split again."""
    out: list[Claim] = []
    for claim, finding in zip(claims, found, strict=True):
        shown = ("", fingerprint(claim))
        rows = [splits[one] for one in finding.decisions if one in splits and splits[one].seen in shown]
        if finding.state == "split" and rows:
            out += split_of(with_values(claim, dict(finding.corrections)), rows[-1], text)
    return out
