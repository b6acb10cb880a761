"""The chain of the ledger: what an entry hashes to, and whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: number from 1, UTC time, kind, its value as JSON text, hash of the entry before, own hash."""

    seq: int
    at: str
    kind: str
    data: str
    previous: str
    hash: str


def chained(seq: int, at: str, kind: str, data: str, previous: str) -> Entry:
    """The entry with its hash: SHA-256 over its canonical JSON (RFC 8785) without the hash."""
    import rfc8785

    body: dict[str, Any] = {"seq": seq, "at": at, "kind": kind, "data": data, "previous": previous}
    return Entry(seq, at, kind, data, previous, sha256(rfc8785.dumps(body)).hexdigest())


def broken(entries: Iterable[Entry]) -> str | None:
    """What is wrong with the first entry that does not follow from the one before, or None."""
    previous, expected = START, 1
    for entry in entries:
        if entry.seq != expected:
            return f"Entry {expected} is missing: entry {entry.seq} stands in its place."
        if entry.previous != previous:
            return f"Entry {entry.seq} does not follow entry {entry.seq - 1}."
        if chained(entry.seq, entry.at, entry.kind, entry.data, entry.previous).hash != entry.hash:
            return f"Entry {entry.seq} was changed."
        previous, expected = entry.hash, expected + 1
    return None
