"""Bytes kept once by hash, a signed custody log, and `verify`, which names each fault."""

from nomansland.archive.fault import FAULTS, Fault
from nomansland.archive.store import Store
from nomansland.archive.verify import verify

__all__ = ["FAULTS", "Fault", "Store", "verify"]
