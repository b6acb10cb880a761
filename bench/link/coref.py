"""Scores of clusters of mentions: MUC, B-cubed, CEAF-e and their mean, the CoNLL F1.

Vilain et al. 1995; Bagga and Baldwin 1998; Luo 2005; Pradhan et al. 2014, whose worked example the tests hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    p: float
    r: float

    @property
    def f1(self) -> float:
        """0 where both are 0."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0


def _muc_side(these: Sequence[Cluster], those: Sequence[Cluster]) -> float:
    """Links of `these` that `those` keep."""
    home = {item: number for number, cluster in enumerate(those) for item in cluster}
    kept = links = 0
    for cluster in these:
        parts = len({home[item] for item in cluster if item in home}) + sum(item not in home for item in cluster)
        kept += len(cluster) - parts
        links += len(cluster) - 1
    return kept / links if links else 0.0


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """Links kept (Vilain et al. 1995); singletons have none."""
    return Score(_muc_side(response, key), _muc_side(key, response))


def _b_cubed_side(these: Sequence[Cluster], those: Sequence[Cluster]) -> float:
    home = {item: cluster for cluster in those for item in cluster}
    total, items = 0.0, 0
    for cluster in these:
        items += len(cluster)
        total += sum(len(cluster & home.get(item, frozenset())) / len(cluster) for item in cluster)
    return total / items if items else 0.0


def b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """Mean share over mentions of what stands with each (Bagga and Baldwin 1998)."""
    return Score(_b_cubed_side(response, key), _b_cubed_side(key, response))


def ceaf_e(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """The best one-to-one match of clusters, each pair worth `2|k & r| / (|k| + |r|)` (Luo 2005, phi 4)."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not key or not response:
        return Score(0.0, 0.0)
    alike = np.zeros((len(key), len(response)))
    home = {item: number for number, cluster in enumerate(response) for item in cluster}
    for row, cluster in enumerate(key):
        for column in {home[item] for item in cluster if item in home}:
            alike[row, column] = 2 * len(cluster & response[column]) / (len(cluster) + len(response[column]))
    best = float(alike[linear_sum_assignment(-alike)].sum())
    return Score(best / len(response), best / len(key))


def conll(key: Iterable[Cluster], response: Iterable[Cluster]) -> dict[str, float]:
    """F1 of the three and their mean, rounded to three digits."""
    left, right = list(key), list(response)
    scores = {"muc": muc(left, right).f1, "b_cubed": b_cubed(left, right).f1, "ceaf_e": ceaf_e(left, right).f1}
    scores["conll"] = sum(scores.values()) / 3
    return {name: round(value, 3) for name, value in scores.items()}
