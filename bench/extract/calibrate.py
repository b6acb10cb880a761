"""Fit and measure the confidence of claims: grouped cross-validation on labelled reports, and a plot of it.

`python -m bench.extract.calibrate [FILE]...` fits on the tenth of the labelled reports (`corpus`) that is held back: no
pattern was made on them and the network did not learn from them. It writes the parameters into the package, the figures
beside this file and the plot into the docs. The patterns were made on `dev`, so what they find there is right more
often than elsewhere: its figures are shown as such. Each FILE is a further annotated set to check on, nothing more.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bench.data import gold, scorer
from bench.extract.corpus import SENTENCES, held
from bench.extract.reliability import figures, plot
from bench.extract.run import reports_of
from nomansland.extract import calibration, extract
from nomansland.extract.document import analyse
from nomansland.extract.events import find_events
from nomansland.extract.output import reading_data
from nomansland.terrain import Terrain
from nomansland.words import Reading, Report

ROOT = Path(__file__).parents[2]
FILE = ROOT / "src" / "nomansland" / "words" / "calibration" / "claims.json"
PENALTY, FOLDS = 10.0, 10


def patterns() -> tuple[dict[str, float], float]:
    """Log odds that a pattern is right on the labelled sentences (one right and a quarter wrong added), and of all."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for path in sorted(SENTENCES.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            labels, _, text = line.partition("\t")
            types = {one.split("!")[0] for one in labels.split("+")}
            for event in find_events(analyse(Report(id="s", text=text, language=path.stem[:2]))) if text else ():
                rule = event.rule.removesuffix("-ground")
                seen[rule] += 1
                right[rule] += event.type in types
    odds = {
        rule: round(calibration.log_odds((right[rule] + 1.0) / (count + 1.25)), 2)
        for rule, count in sorted(seen.items())
        if count >= 2
    }
    return odds, round(calibration.log_odds(right.total() / max(1, seen.total())), 2)


def judged(annotated: dict[str, Any], readings: Sequence[Reading]) -> list[tuple[int, int, bool]]:
    """Document, claim and whether it is one of the annotated; a second claim on one of them is left out."""
    score, out = scorer(), []
    for number, (document, reading) in enumerate(zip(annotated["documents"], readings, strict=True)):
        found = reading_data(reading)["claims"]
        matched = {j for _, j, _ in score.match(document["claims"], found)}
        for index, claim in enumerate(found):
            again = index not in matched and any(
                known["type"] == claim["type"] and known["start"] < claim["end"] and claim["start"] < known["end"]
                for one in document["claims"]
                for known in ({**one}, *({**span, "type": one["type"]} for span in one.get("alt_quotes", [])))
            )
            if not again:
                out.append((number, index, index in matched))
    return out


def fit(x: Any, y: Any) -> Any:
    """Weights, the bias last: ridge-penalised logistic regression by Newton's method; the bias is not penalised."""
    wide = np.hstack([x, np.ones((len(x), 1))])
    drawn = np.full(wide.shape[1], PENALTY)
    drawn[-1] = 1e-6
    weights = np.zeros(wide.shape[1])
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-wide @ weights))
        bend = wide.T @ (wide * (p * (1.0 - p))[:, None]) + np.diag(drawn)
        weights = weights - np.linalg.solve(bend, wide.T @ (p - y) + drawn * weights)
    return weights


def table(annotated: dict[str, Any], terrain: Terrain, odds: dict[str, float], usual: float) -> tuple[Any, Any, Any]:
    """Features, labels and groups of what rules, and both readers, read of a set; one origin is one group."""
    documents = annotated["documents"]
    x, labels, groups = [], [], []
    # with the network's opinion and without: a reading may have either
    for reader in ("rules", "both"):
        readings = [extract(report, terrain, reader) for report in reports_of(documents)]
        for d, c, right in judged(annotated, readings):
            x.append(calibration.features(readings[d].claims[c], readings[d], odds, usual))
            labels.append(right)
            groups.append((documents[d].get("lineage") or {}).get("origin_group") or documents[d]["id"])
    return np.array(x, dtype=float), np.array(labels, dtype=float), np.array(groups)


def cross_validated(x: Any, y: Any, groups: Any) -> Any:
    """For each claim the probability by a fit that saw no report of its origin."""
    names = sorted(set(groups))
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    held = np.array([fold[name] for name in groups])
    out = np.zeros(len(y))
    for number in range(FOLDS):
        weights = fit(x[held != number], y[held != number])
        out[held == number] = 1.0 / (1.0 + np.exp(-(x[held == number] @ weights[:-1] + weights[-1])))
    return out


def main(files: Sequence[str]) -> None:
    """Fit, write, measure."""
    terrain = Terrain.load()
    odds, usual = patterns()
    x, y, groups = table(held(), terrain, odds, usual)
    guess = cross_validated(x, y, groups)
    weights = fit(x, y)
    frozen = {"held": figures(guess, y)}
    for name, annotated in (("dev", gold("dev")), *((f, json.loads(Path(f).read_text("utf-8"))) for f in files)):
        others, right, _ = table(annotated, terrain, odds, usual)
        frozen[Path(name).stem] = figures(1.0 / (1.0 + np.exp(-(others @ weights[:-1] + weights[-1]))), right)
    made = {
        "fitted_on": f"{len(set(groups))} invented labelled reports that no reader was made on",
        "digest": sha256(np.round(np.column_stack([x, y]), 6).tobytes()).hexdigest(),
        "claims": len(y),
        "bias": round(float(weights[-1]), 4),
        "weights": {name: round(float(one), 4) for name, one in zip(calibration.FEATURES, weights, strict=False)},
        "usual": usual,
        "patterns": odds,
    }
    FILE.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    out = json.dumps(frozen, indent=1) + "\n"
    print(out)
    (Path(__file__).parent / "calibration.json").write_text(out, "utf-8")
    (ROOT / "docs" / "extract-reliability.svg").write_text(plot(frozen["held"]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
