"""What may leave the case: counts of decided findings, small cells left out. Fails closed."""

from nomansland.share.cells import Key, counted
from nomansland.share.held import Held, held, not_counted
from nomansland.share.release import release
from nomansland.share.suppress import held_back, suppress

__all__ = ["Held", "Key", "counted", "held", "held_back", "not_counted", "release", "suppress"]
