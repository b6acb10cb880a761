"""A claim as people corrected it: a new value for `share` and `study`; the row that was read stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nomansland.words import Claim, Count, Finding, Place, Time, day_bounds
from nomansland.words.errors import ReviewError

SIDES = ("RF", "UA", "both", "other", "")
MODALITIES = ("asserted", "denied", "hypothetical", "conditional", "historical")


def _listed(values: tuple[str, ...]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        if text not in values:
            raise ValueError(f"{text!r} is none of {', '.join(value for value in values if value)}")
        return text or None

    return read


def _time(text: str) -> Time | None:
    if not text:
        return None
    day_bounds(text)
    return Time(text, basis="corrected")


def _place(text: str) -> Place | None:
    return Place(text, None) if text else None


def _hedge(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _type(text: str) -> str:
    if text.count(".") != 1 or text != text.strip().lower():
        raise ValueError(f"{text!r} is no event of the codebook")
    return text


def _count(text: str) -> Count | None:
    """`42`, `42..`, `..30` or `10..12`, and after a space the unit: a person, if none is given."""
    if not text:
        return None
    bounds, _, unit = text.partition(" ")
    low, dots, high = bounds.partition("..")
    top = (int(high) if high else None) if dots else int(low)
    return Count(int(low) if low else None, top, unit or "person")


FIELDS: dict[str, Callable[[str], Any]] = {
    "type": _type,
    "side": _listed(SIDES),
    "modality": _listed(MODALITIES),
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
