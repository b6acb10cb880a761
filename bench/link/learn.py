"""Weights of linking learned from the annotated incidents, with what they do on incidents that were held out.

    python -m bench.link.learn            cross-validated figures, printed
    python -m bench.link.learn --freeze 100   and what the whole set teaches written into `link/data/learned.yaml`

How often a level occurs among pairs of one incident (m) is counted on annotated incidents, how often among any two
claims of one act and side (u) on all pairs of the set (Fellegi and Sunter 1969; u from random pairs as in Splink).
Both are drawn towards what the judged weights say, with the strength of `strength` pairs, for few incidents were
annotated. Folds are whole stories: no origin group and no incident stands on both sides of a cut.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from math import e, log2
from pathlib import Path
from typing import Any

from bench.data import gold
from bench.link import gold as perfect
from bench.link.score import b_cubed
from nomansland.group import group
from nomansland.group.graph import Sets
from nomansland.link.pairs import EXCLUDING, FIELDS, Levels, compared, probability
from nomansland.link.scene import Scene
from nomansland.link.weights import Table, eventful, judged, weights

clustering: Any = import_module("nomansland.link.incidents")
scoring: Any = import_module("nomansland.link.pairs")
FOLDS = 5
STRENGTHS = (3.0, 10.0, 30.0, 100.0)
FLAT = 5.0
"""Pairs' worth by which u is drawn to all levels being alike: there are hundreds of pairs, and rare levels."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Two claims of one act and side: their levels, the weight of the pair, whether they are one incident, the fold."""

    levels: Levels
    weight: float
    match: bool | None
    fold: int


def folds(annotated: Row) -> dict[str, int]:
    """The fold of each document: stories that share an origin or an incident stay together."""
    sets: Sets[str] = Sets(row["id"] for row in annotated["documents"])
    together: dict[str, list[str]] = defaultdict(list)
    for row in annotated["documents"]:
        together[(row.get("lineage") or {}).get("origin_group", row["id"])].append(row["id"])
    for one in annotated["incidents"]:
        together["incident " + one["id"]] += [ref.split(":")[0] for ref in one["claims"]]
    for ids in together.values():
        for other in ids[1:]:
            sets.join(ids[0], other)
    size = [0] * FOLDS
    out: dict[str, int] = {}
    for members in sorted(sets.sets(), key=lambda found: (-len(found), found[0])):
        fold = size.index(min(size))
        size[fold] += len(members)
        out |= dict.fromkeys(members, fold)
    return out


def examples(annotated: Row, scene: Scene) -> list[Example]:
    """All pairs of eventful claims of one act and side; `match` is None where the annotation does not say."""
    home = {ref: one["id"] for one in annotated["incidents"] for ref in one["claims"]}
    size = {one["id"]: len(one["claims"]) for one in annotated["incidents"]}
    fold = folds(annotated)
    profiles = [scene.profile(claim) for claim in scene.asserted() if eventful(claim.type)]
    out = []
    for one, other in combinations(profiles, 2):
        found = compared(scene, one, other)
        if {"other_act", "other_side"} & set(found):
            continue
        left, right = home.get(one.ref), home.get(other.ref)
        match = left == right if left and right else False if left or right else None
        weight = 2 / size[left] if match and left else 1.0
        out.append(Example(found, weight, match, fold[one.report]))
    return out


def _shares(found: Iterable[tuple[str, float]], prior: dict[str, float], strength: float) -> dict[str, float]:
    counted: dict[str, float] = defaultdict(float)
    for level, weight in found:
        counted[level] += weight
    total = sum(counted.values()) + strength
    return {level: (counted[level] + strength * prior[level]) / total for level in prior}


def fit(found: Sequence[Example], strength: float) -> dict[str, dict[str, tuple[float, float]]]:
    """m and u of each level of each field that does not exclude."""
    judged = weights()["fields"]
    out: dict[str, dict[str, tuple[float, float]]] = {}
    for place, field in enumerate(FIELDS):
        every = {*judged[field], *({"far_apart"} if field == "place" else {"long_apart"} if field == "time" else ())}
        flat = dict.fromkeys(every, 1 / len(every))
        others = [(one.levels[place], one.weight) for one in found if not one.match]
        u = _shares(others, flat, FLAT)
        wanted = {level: u[level] * 2.0 ** judged[field][level] for level in judged[field]}
        prior = {level: share / sum(wanted.values()) for level, share in wanted.items()}
        same = [(one.levels[place], one.weight) for one in found if one.match and one.levels[place] not in EXCLUDING]
        m = _shares(same, prior, strength)
        out[field] = {level: (m[level], u[level]) for level in judged[field]}
    return out


def matching(found: Sequence[Example]) -> float:
    """Share of pairs of one incident among all pairs of one act and side."""
    return sum(one.match is True for one in found) / len(found)


def as_table(fitted: dict[str, dict[str, tuple[float, float]]], matches: float) -> Table:
    """Bits of the fitted shares, with the share of matches as the prior."""
    bits = {field: {level: log2(m / u) for level, (m, u) in row.items()} for field, row in fitted.items()}
    return Table(log2(matches / (1 - matches)), bits, float(weights()["least"]))


def decided(found: Iterable[Example]) -> list[Example]:
    """Pairs that nothing excludes and that the annotation decides."""
    return [one for one in found if one.match is not None and not EXCLUDING & set(one.levels)]


def summed(known: Table, one: Example) -> float:
    """The prior and the weights of a pair."""
    return known.prior + sum(known.bits[field][level] for field, level in zip(FIELDS, one.levels, strict=True))


def loss(known: Table, found: Iterable[Example]) -> float:
    """Mean log loss in bits of what the weights say, over the pairs that are decided."""
    out = total = 0.0
    for one in decided(found):
        sure = min(max(probability(summed(known, one)), 1e-6), 1 - 1e-6)
        out -= one.weight * log2(sure if one.match else 1 - sure)
        total += one.weight
    return out / total


def calibrated(found: Iterable[Example]) -> tuple[float, float]:
    """Scale and shift of the judged sum with the least loss (Platt 1999), by Newton's method with a weak ridge."""
    import numpy as np

    rows = decided(found)
    plain = judged()
    x = np.array([[summed(plain, one), 1.0] for one in rows])
    y, weight = np.array([bool(one.match) for one in rows], float), np.array([one.weight for one in rows])
    beta = np.array([1.0, 0.0])
    ridge, towards = np.diag([1.0, 1.0]) / log2(e) ** 2, np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp2(-x @ beta))
        slope = x.T @ (weight * (y - p)) - ridge @ (beta - towards)
        bend = (x.T * (weight * p * (1 - p))) @ x / log2(e) + ridge
        beta = beta + np.linalg.solve(bend, slope)
    return float(beta[0]), float(beta[1])


def _clustered(scene: Scene, known: Table) -> dict[str, str]:
    """The incident of each claim under other weights."""
    usual = scoring.table
    for module in (scoring, clustering):
        module.table = lambda: known
    scoring.bits.cache_clear()
    try:
        return {ref: one.id for one in clustering.incidents(scene)[0] for ref in one.claims}
    finally:
        for module in (scoring, clustering):
            module.table = usual
        scoring.bits.cache_clear()


Fitting = Callable[[Sequence[Example]], Table]


def validated(annotated: Row, scene: Scene, fitting: Fitting) -> Row:
    """Loss and B-cubed F1 on the fold that was left out."""
    found, fold = examples(annotated, scene), folds(annotated)
    home = {ref: one["id"] for one in annotated["incidents"] for ref in one["claims"]}
    total = 0.0
    have: dict[str, str] = {}
    for out in range(FOLDS):
        known = fitting([one for one in found if one.fold != out])
        total += loss(known, [one for one in found if one.fold == out]) / FOLDS
        clustered = _clustered(scene, known)
        have |= {ref: f"{out} {one}" for ref, one in clustered.items() if fold[ref.split(":")[0]] == out}
    return {"loss": round(total, 3), "b_cubed_f1": round(b_cubed(home, have)["f1"], 3)}


def counting(strength: float) -> Fitting:
    """Weights counted on the pairs that are seen."""
    return lambda seen: as_table(fit(seen, strength), matching(seen))


def scene_of(annotated: Row) -> Scene:
    """The scene of perfect readings of an annotated set."""
    readings = perfect.readings_of(annotated)
    return Scene(readings, group(readings))


def measured(name: str = "dev") -> Row:
    """Cross-validated figures: the judged weights plain, the same calibrated, and counted ones."""
    annotated = gold(name)
    scene = scene_of(annotated)
    fittings: dict[str, Fitting] = {
        "judged, plain sum": lambda seen: judged(),
        "judged, calibrated": lambda seen: judged(*calibrated(seen)),
        **{f"counted, strength {strength:g}": counting(strength) for strength in STRENGTHS},
    }
    return {title: validated(annotated, scene, fitting) for title, fitting in fittings.items()}


def freeze(strength: float, name: str = "dev") -> None:
    """Write what the whole set teaches, with its source."""
    import yaml

    annotated = gold(name)
    found = examples(annotated, scene_of(annotated))
    scale, shift = calibrated(found)
    rows = {
        field: {level: {"m": round(m, 5), "u": round(u, 5)} for level, (m, u) in row.items()}
        for field, row in fit(found, strength).items()
    }
    data = {
        "source": f"annotated set {name}: {sum(one.match is True for one in found)} pairs of one incident and "
        f"{sum(not one.match for one in found)} other pairs of one act and side; m and u are drawn to the judged "
        f"weights with a strength of {strength:g} pairs (bench/link/learn.py)",
        "scale": round(scale, 3),
        "shift": round(shift, 3),
        "matches": round(matching(found), 4),
        "fields": rows,
    }
    path = Path(scoring.__file__).parent / "data" / "learned.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120), "utf-8")


if __name__ == "__main__":
    for title, row in measured().items():
        print(title, row)
    if "--freeze" in sys.argv:
        freeze(float(sys.argv[sys.argv.index("--freeze") + 1]))
