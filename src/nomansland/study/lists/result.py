"""All estimates of one table side by side: none is the truth, and their spread belongs to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nomansland.study.convergence.measure import Track, plain
from nomansland.study.lists.chao import chao
from nomansland.study.lists.choice import smallest_bic
from nomansland.study.lists.decomposable import MOST_LISTS, average
from nomansland.study.lists.latent import latent
from nomansland.study.lists.loglinear import THRESHOLD, WHY, Fitted, Search, averaged, fit, search, stepwise
from nomansland.study.lists.resample import Resampled, bca, profile
from nomansland.study.lists.table import Table, pairs
from nomansland.words.errors import StudyError

PLAUSIBLE, FEW_LISTS, TOP, ENOUGH, THIN = 10.0, 4, 100, 200, 5
ASSUMPTIONS = (
    "One closed population: nobody comes in or leaves during the period.",
    "Cases are matched right between the lists.",
    "Each list could have found each case: nobody is out of reach of all of them.",
    "Lists depend on each other at most as the model says; what a copy repeats is no capture of its own.",
)
LIMITS = (
    "Which model holds cannot be seen from the lists: the spread over models belongs to every single number.",
    "Cases that no list could ever find are in no estimate.",
    "Copying makes false overlap and pulls estimates down; hearsay that cannot be matched pulls them up.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate of all, listed and not, with a 95 % interval: which method, which model, and a note."""

    method: str
    estimate: float
    low: float
    high: float
    interval: str
    model: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """What a table of lists gives.

    `estimate` with `low` and `high` is that of the stepwise choice; `rows` hold all methods; `spread` the lowest and
    highest estimate over all models that could be fitted (`models`), `plausible` over those within 10 of the best BIC;
    `refused` counts models without an estimate by reason; `overlaps` are the pairs of lists with what they share.
    """

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    overlaps: tuple[tuple[str, int], ...]
    observed: int
    estimate: float
    low: float
    high: float
    rows: tuple[Row, ...]
    models: int
    spread: tuple[float, float] | None
    plausible: tuple[float, float] | None
    refused: tuple[tuple[str, int], ...]
    assumptions: tuple[str, ...] = ASSUMPTIONS
    limits: tuple[str, ...] = LIMITS


def _row(table: Table, method: str, model: Fitted, note: str = "") -> Row:
    low, high = profile(table, model)
    names = tuple(table.pair(mask) for mask in model.interactions)
    return Row(method, model.estimate, low, high, "profile likelihood", names, note)


def _searched(table: Table, found: Search | None) -> list[Row]:
    rows = []
    for name in ("aic", "bic") if found is not None and len(found.code) else ():
        assert found is not None
        order = np.argsort(found.criterion(name))
        # The numbers of the search are checked by the linear programme before a model is named.
        best = next(
            (one for place in order if not (one := fit(table, found.model(int(place)).interactions)).status), None
        )
        if best is not None:
            rows.append(_row(table, f"smallest {name.upper()}", best))
        estimate, low, high, weight = averaged(found, name)
        note = f"the heaviest model weighs {weight:.0%}"
        rows.append(Row(f"averaged by {name.upper()}", estimate, low, high, "unconditional", (), note))
    return rows


def _resampled(row: Row, drawn: Resampled, note: str, draws: int) -> Row:
    note += f"; {drawn.failed} of {draws} resamples had no estimate" * bool(drawn.failed)
    note += f"; an end rests on the outermost {drawn.tail + 1} of {draws} resamples: draw more" * (drawn.tail < THIN)
    return replace(row, low=drawn.low, high=drawn.high, interval="BCa bootstrap", note=note)


def _repeated(table: Table, draws: int, seed: int, track: Track[Any]) -> Row:
    top = None if table.lists <= FEW_LISTS else TOP
    best, drawn = smallest_bic(table, 2, top, draws, seed, track)
    row = _row(table, "smallest BIC, chosen anew", best)
    return (
        _resampled(row, drawn, f"among the {TOP} best models" if top else "among all models", draws) if drawn else row
    )


def _spread(found: Search | None, reach: float) -> tuple[float, float] | None:
    if found is None or not len(found.code):
        return None
    values = found.criterion("bic")
    hidden = found.hidden[values - values.min() <= reach]
    return found.observed + float(hidden.min()), found.observed + float(hidden.max())


def estimates(
    table: Table,
    threshold: float = THRESHOLD,
    draws: int = 1000,
    seed: int = 1,
    track: Track[Any] = plain,
) -> Lists:
    """Every method on one table.

    Parameters
    ----------
    table : Table
    threshold : float
        Largest p of an interaction that stepwise choice takes in.
    draws : int
        Bootstrap resamples of the stepwise estimate; 0 leaves them out, its interval is then of one model only.
    seed : int
    track : callable
        Wraps long loops, for progress.

    Raises
    ------
    StudyRefused
        Where not even independent lists have an estimate.
    StudyError
        Where a setting makes no sense.
    """
    if not 0 < threshold < 1 or draws < 0:
        raise StudyError("The threshold lies between 0 and 1, the number of draws is not below 0.")
    chosen, _ = stepwise(table, threshold)
    first = _row(table, f"stepwise, p <= {threshold:g}", chosen)
    rows = [first]
    if draws:
        drawn = bca(table, draws, seed, threshold, track)
        rows = [_resampled(first, drawn, "knows of the choice of the model", draws), first]
    found = search(table)
    rows += [_row(table, "independent lists", fit(table)), *_searched(table, found)]
    if draws and found is not None:
        rows.append(_repeated(table, draws, seed, track))
    if table.lists <= MOST_LISTS:
        mean = average(table)
        note = "decomposable graphs, all averaged"
        rows.append(Row("Bayesian average", mean.mean, *mean.interval(), "posterior", (), note))
    classes = latent(table, seed)
    note = f"worth {classes.effective:.0f} independent draws" + "; too few to trust" * (classes.effective < ENOUGH)
    rows.append(Row("latent classes", classes.median, *classes.interval(), "posterior", (), note))
    rows.append(Row("at least (Chao)", *chao(table), "log-normal", (), "a lower bound, whatever the dependence"))
    sizes = tuple(table.overlap(1 << place) for place in range(table.lists))
    overlaps = tuple((table.pair(mask), table.overlap(mask)) for mask in pairs(table.lists))
    return Lists(
        table.names, sizes, overlaps, table.observed, chosen.estimate, rows[0].low, rows[0].high, tuple(rows),
        len(found.code) if found is not None else 0, _spread(found, np.inf), _spread(found, PLAUSIBLE),
        tuple((WHY[kind], number) for kind, number in (found.refused if found is not None else ())),
    )  # fmt: skip
