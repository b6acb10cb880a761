"""A claim as people corrected it: a new value for `share` and `study`; the row that was read stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nomansland.review.fields import placed, read_value
from nomansland.words import Candidate, Chain, Claim, Finding, Reading, Speaker

_SPOKEN = ("role", "speaker", "office")
# What no longer tells anything: nothing after this pass reads it.
GONE = ("rejected", "retracted", "split")


def _speaker(claim: Claim, values: Mapping[str, Any]) -> Speaker | None:
    """Who says it; an empty role says that nobody is named."""
    before = claim.speaker
    role = values.get("role", before.role if before else "unnamed_source")
    if role is None:
        return None
    spoken = before or Speaker(role)
    names = {"name" if field == "speaker" else field: values[field] for field in _SPOKEN if field in values}
    return replace(spoken, **(names | {"role": role}))


def with_values(claim: Claim, texts: Mapping[str, str], known: tuple[Candidate, ...] = ()) -> Claim:
    """The claim with other values; `known` are places that are looked through before the gazetteer.

    Raises
    ------
    ReviewError
        Where one of the texts is no value of its field.
    """
    values = {field: read_value(field, text) for field, text in texts.items()}
    changed = {field: value for field, value in values.items() if field not in (*_SPOKEN, "via")}
    if any(field in values for field in _SPOKEN):
        changed["speaker"] = _speaker(claim, values)
    if "via" in values:
        changed["chain"] = Chain(values["via"])
    place = changed.get("place")
    if place is not None:
        near = claim.place
        changed["place"] = placed(
            replace(place, passage=near.passage if near else None), (*(near.candidates if near else ()), *known)
        )
    return replace(claim, **changed) if changed else claim


def corrected(claim: Claim, finding: Finding) -> Claim:
    """The claim with what people corrected. A place that was not chosen from a list is a name without candidates."""
    return with_values(claim, dict(finding.corrections))


def applied(readings: Iterable[Reading], findings: Iterable[Finding]) -> Iterator[Reading]:
    """The readings as people left them: corrected claims corrected, rejected, retracted and split ones gone.

    What the next pass of `group` and `link` reads; the stored readings stay as they were read. The two claims of a
    split one, and those that people added, stand in the readings already (`told.with_people`).
    """
    found = {finding.claim: finding for finding in findings}
    for reading in readings:
        standing = [(claim, found.get(claim.ref)) for claim in reading.claims]
        claims = tuple(
            claim if finding is None else corrected(claim, finding)
            for claim, finding in standing
            if finding is None or finding.state not in GONE
        )
        yield reading if claims == reading.claims else replace(reading, claims=claims)
