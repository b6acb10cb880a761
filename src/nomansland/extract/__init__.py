"""Step 3: a report becomes claims, each field with the characters it was read from. Needs no case and writes none."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from nomansland.terrain import Terrain
from nomansland.words import Reading, Report

if TYPE_CHECKING:
    from nomansland.extract.learned import Learned
    from nomansland.extract.modelprompt import Model

__all__ = ["USUAL", "extract", "extract_with"]

# the reader where nothing else is asked for: patterns, and the network beside them
USUAL = "both"


def extract(
    report: Report,
    terrain: Terrain,
    reader: str = USUAL,
    model: Model | None = None,
    learned: Learned | None = None,
) -> Reading:
    """Read one report.

    Parameters
    ----------
    report : Report
        Its text is read as it is; offsets of all passages point into it.
    terrain : Terrain
        The gazetteer that names of places are looked up in.
    reader : str
        `rules`, `examples`, `model`, `both` (rules and examples), or several joined by `+`.
    model : Model, optional
        The port to a language model, which the `model` reader needs.
    learned : Learned, optional
        What the decisions of a case taught.

    Raises
    ------
    ExtractError
        For a reader that there is not, that is not installed, or whose model does not answer.
    """
    from nomansland.extract.read import read

    return read(report, terrain, reader, model, learned)


@lru_cache(maxsize=2)
def _terrain(gazetteer: Path | None, front: Path | None) -> Terrain:
    return Terrain.load(gazetteer, front)


def extract_with(
    gazetteer: Path | None,
    front: Path | None,
    reader: str,
    model: Model | None,
    learned: Learned | None,
    report: Report,
) -> Reading:
    """Read one report with the gazetteer and the front of files (None: the installed ones), loaded once a process."""
    return extract(report, _terrain(gazetteer, front), reader, model, learned)
