"""Step 3: a report becomes claims, each field with the characters it was read from. Needs no case and writes none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nomansland.terrain import Terrain
from nomansland.words import Reading, Report

__all__ = ["extract", "extract_with"]


def extract(report: Report, terrain: Terrain, reader: str = "rules") -> Reading:
    """Read one report.

    Parameters
    ----------
    report : Report
        Its text is read as it is; offsets of all passages point into it.
    terrain : Terrain
        The gazetteer that names of places are looked up in.
    reader : str
        `rules`, or `both`: the examples reader adds what is told in other words.
    """
    from nomansland.extract.read import read

    return read(report, terrain, reader)


@lru_cache(maxsize=2)
def _terrain(gazetteer: Path | None) -> Terrain:
    return Terrain.load(gazetteer)


def extract_with(gazetteer: Path | None, reader: str, report: Report) -> Reading:
    """Read one report with the gazetteer of an index file (None: the installed one), loaded once a process."""
    return extract(report, _terrain(gazetteer), reader)
