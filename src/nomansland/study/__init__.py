"""Counts with their limits, each side on its own."""

from nomansland.study.counts import LIMITS, estimates

__all__ = ["LIMITS", "estimates"]
