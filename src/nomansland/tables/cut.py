"""Values with places coarsened and names cut, for those who may not see them.

A place comes back as its raion or oblast, its point as the middle of a cell of about 55 km: the same point always gives
the same cell. Names of settlements, and of people who speak as private persons, are blotted out of every text by as
many signs as they have, so that spans still point where they did.
"""

from __future__ import annotations

import re
from math import floor
from typing import Any

import orjson

from nomansland.tables.sight import Sight, Words, sight

CELL_LAT, CELL_LON, RADIUS_KM = 0.5, 0.75, 40.0
BLOT = "█"
# Roles of the codebook in which somebody speaks as a private person: cut on both sides alike.
PRIVATE = frozenset({"soldier", "detainee", "fellow_soldier", "relative", "witness", "medic", "unnamed_source"})
_WIDE = frozenset({"raion", "oblast", "region", "country"})
_KEPT = frozenset(
    {"id", "ref", "report", "reports", "claim", "claims", "child", "parent", "type", "types", "kind", "side", "holding",
     "sha256", "language", "modality", "reader", "edtf", "published", "copy_of", "code", "state", "target", "verdict",
     "origin", "destination"}
)  # fmt: skip
_ADDRESSES = frozenset({"url", "canonical_url", "source"})
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_AREA = re.compile(r"[\s-]*(?:обл|район|р-н|oblast|region|raion|rayon|district|province)", re.IGNORECASE)
_POINT = re.compile(r"-?\d{1,3}[.,]\d{3,}|\d{1,3}\s?°[\d\s.,'’′\"″]*|\b3[4-9][TU]\s?[A-Z]{2}\s?\d{3,5}\s?\d{3,5}\b")


def blurred(value: float, cell: float) -> float:
    """The middle of the cell of a coordinate."""
    return floor(value / cell) * cell + cell / 2


def cut_text(text: str, words: Words | None = None) -> str:
    """The text with as many signs, the words that are not to be seen and points in degrees blotted out."""
    found = sight().words if words is None else words

    def blot(match: re.Match[str]) -> str:
        word = match.group()
        if not found.hold(word) or _AREA.match(text, match.end()):
            return word
        return BLOT * len(word)

    shown = _WORD.sub(blot, text)
    return _POINT.sub(lambda match: BLOT * len(match.group()), shown)


def cut_json(data: str) -> str:
    """A stored value as this sight may see it."""
    return orjson.dumps(_walk(orjson.loads(data), sight()), option=orjson.OPT_SORT_KEYS).decode()


def _walk(value: Any, what: Sight) -> Any:
    if isinstance(value, str):
        return cut_text(value, what.words)
    if isinstance(value, list):
        return [_walk(one, what) for one in value]
    if not isinstance(value, dict):
        return value
    if "candidates" in value and not what.exact:
        value = value | {"candidates": _coarse(value["candidates"])}
    if "role" in value and "name" in value and value["role"] in PRIVATE and not what.names:
        value = value | {"name": None}
    return {name: _member(name, one, what) for name, one in value.items()}


def _member(name: str, value: Any, what: Sight) -> Any:
    if name in _KEPT:
        return value
    if name in _ADDRESSES and isinstance(value, str):
        # An address spells places in ways that no list of words foresees.
        return ""
    if name == "relations" and not what.exact:
        # Kilometres from three places are a point.
        return []
    if name == "candidates":
        return value
    return _walk(value, what)


def is_wide(candidate: dict[str, Any]) -> bool:
    """True where a candidate is an area by its kind and its size: "north of Bakhmut" is a region that is neither."""
    return candidate.get("kind") in _WIDE and candidate["radius_km"] >= RADIUS_KM


def _coarse(candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for one in candidates:
        wide = one if is_wide(one) else _widened(one)
        wide = wide | {"name": cut_text(wide["name"])}
        key = f"{wide['code']} {wide['lat']} {wide['lon']}"
        if key in out:
            out[key] = out[key] | {"weight": min(1.0, out[key]["weight"] + wide["weight"])}
        else:
            out[key] = wide
    return sorted(out.values(), key=lambda one: -one["weight"])


def _widened(one: dict[str, Any]) -> dict[str, Any]:
    admin = list(one.get("admin", []))[:2]
    _, _, rest = one["name"].partition(", ")
    point = one["lat"] is not None and one["lon"] is not None
    return one | {
        "code": admin[-1] if admin else _country(one["code"]),
        "name": rest or "a place that is not shown",
        "lat": blurred(one["lat"], CELL_LAT) if point else None,
        "lon": blurred(one["lon"], CELL_LON) if point else None,
        "radius_km": max(one["radius_km"], RADIUS_KM),
        "kind": "raion" if len(admin) > 1 else "oblast",
        "admin": admin[:-1],
        "source": "",
    }


def _country(code: str) -> str:
    """As much of a code as names an oblast, and nothing below it."""
    return code[:4] if code.startswith("UA") and len(code) > 4 else "not-shown"
