"""Which reports go back to one origin: copies, translations, quotes, citations, forwards."""

from nomansland.group.lineages import group
from nomansland.group.once import once
from nomansland.group.origins import Origins
from nomansland.group.sources import Outlets

__all__ = ["Origins", "Outlets", "group", "once"]
