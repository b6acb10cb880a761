"""A claim as people corrected it: a new value for `share` and `study`; the row that was read stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from nomansland.words import Claim, Count, Finding, Place, Reading, Time
from nomansland.words.codebook import ids
from nomansland.words.errors import ReviewError
from nomansland.words.time import checked


def _listed(kind: str) -> Callable[[str], str]:
    """One of the codebook's ids of a kind."""

    def read(text: str) -> str:
        if text not in ids(kind):
            raise ValueError(f"it is none of {', '.join(ids(kind))}")
        return text

    return read


def _side(text: str) -> str | None:
    return _listed("side")(text) if text else None


def _time(text: str) -> Time | None:
    if not text:
        return None
    return Time(checked(text), basis="corrected")


def _place(text: str) -> Place | None:
    return Place(text, None) if text else None


def _hedge(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("it is neither yes nor no")
    return text == "yes"


def _count(text: str) -> Count | None:
    """`42`, `42..`, `..30` or `10..12`, and after a space the unit: a person, if none is given."""
    if not text:
        return None
    bounds, _, unit = text.partition(" ")
    low, dots, high = bounds.partition("..")
    top = (int(high) if high else None) if dots else int(low)
    return Count(int(low) if low else None, top, unit or "person")


FIELDS: dict[str, Callable[[str], Any]] = {
    "type": _listed("event"),
    "side": _side,
    "modality": _listed("modality"),
    "hedge": _hedge,
    "time": _time,
    "place": _place,
    "count": _count,
    "unit": lambda text: text or None,
    "site": lambda text: text or None,
}


def read_value(field: str, text: str) -> Any:
    """The value that a correction of a field says. An empty text takes the value away.

    Raises
    ------
    ReviewError
        Where the field cannot be corrected or the text is no value of it.
    """
    if field not in FIELDS:
        raise ReviewError(f"{field!r} cannot be corrected.", todo=f"Correct one of {', '.join(FIELDS)}.")
    try:
        return FIELDS[field](text)
    except ValueError as error:
        raise ReviewError(f"{text!r} cannot be the {field}: {error}.") from error


def corrected(claim: Claim, finding: Finding) -> Claim:
    """The claim with what people corrected. A corrected place is a name without candidates."""
    return replace(claim, **{field: read_value(field, text) for field, text in finding.corrections})


def applied(readings: Iterable[Reading], findings: Iterable[Finding]) -> Iterator[Reading]:
    """The readings as people left them: corrected claims corrected, rejected and retracted ones gone.

    What the next pass of `group` and `link` reads; the stored readings stay as they were read.
    """
    found = {finding.claim: finding for finding in findings}
    for reading in readings:
        standing = [(claim, found.get(claim.ref)) for claim in reading.claims]
        claims = tuple(
            claim if finding is None else corrected(claim, finding)
            for claim, finding in standing
            if finding is None or finding.state not in ("rejected", "retracted")
        )
        yield reading if claims == reading.claims else replace(reading, claims=claims)
