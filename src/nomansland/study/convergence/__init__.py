"""Whether the refusals of the two sides come nearer to each other than chance, in kilometres along the front and days.

Nothing of it may leave the case: it names sectors, and who commands there hunts such places.
"""

from nomansland.study.convergence.case import convergence_of
from nomansland.study.convergence.frame import Frame, at_the_front, points_of
from nomansland.study.convergence.grid import GridTest
from nomansland.study.convergence.measure import Measured, Settings, measure, reasons
from nomansland.study.convergence.nearest import Nearest, nearest
from nomansland.study.convergence.points import Points
from nomansland.study.convergence.result import Convergence, CrossPair, Spot, Spread
from nomansland.study.convergence.surface import Surface, surface
from nomansland.study.convergence.table import convergence_of_table, read_points

__all__ = [
    "Convergence",
    "CrossPair",
    "Frame",
    "GridTest",
    "Measured",
    "Nearest",
    "Points",
    "Settings",
    "Spot",
    "Spread",
    "Surface",
    "at_the_front",
    "convergence_of",
    "convergence_of_table",
    "measure",
    "nearest",
    "points_of",
    "read_points",
    "reasons",
    "surface",
]
