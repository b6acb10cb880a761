"""The weights of linking, read once from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from nomansland.words import Claim


@dataclass(frozen=True, slots=True)
class Table:
    """Bits of each level by field, and of the prior."""

    prior: float
    bits: Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """`data/weights.yaml` as it stands."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "weights.yaml").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def table() -> Table:
    """The weights of the levels."""
    data = weights()
    return Table(
        float(data["prior"]),
        {field: {level: float(bits) for level, bits in row.items()} for field, row in data["fields"].items()},
    )


@lru_cache(maxsize=1)
def _acts() -> dict[str, str]:
    return {kind: act for act, kinds in weights()["acts"].items() for kind in kinds}


def act(kind: str) -> str:
    """The kind of act that an event type tells of: types that one act may be told under share it."""
    return _acts().get(kind, kind)


def lasting(kind: str) -> bool:
    """True for a type whose acts last for days or weeks."""
    return kind in weights()["lasting"]


def told(claim: Claim) -> bool:
    """True for a claim told as fact; "not fewer than fifty are held" is one, the "not" is the number's."""
    if claim.modality == "denied" and claim.count is not None:
        return claim.count.max is None and (claim.count.min or 0) > 1
    return claim.modality == "asserted"


def eventful(kind: str) -> bool:
    """True for a type that forms incidents."""
    return kind not in weights()["none"]
