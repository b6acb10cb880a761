"""Where work runs: in this process or in a pool of processes. The same function, the same order of results."""

from nomansland.workers.run import run

__all__ = ["run"]
