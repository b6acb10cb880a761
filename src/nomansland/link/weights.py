"""The weights of linking, read once from data."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def weights() -> dict[str, Any]:
    """`data/weights.yaml` as it stands."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((files("nomansland.link") / "data" / "weights.yaml").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def _acts() -> dict[str, str]:
    return {kind: act for act, kinds in weights()["acts"].items() for kind in kinds}


def act(kind: str) -> str:
    """The kind of act that an event type tells of: types that one act may be told under share it."""
    return _acts().get(kind, kind)


def lasting(kind: str) -> bool:
    """True for a type whose acts last for days or weeks."""
    return kind in weights()["lasting"]


def eventful(kind: str) -> bool:
    """True for a type that forms incidents."""
    return kind not in weights()["none"]
