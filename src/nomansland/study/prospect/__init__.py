"""How likely reports of both sides are to name one sector in the coming weeks, and whether that can be said."""

from nomansland.study.prospect.model import Events, Fit, Parameters, events, fit
from nomansland.study.prospect.points import from_case, from_points
from nomansland.study.prospect.result import ASSUMPTIONS, LIMITS, Excitation, Prospect, prospect
from nomansland.study.prospect.simulate import onward, world

__all__ = [
    "ASSUMPTIONS",
    "LIMITS",
    "Events",
    "Excitation",
    "Fit",
    "Parameters",
    "Prospect",
    "events",
    "fit",
    "from_case",
    "from_points",
    "onward",
    "prospect",
    "world",
]
