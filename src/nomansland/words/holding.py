"""Bytes kept with proof of custody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """Bytes in the store: named by their SHA-256, logged once, never changed."""

    sha256: str
    size: int
    media_type: str
    source: str
    received: str
    log_entry: str
    quarantine: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A source that could not be read: its bytes are kept, and the reason says what to do."""

    source: str
    code: str
    reason: str
    sha256: str | None = None
