"""What the sources of each side can and cannot see: volume, delay, silence, standards, official series."""

from nomansland.study.coverage.reports import Lag, Silence, Volume
from nomansland.study.coverage.result import LIMITS, Coverage, coverage
from nomansland.study.coverage.series import Fault, Level, Series, Value, audit, known, levels, load
from nomansland.study.coverage.symmetry import Share, compared, wilson

__all__ = [
    "LIMITS",
    "Coverage",
    "Fault",
    "Lag",
    "Level",
    "Series",
    "Share",
    "Silence",
    "Value",
    "Volume",
    "audit",
    "compared",
    "coverage",
    "known",
    "levels",
    "load",
    "wilson",
]
