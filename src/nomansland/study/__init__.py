"""Counts and measurements with their limits, each side on its own where sides could be compared."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from nomansland.study.counts import LIMITS, estimates

if TYPE_CHECKING:
    from nomansland.study.spacetime.edges import Border
    from nomansland.study.spacetime.jacquez import jacquez
    from nomansland.study.spacetime.kfunction import space_time_k
    from nomansland.study.spacetime.knox import knox
    from nomansland.study.spacetime.local import local_knox
    from nomansland.study.spacetime.mantel import mantel

__all__ = ["LIMITS", "Border", "estimates", "jacquez", "knox", "local_knox", "mantel", "space_time_k"]

# Imported at first use: they load numba.
_LATER = {
    "Border": "spacetime.edges",
    "jacquez": "spacetime.jacquez",
    "knox": "spacetime.knox",
    "local_knox": "spacetime.local",
    "mantel": "spacetime.mantel",
    "space_time_k": "spacetime.kfunction",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
