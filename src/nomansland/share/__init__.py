"""What may leave the case: counts of decided findings, small cells left out. Fails closed."""

from nomansland.share.cells import Key, counted
from nomansland.share.release import release
from nomansland.share.suppress import held_back, suppress

__all__ = ["Key", "counted", "held_back", "release", "suppress"]
