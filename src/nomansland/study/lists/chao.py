"""Chao's lower bound: needs no model of how lists depend, and says only at least how many."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np

from nomansland.study.lists.table import Table

Z = 1.959964


def chao(table: Table) -> tuple[float, float, float]:
    """The bound and its 95 % interval (Chao, Biometrics 43, 1987; bias-corrected, for a known number of lists)."""
    times = np.array([int(mask).bit_count() for mask in range(len(table.counts))])
    one, two = int(table.counts[times == 1].sum()), int(table.counts[times == 2].sum())
    share = (table.lists - 1) / table.lists
    hidden = share * one * (one - 1) / (2 * (two + 1))
    if hidden <= 0:
        return float(table.observed), float(table.observed), float(table.observed)
    variance = (
        hidden
        + share**2 * one * (2 * one - 1) ** 2 / (4 * (two + 1) ** 2)
        + share**2 * one**2 * two * (one - 1) ** 2 / (4 * (two + 1) ** 4)
    )
    reach = exp(Z * sqrt(log(1 + variance / hidden**2)))
    return table.observed + hidden, table.observed + hidden / reach, table.observed + hidden * reach
