"""Reports and claims made from few words."""

from __future__ import annotations

from tests.few_words import telling

__all__ = ["telling"]
