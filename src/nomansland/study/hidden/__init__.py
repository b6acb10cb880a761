"""How many places of detention of each side no collector has listed."""

from nomansland.study.hidden.captures import Capture, captures
from nomansland.study.hidden.result import LIMITS, Hidden, hidden

__all__ = ["LIMITS", "Capture", "Hidden", "captures", "hidden"]
