"""The weights of linking, read once from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log2
from typing import Any

from nomansland.words import Claim


@dataclass(frozen=True, slots=True)
class Table:
    """Bits of each level by field, and of the prior; a pair with more bits than `least` is proposed."""

    prior: float
    bits: Mapping[str, Mapping[str, float]]
    least: float = 0.0


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """`data/weights.yaml` as it stands."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "weights.yaml").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def learned() -> dict[str, Any]:
    """`data/learned.yaml`: how often each level occurs among pairs of one incident (m) and among others (u)."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "learned.yaml").read_text("utf-8"))
    return loaded


def judged(scale: float = 1.0, shift: float = 0.0) -> Table:
    """The judged weights, each times `scale`; a pair that has more than nothing before the shift is proposed."""
    data = weights()
    rows = data["fields"]
    bits = {field: {level: scale * float(found) for level, found in row.items()} for field, row in rows.items()}
    return Table(scale * float(data["prior"]) + shift, bits, shift)


def counted() -> Table:
    """The weights as m over u says them, with the share of matches among all pairs as the prior."""
    data = learned()
    rows = data["fields"]
    bits = {
        field: {level: log2(share["m"] / share["u"]) for level, share in row.items()} for field, row in rows.items()
    }
    return Table(log2(data["matches"] / (1 - data["matches"])), bits, float(weights()["least"]))


@lru_cache(maxsize=1)
def table() -> Table:
    """The weights in use: what `weights.yaml` names under `use`."""
    if weights()["use"] == "counted":
        return counted()
    return judged(float(learned()["scale"]), float(learned()["shift"]))


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
