"""The fields of a claim that people correct: how each is written as one line of text, and read from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nomansland.words import Candidate, Claim, Count, Place, Time
from nomansland.words.codebook import ids
from nomansland.words.errors import ReviewError
from nomansland.words.time import checked

if TYPE_CHECKING:
    from nomansland.terrain.gazetteer import Spot

_CODED = re.compile(r"(?P<name>.*\S)\s*\[(?P<code>[^\[\]\s]+)\]")
_LONGEST = 400


def _listed(kind: str) -> Callable[[str], str]:
    """One of the codebook's ids of a kind."""

    def read(text: str) -> str:
        if text not in ids(kind):
            raise ValueError(f"it is none of {', '.join(ids(kind))}")
        return text

    return read


def _side(text: str) -> str | None:
    return _listed("side")(text) if text else None


def _role(text: str) -> str | None:
    return _listed("role")(text) if text else None


def _time(text: str) -> Time | None:
    if not text:
        return None
    return Time(checked(text), basis="corrected")


def _place(text: str) -> Place | None:
    """A name, or a name and a code of the gazetteer in brackets, which `placed` looks up."""
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


def _words(text: str) -> str | None:
    if len(text) > _LONGEST:
        raise ValueError(f"it has more than {_LONGEST} characters")
    return text or None


def _via(text: str) -> tuple[str, ...]:
    """Outlets with semicolons between them, the nearest to the report first."""
    return tuple(part for one in text.split(";") if (part := " ".join(one.split())))


FIELDS: dict[str, Callable[[str], Any]] = {
    "type": _listed("event"),
    "side": _side,
    "modality": _listed("modality"),
    "hedge": _hedge,
    "role": _role,
    "speaker": _words,
    "office": _words,
    "via": _via,
    "count": _count,
    "unit": _words,
    "place": _place,
    "time": _time,
    "site": _words,
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


def _of_count(value: Count | None) -> str:
    if value is None:
        return ""
    low, high = value.min, value.max
    bounds = str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"
    return f"{bounds} {value.unit}"


def _of_place(value: Place | None) -> str:
    if value is None:
        return ""
    return f"{value.best.name} [{value.best.code}]" if value.best else value.text


def texts(claim: Claim) -> dict[str, str]:
    """Every field of a claim as `read_value` would read it back."""
    speaker = claim.speaker
    return {
        "type": claim.type,
        "side": claim.side or "",
        "modality": claim.modality,
        "hedge": "yes" if claim.hedge else "no",
        "role": speaker.role if speaker else "",
        "speaker": (speaker.name or "") if speaker else "",
        "office": (speaker.office or "") if speaker else "",
        "via": "; ".join(claim.chain.outlets),
        "count": _of_count(claim.count),
        "unit": claim.unit or "",
        "place": _of_place(claim.place),
        "time": (claim.time.edtf or "") if claim.time else "",
        "site": claim.site or "",
    }


def placed(place: Place, known: tuple[Candidate, ...] = ()) -> Place:
    """A place that a person named: the one with the code in brackets, else a name whose point is not known.

    Parameters
    ----------
    place : Place
        Its `text` is what the person wrote ("Lyman, Donetska oblast [UA14...]").
    known : tuple of Candidate
        Looked through before the gazetteer.
    """
    found = _CODED.fullmatch(place.text)
    if found is None:
        return place
    name, code = found["name"], found["code"]
    candidate = next((one for one in known if one.code == code), None) or _gazetteer(code)
    if candidate is None:
        return Place(name, place.passage)
    return Place(name, place.passage, (_sure(candidate),), why=("a person chose it",))


def _sure(one: Candidate) -> Candidate:
    return Candidate(one.code, one.name, one.lat, one.lon, one.radius_km, 1.0, one.kind, one.admin, one.source)


def _gazetteer(code: str) -> Candidate | None:
    """The place of the installed gazetteer with this code, or None."""
    from nomansland.terrain.gazetteer import Terrain
    from nomansland.words.errors import TerrainError

    try:
        terrain = Terrain.load()
    except TerrainError:
        return None
    spot = terrain.named(code)
    if spot is None:
        return None
    return candidate_of(spot, terrain.title(spot))


def candidate_of(spot: Spot, title: str) -> Candidate:
    """A place of the gazetteer as the only one that is meant."""
    kind = "settlement" if spot.kind in ("city", "town", "village") else spot.kind
    admin = tuple(filter(None, (spot.oblast, spot.raion, spot.hromada)))
    return Candidate(spot.code, title, spot.lat, spot.lon, spot.radius_km, 1.0, kind, admin, spot.source)
