"""Worlds drawn from the fitted process: from nothing, or onward from what has been reported."""

from __future__ import annotations

import numpy as np

from nomansland.study.prospect import kernels
from nomansland.study.prospect.model import Events, Parameters, events

MOST = 200_000


def _quiet(p: Parameters, data: Events, begin: float, end: float, draw: np.random.Generator) -> Events:
    """Background events between two days."""
    counts = draw.poisson(p.background * np.diff(data.edges) * (end - begin))
    side, place = (np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape))
    x = draw.uniform(data.edges[place], data.edges[place + 1])
    return events(x, draw.uniform(begin, end, len(x)), side, data.edges, end)


def world(p: Parameters, shape: Events, draw: np.random.Generator) -> Events:
    """A world on the front and period of `shape`, from an empty past."""
    quiet = _quiet(p, shape, 0.0, shape.until, draw)
    x, t, side = kernels.branch(
        quiet.x, quiet.t, quiet.side, 0, 0.0, shape.until, shape.length,
        p.alpha.ravel(), p.beta, p.sigma, int(draw.integers(2**31)), MOST,
    )  # fmt: skip
    return events(x, t, side, shape.edges, shape.until)


def onward(p: Parameters, past: Events, days: float, draw: np.random.Generator) -> Events:
    """What comes in the `days` after the end of `past`: background, offspring of the past and theirs."""
    end = past.until + days
    quiet = _quiet(p, past, past.until, end, draw)
    recent = past.t > past.until - 10 / p.beta.min()
    known = int(recent.sum())
    x, t, side = kernels.branch(
        np.concatenate([past.x[recent], quiet.x]), np.concatenate([past.t[recent], quiet.t]),
        np.concatenate([past.side[recent], quiet.side]), known, past.until, end, past.length,
        p.alpha.ravel(), p.beta, p.sigma, int(draw.integers(2**31)), MOST,
    )  # fmt: skip
    return events(x, t, side, past.edges, end)
