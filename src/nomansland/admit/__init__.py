"""Step 1: sources become reports. One module per kind of source; `kinds.yaml` says which is which."""

from nomansland.admit.kinds import Kind, identify, kinds
from nomansland.admit.read import read
from nomansland.admit.source import Source, walk

__all__ = ["Kind", "Source", "identify", "kinds", "read", "walk"]
