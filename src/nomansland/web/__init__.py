"""The desk: private pages where people decide. `serve` starts it; nothing here is imported before it is asked for."""

from __future__ import annotations

from typing import Any

__all__ = ["serve"]


def __getattr__(name: str) -> Any:
    if name == "serve":
        from nomansland.web.server import serve

        return serve
    raise AttributeError(name)
