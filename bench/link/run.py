"""Lineages, incidents, sites and contradictions on the annotated reports: from perfect readings, and from real ones."""

from __future__ import annotations

from typing import Any

from bench.data import freeze, gold
from bench.link import gold as perfect
from bench.link import learn, meantime, real, scale
from bench.link.score import all_scores
from nomansland.group import group
from nomansland.link import link
from nomansland.words import Reading


def _measured(annotated: dict[str, Any], readings: list[Reading], names: dict[str, str] | None) -> dict[str, Any]:
    retellings = group(readings)
    linked = link(readings, retellings)
    return all_scores(annotated, retellings, real.renamed(linked, names) if names is not None else linked)


def main() -> None:
    """Measure and freeze."""
    figures: dict[str, Any] = {}
    for name in ("dev", "seed"):
        annotated = gold(name)
        figures[f"{name}, perfect readings"] = _measured(annotated, perfect.readings_of(annotated), None)
        readings = real.readings_of(annotated)
        figures[f"{name}, real readings"] = _measured(annotated, readings, real.names(annotated, readings))
    figures["weights, folds of dev held out"] = learn.measured()
    figures["event clusters of news articles"] = meantime.measured()
    figures["scale"] = scale.measured()
    freeze("link", figures)


if __name__ == "__main__":
    main()
